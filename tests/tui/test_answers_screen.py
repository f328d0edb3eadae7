"""F9: the answers so far, and going to one of them."""

from pathlib import Path

import pytest
from showing import showing

from cati.fieldwork.interview import Interview
from cati.interview.answers_so_far import answers_so_far
from cati.questionnaire.answer import AnswerKey, Words
from cati.tui.painting.answers import answers_lines
from cati.tui.screens.answers import AnswersScreen
from phone_room import an_interview, answer
from spoken import answered, partners, questionnaire_of, say_to, started


@pytest.fixture
def interview(tmp_path: Path) -> Interview:
    made = answer(an_interview(tmp_path), INT="reached", WHO="self", CONSENT="yes", V1="both", V2="yes")
    return answer(made, V3A=partners("suppliers"))


async def test_the_caret_stands_at_the_question_at_hand(interview: Interview):
    async with showing(lambda: AnswersScreen(interview)) as shown:
        assert " ► V3A_EACH" in shown.text
        assert "nog te vragen" in shown.text


async def test_the_caret_stands_at_the_question_that_was_gone_back_to(interview: Interview):
    interview.go_to(AnswerKey("V1"))
    async with showing(lambda: AnswersScreen(interview)) as shown:
        assert " ► V1" in shown.text


async def test_enter_goes_to_the_question_at_the_caret(interview: Interview):
    async with showing(lambda: AnswersScreen(interview)) as shown:
        await shown.press("up", "up", "enter")
        assert shown.results == ["V2"]


@pytest.mark.parametrize("key", ["escape", "f9"])
async def test_it_is_left_without_going_anywhere(interview: Interview, key: str):
    async with showing(lambda: AnswersScreen(interview)) as shown:
        await shown.press(key)
        assert shown.results == [None]


async def test_typing_an_id_moves_the_caret_there(interview: Interview):
    async with showing(lambda: AnswersScreen(interview)) as shown:
        await shown.type("v2")
        assert " ► V2 " in shown.text
        assert "Naar: v2" in shown.text
        await shown.press("enter")
        assert shown.results == ["V2"]


async def test_an_id_that_is_not_on_the_path_is_told_and_not_taken(interview: Interview):
    async with showing(lambda: AnswersScreen(interview)) as shown:
        await shown.type("v9")
        assert "Geen vraag op het pad begint met 'v9'." in shown.text
        await shown.type("1")
        assert " ► V1 " in shown.text


async def test_what_was_typed_can_be_taken_back_sign_by_sign(interview: Interview):
    async with showing(lambda: AnswersScreen(interview)) as shown:
        await shown.type("v3")
        await shown.press("backspace")
        await shown.type("1")
        assert " ► V1 " in shown.text


async def test_end_goes_to_the_first_question_without_an_answer(interview: Interview):
    async with showing(lambda: AnswersScreen(interview)) as shown:
        await shown.press("up", "up", "end", "enter")
        assert shown.results == ["V3A_EACH.suppliers"]


async def test_the_caret_stays_within_the_list(interview: Interview):
    async with showing(lambda: AnswersScreen(interview)) as shown:
        await shown.press("pageup", "up", "up")
        assert " ► INT" in shown.text
        await shown.press("pagedown", "down", "down")
        assert " ► V3A_EACH" in shown.text


async def test_a_note_is_marked(interview: Interview):
    interview.remark(AnswerKey("V1"), "twijfelde")
    async with showing(lambda: AnswersScreen(interview)) as shown:
        (line,) = [line for line in shown.text.splitlines() if line.startswith("   V1 ")]
        assert "  … We hebben allebei gedaan" in line


async def test_f8_stops_the_call_from_here(interview: Interview):
    async with showing(lambda: AnswersScreen(interview)) as shown:
        below = shown.app.screen_stack[-2]
        await shown.press("f8")
        assert below.done == ["stop"]
        assert shown.results == [None]


def many(count: int) -> str:
    questions = "".join(f"  - {{id: Q{number}, type: text, text: vraag {number}}}\n" for number in range(1, count + 1))
    return (
        f"study: {{languages: [nl]}}\nquestions:\n{questions}  - {{id: E, type: end, disposition: complete, text: t}}"
    )


def test_a_long_path_says_how_much_more_there_is():
    session = say_to(started(questionnaire_of(many(40))), **{f"Q{number}": Words(value="a") for number in range(1, 41)})
    lines = [line.plain for line in answers_lines(answers_so_far(session, "nl"), 20, "nl", 80, 21)]
    assert len(lines) == 20
    assert "▲ nog 12 erboven" in lines[0]
    assert "▼ nog 11 eronder" in lines[-2]


def test_no_line_is_wider_than_the_screen_whatever_was_answered():
    told = Words(value="[b]een[/b] \x1b[31mheel lang\n antwoord " * 20)
    session = started(questionnaire_of(many(1))).take(answered("Q1", told))
    lines = answers_lines(answers_so_far(session, "nl"), 0, "nl", 80, 21)
    assert max(line.cell_length for line in lines) <= 80
    assert "[b]een[/b] �[31mheel lang" in lines[1].plain
