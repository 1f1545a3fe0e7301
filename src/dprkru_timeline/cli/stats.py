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
        from dprkru_timeline.answers.documents import dumps
        from dprkru_timeline.answers.lookups import stats_document
        from dprkru_timeline.cli.console import write_exact

        write_exact(dumps(stats_document(answer), indent=2) + "\n")
        return
    from dprkru_timeline.render.stats import stats_lines

    console.print_lines(stats_lines(console.legible(answer), console.width))
