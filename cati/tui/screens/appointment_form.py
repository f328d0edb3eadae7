"""The appointment form: its fields, and what was understood of them."""

from collections.abc import Iterable, Sequence
from typing import get_args

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from cati.interview.booking import FIELDS, Booking, Field
from cati.questionnaire.answer import Appointment
from cati.questionnaire.validity import Invalid
from cati.tui.painting.appointment import (
    fault_line,
    kind_line,
    moment_line,
    phone_line,
    read_back_lines,
    warning_lines,
)
from cati.tui.painting.columns import EMPTY, page
from cati.tui.painting.lines import Hint
from cati.tui.painting.moments import short_moment
from cati.tui.screens.framed import FramedScreen
from cati.tui.screens.page import Overlay
from cati.tui.widgets.field import Field as FieldLine
from cati.words import say

CLOCK_SECONDS = 10
NAME_WIDTH = 11
NAMES: dict[Field, str] = {
    "when": "appointment.field.when",
    "firm": "appointment.field.firm",
    "phone": "appointment.field.phone",
    "name": "appointment.field.name",
    "position": "appointment.field.position",
    "note": "appointment.field.note",
}
WIDTHS: dict[Field, int] = {"firm": 3, "phone": 18}
LONGEST: dict[Field, int] = {"when": 60, "firm": 1, "phone": 30, "name": 80, "position": 80, "note": 300}


class AppointmentForm(Overlay[Appointment]):
    """A field a line; `AppointmentScreen` gives it its keys."""

    DEFAULT_CSS = """
    AppointmentForm #understood { height: auto; margin: 0 0 1 14; }
    AppointmentForm #told { height: auto; margin-top: 1; }
    """

    def __init__(self, booking: Booking) -> None:
        super().__init__()
        self.booking = booking
        self.fault: tuple[Field, Invalid] | None = None
        self.warnings: Sequence[Invalid] = ()

    def compose_body(self) -> Iterable[Widget]:
        """A field a line; what was understood of the moment stands below the first."""
        yield from super().compose_body()
        for name in FIELDS:
            yield FieldLine(
                name,
                say(self.language, NAMES[name]),
                self.booking.texts.get(name, ""),
                name_width=NAME_WIDTH,
                width=WIDTHS.get(name),
                most=LONGEST[name],
            )
            if name == "when":
                yield Static(id="understood")
        yield Static(id="told")

    def on_mount(self) -> None:
        """The clock goes on."""
        self.set_interval(CLOCK_SECONDS, self.paint)
        self.go_to("when")

    def heading(self) -> str:
        """What this is."""
        return say(self.language, "appointment.title")

    def header(self) -> tuple[str, str, str]:
        """Line 1 says what time it is now in the study's zone."""
        left, _, practice = super().header()
        now = self.app.clock().astimezone(self.booking.now.tzinfo)
        return left, say(self.language, "appointment.now", moment=short_moment(now, self.language)), practice

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """Nothing above the fields."""
        del width, height
        return [EMPTY]

    @property
    def is_on_card(self) -> bool:
        """Whether no interview has begun yet."""
        return isinstance(self.below, FramedScreen) and self.below.where == "card"

    def hints(self) -> Sequence[Hint]:
        """The keys of the form, or of the question whether to save."""
        if self.warnings:
            return [self.hint("answer", say(self.language, "appointment.choose"), key="1-2")]
        last = self.here == FIELDS[-1]
        leave = "appointment.back_to_card" if self.is_on_card else "appointment.back"
        return [
            self.hint("go_on", say(self.language, "appointment.save" if last else "appointment.next")),
            *([] if last else [self.hint("appointment", say(self.language, "appointment.save"), key="F7")]),
            self.hint("row", say(self.language, "appointment.row"), key="↑↓"),
            self.hint("leave", say(self.language, leave)),
            self.hint("help"),
        ]

    def paint(self) -> None:
        """The lines around the fields, and what was understood so far."""
        super().paint()
        width = self.app.size.width
        beside = width - NAME_WIDTH - WIDTHS["phone"] - 5
        self.query_one("#understood", Static).update(self.told_at("when", moment_line(self.booking, self.language)))
        self.line_of("firm").tell(self.told_at("firm", kind_line(self.booking, self.language)))
        self.line_of("phone").tell(self.told_at("phone", phone_line(self.booking, self.language, beside)))
        warned = warning_lines(self.warnings, self.language, width) if self.warnings else []
        self.query_one("#told", Static).update(page([*read_back_lines(self.booking, self.language, width), *warned]))

    def told_at(self, name: Field, told: Content) -> Content:
        """What is told at a field, or why it cannot stand where Enter found that it cannot."""
        return told if self.fault is None or self.fault[0] != name else fault_line(self.fault[1], self.language)

    # Fields

    @property
    def here(self) -> Field | None:
        """The field that has the keys."""
        parent = None if self.focused is None else self.focused.parent
        name = "" if not isinstance(parent, FieldLine) else parent.id
        return next((field for field in get_args(Field) if field == name), None)

    def line_of(self, name: Field) -> FieldLine:
        """The line of a field."""
        return self.query_one(f"#{name}", FieldLine)

    def go_to(self, name: Field) -> None:
        """Give a field the keys."""
        self.set_focus(self.line_of(name).line)

    def on_input_changed(self, event: Input.Changed) -> None:
        """What is typed is understood at once; this paints no other question, so the gate stays as it is."""
        line = event.input.parent
        name = next((field for field in FIELDS if isinstance(line, FieldLine) and line.id == field), None)
        if name is not None:
            self.booking.put(name, event.value)
            self.fault = None
            self.paint()
