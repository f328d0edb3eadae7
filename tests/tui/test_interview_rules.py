"""The rules of the interview screen, one by one. Rules 1-5 and 9 in real time stand in the pty test."""

from itertools import repeat
from pathlib import Path
from threading import Event as Signal
from typing import Any

import pytest
from conversing import conversing, interview_of, until
from textual.events import Paste
from textual.screen import Screen

from cati.errors import NotSavedError
from cati.fieldwork import interview as fieldwork
from cati.fieldwork.interview import Interview
from cati.interview.events import AnswerRecorded, Event
from cati.questionnaire.answer import Answer, AnswerKey, Choice, DontKnow, Refused
from cati.storage.recording import Hold
from cati.storage.store import Store
from cati.storage.stored_interviews import load_events
from cati.tui.key_gate import PATIENT, GateTimes, Painting
from cati.tui.painting.lines import STYLES
from cati.tui.saving import Saved
from phone_room import an_interview

SCRIPT = """
- {id: A, type: single, text: {nl: Eerste, fr: Premier}, options: [{code: 1, name: one, label: {nl: een, fr: un}},
   {code: 2, name: two, label: {nl: twee, fr: deux}}]}
- {id: B, type: multi, text: Tweede, options: [{code: 1, name: x, label: X}, {code: 2, name: y, label: Y}]}
- {id: C, type: text, text: Derde}
- {id: D, type: single, text: Vierde, options: [{code: 1, name: one, label: een}, {code: 2, name: two, label: twee}]}
"""


@pytest.fixture
def interview(tmp_path: Path) -> Interview:
    return interview_of(tmp_path, SCRIPT, "nl, fr")


