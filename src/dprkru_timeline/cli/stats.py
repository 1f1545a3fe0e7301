"""``timeline stats``."""

from dprkru_timeline.cli.options import takes_query
from dprkru_timeline.cli.request import Asked


@takes_query
def stats(*, asked: Asked) -> None:
    """Count events, find silences, show how well it is sourced.

    Examples:

      timeline stats

      timeline stats --actor DPRK --since 2024

      timeline stats theme:labor --json
    """
    console = asked.files.console()
    answer = asked.select(in_time_order=True)
    if asked.files.json:
        from dprkru_timeline.answers.lookups import stats_document

        console.json(stats_document(answer))
        return
    from dprkru_timeline.render.stats import stats_lines

    console.show(stats_lines, answer)
