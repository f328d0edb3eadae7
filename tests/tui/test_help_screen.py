"""F1: what to say when asked or contradicted, and the keys."""

import pytest
from showing import showing

from cati.interview.prompt import prompt_at
from cati.interview.session import Session
from cati.tui.actions import EVERYWHERE, Where, actions_at
from cati.tui.screens.help import HelpScreen
from spoken import in_language, questionnaire_of, say_to, started, the_questionnaire

QUESTIONS = "questions:\n  - {id: A, type: text, text: t}\n  - {id: END, type: end, disposition: complete, text: t}\n"


def at_consent(language: str = "nl") -> Session:
    return in_language(say_to(started(the_questionnaire()), INT="reached", WHO="self"), language)


def help_at(session: Session) -> HelpScreen:
    assert session.at is not None
    return HelpScreen("interview", session, prompt_at(session, session.at))


async def test_objections_come_first_since_they_cannot_wait():
    async with showing(lambda: help_at(at_consent())) as shown:
        assert "►1 tegenwerpingen" in shown.text
        assert "Ook dan telt uw antwoord" in shown.text


@pytest.mark.parametrize(
    ("digit", "told"),
    [("2", "Uit een verzonnen bestand."), ("3", "Wat bedoelt u daar precies mee?"), ("4", "F8 Ctrl+X")],
)
async def test_each_topic_has_a_digit(digit: str, told: str):
    async with showing(lambda: help_at(at_consent())) as shown:
        await shown.press(digit)
        assert told in shown.text


async def test_what_is_read_aloud_is_in_the_language_of_the_interview_and_the_rest_in_that_of_the_screen():
    async with showing(lambda: help_at(at_consent("fr")), language="nl") as shown:
        assert "Pas le temps" in shown.text
        assert "→ F7 Afspraak" in shown.text


@pytest.mark.parametrize("key", ["escape", "f1"])
async def test_it_is_left_with_escape_and_with_f1(key: str):
    async with showing(lambda: help_at(at_consent())) as shown:
        await shown.press("2", key)
        assert shown.results == [None]


@pytest.mark.parametrize("where", EVERYWHERE)
async def test_every_key_of_a_screen_is_explained(where: Where):
    async with showing(lambda: HelpScreen(where, None, None)) as shown:
        for action in actions_at(where):
            assert action.help("nl")[:40] in shown.text


async def test_without_an_interview_there_are_only_keys():
    async with showing(lambda: HelpScreen("start", None, None)) as shown:
        assert "tegenwerpingen  " not in shown.text
        await shown.press("1")
        assert "Ctrl+Q" in shown.text


async def test_a_questionnaire_without_texts_opens_at_the_keys_and_says_what_is_not_there():
    bare = started(questionnaire_of(f"study: {{languages: [nl]}}\n{QUESTIONS}"))
    async with showing(lambda: help_at(bare)) as shown:
        assert "►4 toetsen" in shown.text
        for digit, told in (("1", "geen tegenwerpingen"), ("2", "geen teksten"), ("3", "geen neutrale vragen")):
            await shown.press(digit)
            assert told in shown.text


LONG = (
    "study: {languages: [nl]}\nobjections:\n"
    + "".join(f"  - {{said: '[b]bezwaar {number}[/b]', say: zin {number}}}\n" for number in range(1, 13))
    + QUESTIONS
)


async def test_a_long_topic_scrolls_and_says_that_there_is_more():
    async with showing(lambda: help_at(started(questionnaire_of(LONG)))) as shown:
        assert "▼ nog 17 regels: PgDn" in shown.text
        assert "[b]bezwaar 1[/b]" in shown.text
        await shown.press("pagedown", "pagedown", "pagedown")
        assert "zin 12" in shown.text
        assert "PgDn" not in shown.text
        await shown.press("pageup", "pageup", "up")
        assert "bezwaar 1[" in shown.text


async def test_f8_stops_the_call_from_here():
    async with showing(lambda: help_at(at_consent())) as shown:
        below = shown.app.screen_stack[-2]
        await shown.press("f8")
        assert below.done == ["stop"]
