"""The case before and after its call in the plain mode: dialled, talked to or not, noted, promised, put back."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cati.errors import ExitCode, NotSavedError
from cati.sample.said import Said
from cati.storage.cases import Case, CaseFile, fetch_case, list_cases
from cati.storage.do_not_call import Entry, forbid
from plain_talk import a_study, events_in, opened, plain, results_in, run
from scenario import single
from spoken import NOW

ONE = single("A")
PROMISED = ["a", "thu 2.30pm", "", "2", "Ms D.", "", "", "1"]
AT_PROMISE = datetime(2026, 11, 26, 13, 20, tzinfo=UTC)


def file_in(folder: Path) -> CaseFile:
    """Everything about the first case."""
    with opened(folder) as store:
        return fetch_case(store, next(iter(list_cases(store))).case_id)


def case_in(folder: Path) -> Case:
    """The first case."""
    return file_in(folder).case


def results(folder: Path) -> list[str | None]:
    """What came of each call of the first case."""
    return [attempt.disposition for attempt in file_in(folder).attempts]


def dialled(folder: Path) -> list[str]:
    """The numbers that were dialled for the first case, in order."""
    file = file_in(folder)
    numbers = {phone.phone_id: phone.e164 for phone in file.phones}
    return [numbers[dial.phone_id] for dial in file.dials]


def failing(job: Callable[..., object], error: Exception, times: int) -> Callable[..., object]:
    """A verb that fails so often before it is done."""
    left = [error] * times

    def write(*arguments: object, **more: object) -> object:
        if left:
            raise left.pop()
        return job(*arguments, **more)

    return write


# --- numbers and the interview


def test_a_number_is_dialled_by_its_key_and_enter_begins_the_interview(tmp_path: Path):
    told = plain(a_study(tmp_path, ONE), "n", "2", "", "1", "", "q")
    assert "0042 > 2\nCalling now: 0470 12 34 56\n0042 > \n" in told.out
    assert (dialled(tmp_path), results(tmp_path)) == (["+32470123456"], ["complete"])


def test_enter_alone_called_the_first_number(tmp_path: Path):
    plain(a_study(tmp_path, ONE), "n", "", "1", "", "q")
    assert dialled(tmp_path) == ["+3256123456"]


def test_the_program_that_dials_is_given_each_number_and_one_that_cannot_start_only_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    started: list[list[str]] = []
    monkeypatch.setattr("cati.fieldwork.dial_command.subprocess.Popen", lambda words, **_: started.append(words))
    options = ("--study", str(a_study(tmp_path, ONE)), "--interviewer", "An", "--plain", "--dial", "true call {number}")
    run(*options, lines=("n", "1", "2", "b", "", "1", "", "q"))
    assert started == [["true", "call", "+3256123456"], ["true", "call", "+32470123456"]]
    assert results_in(tmp_path) == [("ended", "complete")]


def test_a_number_on_the_do_not_call_list_is_not_dialled(tmp_path: Path):
    with opened(a_study(tmp_path, ONE)) as store, store.transaction() as connection:
        forbid(connection, [Entry("phone", "+3256123456", "asked", "2026-11-01")], NOW, "supervisor")
    told = plain(tmp_path, "n", "1", "2", "r busy", "q")
    assert "1  056 12 34 56 (do not call)" in told.out
    assert "This number cannot be called any more." in told.out
    assert dialled(tmp_path) == ["+32470123456"]


# --- the result of the call


def test_a_refusal_asks_by_whom_and_why_and_keeps_the_words(tmp_path: Path):
    told = plain(a_study(tmp_path, ONE), "n", "1", "r", "6", "x", "2", "6", "", "\x1bno money", "q")
    assert "That is not in the menu." in told.after("Who said so?")
    assert "Write a word of explanation here." in told.out
    (note,) = file_in(tmp_path).notes
    assert Said.read(note.text) == Said(by="other", reason="other", words="\N{REPLACEMENT CHARACTER}no money")
    assert "Case 0042: Soft refusal. Saved." in told.out


@pytest.mark.parametrize("typed", [("r 2",), ("r busy",), ("R", "2"), ("/r", "busy")])
def test_a_result_is_one_key_or_its_name(tmp_path: Path, typed: tuple[str, ...]):
    plain(a_study(tmp_path, ONE), "n", "1", *typed, "q")
    assert (results(tmp_path), case_in(tmp_path).state) == (["busy"], "callback")


@pytest.mark.parametrize(
    "back",
    [("r", ""), ("r", "zz"), ("r 9", ""), ("r 6", ""), ("r 6", "1", ""), ("r 6", "1", "6", "/back"), ("r 7", "/back")],
)
def test_a_result_can_be_given_up_at_each_question(tmp_path: Path, back: tuple[str, ...]):
    plain(a_study(tmp_path, ONE), "n", "1", *back, "r busy", "q")
    assert results(tmp_path) == ["busy"]


def test_a_dead_number_keeps_the_card_for_the_next_one(tmp_path: Path):
    told = plain(a_study(tmp_path, ONE), "n", "1", "r 7", "nonsense", "", "1", "2", "r 1", "q")
    assert "Wrong number noted. Call the next number now." in told.out
    assert "  1  056 12 34 56 (bad number)\n  2  0470 12 34 56\n" in told.out
    assert (dialled(tmp_path), results(tmp_path)) == (["+3256123456", "+32470123456"], ["wrong_number", "no_answer"])


def test_another_language_is_told_with_the_result(tmp_path: Path):
    told = plain(a_study(tmp_path), "n", "1", "r", "9", "language_barrier", "4", "Polish", "q")
    assert "Which language is spoken there?\n  1  nl\n  2  fr\n  3  en\n  4  another language\n" in told.out
    assert [Said.read(note.text).language for note in file_in(tmp_path).notes if note.kind == "reason"] == ["Polish"]


def test_a_result_that_is_not_saved_is_tried_again_and_given_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from cati.fieldwork.give_result import give_result  # noqa: PLC0415 - the patched name is another

    full = failing(give_result, NotSavedError("storage.disk_full"), 2)
    monkeypatch.setattr("cati.cli.plain.calling.give_result", full)
    told = plain(a_study(tmp_path, ONE), "n", "1", "r busy", "", "", "q")
    assert told.out.count("Enter tries again.") == 2
    assert results(tmp_path) == ["busy"]


def test_a_result_that_was_never_saved_is_told_when_the_input_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    full = failing(lambda *_: None, NotSavedError("storage.disk_full"), 9)
    monkeypatch.setattr("cati.cli.plain.calling.give_result", full)
    told = plain(a_study(tmp_path, ONE), "n", "1", "r busy", "")
    assert told.code == ExitCode.CANNOT_RUN
    assert "case 0042 was called and has no result yet." in told.out
    assert "Traceback" not in told.err


# --- appointments, notes, search


def test_an_appointment_is_made_from_the_card_and_called_from_the_menu(tmp_path: Path):
    plain(a_study(tmp_path, ONE), "n", "1", *PROMISED, "q")
    told = plain(tmp_path, "a", "7", "1", "2", "r 1", "q", clock=lambda: AT_PROMISE)
    assert "Appointment at 14:30: 0042 Voorbeeld Weverij NV, in 10 min\n" in told.out
    assert "  a  My appointments (1)\n" in told.out
    assert "  1  26/11 14:30 0042 Voorbeeld Weverij NV, firm\n" in told.out
    assert "(Note: Ms D., An Peeters 25/11 14:02)" in told.out
    assert results(tmp_path) == ["appointment", "no_answer"]


def test_an_appointment_that_was_given_up_keeps_what_was_typed(tmp_path: Path):
    typed = ["a", "thu 2.30pm", "2", "", "Ms D.", "", "", "", "a", *[""] * 6, "1"]
    told = plain(a_study(tmp_path, ONE), "n", "1", *typed, "q")
    assert "Name (Ms D.; Enter keeps it) >" in told.out
    assert results(tmp_path) == ["appointment"]


def test_a_note_is_on_the_card_from_now_on(tmp_path: Path):
    told = plain(a_study(tmp_path, ONE), "n", "n ask for Jo", "n", "after two", "n", "half \udcff", "again", "b", "q")
    assert "(Note: ask for Jo, An Peeters 25/11 14:02)\n(Note: after two, An Peeters 25/11 14:02)\n" in told.out
    assert "This text holds a character that cannot be stored" in told.out


def test_a_case_is_found_by_what_somebody_says(tmp_path: Path):
    told = plain(a_study(tmp_path, ONE, cases=3), "s", "v", "nothing", "weverij", "9", "2", "r busy", "s", "", "a", "q")
    assert "Type at least two characters" in told.out
    assert "Nothing found for 'nothing'." in told.out
    assert "  2  0043 Voorbeeld Weverij NV, " in told.out
    assert "Case 0043: Busy. Saved." in told.out
    assert "No appointments." in told.out


# --- the case let go


def test_a_case_is_put_back_unless_it_was_called(tmp_path: Path):
    told = plain(a_study(tmp_path, ONE), "n", "b", "n", "1", "b", "q")
    assert "Case 0042 was put back, not called." in told.out
    assert "You have called: give the result first (r)" in told.out
    assert (results(tmp_path), results_in(tmp_path)) == ([None], [])  # no interview was begun


@pytest.mark.parametrize(
    "typed", [(), ("x",), ("n",), ("a",), ("a", "thu 2pm"), ("r",), ("r 6",), ("r 6", "1"), ("again", "help", "9")]
)
def test_the_input_may_end_anywhere_and_a_case_that_was_not_called_is_free(tmp_path: Path, typed: tuple[str, ...]):
    told = plain(a_study(tmp_path, ONE), "n", *typed)
    assert (told.code, told.err) == (0, "")
    assert "The input has ended: case 0042 was put back, not called." in told.out
    assert (case_in(tmp_path).lease_by, results(tmp_path)) == (None, [])


def test_a_case_that_was_called_stays_held_and_comes_up_again(tmp_path: Path):
    told = plain(a_study(tmp_path, ONE), "n", "1", "r 6")
    assert "case 0042 was called and has no result yet." in told.out
    assert case_in(tmp_path).lease_by == "an-peeters"
    later = plain(tmp_path, "n", "1", "r busy", "q", clock=lambda: AT_PROMISE)
    assert "Case 0042: Busy. Saved." in later.out
    assert results(tmp_path) == [None, "busy"]


def test_ctrl_c_at_the_card_ends_nothing(tmp_path: Path):
    def interrupt() -> None:
        raise KeyboardInterrupt

    told = plain(a_study(tmp_path, ONE), "n", interrupt, "1", "", "1", "", "q")
    assert "You have a case in hand: Enter = interview" in told.out
    assert len(events_in(tmp_path)) == 3
