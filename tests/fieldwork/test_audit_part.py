"""The audit in words."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from cati.fieldwork.report.audit_part import audit_section
from cati.storage.audit import Deed
from storage_fixtures import NOON

BRUSSELS = ZoneInfo("Europe/Brussels")


def deeds(count: int) -> Iterator[Deed]:
    return (
        Deed(NOON, "bo", "reopen", f"K{number:03}", {"reason": "asked to", "was": "1.1"}) for number in range(count)
    )


def test_a_deed_is_told_with_its_time_on_the_study_s_wall():
    table = audit_section(deeds(1), BRUSSELS, "en").table
    assert table is not None
    assert table.rows == (("1 Mar 2027 13:00", "bo", "reopen", "K000", "reason: asked to, was: 1.1"),)


def test_where_nothing_was_done_it_says_so():
    assert audit_section(deeds(0), BRUSSELS, "fr").notes == ("Rien n'est encore consigné.",)
