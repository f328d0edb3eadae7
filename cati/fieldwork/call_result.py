"""The result of a call, with what it asks for, and all that it brings about."""

from dataclasses import dataclass
from datetime import datetime

from cati.fieldwork.room import Room
from cati.questionnaire.answer import Appointment
from cati.questionnaire.dispositions import Disposition, dispositions
from cati.sample.after_call import Earlier, Next, after_call
from cati.sample.history import Call, Speech
from cati.sample.said import NOTHING, Said
from cati.storage.call_history import NewNote
from cati.storage.cases import CaseFile
from cati.storage.do_not_call import Entry
from cati.storage.ids import PhoneId
from cati.storage.interviewers import spoken_here
from cati.storage.outcomes import NewAppointment, Outcome

FORBIDDEN = "on_do_not_call_list"


@dataclass(frozen=True)
class CallResult:
    """A disposition by name, what was said with it, a time that was agreed on, a number to call from now on (E.164).

    `for_me`: the interviewer promised to call back in person. `never_again`: the company is not to be called any
    more, whatever the result is called.
    """

    disposition: str
    said: Said = NOTHING
    promised: Appointment | None = None
    for_me: bool = False
    new_number: str = ""
    never_again: bool = False

    @property
    def row(self) -> Disposition:
        """Its row of the table."""
        return dispositions()[self.disposition]

    @property
    def agreed(self) -> Appointment | None:
        """The time that was agreed on, if this result takes one."""
        takes_time = self.row.cool_off == "time" or "best_time?" in self.row.asks
        return self.promised if takes_time else None


@dataclass(frozen=True)
class Over:
    """When a call began and ended (aware), and which number was dialled, if any."""

    began_at: datetime
    ended_at: datetime
    phone: PhoneId | None = None


def outcome_of(room: Room, file: CaseFile, result: CallResult, over: Over) -> Outcome:
    """What becomes of the case, its numbers and its appointments after this call."""
    after = next_after(room, file, result, over)
    agreed = None if after.state == "closed" else result.agreed
    mine = room.interviewer if result.for_me else None
    goes_on = result.row.cool_off == "next_number" and after.state == "callback"
    return Outcome(
        disposition=result.disposition,
        state=after.state,
        current_code=after.code,
        queue=after.queue,
        due_at=int(after.due_at.timestamp()),
        reserved_for=room.interviewer if goes_on else mine if agreed else reserved_still(file, after),
        counts=result.row.counts_attempt,
        appointment=None if agreed is None else kept_appointment(agreed, mine, is_firm=is_firm(result)),
        stands=after.stands,
        not_by=after.not_by,
        parked_because=after.parked_because,
        language=language_from(room, result),
        dead_number=dead_number(file, result, over.phone),
        new_number=new_number(file, result) or None,
        notes=tuple(notes_of(result)),
        forbids=forbidden_by(file, result, over),
        quotas=room.study.questionnaire.fieldwork.quotas,
    )


def next_after(room: Room, file: CaseFile, result: CallResult, over: Over) -> Next:
    """The state of the case after this call."""
    usable = {phone.phone_id for phone in file.phones if phone.state == "usable"} - {
        dead_number(file, result, over.phone)
    }
    earlier = Earlier(calls_of(room, file), file.case.state, len(usable) + bool(new_number(file, result)))
    agreed = result.agreed
    call = Call(
        result.disposition,
        over.began_at.astimezone(room.study.zone),
        over.ended_at.astimezone(room.study.zone),
        room.interviewer,
        by_other=result.said.by == "other",
        promised=None if agreed is None else agreed.at.astimezone(room.study.zone),
        is_firm=is_firm(result),
        speech=speech_of(room, result.said.language),
    )
    return after_call(call, room.study.questionnaire.fieldwork, earlier=earlier)


def is_firm(result: CallResult) -> bool:
    """Whether a time was promised; a better time that somebody names is none."""
    return result.agreed is not None and result.agreed.firm and result.row.cool_off == "time"


