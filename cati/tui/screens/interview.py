"""The interview screen: a conversation from its first question to its result."""

from functools import partial

from cati.fieldwork.appointments import booking_for
from cati.fieldwork.interview import Interview
from cati.interview.booking import Booking
from cati.questionnaire.answer import AnswerKey, Appointment
from cati.tui import overlays
from cati.tui.actions import action_of
from cati.tui.key_gate import Meaning
from cati.tui.overlays import CallResult
from cati.tui.press import Press
from cati.tui.saving import Job
from cati.tui.screens.consulting import ConsultingScreen
from cati.tui.standing.appointment import AskedAppointment
from cati.tui.standing.question import Asked


class InterviewScreen(ConsultingScreen):
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
                self.end(name, partial(self.interview.end, name, reason=chosen.reason, result=chosen.result.given))

    def end(self, disposition: str, write: partial[None]) -> None:
        """Record the result, then leave."""
        self.is_ending = self.is_moving = True
        self.gate.shut()
        self.put(Job(write, partial(self.dismiss, disposition)))
