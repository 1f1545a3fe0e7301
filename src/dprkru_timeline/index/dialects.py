"""A query as one SELECT for an engine that others have: on our Parquet file, or on the tables of our SQLite export.

sqlglot writes it in the dialect of the engine; what a list holds each engine asks in its own way (`_LISTS`). Nothing is
run here. What SQL can't say exactly is said wider, and told; what the order of an answer or its day changes is refused.
"""

import re
from typing import Any, NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.errors import UsageError
from dprkru_timeline.index.engines import Dialect, Tables
from dprkru_timeline.index.where import Words, where
from dprkru_timeline.libraries import at_work
from dprkru_timeline.query.expr import Query, When, leaves
from dprkru_timeline.query.found_by import has_hulls
from dprkru_timeline.query.plan import (
    FIRST,
    LAST,
    AllOf,
    AnyOf,
    Condition,
    Has,
    HasOnly,
    LiesIn,
    Says,
    SaysStem,
    Unless,
    planned,
)
from dprkru_timeline.query.select import resolved
from dprkru_timeline.text import shortened

# Whether an item of a list meets a condition, as each engine that has lists says it.
_LISTS = {
    Dialect.DUCKDB: "len(list_filter({list}, lambda {item}: {condition})) > 0",
    Dialect.SPARK: "exists({list}, {item} -> {condition})",
    Dialect.TRINO: "any_match({list}, {item} -> {condition})",
    Dialect.POSTGRES: "exists (SELECT 1 FROM unnest({list}) AS {item} WHERE {condition})",
}
_HULL = (
    "a date whose unknown digits leave many stretches of days, such as XXXX-12-25, may stand among them whatever days "
    "are asked for"
)


class Select(NamedTuple):
    """A SELECT, and what of the query it says wider than it is, in words: then others may be among what it finds."""

    sql: str
    narrowed: tuple[str, ...] = ()


def read_by(dialect: Dialect) -> Tables:
    """Return what an engine reads where nothing else is said."""
    return Tables.SQLITE if dialect in (Dialect.SQLITE, Dialect.POSTGRES) else Tables.PARQUET


def select_in(
    whole: Chronology, query: Query, dialect: Dialect, tables: Tables | None = None, table: str = "events"
) -> Select:
    """Return the SELECT that finds the ids of the events that a query means, in their order, with date and title.

    Args:
        whole: whose names the query uses.
        query: what is asked.
        dialect: whose SQL it is to be.
        tables: what it reads; None: what the engine reads best.
        table: the name of the table of events.

    Raises:
        UsageError: SQL can't say it, or sqlglot is not installed.
        UnknownName: the query names something that is not there.
    """
    tables = tables or read_by(dialect)
    _check(query, dialect, tables, table)
    query = resolved(query, whole)
    possibly, surely = planned(whole, query.terms, exact=query.exact)
    plan = surely if query.certain else possibly
    is_dated = any(isinstance(leaf, When) for leaf in leaves(query.terms)) and has_hulls(whole)
    narrowed = (*plan.narrowed, *((_HULL,) if is_dated else ()))
    if narrowed and (query.limit or query.last):
        raise UsageError(
            f"SQL finds more than is asked, so that it can't cut what it finds: {narrowed[0]}",
            f"leave {'-n' if query.limit else '--last'} out, and cut what is left when you have looked",
        )
    with at_work("sqlglot", "writing SQL"):
        from sqlglot import exp
    making = _Rows(dialect) if tables is Tables.PARQUET else None
    condition: Any = making.sql(plan.may) if making else _on_tables(plan.may)
    if is_dated:
        hull = exp.column("found_hull") if making else _parsed("position IN (SELECT position FROM found_hulls)")
        condition = exp.or_(condition, hull)
    position = exp.column("found_position" if making else "position")
    found = exp.select("id", "date", "title").from_(exp.to_table(table))
    if query.terms:
        found = found.where(condition)
    if query.last is not None:
        newest = found.select(position).order_by(position.copy().desc()).limit(query.last)
        found = exp.select("id", "date", "title").from_(newest.subquery("newest"))
    found = found.order_by(position.desc() if query.reverse else position)
    if query.limit is not None:
        found = found.limit(query.limit)
    return Select(found.sql(dialect=dialect.value, pretty=True), narrowed)


