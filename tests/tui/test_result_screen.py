"""F8: the result of the call, which no stray key may give."""

from pathlib import Path

import pytest
from showing import Shown, showing

from cati.fieldwork.interview import Interview
from cati.questionnaire.answer import Choices
from cati.tui.key_gate import PATIENT
from cati.tui.overlays import CallResult
from cati.tui.press import Press
from cati.tui.screens.result import ResultScreen
from phone_room import an_interview, answer


@pytest.fixture
def interview(tmp_path: Path) -> Interview:
    return answer(an_interview(tmp_path), INT="reached", WHO="self", CONSENT="yes", V1="both")


def given(shown: Shown) -> tuple[str, str]:
    """The disposition and the reason of the one result that was given."""
    (result,) = shown.results
    assert isinstance(result, CallResult)
    return result.result.disposition.name, result.reason


@pytest.mark.parametrize(
    ("key", "name"), [("1", "appointment"), ("2", "suspended"), ("3", "not_available"), ("6", "wrong_number")]
)
async def test_a_result_that_asks_nothing_takes_one_key(interview: Interview, key: str, name: str):
    async with showing(lambda: ResultScreen(interview)) as shown:
        await shown.press(key)
        assert given(shown) == (name, "")


async def test_a_refusal_asks_for_a_reason_in_one_line(interview: Interview):
    async with showing(lambda: ResultScreen(interview)) as shown:
        await shown.press("5")
        await shown.type("geen tijd")
        await shown.press("enter")
        assert given(shown) == ("hard_refusal", "geen tijd")


async def test_enter_alone_gives_no_reason(interview: Interview):
    async with showing(lambda: ResultScreen(interview)) as shown:
        await shown.press("5", "enter")
        assert given(shown) == ("hard_refusal", "")


async def test_nothing_closes_the_case_with_one_key(interview: Interview):
    for row in ResultScreen(interview).everyday:
        async with showing(lambda: ResultScreen(interview)) as shown:
            await shown.press(row.key)
            closed = [result for result in shown.results if result.result.disposition.ends_case]
            assert closed == []


async def test_escape_goes_back_one_step_at_a_time(interview: Interview):
    async with showing(lambda: ResultScreen(interview)) as shown:
        await shown.press("5", "escape")
        assert "1  Afspraak" in shown.text
        await shown.press("9", "escape")
        assert "1  Afspraak" in shown.text
        await shown.press("escape")
        assert shown.results == [None]


async def test_a_reason_half_typed_is_there_again_after_another_look(interview: Interview):
    async with showing(lambda: ResultScreen(interview)) as shown:
        await shown.press("5")
        await shown.type("geen")
        await shown.press("escape", "4")
        await shown.type(" zin")
        await shown.press("enter")
        assert given(shown) == ("break_off", "geen zin")


async def test_key_9_leads_to_the_rarer_results(interview: Interview):
    async with showing(lambda: ResultScreen(interview)) as shown:
        await shown.press("9", "j")
        assert given(shown) == ("disconnected", "")


async def test_a_letter_means_nothing_before_9(interview: Interview):
    async with showing(lambda: ResultScreen(interview)) as shown:
        await shown.press("f")
        assert shown.results == []
        assert "Toets f niet gebruikt" in shown.text


async def test_a_refusal_late_in_the_interview_tells_what_it_counts_as(interview: Interview):
    answer(interview, V2="never", V3B="start_ups", V4B="rather_yes", V5=Choices(options=("none",)))
    async with showing(lambda: ResultScreen(interview)) as shown:
        assert "Gedeeltelijk interview · sluit de case af" in shown.text


@pytest.mark.parametrize("key", ["5", "8", "1"])
async def test_a_key_that_was_read_before_the_menu_stood_there_gives_no_result(interview: Interview, key: str):
    async with showing(lambda: ResultScreen(interview), times=PATIENT) as shown:
        too_soon = shown.app.gate._painted_at + PATIENT.look - 0.001
        assert shown.app.screen.arrived(Press(key, key, too_soon, is_printable=True))  # type: ignore[attr-defined]
        await shown.settle()
        assert shown.results == []
        assert f"Toets {key} niet gebruikt" in shown.text


async def test_the_key_held_down_on_the_menu_does_not_give_the_reason(interview: Interview):
    async with showing(lambda: ResultScreen(interview)) as shown:
        await shown.press("5", "5", "5")
        assert shown.results == []


async def test_f7_is_the_appointment_also_here_and_f8_does_nothing_more(interview: Interview):
    async with showing(lambda: ResultScreen(interview)) as shown:
        below = shown.app.screen_stack[-2]
        await shown.press("f8")
        assert shown.results == []
        await shown.press("f7")
        assert below.done == ["appointment"]


async def test_f1_has_an_answer_to_an_objection_also_here(interview: Interview):
    async with showing(lambda: ResultScreen(interview)) as shown:
        below = shown.app.screen_stack[-2]
        await shown.press("f1")
        assert below.done == ["help"]
        assert shown.results == []
