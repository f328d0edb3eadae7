"""Whole histories of calls by chance: what they come to is told by them alone, and the rules hold in each."""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from cati.questionnaire.dispositions import dispositions
from cati.questionnaire.fieldwork_rules import Fieldwork
from cati.sample.after_call import MORE_FOR_PROMISES, Earlier, Next, after_call, state_of
from cati.sample.call_windows import is_within_call_hours
from cati.sample.history import Call, counted

BRUSSELS = ZoneInfo("Europe/Brussels")
RULES = Fieldwork.model_validate(
    {
        "call_windows": [
            {"name": "morning", "days": "mon-fri", "from": "09:00", "to": "12:00"},
            {"name": "afternoon", "days": "mon-fri", "from": "13:30", "to": "16:00"},
            {"name": "late", "days": "mon-fri", "from": "16:00", "to": "18:30"},
        ],
        "holidays": "BE",
    }
)
FIRST = datetime(2027, 3, 22, 9, 0, tzinfo=BRUSSELS)
"""In the week before the clock goes forward, with Easter Monday a week later."""
FIRST_DAYS = (FIRST, datetime(2027, 10, 25, 9, 0, tzinfo=BRUSSELS))
"""And in the week before it goes back, with All Saints on the Monday after."""
RESULTS = [name for name, row in dispositions().items() if row.set_by == "interviewer" or name == "break_off"]
MOSTLY = ["no_answer", "busy", "machine_company", "not_available", "appointment"]
HISTORIES = 10_000


def history(chance: Random) -> tuple[list[Call], Next]:
    """Calls, each when the case was due or within the hour after, until it is closed, parked or enough."""
    calls: list[Call] = []
    found, first = told(calls), chance.choice(FIRST_DAYS)
    while found.queue is not None and len(calls) < 14:
        began = max(found.due_at, first) + timedelta(minutes=chance.randint(0, 50))
        call, earlier = any_call(chance, began.astimezone(UTC).astimezone(BRUSSELS)), Earlier(tuple(calls), found.state)
        found = after_call(call, RULES, earlier=earlier)
        calls.append(call)
    return calls, found


def any_call(chance: Random, began: datetime) -> Call:
    name = chance.choice(RESULTS if chance.random() < 0.3 else MOSTLY)
    takes_time = dispositions()[name].cool_off == "time"
    promised = began + timedelta(hours=chance.randint(1, 72)) if takes_time and chance.random() < 0.9 else None
    return Call(
        name,
        began,
        began + timedelta(minutes=3),
        chance.choice(["an", "bo"]),
        by_other=chance.random() < 0.3,
        promised=promised,
        is_firm=chance.random() < 0.6,
    )


def told(calls: list[Call]) -> Next:
    return state_of(calls, RULES, numbers=1, fresh_from=FIRST)


def test_a_history_told_from_its_beginning_comes_to_the_state_that_its_calls_came_to_one_by_one():
    for seed in range(HISTORIES):
        calls, found = history(Random(seed))  # noqa: S311
        assert told(calls) == found
        assert_sound(calls, found)


def assert_sound(calls: list[Call], found: Next) -> None:
    """What holds after any history."""
    assert counted(calls) <= RULES.max_attempts + MORE_FOR_PROMISES
    if found.state in ("callback", "resume", "fresh"):
        assert is_within_call_hours(RULES, found.due_at.astimezone(UTC).astimezone(BRUSSELS))
    if any(call.group == "R" for call in calls) and found.closed_by in (None, "exhausted", "no_working_number"):
        assert found.code in ("2.111", "2.112", "2.12")
    assert (found.queue is None) == (found.state in ("closed", "parked"))
    refusals = [call for call in calls[:-1] if call.result in ("soft_refusal", "break_off")]
    assert len(refusals) <= 1
