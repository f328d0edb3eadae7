"""Cases by what a person knows of them: a piece of the key, of the name, of a phone or enterprise number."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, and_, select

from cati.storage.cases import CASE_COLUMNS, Case, case_of, search_text
from cati.storage.store import Store
from cati.storage.tables import CASES, PHONES

LAST = "\U0010ffff"
"""Sorts after every key that begins alike."""
HIGHEST = "9" * 15
"""Sorts after every number that begins alike, whatever language a server sorts by."""


def find_cases(store: Store, text: str, *, phones: Sequence[str], enterprise: str, most: int) -> list[Case]:
    """At most so many cases: those whose key or numbers begin so first, then those with all the words in their name.

    `phones` are beginnings in E.164, `enterprise` is the beginning of ten digits; both by index.
    """
    found: dict[int, Case] = {}
    with store.reading() as connection:
        for wanted in _searches(text, phones, enterprise):
            if left := most - len(found):
                ids = wanted.where(wanted.selected_columns[0].not_in(list(found))).limit(left)
                rows = connection.execute(select(*CASE_COLUMNS).where(CASES.c.id.in_(ids)).order_by(CASES.c.case_key))
                found |= {case.case_id: case for case in map(case_of, rows)}
    return list(found.values())


def _searches(text: str, phones: Sequence[str], enterprise: str) -> Iterator[Select[tuple[int]]]:
    """The ids of what is looked for, one search after the other, each in the order of an index."""
    for key in dict.fromkeys((text, text.lower(), text.upper())):
        yield _ids(_between(CASES.c.case_key, key, key + LAST), CASES.c.case_key)
    if enterprise:
        column = CASES.c.enterprise_number
        yield _ids(_between(column, enterprise, enterprise + HIGHEST), column)
    for phone in phones:
        column = PHONES.c.e164
        yield select(PHONES.c.case_id).where(_between(column, phone, phone + HIGHEST)).order_by(column)
    if words := search_text(text).split():
        column = CASES.c.search_text
        yield _ids(and_(*(column.contains(word, autoescape=True) for word in words)), column)


def _ids(condition: ColumnElement[bool], order: Column[Any]) -> Select[tuple[int]]:
    return select(CASES.c.id).where(condition).order_by(order)


def _between(column: Column[Any], first: str, last: str) -> ColumnElement[bool]:
    return and_(column >= first, column <= last)  # PostgreSQL reads no BETWEEN of a text with a collation of its own
