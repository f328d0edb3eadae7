"""Cases by what a person knows of them: a piece of the key, of the name, of a phone or enterprise number."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, and_, select

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
        for condition in _conditions(text, phones, enterprise):
            left = most - len(found)
            wanted = select(*CASE_COLUMNS).where(condition, CASES.c.id.not_in(list(found)))
            rows = connection.execute(wanted.order_by(CASES.c.case_key).limit(left)) if left else ()
            found |= {case.case_id: case for case in map(case_of, rows)}
    return list(found.values())


def _conditions(text: str, phones: Sequence[str], enterprise: str) -> Iterator[ColumnElement[bool]]:
    """What is looked for, one after the other."""
    for key in dict.fromkeys((text, text.lower(), text.upper())):
        yield CASES.c.case_key.between(key, key + LAST)
    if enterprise:
        yield CASES.c.enterprise_number.between(enterprise, enterprise + HIGHEST)
    for phone in phones:
        yield CASES.c.id.in_(select(PHONES.c.case_id).where(PHONES.c.e164.between(phone, phone + HIGHEST)))
    if words := search_text(text).split():
        yield and_(*(CASES.c.search_text.contains(word, autoescape=True) for word in words))
