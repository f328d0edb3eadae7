"""Text and the Enter after it in one burst: every character is in the answer."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from conversing import Conversation, conversing, interview_of
from showing import showing
from textual.events import Key, Paste

from cati.questionnaire.answer import Answer, AnswerKey, Quantity, Words
from cati.questionnaire.validity import Invalid
from cati.storage.interviewers import Interviewer
from cati.tui.screens.sign_in import SignInScreen

NUMBER = "- {id: Q, type: number, text: Hoeveel?, min: 0, max: 99999}"
TEXT = "- {id: Q, type: text, text: Waarom?}"
NAMES = {" ": "space", ",": "comma", "-": "minus"}


def keys(text: str) -> Sequence[Key]:
    """The keys of a text, and Enter."""
    return [*(Key(NAMES.get(sign, sign), sign) for sign in text), Key("enter", "\r")]


def answer_of(talk: Conversation) -> Answer:
    return talk.interview.session.state.answers[AnswerKey("Q")]


@pytest.mark.parametrize("text", ["7", "42", "12345"])
async def test_a_number_and_its_enter_at_once_is_the_whole_number(tmp_path: Path, text: str):
    async with conversing(interview_of(tmp_path, NUMBER)) as talk:
        for key in keys(text):
            talk.app.post_message(key)
        await talk.settle()
        assert answer_of(talk) == Quantity(value=Decimal(text))


async def test_a_sentence_that_is_pasted_and_entered_at_once_is_the_whole_sentence(tmp_path: Path):
    async with conversing(interview_of(tmp_path, TEXT)) as talk:
        talk.app.post_message(Paste("geen tijd, en te duur"))
        talk.app.post_message(Key("enter", "\r"))
        await talk.settle()
        assert answer_of(talk) == Words(value="geen tijd, en te duur")


async def test_what_is_corrected_in_a_burst_replaces_what_stood_there(tmp_path: Path):
    async with conversing(interview_of(tmp_path, NUMBER)) as talk:
        await talk.press("4")
        for key in [Key("backspace", None), *keys("25")]:
            talk.app.post_message(key)
        await talk.settle()
        assert answer_of(talk) == Quantity(value=Decimal(25))


async def test_a_name_and_its_enter_at_once_is_the_whole_name():
    given: list[str] = []

    def enter(name: str) -> Interviewer | Invalid:
        given.append(name)
        return Interviewer("bo", name)

    async with showing(lambda: SignInScreen([], enter), below=None) as shown:
        for key in keys("bo maes"):
            shown.app.post_message(key)
        await shown.pilot.pause()
        await shown.settle()
    assert given == ["bo maes"]
