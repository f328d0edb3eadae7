"""What is opened over a question to be consulted: help, the answers so far, all actions, the form of an appointment."""

from functools import partial
from time import monotonic

from cati.fieldwork.appointments import booking_for
from cati.interview.booking import Booking
from cati.questionnaire.answer import AnswerKey, Appointment
from cati.tui import overlays
from cati.tui.actions import BY_NAME, ActionName, actions_at
from cati.tui.press import Press
from cati.tui.saving import Job
from cati.tui.screens.conducting import ConductingScreen
from cati.tui.standing.appointment import AskedAppointment
from cati.tui.standing.question import Asked
from cati.tui.standing.steps import Record


class ConsultingScreen(ConductingScreen):
    """A conversation with the screens that are opened over it; how it is stopped is the business of others."""

    def act_help(self) -> None:
        """F1: what may be said, and the keys."""
        prompt = self.standing.prompt if isinstance(self.standing, Asked) else None
        self.app.push_screen(overlays.help_screen(self.where, self.interview.session, prompt))

    def act_answers(self) -> None:
        """F9: the answers so far, and go to one."""
        self.keep_typed()
        self.app.push_screen(overlays.answers_screen(self.interview), self.go_to)

    def go_to(self, key: AnswerKey | None) -> None:
        """The question chosen from the answers so far."""
        if key is not None:
            self.move(partial(self.interview.go_to, key))

    def act_palette(self) -> None:
        """Ctrl+P: every action by name."""
        found = [action for action in actions_at(self.where) if action.in_palette]
        self.app.push_screen(overlays.palette_screen(found), self.do_named)

    def do_named(self, name: ActionName | None) -> None:
        """The action chosen from the palette, as if its key had been pressed."""
        if name is not None:
            self.act(Press(BY_NAME[name].keys[0], None, monotonic(), is_printable=False))

    def book(self) -> None:
        """The appointment form for the question that stands there."""
        if isinstance(self.standing, AskedAppointment) and not self.is_moving:
            booking = booking_for(self.interview, self.standing.prompt.key)
            form = overlays.appointment_screen(booking, self.interview.room)
            self.app.push_screen(form, partial(self.booked, self.standing, booking))

    def booked(self, asked: AskedAppointment, booking: Booking, appointment: Appointment | None) -> None:
        """The appointment is the answer; without one, what was typed is kept."""
        key = asked.prompt.key
        if appointment is None:
            self.put(Job(partial(self.interview.keep, key, booking.draft()), self.show_mark, holds=False))
        else:
            self.gate.shut()
            write = partial(self.interview.answer, asked.prompt, appointment, elapsed_ms=self.elapsed_ms(monotonic()))
            self.put_step(Record(appointment), write, self.interview.go_on)
