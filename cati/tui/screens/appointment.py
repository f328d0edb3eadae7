"""F7: an appointment, made field by field."""

from collections.abc import Callable, Sequence
from datetime import datetime

from cati.interview.booking import FIELDS, Booking, Field
from cati.questionnaire.validity import Invalid
from cati.tui.actions import ActionName
from cati.tui.key_gate import Meaning
from cati.tui.press import Press
from cati.tui.screens.appointment_form import AppointmentForm

Warn = Callable[[datetime], Sequence[Invalid]]
SAVE, CHANGE = "1", "2"


def no_warnings(moment: datetime) -> Sequence[Invalid]:
    """Nothing speaks against any time."""
    del moment
    return ()


class AppointmentScreen(AppointmentForm):
    """Dismissed with the appointment, or with None; what was typed stays in the booking in either case.

    `warn` says what speaks against a time without forbidding it: saving asks for one more key then.
    """

    def __init__(self, booking: Booking, warn: Warn = no_warnings) -> None:
        super().__init__(booking)
        self.warn = warn

    def meaning_of(self, press: Press) -> Meaning:
        """Enter ends a field or the form; with warnings only 1 and 2 mean something."""
        if self.warnings and self.urgent(press) is None:
            is_known = press.letter in (SAVE, CHANGE)
            return Meaning.ANSWER if is_known else Meaning.COMMAND if press.key == "escape" else Meaning.NOTHING
        if press.key in ("up", "down", "tab", "shift+tab"):
            return Meaning.COMMAND
        if press.key == "enter":
            return Meaning.ROW if self.here != FIELDS[-1] else Meaning.ANSWER
        if press.key == "f7":
            return Meaning.ANSWER
        return super().meaning_of(press)

    def urgent(self, press: Press) -> ActionName | None:
        """Stop; the appointment is being made already."""
        name = super().urgent(press)
        return None if name == "appointment" else name

    def act_appointment(self) -> None:
        """This is where F7 leads."""

    def act(self, press: Press) -> None:
        """Move, save, or do what the base does."""
        match press.key:
            case _ if self.warnings and press.letter == SAVE:
                self.give()
            case _ if self.warnings and press.letter == CHANGE:
                self.act_leave()
            case "up" | "shift+tab":
                self.move(-1)
            case "down" | "tab":
                self.move(1)
            case "f7":
                self.save()
            case _:
                super().act(press)

    def move(self, by: int) -> None:
        """To another field, whatever stands in this one."""
        at = 0 if self.here is None else FIELDS.index(self.here)
        self.go_to(FIELDS[max(0, min(len(FIELDS) - 1, at + by))])
        self.paint()

    def act_go_on(self) -> None:
        """Enter: on to the next field if this one can stand; after the last, save."""
        here = self.here
        fault = None if here is None else self.booking.put(here, self.line_of(here).value)
        if here is not None and fault is not None:
            self.refuse_field(here, fault)
        elif here == FIELDS[-1]:
            self.save()
        else:
            self.move(1)

    def save(self) -> None:
        """Give the appointment, unless a field cannot stand or something speaks against the time."""
        faults = ((name, self.booking.put(name, self.line_of(name).value)) for name in FIELDS)
        wrong = next(((name, fault) for name, fault in faults if fault is not None), None)
        moment = self.booking.moment()
        if wrong is not None:
            self.go_to(wrong[0])
            self.refuse_field(*wrong)
        elif not isinstance(moment, Invalid):
            self.warnings = tuple(self.warn(moment))
            if not self.warnings:
                self.give()
                return
            self.set_focus(None)
            self.repaint()

    def refuse_field(self, name: Field, fault: Invalid) -> None:
        """Say at the field why it cannot stand."""
        self.fault = (name, fault)
        self.repaint()

    def give(self) -> None:
        """This is the appointment."""
        made = self.booking.appointment()
        self.dismiss(None if isinstance(made, Invalid) else made)

    def act_leave(self) -> None:
        """From the warnings back to the moment; from the form back to the interview."""
        if self.warnings:
            self.warnings = ()
            self.go_to("when")
            self.repaint()
        else:
            self.dismiss(None)
