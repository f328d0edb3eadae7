"""What becomes of a case after a call, for each disposition of the table."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cati.questionnaire.dispositions import dispositions
from cati.questionnaire.fieldwork_rules import Fieldwork
from cati.sample.after_call import QUEUES, Earlier, Next, State, after_call
from cati.sample.history import Call

BRUSSELS = ZoneInfo("Europe/Brussels")
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=BRUSSELS)  # a Wednesday, in the morning window
RULES = Fieldwork.model_validate(
    {
        "call_windows": [
            {"name": "morning", "days": "mon-fri", "from": "09:00", "to": "12:00"},
            {"name": "afternoon", "days": "mon-fri", "from": "13:30", "to": "16:00"},
            {"name": "late", "days": "mon-fri", "from": "16:00", "to": "18:30"},
        ]
    }
)


def after(name: str, *, now: datetime = NOW, rules: Fieldwork = RULES, **earlier: object) -> Next:
    """What becomes of a case after this result, with what came before."""
    return after_call(call(name, now), rules, earlier=before(**earlier))  # type: ignore[arg-type]


def call(name: str, when: datetime = NOW, **more: object) -> Call:
    """A call that began and ended at this moment."""
    return Call(name, when, when, "an", **more)  # type: ignore[arg-type]


def before(
    results: tuple[str, ...] = (), calls: tuple[datetime, ...] = (), state: State = "fresh", numbers: int = 1
) -> Earlier:
    """What was before: results, each at its time, or at one of its own long ago."""
    times = calls or tuple(NOW - timedelta(days=40 + at) for at in range(len(results), 0, -1))
    return Earlier(tuple(call(name, when) for name, when in zip(results, times, strict=True)), state, numbers)


def at(day: int, clock: str) -> datetime:
    """A moment in the month of these tests."""
    return datetime.fromisoformat(f"2026-11-{day:02}T{clock}").replace(tzinfo=BRUSSELS)


EXPECTED: dict[str, tuple[State, datetime]] = {
    "complete": ("closed", NOW),
    "partial": ("closed", NOW),
    "soft_refusal": ("callback", at(3, "13:30").replace(month=12)),
    "hard_refusal": ("closed", NOW),
    "break_off": ("callback", at(3, "13:30").replace(month=12)),
    "suspended": ("resume", at(26, "13:30")),
    "appointment": ("callback", at(26, "13:30")),
    "not_available": ("callback", at(26, "13:30")),
    "unavailable_all_period": ("closed", NOW),
    "unable": ("closed", NOW),
    "language_barrier": ("callback", at(26, "13:30")),
    "machine_company": ("callback", at(26, "13:30")),
    "machine_unknown": ("callback", at(26, "13:30")),
    "busy": ("callback", at(25, "10:15")),
    "no_answer": ("callback", at(26, "13:30")),
    "call_blocked": ("callback", at(26, "09:00")),
    "technical": ("fresh", at(25, "11:00")),
    "not_dialled": ("fresh", at(25, "10:05")),
    "wrong_number": ("callback", NOW),
    "disconnected": ("callback", NOW),
    "fax": ("callback", NOW),
    "no_working_number": ("closed", NOW),
    "refer_supervisor": ("parked", NOW),
    "supervisor_closed": ("closed", NOW),
    "exhausted": ("closed", NOW),
    "on_do_not_call_list": ("closed", NOW),
    "not_eligible": ("closed", NOW),
    "ceased": ("closed", NOW),
    "no_eligible_respondent": ("closed", NOW),
    "quota_full": ("closed", NOW),
    "duplicate": ("closed", NOW),
}


def test_the_table_and_these_expectations_name_the_same_dispositions():
    assert list(EXPECTED) == list(dispositions())


@pytest.mark.parametrize("name", EXPECTED)
def test_a_first_result_on_a_case_with_two_numbers(name: str):
    found = after(name, numbers=2)
    assert (found.state, found.due_at) == EXPECTED[name]
    assert found.queue == QUEUES[found.state]


# --- appointments


def test_a_firm_appointment_is_due_five_minutes_before_its_time():
    promised = at(26, "14:30")
    found = after_call(call("appointment", promised=promised), RULES, earlier=Earlier())
    assert (found.state, found.queue, found.due_at) == ("firm", 0, at(26, "14:25"))


def test_a_soft_appointment_is_due_at_its_time():
    soft = call("suspended", promised=at(26, "14:30"), is_firm=False)
    found = after_call(soft, RULES, earlier=Earlier())
    assert (found.state, found.queue, found.due_at) == ("soft", 1, at(26, "14:30"))


# --- refusals


@pytest.mark.parametrize("before", ["soft_refusal", "break_off"])
@pytest.mark.parametrize("now", ["soft_refusal", "break_off"])
def test_a_second_refusal_closes_the_case_as_a_hard_one(before: str, now: str):
    found = after(now, results=(before, "no_answer"))
    assert (found.state, found.code) == ("closed", dispositions()["hard_refusal"].aapor)


def test_a_study_that_calls_no_refusal_back_closes_the_first():
    rules = Fieldwork.model_validate({"soft_refusal": {"retry": "false"}})
    assert after("soft_refusal", rules=rules).state == "closed"


def test_a_soft_refusal_is_called_back_after_the_time_the_study_sets():
    rules = Fieldwork.model_validate({"soft_refusal": {"after": "P14D"}})
    assert after("soft_refusal", rules=rules).due_at == NOW + timedelta(days=14)


# --- numbers


@pytest.mark.parametrize("name", ["wrong_number", "disconnected", "fax"])
def test_a_dead_number_leads_to_the_next_and_the_last_one_closes_the_case(name: str):
    assert after(name, numbers=1).state == "callback"
    found = after(name, numbers=0, results=("no_answer", "fax"))
    assert (found.state, found.code) == ("closed", dispositions()["no_working_number"].aapor)


def test_a_dead_number_after_somebody_was_reached_hides_nothing():
    assert after("disconnected", numbers=0, results=("not_available",)).code == "2.21"
    assert after("disconnected", numbers=0, results=("soft_refusal",)).code == "2.112"


# --- busy


def test_a_third_busy_tone_in_a_row_waits_for_another_day_part():
    assert after("busy", results=("busy",)).due_at == at(25, "10:15")
    assert after("busy", results=("busy", "busy"), calls=(at(25, "09:30"), at(25, "09:45"))).due_at == at(26, "13:30")
    assert after("busy", results=("busy", "no_answer", "busy")).due_at == at(25, "10:15")


def test_a_busy_tone_at_the_end_of_a_window_waits_for_the_next():
    assert after("busy", now=at(25, "11:50")).due_at == at(25, "13:30")
    assert after("busy", now=at(25, "18:20")).due_at == at(26, "09:00")


# --- how often


def test_the_last_attempt_that_may_be_made_closes_the_case():
    results = ("no_answer",) * 6
    assert after("no_answer", results=results).state == "callback"
    found = after("no_answer", results=(*results, "no_answer"))
    assert (found.state, found.code) == ("closed", dispositions()["no_answer"].aapor)


def test_what_is_no_attempt_does_not_count_as_one():
    results = ("no_answer",) * 6 + ("technical", "not_dialled") * 3
    assert after("no_answer", results=results).state == "callback"
    assert after("technical", results=("no_answer",) * 7, state="callback").state == "callback"


def test_a_promise_is_worth_two_attempts_more():
    results, promised = ("no_answer",) * 7, at(26, "14:30")
    found = after_call(call("appointment", promised=promised), RULES, earlier=before(results))
    assert found.state == "firm"
    assert after("suspended", results=(*results, "appointment")).state == "resume"
    assert after("suspended", results=(*results, "appointment", "appointment")).state == "closed"


@pytest.mark.parametrize("name", ["technical", "not_dialled"])
@pytest.mark.parametrize("state", ["fresh", "callback", "soft", "firm", "resume"])
def test_a_case_that_was_not_called_keeps_its_state(name: str, state: State):
    found = after(name, state=state)
    assert (found.state, found.queue) == (state, QUEUES[state])


# --- the code of a case


@pytest.mark.parametrize(
    ("results", "code"),
    [
        (("no_answer",), "3.13"),
        (("soft_refusal", "busy"), "2.112"),
        (("not_available", "busy"), "2.21"),
        (("appointment", "not_available"), "2.36"),
        (("language_barrier", "no_answer"), "2.33"),
        (("no_answer", "busy"), "3.12"),
        (("soft_refusal", "complete"), "1.1"),
    ],
)
def test_the_code_of_a_case_is_the_result_that_tells_most_about_it(results: tuple[str, ...], code: str):
    assert after(results[-1], results=results[:-1], numbers=3).code == code


def test_an_exhausted_case_keeps_the_code_of_what_was_found_out():
    found = after("busy", results=("not_available", *("no_answer",) * 6))
    assert (found.state, found.code) == ("closed", "2.21")


def test_a_refusal_is_called_back_by_another_until_a_promise_is_made():
    assert after("soft_refusal").not_by == "an"
    assert after("no_answer", results=("soft_refusal",)).not_by == "an"
    promised = call("appointment", promised=at(26, "14:30"))
    assert after_call(promised, RULES, earlier=before(("soft_refusal",))).not_by is None


def test_what_somebody_else_said_has_its_own_code():
    earlier = Earlier()
    assert after_call(call("soft_refusal", by_other=True), RULES, earlier=earlier).code == "2.111"
    assert (
        after_call(call("appointment", by_other=True, promised=at(26, "14:30")), RULES, earlier=earlier).code == "2.21"
    )


def test_a_day_that_has_twice_its_calls_sees_no_more_busy_retries():
    morning = (at(25, "09:00"), at(25, "09:20"), at(25, "09:40"))
    assert after("busy", results=("busy", "no_answer"), calls=morning[:2]).due_at == at(25, "10:15")
    assert after("busy", results=("busy", "no_answer", "busy"), calls=morning).due_at == at(26, "13:30")


def test_a_language_the_study_does_not_speak_closes_the_case_and_one_that_nobody_here_speaks_parks_it():
    closed = after_call(call("language_barrier", speech="outside"), RULES, earlier=Earlier())
    parked = after_call(call("language_barrier", speech="nobody"), RULES, earlier=Earlier())
    assert (closed.state, closed.code) == ("closed", "2.33")
    assert (parked.state, parked.parked_because) == ("parked", "language")


def test_a_case_of_which_nothing_is_known_but_dead_numbers_has_their_code():
    assert after("fax", numbers=0).code == "3.90"
