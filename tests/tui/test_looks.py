"""What an interviewer sees of the start screen and of what is opened over an interview, in three languages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from showing import Below, showing
from syrupy.assertion import SnapshotAssertion
from textual.screen import Screen

from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import next_case
from cati.interview.booking import Booking
from cati.interview.prompt import prompt_at
from cati.questionnaire.answer import AnswerKey
from cati.questionnaire.validity import invalid
from cati.tui.actions import actions_at
from cati.tui.screens.answers import AnswersScreen
from cati.tui.screens.appointment import AppointmentScreen
from cati.tui.screens.help import HelpScreen
from cati.tui.screens.note import NoteScreen
from cati.tui.screens.palette import PaletteScreen
from cati.tui.screens.result import ResultScreen
from cati.tui.screens.sign_in import SignInScreen
from cati.tui.screens.start import StartScreen
from cati.words import LANGUAGES
from phone_room import a_practice_interview, add_companies, an_empty_room, an_interview, answer, seated, taken
from spoken import NOW, partners

HOSTILE = "[b]Voorbeeld[/b] \x1b[31mWeverij\x1b[0m met een naam die nergens past, zoals dat gaat NV"
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
SPOKEN = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def interview(tmp_path: Path) -> Interview:
    made = answer(an_interview(tmp_path, HOSTILE), INT="reached", WHO="self", CONSENT="yes", V1="both", V2="yes")
    answer(made, V3A=partners("suppliers", "universities"))
    made.remark(AnswerKey("V2"), "zei eerst nee")
    return made


def in_words(language: str) -> Booking:
    texts = {"when": "26/11 21:30", "name": "mevr. D.", "position": "zaakvoerder", "note": "[b]receptie[/b]"}
    now = NOW.astimezone(ZoneInfo("Europe/Brussels"))
    return Booking(now, language, "BE", ["+3256123456", "+32470123456"], texts)


OVERLAYS: dict[str, Callable[[Interview, str], Screen[Any]]] = {
    "note": lambda _made, _: NoteScreen("zei eerst nee"),
    "result": lambda made, _: ResultScreen(made),
    "answers": lambda made, _: AnswersScreen(made),
    "palette": lambda _made, _: PaletteScreen(list(actions_at("interview"))),
    "appointment": lambda _made, language: AppointmentScreen(
        in_words(language), lambda _moment: [invalid("outside_call_hours")]
    ),
    "help": lambda made, _: HelpScreen("interview", made.session, prompt_at(made.session, made.session.path.stops[6])),
}


@SPOKEN
@pytest.mark.parametrize("name", OVERLAYS)
async def test_a_screen_over_the_interview(name: str, language: str, interview: Interview, snapshot: SnapshotAssertion):
    async with showing(lambda: OVERLAYS[name](interview, language), language=language) as shown:
        assert shown.text == snapshot


@SPOKEN
@pytest.mark.parametrize(
    ("name", "keys"),
    [("result", ["9"]), ("result", ["5"]), ("appointment", ["f7"]), ("help", ["2"]), ("help", ["4"])],
    ids=["other results", "reason", "warning", "on request", "keys"],
)
async def test_a_further_step_of_it(
    name: str, keys: list[str], language: str, interview: Interview, snapshot: SnapshotAssertion
):
    async with showing(lambda: OVERLAYS[name](interview, language), language=language) as shown:
        await shown.press(*keys)
        assert shown.text == snapshot


@pytest.mark.parametrize("name", OVERLAYS)
async def test_a_screen_over_the_interview_in_a_large_window(
    name: str, interview: Interview, snapshot: SnapshotAssertion
):
    async with showing(lambda: OVERLAYS[name](interview, "nl"), size=(120, 40)) as shown:
        assert shown.text == snapshot


@pytest.mark.parametrize("name", OVERLAYS)
async def test_a_screen_over_a_practice_interview_says_so(name: str, interview: Interview):
    async with showing(lambda: OVERLAYS[name](interview, "nl"), below=lambda: Below("OEFENING")) as shown:
        assert shown.text.startswith("  OEFENING  ")


@pytest.mark.parametrize("name", OVERLAYS)
async def test_a_window_that_is_too_small_says_so(name: str, interview: Interview):
    async with showing(lambda: OVERLAYS[name](interview, "nl"), size=(72, 20)) as shown:
        assert "Venster te klein: 72×20." in shown.text


@SPOKEN
async def test_signing_in(language: str, tmp_path: Path, snapshot: SnapshotAssertion):
    room = an_empty_room(tmp_path)
    async with showing(lambda: StartScreen(lambda: room, Below), language=language, below=None) as shown:
        assert shown.text == snapshot(name="first time")
    seated(room, "An Peeters")
    seated(room, HOSTILE[:40])
    async with showing(lambda: StartScreen(lambda: room, Below), language=language, below=None) as shown:
        assert isinstance(shown.screen, SignInScreen)
        assert shown.text == snapshot(name="known names")


@SPOKEN
async def test_the_start_screen_of_an_empty_database(language: str, tmp_path: Path, snapshot: SnapshotAssertion):
    room = seated(an_empty_room(tmp_path))
    async with showing(lambda: StartScreen(lambda: room, Below), language=language, below=None) as shown:
        assert shown.text == snapshot


@SPOKEN
@SIZES
async def test_the_start_screen_in_the_middle_of_a_day(
    language: str, size: tuple[int, int], tmp_path: Path, snapshot: SnapshotAssertion
):
    room = seated(an_empty_room(tmp_path))
    add_companies(room, ["Voorbeeld Weverij NV", "Voorbeeld Metaal BV", HOSTILE, "Voorbeeld Zuivel NV"])
    taken(next_case(room, practice=False)).end("hard_refusal")
    answer(taken(next_case(seated(room, "Bo Maes"), practice=False)), INT="reached")
    answer(taken(next_case(room, practice=False)), INT="reached", WHO="self")
    answer(a_practice_interview(room), INT="reached", WHO="self", CONSENT="yes", V1="both")
    async with showing(lambda: StartScreen(lambda: room, Below), language=language, below=None, size=size) as shown:
        assert shown.text == snapshot(name="menu")
        await shown.press("2")
        assert shown.text == snapshot(name="interrupted interviews")
