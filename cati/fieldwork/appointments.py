"""Appointments made in a conversation, and what speaks against a time without forbidding it."""

from datetime import UTC, datetime, timedelta

from cati.fieldwork.asking import within_hours
from cati.fieldwork.case_card import CaseCard
from cati.fieldwork.interview import Interview
from cati.fieldwork.room import Room
from cati.interview.booking import Booking
from cati.questionnaire.answer import AnswerKey, Draft
from cati.questionnaire.validity import Invalid, invalid
from cati.storage.appointments import OpenAppointment, appointments_of, firm_in_quarter
from cati.storage.figures.queue import MISSED_SECONDS
from cati.storage.sign_ins import count_since
from cati.words import say

WEEK = timedelta(days=7)
REMINDED_BEFORE = timedelta(minutes=15)


def booking_for(interview: Interview, key: AnswerKey | None = None) -> Booking:
    """An appointment form for the case, as it was left in the draft of a question, if it was."""
    draft = Draft() if key is None else interview.session.state.drafts.get(key, Draft())
    return Booking.kept(
        draft,
        interview.room.local_now(),
        interview.session.state.language,
        interview.session.questionnaire.study.phone_region,
        [phone.e164 for phone in interview.case.phones if phone.state == "usable"],
        interview.room.language,
    )


def booking_on_card(card: CaseCard, language: str) -> Booking:
    """An empty appointment form for a case that is called without an interview."""
    study = card.room.study.questionnaire.study
    spoken = card.file.case.language if card.file.case.language in study.languages else study.languages[0]
    phones = [phone.e164 for phone in card.file.phones if phone.state == "usable"]
    return Booking(card.room.local_now(), spoken or study.languages[0], study.phone_region, phones, screen=language)


def soft_warnings(room: Room, moment: datetime) -> list[Invalid]:
    """What the interviewer should know before the time is promised (K9: outside call hours or a holiday)."""
    found = [] if within_hours(room, moment) else [invalid("outside_call_hours")]
    already = firm_in_quarter(room.store, int(moment.timestamp()))
    if already >= max(1, usually_here(room)):
        found.append(invalid("appointments_already", count=already))
    return found


def usually_here(room: Room) -> int:
    """How many interviewers were at work in the last week."""
    return count_since(room.store, room.clock() - WEEK)


def my_appointments(room: Room) -> tuple[OpenAppointment, ...]:
    """What this interviewer made or is kept for them, the soonest first; late ones among them."""
    return appointments_of(room.store, room.interviewer)


def reminder(room: Room) -> OpenAppointment | None:
    """The appointment to be reminded of: due within a quarter of an hour, or late."""
    soon = (room.clock() + REMINDED_BEFORE).timestamp()
    return next((each for each in my_appointments(room) if each.due_at <= soon), None)


def is_missed(appointment: OpenAppointment, now: datetime) -> bool:
    """Whether a firm appointment was not dialled half an hour after its time."""
    return appointment.firm and now.timestamp() > appointment.due_at + MISSED_SECONDS


def reminder_text(each: OpenAppointment, now: datetime, language: str) -> str:
    """An appointment that is near, or late, in words."""
    due = datetime.fromtimestamp(each.due_at, UTC).astimezone(now.tzinfo)
    minutes = int((due - now).total_seconds() // 60)
    named = f"{each.case_key} {each.company}".strip()
    if minutes < 0:
        return say(language, "cases.reminder_late", time=f"{due:%H:%M}", case=named, minutes=-minutes)
    return say(language, "cases.reminder", time=f"{due:%H:%M}", case=named, minutes=minutes)
