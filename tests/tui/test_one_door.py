"""Text reaches the screen through `show` only."""

from pathlib import Path

import pytest

from text_doors import other_doors

TUI = Path(__file__).parents[2] / "cati" / "tui"


def faults(code: str) -> list[str]:
    return other_doors({"screen.py": code})


def test_no_screen_has_another_door_than_show():
    sources = {str(file.relative_to(TUI)): file.read_text(encoding="utf-8") for file in TUI.rglob("*.py")}
    del sources["show.py"]
    assert other_doors(sources) == []


@pytest.mark.parametrize(
    "code",
    [
        "Static('Vraag')",
        "Static(f'Vraag {number}')",
        "Label('%s' % name)",
        "Label(case.name)",
        "Static(name, markup=False)",
        "Static(content=name)",
        "Option(name, id='1')",
        "self.query_one(Static).update(name)",
        "widget.update(say(language, 'a.b'))",
        "Static(Content(name))",
        "Static(Content.from_markup('[b]x[/b]'))",
        "Static(Content.assemble(show(a), name))",
        "Static(show(a) + name)",
        "Static(show(a) if b else name)",
        "class Row(Static):\n    def __init__(self, name: str) -> None:\n        super().__init__(name)",
        "class Row(Static): ...\nRow(name)",
        "app.notify(name)",
        "app.notify(name, markup=False)",
        "app.notify(visible(name))",
        "app.notify(visible(name), title=name, markup=False)",
        "box.border_title = name",
        "class Row(Widget):\n    def render(self) -> str:\n        return name",
        "class Row(Widget):\n    def render(self):\n        return name",
    ],
)
def test_another_door_is_found(code: str):
    assert len(faults(code)) == 1


@pytest.mark.parametrize(
    "code",
    [
        "Static(id='question')",
        "Static(show(name), id='name')",
        "Static(show(name).stylize('bold'))",
        "Static(Content('- ') + show(name))",
        "Static(Content.assemble((show(name), 'bold'), '  ', show(number)))",
        "Static(Content('\\n').join([show(row) for row in rows]))",
        "Static(Content('\\n').join(show(row) for row in rows))",
        "text = show(name)\nStatic(text)",
        "class Row(Static):\n    def __init__(self, name: str):\n        super().__init__(show(name))\nRow(name)",
        "def row(text: Content) -> Static:\n    return Static(text)",
        "def line(text: str) -> Content:\n    return show(text)\nwidget.update(self.line(name))",
        "class Row:\n    wording: Content\nLabel(row.wording)",
        "answers.update({'V1': answer})",
        "answers.update(V1=answer)",
        "app.notify(visible(say(language, 'a.b', name=name)), markup=False)",
        "box.border_title = show(name)",
        "box.border_title = None",
        "class Row(Widget):\n    def render(self) -> Content:\n        return show(self.name)",
    ],
)
def test_what_goes_through_show_is_let_through(code: str):
    assert faults(code) == []


def test_a_function_of_another_screen_that_gives_content_is_known():
    sources = {"rows.py": "def row(text: str) -> Content: ...", "screen.py": "Static(row(name))"}
    assert other_doors(sources) == []


def test_the_place_of_another_door_is_told():
    assert faults("x = 1\nStatic(name)") == ["screen.py:2: Static(name)"]
