"""Appointments made in a conversation, and what speaks against a time without forbidding it."""

from datetime import datetime

from cati.fieldwork.interview import Interview
from cati.fieldwork.room import Room
from cati.interview.booking import Booking
from cati.questionnaire.answer import AnswerKey, Draft
from cati.questionnaire.validity import Invalid, invalid
from cati.sample.call_windows import is_within_call_hours


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


def soft_warnings(room: Room, moment: datetime) -> list[Invalid]:
    """What the interviewer should know before the time is promised (K9: outside call hours or a holiday)."""
    within = is_within_call_hours(room.study.questionnaire.fieldwork, moment)
    return [] if within else [invalid("outside_call_hours")]
