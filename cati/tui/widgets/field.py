"""One line to type in, with its name before it: `►` stands at the field that has the keys."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus
from textual.widgets import Static

from cati.tui.painting.columns import cell
from cati.tui.show import show
from cati.tui.widgets.editing import EditedLine
from cati.words.visible import visible

LINE = "_" * 200


class LineInput(EditedLine):
    """A text line that holds nothing a terminal would obey, whatever is typed, pasted or put in."""

    def validate_value(self, value: str) -> str:
        """The value with every control made visible."""
        return visible(value).replace("\n", " ")


class Field(Horizontal):
    """A name, a line to type in (`width` cells and a hint, or all there is); `key` is its id, `most` its length."""

    DEFAULT_CSS = """
    Field { height: auto; }
    Field > .name { width: auto; }
    Field > Input { width: 1fr; margin-right: 1; background: $background; background-tint: $background 0%; }
    Field > Input:focus { background-tint: $background 0%; }
    Field > Input > .input--placeholder { color: $quiet; }
    Field > .hint { width: 1fr; height: auto; }
    """

    def __init__(
        self, key: str, name: str, value: str = "", *, most: int, name_width: int = 0, width: int | None = None
    ) -> None:
        super().__init__(id=key)
        self.label = name
        self.name_width = name_width or len(name) + 1
        self.input_width = width
        self.first_value = value
        self.most = most

    def compose(self) -> ComposeResult:
        """Name, line, hint."""
        yield Static(self.name_line(is_here=False), classes="name")
        line = LineInput(self.first_value, compact=True, select_on_focus=False, max_length=self.most, placeholder=LINE)
        if self.input_width is not None:
            line.styles.width = self.input_width
        yield line
        if self.input_width is not None:
            yield Static(classes="hint")

    @property
    def line(self) -> LineInput:
        """The line itself."""
        return self.query_one(LineInput)

    @property
    def value(self) -> str:
        """What is typed."""
        return self.line.value

    def tell(self, hint: Content) -> None:
        """What stands after the line."""
        self.query_one(".hint", Static).update(hint)

    def name_line(self, *, is_here: bool) -> Content:
        """The name, marked if the field has the keys."""
        mark = " ► " if is_here else "   "
        return show(mark) + cell(self.label, self.name_width).stylize("bold" if is_here else "$quiet")

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The keys come here."""
        del event
        self.query_one(".name", Static).update(self.name_line(is_here=True))

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """The keys go elsewhere."""
        del event
        self.query_one(".name", Static).update(self.name_line(is_here=False))
