"""An event file of one's own, to begin with: it passes every check, and says in comments what goes where."""

from collections.abc import Sequence
from datetime import date

from dprkru_timeline.curate.toml_text import value_text

_TEMPLATE = """\
schema = 2

[chronology]
title = {title}
edition = {edition}  # the day on which you closed it; raise it when you hand it out
{extends}
# To add to it: timeline --file {file} add, which opens an editor, or with options: timeline add --help
# Or by hand, in this form; "timeline check {file}" names everything that is wrong, and "timeline fmt {file}"
# puts it in order.
#
# [sources.mine-1]
# publisher = "TASS"
# title = "As the page has it"
# date = "2024-06-19"
# url = "https://…"
# kind = "news"                # official, un-document, treaty-text, news, think-tank, ngo or data
# accessed = {edition}
#
# [[events]]
# id = "short-name"            # lower-case words with hyphens, typed from memory
# date = "2024-06-19"          # EDTF: 2024-06, 2024, 2024-06~ (about), 2024-06-18/2024-06-19
# title = "What happened, with a verb"
# summary = "Two to four plain sentences."
# kind = "event"               # event, deadline, statement, report or assessment
# actors = ["dprk", "russia"]  # timeline list actors
# doers = ["dprk", "russia"]   # those whose own word settles that it happened
# themes = ["diplomacy"]       # timeline list themes
# sources = ["mine-1"]
# note = "For you alone: no export has it."
#
# [[events.claims]]            # who says so, who denies it
# by = "russia"
# stance = "confirms"          # asserts, confirms, denies, declines, assesses or withdraws
# says = "What they say, in your words."
# date = "2024-06-19"
# source = "mine-1"
"""
_ADDING = """\
#
# What you add to an event that ships stands here, and not there:
#
# [[additions]]
# to = "panel-veto"
# themes = ["monitoring"]
# note = "Ask the mission about paragraph 3."
"""
_EXTENDS = "extends = {extends}  # what it is read with: its actors, themes, places and sources can be used here\n"


def new_text(title: str, edition: date, file: str, extends: Sequence[str] = ("builtin",)) -> str:
    """Return the text of a new event file.

    Args:
        title: what the chronology covers, in a line.
        edition: the day on which it was closed.
        file: its name, as commands in it are to be typed.
        extends: ``builtin``, and paths of further files that it is read with; with none it stands alone.
    """
    extending = _EXTENDS.format(extends=value_text(list(extends))) if extends else ""
    text = _TEMPLATE.format(title=value_text(title), edition=edition.isoformat(), file=file, extends=extending)
    return text + (_ADDING if extends else "")