def forbidden_outcome(room: Room, file: CaseFile, now: datetime) -> Outcome:
    """What becomes of a case nothing of which may be called."""
    return outcome_of(room, file, CallResult(FORBIDDEN), Over(now, now))


def calls_of(room: Room, file: CaseFile) -> tuple[Call, ...]:
    """What was tried, as the call rules read it; an attempt that its machine broke has no result."""
    zone = room.study.zone
    said = {note.at: Said.read(note.text) for note in file.notes if note.kind == "reason"}
    agreed = {each.attempt_id: each for each in file.agreed}
    found: list[Call] = []
    for attempt in file.attempts:
        if attempt.disposition not in dispositions() or attempt.disposition is None or attempt.ended_at is None:
            continue
        told, time = said.get(attempt.ended_at, NOTHING), agreed.get(attempt.attempt_id)
        found.append(
            Call(
                attempt.disposition,
                attempt.started_at.astimezone(zone),
                attempt.ended_at.astimezone(zone),
                attempt.interviewer,
                by_other=told.by == "other",
                promised=None if time is None else datetime.fromtimestamp(time.due_at, zone),
                is_firm=time is not None and time.firm,
                speech=speech_of(room, told.language),
            )
        )
    return tuple(found)


def speech_of(room: Room, language: str) -> Speech:
    """Who can go on in the language that was met."""
    if not language:
        return ""
    if language not in room.study.questionnaire.study.languages:
        return "outside"
    return "somebody" if spoken_here(room.store, language) else "nobody"


def language_from(room: Room, result: CallResult) -> str | None:
    """The language of the case from now on, if it was found to be another one of the study."""
    language = result.said.language
    return language if language in room.study.questionnaire.study.languages else None


def reserved_still(file: CaseFile, after: Next) -> str | None:
    """For whom a promise that stands is kept."""
    return file.case.reserved_for if after.stands else None


def dead_number(file: CaseFile, result: CallResult, dialled: PhoneId | None) -> PhoneId | None:
    """The number that turned out not to be the company's; without a dial, the one that is called first."""
    if result.row.cool_off != "next_number":
        return None
    return dialled or next((phone.phone_id for phone in file.phones if phone.state == "usable"), None)


def new_number(file: CaseFile, result: CallResult) -> str:
    """A number the case does not have yet: one that was given, or at which the call back was agreed on."""
    given = result.new_number or (result.agreed.phone if result.agreed else "")
    return "" if given in {phone.e164 for phone in file.phones} else given


def notes_of(result: CallResult) -> list[NewNote]:
    """What is written down with the result: what was said, and whom to ask for."""
    found = [NewNote("reason", result.said.text())] if result.said else []
    if result.row.cool_off == "parked":
        found.append(NewNote("to_supervisor", result.said.words))
    if result.agreed is not None:
        named = (result.agreed.name, result.agreed.position, result.agreed.note)
        text = ", ".join(part for part in named if part)
        found += [NewNote("appointment", text)] if text else []
    return found


def forbidden_by(file: CaseFile, result: CallResult, over: Over) -> tuple[Entry, ...]:
    """What goes on the do-not-call list: the number that was dialled (else all), and the enterprise number."""
    if file.case.practice or not (result.never_again or result.disposition == "hard_refusal"):
        return ()
    since, why = over.ended_at.date().isoformat(), "hard_refusal"
    phones = [phone for phone in file.phones if phone.state == "usable" and over.phone in (None, phone.phone_id)]
    found = [Entry("phone", phone.e164, why, since) for phone in phones]
    number = file.case.enterprise_number
    return (*found, *([Entry("enterprise_number", number, why, since)] if number else []))


def kept_appointment(promised: Appointment, for_interviewer: str | None, *, is_firm: bool) -> NewAppointment:
    """An appointment as the phone room keeps it."""
    return NewAppointment(
        due_at=int(promised.at.timestamp()),
        wall=promised.wall.isoformat(timespec="minutes"),
        timezone=promised.timezone,
        firm=is_firm,
        for_interviewer=for_interviewer,
    )
