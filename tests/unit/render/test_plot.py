"""What a picture of a chart must hold: marks that are told apart, bars away from the edges, text that is read."""

from datetime import date
from typing import Any

import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.chart import density, lanes
from dprkru_timeline.model import Status
from dprkru_timeline.render import plot
from dprkru_timeline.render.plot_marks import BARS, MARKS, looks


def figure_of(monkeypatch: pytest.MonkeyPatch, chronology: Chronology, view: str, by: str) -> Figure:
    """Return the figure that a picture is made of."""
    made: list[Figure] = []

    def kept(figure: Figure, *_: object) -> bytes:
        FigureCanvasAgg(figure)
        figure.canvas.draw()
        made.append(figure)
        return b""

    monkeypatch.setattr(plot, "written", kept)
    found: Any = lanes(chronology, by, 12) if view == "lanes" else density(chronology, by, "quarter")
    plot.picture(chronology, found, by, "png")
    return made[0]


def bars(axes: Axes) -> list[tuple[float, float, float]]:
    """Return left, right and upper end of each bar."""
    return [
        (one.get_x(), one.get_x() + one.get_width(), one.get_y() + one.get_height())
        for group in axes.containers
        for one in group
    ]


@pytest.mark.parametrize("by", ["status", "theme", "actor"])
def test_bars_stay_away_from_the_edges(monkeypatch: pytest.MonkeyPatch, edition_1: Chronology, by: str) -> None:
    panels = figure_of(monkeypatch, edition_1, "density", by).axes
    found = [(axes, bars(axes)) for axes in panels]
    highest = max(top for _, own in found for _, _, top in own)
    for axes, own in found:
        assert highest <= 0.9 * axes.get_ylim()[1]
        first, last = axes.get_xlim()
        assert min(left for left, _, _ in own) - first >= 0.3
        assert last - max(right for _, right, _ in own) >= 0.3


def test_panels_have_one_scale_and_say_how_many_are_left(
    monkeypatch: pytest.MonkeyPatch, edition_1: Chronology
) -> None:
    figure = figure_of(monkeypatch, edition_1, "density", "theme")
    assert len(figure.axes) == 8
    assert len({axes.get_ylim() for axes in figure.axes}) == 1
    texts = [text.get_text() for text in figure.texts]
    assert "Events that began in the quarter, each in the row of every theme that it has" in texts
    assert any("Not drawn: 3 further themes." in text for text in texts)


@pytest.mark.parametrize(("view", "by"), [("density", "status"), ("density", "theme"), ("lanes", "theme")])
def test_texts_are_level_large_enough_and_within(
    monkeypatch: pytest.MonkeyPatch, edition_1: Chronology, view: str, by: str
) -> None:
    figure = figure_of(monkeypatch, edition_1, view, by)
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    texts = [one for one in figure.findobj(lambda one: hasattr(one, "get_fontsize")) if one.get_text().strip()]  # type: ignore[attr-defined]
    assert len(texts) > 10
    for text in texts:
        assert text.get_fontsize() >= 10, text  # type: ignore[attr-defined]
        assert text.get_rotation() == 0, text  # type: ignore[attr-defined]
        box = text.get_window_extent(renderer)
        assert box.x0 >= 0, text
        assert box.x1 <= figure.bbox.width, text


def test_each_status_has_a_mark_and_a_bar_of_its_own() -> None:
    assert set(MARKS) == set(BARS) == set(Status)
    assert len({(mark.shape, mark.filled) for mark in MARKS.values()}) == len(Status)
    for status in Status:
        assert looks(status, 10)["markersize"] <= 10
    assert len({(bar.face == bar.edge, bar.hatch) for bar in BARS.values()}) == len(Status), "without its colour"
    assert MARKS[Status.SAID].shape != MARKS[Status.CONFIRMED].shape
    assert MARKS[Status.SAID].color != MARKS[Status.CONFIRMED].color
    assert BARS[Status.SAID].hatch
    assert not BARS[Status.CONFIRMED].hatch


def test_what_is_not_covered_is_shaded(monkeypatch: pytest.MonkeyPatch, edition_1: Chronology) -> None:
    early = edition_1.replaced(sourced_until=date(2025, 3, 31))
    figure = figure_of(monkeypatch, early, "density", "status")
    assert any("Grey: not covered, past 31 March 2025." in text.get_text() for text in figure.texts)
    figure = figure_of(monkeypatch, early, "lanes", "theme")
    assert any("Past 31 March 2025: not covered." in text.get_text() for text in figure.texts)
