"""Where something is typed: one line with a label, or an area with a counter. One of both is shown, or neither."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from cati.tui.painting.body import Field
from cati.tui.painting.plain_text import counter
from cati.tui.widgets.editing import EditedArea, EditedLine

AREA_LINES = 10


class AnswerField(Vertical):
    """A field that keeps what was typed until it is told of a field of another name."""

    DEFAULT_CSS = """
    AnswerField { height: auto; display: none; margin: 1 0; }
    AnswerField.-line, AnswerField.-area { display: block; }
    AnswerField.-tight { margin: 0; }
    AnswerField Horizontal { height: 1; display: none; }
    AnswerField.-line Horizontal { display: block; }
    AnswerField Horizontal Static { width: auto; }
    AnswerField Input { width: 1fr; height: 1; border: none; padding: 0; background: $background; }
    AnswerField Input:focus { border: none; background: $background; }
    AnswerField #area { height: auto; display: none; padding: 0 1 0 2; }
    AnswerField.-area #area { display: block; }
    AnswerField TextArea { height: 7; border: round $key; padding: 0 1; background: $background; }
    AnswerField TextArea:focus { border: round $key; }
    AnswerField TextArea .text-area--cursor-line { background: $background; }
    """

    class Changed(Message):
        """Something was typed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self) -> None:
        super().__init__()
        self.field: Field | None = None

    def compose(self) -> ComposeResult:
        """The line and the area."""
        with Horizontal():
            yield Static(id="label")
            line = EditedLine(id="line", select_on_focus=False)
            line.cursor_blink = False
            yield line
            yield Static(id="hint")
        with Vertical(id="area"):
            area = EditedArea(id="text", soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
            area.cursor_blink = False
            yield area
            yield Static(id="counter")

    @property
    def lines(self) -> int:
        """How many lines it takes, with the blank ones around it."""
        if self.field is None:
            return 0
        return 1 if self.field.is_among_options else AREA_LINES if self.field.kind == "area" else 3

    @property
    def text(self) -> str:
        """What stands in the field now."""
        if self.field is None:
            return ""
        widget = self.focused_widget
        return widget.value if isinstance(widget, Input) else widget.text

    @property
    def focused_widget(self) -> Input | TextArea:
        """The widget that takes the keys."""
        if self.field is not None and self.field.kind == "area":
            return self.query_one(TextArea)
        return self.query_one(Input)

    def show_field(self, field: Field | None) -> None:
        """Another field, the same one, or none."""
        before, self.field = self.field, field
        if field is None and before is None:
            return
        self.set_class(field is not None and field.kind == "line", "-line")
        self.set_class(field is not None and field.kind == "area", "-area")
        self.set_class(field is not None and field.is_among_options, "-tight")
        if field is None:
            return
        self.query_one("#label", Static).update(field.label)
        self.query_one("#hint", Static).update(field.hint)
        if before is None or before.name != field.name:
            self.fill(field.text)

    def fill(self, text: str) -> None:
        """Put a text in the field, the cursor behind it."""
        widget = self.focused_widget
        if isinstance(widget, Input):
            widget.value = text
            widget.cursor_position = len(text)
        else:
            widget.load_text(text)
            widget.move_cursor(widget.document.end)
        self.count(text)

    def count(self, text: str) -> None:
        """How long the text is, of how much."""
        if self.field is not None and self.field.limit:
            self.query_one("#counter", Static).update(counter(len(text), self.field.limit))

    def on_input_changed(self, event: Input.Changed) -> None:
        """The line changed."""
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """The area changed."""
        event.stop()
        self.count(event.text_area.text)
        self.post_message(self.Changed(event.text_area.text))
