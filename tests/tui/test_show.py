"""The one door: each row of the table of texts that hurt, on a real screen."""

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Label, Static

from cati.tui.show import show

TEXTS = {
    "Bakker [red]NV[/red]": "Bakker [red]NV[/red]",
    "X [@click=app.quit]klik[/]": "X [@click=app.quit]klik[/]",
    "[not a tag] x": "[not a tag] x",
    "oeps [/b]": "oeps [/b]",
    "[link=http://voorbeeld.be]": "[link=http://voorbeeld.be]",
    "\x1b[31mrood": "�[31mrood",
    "\x1b]0;titel\x07": "�]0;titel�",
    "\x9b31m": "�31m",
    "a\u202eb": "ab",
}


class Shown(App[None]):
    """One text, in both widgets that show text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        yield Static(show(self.text))
        yield Label(show(self.text))


@pytest.mark.parametrize(("text", "seen"), TEXTS.items())
async def test_text_from_outside_is_shown_as_it_stands(text: str, seen: str):
    app = Shown(text)
    async with app.run_test(size=(80, 24)):
        rows = [widget.render_line(0) for widget in app.query(Static)]
        assert [row.text.rstrip() for row in rows] == [seen, seen]


@pytest.mark.parametrize("text", TEXTS)
async def test_text_from_outside_does_nothing_and_leads_nowhere(text: str):
    app = Shown(text)
    async with app.run_test(size=(80, 24)):
        styles = [part.style for widget in app.query(Static) for part in widget.render_line(0)]
        assert not [style for style in styles if style and (style.link or style.meta.get("@click"))]


def test_a_text_of_several_lines_keeps_its_lines():
    assert show("een\ntwee").plain == "een\ntwee"
