"""Who sits here: the name is read aloud to respondents."""

from collections.abc import Sequence

import pytest
from showing import showing

from cati.errors import NotSavedError
from cati.questionnaire.validity import Invalid, invalid
from cati.storage.interviewers import Interviewer
from cati.tui.painting.sign_in import fitting
from cati.tui.screens.sign_in import SignInScreen

KNOWN = (Interviewer("an-maes", "An Maes"), Interviewer("an-peeters", "An Peeters"), Interviewer("bo", "Bo De Smet"))


def enter(name: str) -> Interviewer | Invalid:
    return Interviewer(name.lower(), name) if name.strip() else invalid("name_missing")


def sign_in(known: Sequence[Interviewer] = KNOWN) -> SignInScreen:
    return SignInScreen(known, enter)


async def test_a_name_used_before_takes_one_key():
    async with showing(sign_in) as shown:
        await shown.press("2")
        assert shown.results == [KNOWN[1]]


async def test_another_name_is_typed():
    async with showing(sign_in) as shown:
        await shown.type("Karel")
        await shown.press("enter")
        assert shown.results == [Interviewer("karel", "Karel")]


async def test_typing_leaves_only_the_names_that_fit_each_with_a_key():
    async with showing(sign_in) as shown:
        await shown.type("smet")
        assert "1  Bo De Smet" in shown.text
        assert "An Maes" not in shown.text
        await shown.press("1")
        assert shown.results == [KNOWN[2]]


async def test_a_name_that_cannot_stand_says_why_and_stays():
    async with showing(sign_in) as shown:
        await shown.press("enter")
        assert shown.results == []
        assert "! " in shown.text.splitlines()[-2]


async def test_a_database_that_does_not_answer_is_told():
    def fails(name: str) -> Interviewer:
        raise NotSavedError("storage.busy", name=name)

    async with showing(lambda: SignInScreen(KNOWN, fails)) as shown:
        await shown.type("Karel")
        await shown.press("enter")
        assert shown.results == []
        assert "de databank antwoordt niet" in shown.text


async def test_nobody_signs_in_with_ctrl_q():
    async with showing(sign_in) as shown:
        await shown.press("ctrl+q")
        assert shown.results == [None]


async def test_the_first_time_it_says_what_the_name_is_for():
    async with showing(lambda: sign_in(())) as shown:
        assert "Respondenten horen deze naam" in shown.text


async def test_a_hostile_name_is_shown_as_it_stands():
    async with showing(lambda: sign_in((Interviewer("x", "[b]An[/b] \x1b[31m" + "lang " * 30),))) as shown:
        row = shown.text.splitlines()[4]
        assert row.startswith("   1  [b]An[/b] �[31mlang")
        assert row.endswith("…")


@pytest.mark.parametrize(("typed", "found"), [("", 3), ("an", 2), ("AN P", 1), ("peet", 1), ("eet", 0)])
def test_a_name_fits_by_the_beginning_of_any_of_its_words(typed: str, found: int):
    assert len(fitting(KNOWN, typed)) == found


async def test_there_are_no_more_names_than_keys_and_typing_finds_the_others():
    crowd = [Interviewer(f"i{number}", f"Naam {number:02}") for number in range(1, 33)]
    async with showing(lambda: sign_in(crowd)) as shown:
        assert "9  Naam 09" in shown.text
        assert "Naam 10" not in shown.text
        assert "typ de eerste letters" in shown.text
