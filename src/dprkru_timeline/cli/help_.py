"""``timeline help``."""

from typing import Annotated

import typer

from dprkru_timeline.cli import completion
from dprkru_timeline.cli.app import run
from dprkru_timeline.cli.commands import COMMANDS
from dprkru_timeline.cli.options import takes_files
from dprkru_timeline.cli.request import Files
from dprkru_timeline.errors import UsageError, nearest
from dprkru_timeline.text import shortened


@takes_files
def help_(
    *,
    topic: Annotated[
        str | None,
        typer.Argument(
            help="query, dates, files, formats or status; or a command.",
            metavar="[TOPIC]",
            show_default=False,
            autocompletion=completion.topics,
        ),
    ] = None,
    files: Files,
) -> None:
    """Explain the query, dates, files, formats or statuses.

    Examples:

      timeline help query

      timeline help dates

      timeline help show
    """
    from dprkru_timeline.cli.topics import TOPICS

    console = files.console()
    if topic is None:
        from dprkru_timeline.render.help import topics_lines

        console.print_lines(topics_lines({name: one.__doc__ or "" for name, one in TOPICS.items()}, console.width))
        return
    name = topic.casefold()
    if name in TOPICS:
        from dprkru_timeline.render.help import topic_lines

        console.print_lines(topic_lines(name, list(TOPICS[name]()), console.width))
        return

    if name in COMMANDS:
        raise typer.Exit(run([name, "--help"]))
    close = nearest(topic, [*TOPICS, *COMMANDS], limit=1)
    remedy = f"did you mean {close[0]}?" if close else f"the topics are {', '.join(TOPICS)}"
    raise UsageError(f'no topic "{shortened(topic)}"', remedy)