# Of letters and digits, after a schema and a catalog where it has them: no engine needs it in quotes.
_TABLE = r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*){0,2}"


def _check(query: Query, dialect: Dialect, tables: Tables, table: str) -> None:
    if not re.fullmatch(_TABLE, table):
        raise UsageError(f'"{shortened(table)}" is no name of a table', "write such as events, or my_schema.events")
    if tables is Tables.PARQUET and dialect is Dialect.SQLITE:
        raise UsageError("SQLite reads no Parquet", "leave --tables out, or write --dialect duckdb")
    if query.as_of is not None:
        raise UsageError(
            f"as of {query.as_of} events stand otherwise, which no SELECT can work out",
            f"export them so, and ask that file: timeline export --as-of {query.as_of} -o known.parquet",
        )
    if query.limit is not None and any(isinstance(leaf, When) for leaf in leaves(query.terms)):
        raise UsageError(
            "the first so many of dates put what goes on last, which a SELECT of ids can't do",
            "leave -n out, and cut what the engine finds",
        )


def _parsed(sql: str, dialect: Dialect = Dialect.SQLITE) -> Any:
    from sqlglot import parse_one

    return parse_one(sql, read=dialect.value)


def _on_tables(condition: Condition) -> Any:
    """Return the condition that our own look-up asks (`where`), its values written out."""
    from sqlglot import exp

    sql, parameters = where(condition, Words.TEXTS, most=None)
    left = iter(parameters)

    def written(node: Any) -> Any:
        return exp.convert(next(left)) if isinstance(node, exp.Placeholder) else node

    tree = _parsed(f"SELECT 1 WHERE {sql}")
    for node in [one for one in tree.dfs() if isinstance(one, exp.Placeholder)]:  # in the order of the text
        node.replace(written(node))
    return tree.args["where"].this


class _Rows:
    """Makes conditions on the columns of our Parquet export."""

    def __init__(self, dialect: Dialect) -> None:
        from sqlglot import exp

        self._dialect = dialect
        self._exp: Any = exp

    def sql(self, condition: Condition) -> Any:  # noqa: PLR0911 - a kind of condition each
        exp = self._exp
        match condition:
            case AllOf():
                return exp.and_(*map(self.sql, condition.parts)) if condition.parts else exp.true()
            case AnyOf():
                return exp.or_(*map(self.sql, condition.parts)) if condition.parts else exp.false()
            case Unless():
                return exp.not_(self.sql(condition.part))
            case Has("id"):
                return exp.column("id").isin(*condition.values)
            case Has():
                return self._any("found_by", _item().isin(*_pairs(condition)))
            case HasOnly():
                some = _item().like(f"{condition.field}:%")
                others = exp.and_(some.copy(), exp.not_(_item().isin(*_pairs(condition))))
                return exp.and_(self._any("found_by", some), exp.not_(self._any("found_by", others)))
            case LiesIn():
                last = condition.last.toordinal() if condition.last else LAST
                first = condition.first.toordinal() if condition.first else FIRST
                return self._any("found_days", exp.and_(_item("first") <= last, _item("last") >= first))
            case Says():
                return self._holds("found_text", f" {' '.join(condition.words)}{' ' if condition.whole else ''}")
            case SaysStem():
                return self._holds("found_stems", f" {condition.stem} ")
        return self._holds("found_text", condition.letters)

    def _any(self, list_: str, condition: Any) -> Any:
        """Return that an item of a list meets a condition."""
        said = _LISTS[self._dialect].format(
            list=list_, item=_ITEM, condition=condition.sql(dialect=self._dialect.value)
        )
        return _parsed(said, self._dialect)

    def _holds(self, column: str, letters: str) -> Any:
        exp = self._exp
        return exp.StrPosition(this=exp.column(column), substr=exp.convert(letters)) > 0


_ITEM = "one"


def _item(key: str = "") -> Any:
    """Return an item of a list, or a key of it."""
    from sqlglot import exp

    return exp.column(key, table=_ITEM) if key else exp.column(_ITEM)


def _pairs(condition: Has | HasOnly) -> list[str]:
    return [f"{condition.field}:{value}" for value in condition.values]