class Door:
    """The door to the database, which can be shut, and which counts what goes through."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.real: Any = fieldwork.append
        self.faults = 0
        self.open = Signal()
        self.open.set()
        monkeypatch.setattr(fieldwork, "append", self.append)

    def append(self, store: Store, hold: Hold, sequence: int, event: Event, *more: Any) -> Hold:  # noqa: ANN401
        """Wait until the door is open; fail as often as wanted; then write for real."""
        assert self.open.wait(10)
        if self.faults:
            self.faults -= 1
            raise NotSavedError("storage.busy")
        return self.real(store, hold, sequence, event, *more)


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Door:
    return Door(monkeypatch)


def stored(interview: Interview) -> list[Event]:
    return list(load_events(interview.room.store, interview.hold.interview_id))


# Rules 1-5


async def test_rule_1_a_key_within_150_ms_after_the_painting_answers_nothing(interview: Interview):
    async with conversing(interview, times=GateTimes(look=3600, release=0, repeat=0, calm=0)) as talk:
        await talk.press("1")
        assert talk.at == "A"
        assert talk.answers() == {}


async def test_rule_4_an_escape_shuts_the_gate(interview: Interview):
    async with conversing(interview, times=GateTimes(look=0, release=0, repeat=0, calm=3600)) as talk:
        await talk.press("escape", "1")
        assert talk.answers() == {}


async def test_rule_5_an_unused_key_says_so_and_is_counted(interview: Interview):
    async with conversing(interview) as talk:
        await talk.press("7")
        assert "! Toets 7 niet gebruikt" in talk.status
        await talk.press("x", "1")
        answer = stored(interview)[-1]
        assert isinstance(answer, AnswerRecorded)
        assert answer.unused_keys == 2


async def test_rule_5_an_unused_key_is_never_queued(interview: Interview, door: Door):
    async with conversing(interview) as talk:
        door.open.clear()
        await talk.pilot.press("1", "2", "2")
        door.open.set()
        await talk.settle()
        assert talk.answers() == {"A": Choice(option="one")}


# Rule 6


async def test_rule_6_a_paste_on_a_closed_question_answers_nothing(interview: Interview):
    async with conversing(interview) as talk:
        talk.app.post_message(Paste("1"))
        await talk.settle()
        assert talk.answers() == {}
        assert "Plakken kan alleen in een tekstveld." in talk.status


async def test_rule_6_in_a_text_field_line_breaks_become_spaces(interview: Interview):
    async with conversing(interview) as talk:
        await talk.press("1", "1", "enter")
        talk.app.post_message(Paste("een\ntwee\r\ndrie"))
        await talk.settle()
        await talk.press("enter")
        assert talk.answers()["C"].value == "een twee drie"


# Rules 7 and 8


async def test_rule_7_typing_in_a_painted_field_is_not_gated(interview: Interview):
    async with conversing(interview) as talk:
        await talk.press("1", "1", "enter")
        talk.app.gate.times = PATIENT
        await talk.pilot.press(*"aaaa")
        assert talk.screen.typed == "aaaa"


async def test_rule_7_the_enter_of_a_numeric_keypad_is_enter(interview: Interview):
    async with conversing(interview) as talk:
        await talk.press("1", "1", "ctrl+j")
        assert talk.at == "C"


async def test_rule_8_a_question_asked_again_is_a_new_painting(tmp_path: Path):
    asked = "- {id: A, type: single, text: A, options: [{code: 1, name: a, label: a, ask_again: true}]}"
    async with conversing(interview_of(tmp_path, asked)) as talk:
        before = talk.app.gate._painting
        await talk.press("1")
        assert talk.app.gate._painting > before
        assert "Dezelfde vraag opnieuw" in talk.status
        assert talk.at == "A"


async def test_rule_8_the_tick_of_the_clock_is_not_a_painting(interview: Interview):
    async with conversing(interview) as talk:
        before = talk.app.gate._painting
        talk.screen.show_clock()
        await talk.settle()
        assert talk.app.gate._painting == before


async def test_the_gate_opens_only_when_the_question_has_gone_to_the_terminal(interview: Interview):
    async with conversing(interview) as talk:
        frames: list[str] = []
        opened: list[str] = []
        display, painted = talk.app._display, talk.app.gate.painted

        def displayed(screen: Screen[Any], frame: Any) -> None:  # noqa: ANN401 - Textual's own type of a frame
            frames.append(frame.render_segments(talk.app.console))
            display(screen, frame)

        def opens(at: float, painting: Painting) -> None:
            opened.append("".join(frames))
            painted(at, painting)

        talk.app._display, talk.app.gate.painted = displayed, opens
        await talk.press("1")
        assert "Tweede" in opened[-1]
        await talk.press("1", "enter")
        assert "Derde" in opened[-1]


# Rules 9 and 10


async def test_rule_9_the_next_question_is_painted_only_after_the_commit(interview: Interview, door: Door):
    async with conversing(interview) as talk:
        door.open.clear()
        await talk.pilot.press("1")
        await until(talk, lambda: talk.screen.saving.state is Saved.SLOWLY)
        assert talk.at == "A"
        assert "… bewaren" in talk.status
        door.open.set()
        await talk.settle()
        assert talk.at == "B"


async def test_rule_9_no_answer_is_taken_while_one_is_being_saved_but_f8_works(interview: Interview, door: Door):
    async with conversing(interview) as talk:
        door.open.clear()
        await talk.pilot.press("1", "2", "f3", "enter")
        await talk.pilot.press("f8")
        assert "Gesprek stoppen" in talk.text
        await talk.pilot.press("escape")
        door.open.set()
        await talk.settle()
        assert talk.at == "B"
        assert talk.answers() == {"A": Choice(option="one")}


async def test_rule_10_if_the_commit_fails_the_question_stays_with_its_answer(interview: Interview, door: Door):
    async with conversing(interview) as talk:
        door.faults = 1
        talk.screen.saving.waits = lambda: repeat(3600.0)
        await talk.pilot.press("1")
        await until(talk, lambda: talk.screen.saving.state is Saved.NOT)
        assert talk.at == "A"
        assert "!! NIET BEWAARD. Nieuwe poging over" in talk.text
        assert "Sluit dit venster niet." in talk.text
        await talk.pilot.press("2", "f2", "enter", "r")
        await talk.settle()
        assert talk.at == "B"


async def test_rule_10_the_retry_is_the_same_event_so_nothing_is_stored_twice(interview: Interview, door: Door):
    async with conversing(interview) as talk:
        door.faults = 3
        talk.screen.saving.waits = lambda: repeat(0.0)
        await talk.press("1", "1", "enter")
        assert [event.kind for event in stored(interview)].count("answer_recorded") == 2
        assert talk.at == "C"


async def test_rule_10_f8_stays_alive_while_nothing_can_be_saved(interview: Interview, door: Door):
    async with conversing(interview) as talk:
        door.faults = 1
        talk.screen.saving.waits = lambda: repeat(3600.0)
        await talk.pilot.press("1")
        await until(talk, lambda: talk.screen.saving.state is Saved.NOT)
        await talk.pilot.press("f8")
        assert "Gesprek stoppen" in talk.text
        await talk.pilot.press("escape", "r")
        await talk.settle()
        assert talk.at == "B"


async def test_a_row_that_could_not_be_saved_blocks_the_rows_after_it(tmp_path: Path, door: Door):
    grid = """
    - {id: G, type: grid, text: G, rows: [{name: r, label: R}, {name: s, label: S}],
       options: [{code: 1, name: a, label: A}, {code: 2, name: b, label: B}]}
    """
    async with conversing(interview_of(tmp_path, grid)) as talk:
        door.faults = 1
        talk.screen.saving.waits = lambda: repeat(3600.0)
        await talk.pilot.press("1")
        await until(talk, lambda: talk.screen.saving.state is Saved.NOT)
        await talk.pilot.press("2", "r")
        await talk.settle()
        await talk.press("1")
        assert {row: given.option for row, given in talk.answers()["G"].rows.items()} == {"r": "a", "s": "a"}


# Rule 11


async def test_rule_11_f3_shows_the_previous_question_its_answer_marked(interview: Interview):
    async with conversing(interview) as talk:
        await talk.press("2", "f3")
        assert talk.at == "A"
        assert " ► 2  (twee)" in talk.rows


@pytest.mark.parametrize("key", ["f3", "shift+tab", "left"])
async def test_rule_11_back_has_keys_without_f_keys(interview: Interview, key: str):
    async with conversing(interview) as talk:
        await talk.press("2", key)
        assert talk.at == "A"


async def test_rule_11_enter_keeps_the_answer_and_goes_on(interview: Interview):
    async with conversing(interview) as talk:
        await talk.press("2", "f3", "enter")
        assert talk.at == "B"
        assert [event.kind for event in stored(interview)].count("answer_recorded") == 1


async def test_rule_11_end_goes_to_the_first_unanswered_question(interview: Interview):
    async with conversing(interview) as talk:
        await talk.press("2", "1", "enter", "f3", "f3", "end")
        assert talk.at == "C"


async def test_a_changed_answer_tells_what_the_path_lost(tmp_path: Path):
    async with conversing(an_interview(tmp_path)) as talk:
        await talk.press("1", "1", "enter", "1", "1", "enter", "3", "1", "f3", "f3", "1")
        assert "Pad gewijzigd: V3B telt niet meer mee (bewaard)" in talk.text


# Rule 12


async def test_rule_12_f8_in_a_text_field_loses_no_typed_character(interview: Interview):
    async with conversing(interview) as talk:
        await talk.press("1", "1", "enter")
        await talk.type("half een zin")
        await talk.press("f8", "escape")
        assert talk.screen.typed == "half een zin"
        assert interview.session.state.drafts[AnswerKey("C")].text == "half een zin"


async def test_rule_12_f7_works_in_a_text_field(interview: Interview):
    async with conversing(interview) as talk:
        await talk.press("1", "1", "enter")
        await talk.type("half")
        await talk.press("f7")
        assert "Wanneer" in talk.text
        assert interview.session.state.drafts[AnswerKey("C")].text == "half"


@pytest.mark.parametrize("key", ["f7", "f8"])
async def test_rule_12_stop_and_appointment_work_in_a_check(tmp_path: Path, key: str):
    check = """
    - {id: A, type: single, text: A, options: [{code: 1, name: one, label: een}],
       checks: [{id: K, level: hard, fails_if: A == one, text: Kan niet}]}
    """
    async with conversing(interview_of(tmp_path, check)) as talk:
        await talk.press("1")
        assert "Kan niet" in talk.text
        await talk.press(key)
        assert "Kan niet" not in talk.text


async def test_rule_12_a_draft_is_kept_after_a_second_of_silence(interview: Interview):
    async with conversing(interview) as talk:
        await talk.press("1", "1", "enter")
        await talk.type("nog niet af")
        talk.screen.keep_typed()
        await talk.settle()
        assert "• concept bewaard" in talk.status
        assert stored(interview)[-1].draft.text == "nog niet af"


async def test_what_was_typed_is_there_again_in_the_next_sitting(interview: Interview):
    async with conversing(interview) as talk:
        await talk.press("1", "1", "enter")
        await talk.type("nog niet af")
        talk.screen.hang_up()
    async with conversing(interview) as talk:
        assert talk.screen.typed == "nog niet af"


# Rule 13


async def test_rule_13_f5_changes_texts_only(interview: Interview):
    async with conversing(interview) as talk:
        await talk.press("1", "2", "f5")
        assert talk.rows[0].startswith(" B · fr")
        assert "   2 [x] (Y)" in talk.rows
        await talk.press("f3")
        assert " ► 1  (un)" in talk.rows


async def test_rule_13_what_is_typed_stays_when_the_language_changes(interview: Interview):
    async with conversing(interview) as talk:
        await talk.press("1", "1", "enter")
        await talk.type("woord")
        await talk.press("f5")
        assert talk.screen.typed == "woord"


async def test_rule_13_the_caret_stays_when_the_language_changes(tmp_path: Path):
    grid = """
    - {id: G, type: grid, text: G, rows: [{name: r, label: R}, {name: s, label: S}, {name: t, label: T}],
       options: [{code: 1, name: a, label: A}, {code: 2, name: b, label: B}]}
    """
    async with conversing(interview_of(tmp_path, grid, "nl, fr")) as talk:
        await talk.press("1", "down", "f5")
        assert "   ► T" in talk.rows


# Rules 14, 15, 17


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q", "ctrl+z"])
async def test_rule_14_ctrl_c_q_z_never_end_or_stop_an_interview(interview: Interview, key: str):
    async with conversing(interview) as talk:
        await talk.press("1", "1", "enter", key)
        assert talk.at == "C"
        assert "Gesprek loopt: F8 om te stoppen." in talk.status


async def test_rule_15_a_resize_repaints_the_same_question_with_the_same_marks(interview: Interview):
    async with conversing(interview) as talk:
        await talk.press("1", "2")
        before = talk.rows[1:6]
        await talk.pilot.resize_terminal(100, 30)
        await talk.settle()
        assert talk.rows[1:6] == before
        await talk.press("enter")
        assert talk.at == "C"


async def test_rule_15_under_80_by_24_the_gate_is_shut(interview: Interview):
    async with conversing(interview) as talk:
        await talk.pilot.resize_terminal(72, 20)
        await talk.settle()
        assert "Venster te klein: 72×20. Maak het minstens 80×24." in talk.text
        await talk.press("1", "f2", "f3")
        assert talk.answers() == {}
        await talk.pilot.resize_terminal(80, 24)
        await talk.settle()
        await talk.press("1")
        assert talk.at == "B"


def test_rule_17_every_state_has_a_sign_of_its_own():
    assert set(STYLES) == {"•", "…", "!!", "!", "i"}


# Don't know and refused


@pytest.mark.parametrize(
    ("key", "answer"),
    [("f2", DontKnow()), ("ctrl+d", DontKnow()), ("/", DontKnow()), ("f4", Refused()), ("ctrl+r", Refused()),
     ("*", Refused())],
)  # fmt: skip
async def test_dont_know_and_refused_have_three_keys_on_closed_ones(interview: Interview, key: str, answer: Answer):
    async with conversing(interview) as talk:
        await talk.press(key)
        assert talk.answers() == {"A": answer}


async def test_in_a_text_field_slash_and_asterisk_are_text(interview: Interview):
    async with conversing(interview) as talk:
        await talk.press("1", "1", "enter", "/", "*")
        assert talk.screen.typed == "/*"


async def test_a_question_without_dont_know_says_so(tmp_path: Path):
    async with conversing(an_interview(tmp_path)) as talk:
        await talk.press("f2")
        assert "Deze vraag kent geen 'weet niet'." in talk.status
        await talk.press("1")
        assert talk.at == "WHO"


async def test_the_column_beside_the_question_comes_and_goes_with_the_width(tmp_path: Path):
    async with conversing(an_interview(tmp_path)) as conversation:
        assert "Antwoorden tot hier" not in conversation.text
        await conversation.pilot.resize_terminal(120, 40)
        await conversation.settle()
        assert "Antwoorden tot hier" in conversation.text
        await conversation.pilot.resize_terminal(80, 24)
        await conversation.settle()
        assert "Antwoorden tot hier" not in conversation.text
