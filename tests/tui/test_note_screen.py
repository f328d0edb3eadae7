"""F6: one line, kept with the question at hand."""

from showing import Shown, showing
from textual.events import Paste

from cati.tui.screens.note import NoteScreen


async def paste(shown: Shown, text: str) -> None:
    shown.app.post_message(Paste(text))
    await shown.settle()


async def test_enter_gives_the_note_back():
    async with showing(lambda: NoteScreen("")) as shown:
        await shown.type("belt na 14 u")
        await shown.press("enter")
        assert shown.results == ["belt na 14 u"]


async def test_the_note_made_before_can_be_gone_on_with():
    async with showing(lambda: NoteScreen("zei eerst nee")) as shown:
        await shown.type(" dan ja")
        await shown.press("enter")
        assert shown.results == ["zei eerst nee dan ja"]


async def test_a_note_that_is_emptied_is_taken_back():
    async with showing(lambda: NoteScreen("x")) as shown:
        await shown.press("backspace", "enter")
        assert shown.results == [""]


async def test_escape_changes_nothing():
    async with showing(lambda: NoteScreen("x")) as shown:
        await shown.type("y")
        await shown.press("escape")
        assert shown.results == [None]


async def test_digits_and_letters_are_typed_and_answer_nothing():
    async with showing(lambda: NoteScreen("")) as shown:
        await shown.type("1a2")
        assert "Nota 1a2" in shown.text


async def test_what_was_typed_is_kept_when_the_call_must_be_stopped():
    async with showing(lambda: NoteScreen("")) as shown:
        below = shown.app.screen_stack[-2]
        await shown.type("hing op")
        await shown.press("f8")
        assert shown.results == ["hing op"]
        assert below.done == ["stop"]


async def test_what_is_pasted_has_nothing_that_a_terminal_obeys():
    async with showing(lambda: NoteScreen("")) as shown:
        await paste(shown, "\x1b[31mrood[/b]")
        assert "�[31mrood[/b]" in shown.text


async def test_a_note_in_which_something_hides_is_shown_as_it_stands():
    async with showing(lambda: NoteScreen("a\x9bb\u202ec [red]d[/red]")) as shown:
        assert "a�bc [red]d[/red]" in shown.text


async def test_line_1_says_where_the_interview_is_and_that_it_is_practice():
    from showing import Below  # noqa: PLC0415

    async with showing(lambda: NoteScreen(""), below=lambda: Below("OEFENING")) as shown:
        first = shown.text.splitlines()[0]
        assert first.startswith("  OEFENING  Nota · V5")
        assert first.endswith("0042 Voorbeeld Weverij NV · 01:47")
