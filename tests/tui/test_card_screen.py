"""The case card: a number, the interview, or the result of the call; nothing is lost and nothing is done twice."""

from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from showing import Shown, showing
from syrupy.assertion import SnapshotAssertion

from cati.errors import NotSavedError, StudyError
from cati.fieldwork.case_card import CaseCard, next_card
from cati.fieldwork.do_not_call import forbid_number
from cati.fieldwork.powers import Supervisor
from cati.fieldwork.room import Room
from cati.storage.cases import Case, fetch_case, list_attempts, list_cases
from cati.tui.screens.card import CardScreen, Done
from cati.tui.screens.interview import InterviewScreen
from phone_room import add_companies, an_empty_room, seated


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = seated(an_empty_room(tmp_path))
    add_companies(room, ["Voorbeeld Weverij NV"])
    yield room
    room.store.close()


def card(room: Room) -> CaseCard:
    found = next_card(room, room.command(), practice=False)
    assert found is not None
    return found


def opened(room: Room, dialled: list[str] | None = None, **how: str) -> AbstractAsyncContextManager[Shown]:
    dialler = None if dialled is None else dialled.append
    return showing(lambda: CardScreen(card(room), InterviewScreen, dialler), **how)  # type: ignore[arg-type]


def case(room: Room) -> Case:
    return next(iter(list_cases(room.store)))


def results(room: Room) -> list[str | None]:
    return [attempt.disposition for attempt in list_attempts(room.store)]


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
async def test_the_card_as_an_interviewer_sees_it(room: Room, language: str, snapshot: SnapshotAssertion):
    Supervisor(room, "x").note("0042", "Vraag naar de zaakvoerder")
    async with opened(room, language=language) as shown:
        assert shown.text == snapshot


async def test_a_number_is_dialled_with_its_key_and_handed_to_the_softphone(room: Room):
    dialled: list[str] = []
    async with opened(room, dialled) as shown:
        await shown.press("2")
        assert "► aan het bellen" in shown.text
    assert dialled == ["+32470123456"]


async def test_nobody_answers_is_two_keys_and_the_case_is_free(room: Room):
    async with opened(room) as shown:
        await shown.press("1", "r", "1")
        assert shown.results == [Done("0042", "no_answer")]
    assert (case(room).state, case(room).lease_by, results(room)) == ("callback", None, ["no_answer"])


async def test_a_refusal_asks_who_and_why_one_key_each(room: Room, snapshot: SnapshotAssertion):
    async with opened(room) as shown:
        await shown.press("1", "r", "6")
        assert "Wie zei dat?" in shown.text
        await shown.press("2")
        assert shown.text == snapshot
        await shown.press("1")
        assert shown.results == [Done("0042", "soft_refusal")]
    assert case(room).current_code == "2.111"


async def test_escape_goes_one_step_back_and_gives_nothing(room: Room):
    async with opened(room) as shown:
        await shown.press("1", "r", "6", "1", "escape", "escape")
        assert "Geen gehoor" in shown.text
        await shown.press("escape")
        assert shown.results == []
    assert results(room) == [None]


async def test_a_wrong_number_leaves_the_card_for_the_next_one(room: Room):
    async with opened(room) as shown:
        await shown.press("1", "r", "7", "enter")
        assert "fout nummer" in shown.text
        assert "Bel nu het volgende nummer" in shown.text
        await shown.press("2", "r", "2")
        assert shown.results == [Done("0042", "busy")]


async def test_a_new_number_that_is_none_is_told_and_stays_to_be_mended(room: Room):
    async with opened(room) as shown:
        await shown.press("1", "r", "7")
        await shown.type("12")
        await shown.press("enter")
        assert shown.results == []
        assert "Nieuw nummer" in shown.text


async def test_enter_begins_the_interview_in_the_same_call(room: Room):
    async with opened(room) as shown:
        await shown.press("1", "enter")
        assert isinstance(shown.screen, InterviewScreen)
        assert shown.screen.interview.case.case.case_key == "0042"
    assert len(results(room)) == 1


async def test_enter_alone_means_that_the_first_number_was_called(room: Room):
    async with opened(room) as shown:
        await shown.press("enter")
        assert isinstance(shown.screen, InterviewScreen)
        interview = shown.screen.interview
    assert [dial.position for dial in fetch_case(room.store, interview.case.case.case_id).dials] == [1]


async def test_a_case_that_was_not_called_goes_back_with_escape_as_if_it_never_was_taken(room: Room):
    async with opened(room) as shown:
        await shown.press("escape")
        assert shown.results == [Done("0042")]
    assert (case(room).state, case(room).lease_by, results(room)) == ("fresh", None, [])


async def test_a_case_that_was_called_is_not_left_without_a_result(room: Room):
    async with opened(room) as shown:
        await shown.press("1", "escape")
        assert "geef eerst het resultaat" in shown.text
        assert shown.results == []


async def test_a_number_on_the_do_not_call_list_is_not_dialled(room: Room):
    dialled: list[str] = []
    async with opened(room, dialled) as shown:
        forbid_number(room, "phone", "056 12 34 56", "asked to", "")
        await shown.press("1")

        assert "Dit nummer staat op de niet-bellen-lijst" in shown.text
        await shown.press("1")
        assert "kan niet meer gebeld worden" in shown.text
        await shown.press("2")
    assert dialled == ["+32470123456"]


async def test_a_result_that_cannot_be_saved_is_tried_again_with_r_and_is_given_once(
    room: Room, monkeypatch: pytest.MonkeyPatch
):
    async with opened(room) as shown:
        await shown.press("1")
        with monkeypatch.context() as away:

            def no_server(*_: object, **__: object) -> None:
                raise NotSavedError("storage.busy")

            away.setattr("cati.fieldwork.give_result.finish_attempt", no_server)
            await shown.press("r", "1")
            assert "Nog niet bewaard" in shown.text
            await shown.press("escape")
            assert shown.results == []
        await shown.press("r")
        assert shown.results == [Done("0042", "no_answer")]
    assert results(room) == ["no_answer"]


async def test_a_softphone_that_does_not_start_is_told_and_the_call_goes_on(room: Room):
    def broken(_: str) -> None:
        raise StudyError("errors.dial_failed", program="softphone", reason="gone")

    async with showing(lambda: CardScreen(card(room), InterviewScreen, broken)) as shown:
        await shown.press("1")
        assert "softphone kon niet gestart worden" in shown.text
        await shown.press("r", "1")
        assert shown.results == [Done("0042", "no_answer")]


async def test_an_appointment_from_the_card_asks_who_made_it(room: Room):
    async with opened(room) as shown:
        await shown.press("1", "f7")
        await shown.type("morgen 14:00")
        await shown.press("f7")
        if "Toch bewaren" in shown.text:
            await shown.press("1")
        assert "Wie zei dat?" in shown.text
        await shown.press("1")
        assert shown.results == [Done("0042", "appointment")]
    assert case(room).state == "firm"


async def test_a_note_stands_on_the_card_from_now_on(room: Room):
    async with opened(room) as shown:
        await shown.press("1", "f6")
        await shown.type("bel na 14 uur")
        await shown.press("enter")
        assert "bel na 14 uur" in shown.text
