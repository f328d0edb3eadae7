"""The interview screen: a conversation from its first question to its result."""

from functools import partial
from time import monotonic

from cati.fieldwork.appointments import booking_for
from cati.fieldwork.interview import Interview
from cati.interview.booking import Booking
from cati.questionnaire.answer import AnswerKey, Appointment
from cati.tui import overlays
from cati.tui.actions import BY_NAME, ActionName, action_of, actions_at
from cati.tui.key_gate import Meaning
from cati.tui.overlays import CallResult
from cati.tui.press import Press
from cati.tui.saving import Job
from cati.tui.screens.conducting import ConductingScreen
from cati.tui.standing.appointment import AskedAppointment
from cati.tui.standing.question import Asked
from cati.tui.standing.steps import Record


class InterviewScreen(ConductingScreen):
    """Dismissed with the disposition of the call, or "" if another interviewer has the case now."""

    def __init__(self, interview: Interview) -> None:
        super().__init__(interview)
        self.booking: Booking | None = None
        self.is_ending = False

    def meaning_of(self, press: Press) -> Meaning:
        """Stop and appointment work in every state (rule 12)."""
        action = action_of(press.key, self.where)
        if action is not None and action.name in {"stop", "appointment"}:
            return Meaning.ALWAYS
        return super().meaning_of(press)

    # Other screens over this one

    def act_help(self) -> None:
        """F1: what may be said, and the keys."""
        prompt = self.standing.prompt if isinstance(self.standing, Asked) else None
        self.app.push_screen(overlays.help_screen("interview", self.interview.session, prompt))

    def act_note(self) -> None:
        """F6: one line, kept with this question."""
        if isinstance(self.standing, Asked):
            key = self.standing.prompt.key
            self.keep_typed()
            remark = self.interview.session.state.remarks.get(key, "")
            self.app.push_screen(overlays.note_screen(remark), partial(self.keep_note, key))

    def keep_note(self, key: AnswerKey, text: str | None) -> None:
        """The note as it is now."""
        if text is not None:
            write = partial(self.interview.remark, key, text)
            self.put(Job(write, self.show_mark, holds=False))

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

    # Appointment and end

    def act_appointment(self) -> None:
        """F7: an appointment, which ends the conversation for now; at its own question it is the answer."""
        if isinstance(self.standing, AskedAppointment):
            self.book()
        elif not self.is_ending:
            self.keep_typed()
            self.booking = self.booking or booking_for(self.interview)
            self.booking.now = self.interview.room.local_now()
            self.app.push_screen(overlays.appointment_screen(self.booking, self.interview.room), self.call_back)

    def call_back(self, appointment: Appointment | None) -> None:
        """Stop for now, with this appointment."""
        if appointment is not None:
            self.end("appointment", partial(self.interview.suspend, "appointment", appointment=appointment))

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

    def act_stop(self) -> None:
        """F8: the result of the call."""
        if not self.is_ending:
            self.keep_typed()
            self.app.push_screen(overlays.result_screen(self.interview), self.stopped)

    def stopped(self, chosen: CallResult | None) -> None:
        """The result that was given."""
        if chosen is None:
            return
        name = chosen.result.disposition.name
        match chosen.result.kind:
            case "appointment":
                self.act_appointment()
            case "suspend":
                self.end(name, partial(self.interview.suspend, name, reason=chosen.reason))
            case "end":
                self.end(name, partial(self.interview.end, name, reason=chosen.reason))

    def end(self, disposition: str, write: partial[None]) -> None:
        """Record the result, then leave."""
        self.is_ending = self.is_moving = True
        self.gate.shut()
        self.put(Job(write, partial(self.dismiss, disposition)))
