"""Take up a case: the next one that dispatch offers, or an interview that was broken off."""

from dataclasses import replace

from cati.fieldwork.case_card import CaseCard, next_card, open_card
from cati.fieldwork.interview import Interview
from cati.fieldwork.quota_cells import cells_by_answers
from cati.fieldwork.room import Command, Room
from cati.fieldwork.versions import instrument, kept_version, moved_on, refuse_to_mix
from cati.interview.events import Event, InterviewResumed, InterviewStarted
from cati.interview.session import Session, folded
from cati.questionnaire.model import Questionnaire
from cati.storage.cases import CaseFile
from cati.storage.ids import CaseId, InterviewId, VersionId
from cati.storage.interviews import OpenInterview, begin, open_interviews, resume
from cati.storage.leases import release
from cati.storage.quotas import PARKED
from cati.storage.recording import Hold
from cati.storage.stored_interviews import load_events
from cati.storage.versions import load_version


def next_case(room: Room, *, practice: bool) -> Interview | None:
    """Claim the next case that is due and begin (or go on with) its interview; None if none is due."""
    card = next_card(room, room.command(), practice=practice)
    return None if card is None else taken_up(card)


def resume_interview(room: Room, broken: OpenInterview) -> Interview:
    """Go on with an open interview. Raises `CaseHeldError` if somebody else has it now, or it may not be called."""
    return taken_up(open_card(room, broken.case_id, room.command()))


def taken_up(card: CaseCard) -> Interview:
    """The interview of a claimed case; the case is freed again if it cannot be begun."""
    try:
        return begin_interview(card, card.room.command())
    except BaseException:
        release(card.room.store, card.claim)
        raise


def begin_interview(card: CaseCard, command: Command) -> Interview:
    """Begin the interview of the case, or go on with the open one, in the call under way; again begins no second.

    Raises `StudyError` if it would mix meanings, `LeaseLostError` if another was given the case.
    """
    going_on = open_interview_of(card.room, card.claim.case_id)
    if going_on is None or is_begun_by(card.room, going_on, command):
        return begun(card, command)
    return resumed(card, going_on, command)


def is_begun_by(room: Room, found: OpenInterview, command: Command) -> bool:
    """Whether an interview was begun by this very command, tried before."""
    if found.state != "in_progress" or found.started_at != command.at:
        return False
    first = load_events(room.store, found.interview_id)[0]
    return isinstance(first, InterviewStarted) and first.seed == command.token


def open_interview_of(room: Room, case_id: CaseId) -> OpenInterview | None:
    """The interview of a case that is not over, if any."""
    return next(iter(open_interviews(room.store, room.clock(), case_id=case_id)), None)


def begun(card: CaseCard, command: Command) -> Interview:
    """A new interview under the questionnaire as it is now. Raises `StudyError` if that would mix meanings."""
    room, file, study = card.room, card.file, card.room.study
    if not file.case.practice:
        refuse_to_mix(room)
    version_id = kept_version(room)
    event = InterviewStarted(
        at=command.at,
        version=study.version,
        language=first_language(study.questionnaire, file.case.language),
        interviewer=room.interviewer,
        seed=command.token,
    )
    hold = begin(room.store, card.claim, event, version_id, attempt_id=card.attempt_id)
    session = Session(study.questionnaire, sample_of(file), interviewer_name=room.interviewer_name).take(event)
    return conducted(card, hold, session, event)


def resumed(card: CaseCard, broken: OpenInterview, command: Command) -> Interview:
    """An interview gone on with: under the questionnaire as it is now if that is safe, else under its own."""
    room = card.room
    questionnaire = questionnaire_of(room, broken.version_id)
    events = load_events(room.store, InterviewId(broken.interview_id))
    event = InterviewResumed(at=command.at, interviewer=room.interviewer)
    hold = resume(room.store, card.claim, broken.interview_id, event, attempt_id=card.attempt_id)
    state = replace(folded(events), sequence=hold.last_sequence - 1)
    session = Session(questionnaire, sample_of(card.file), state, room.interviewer_name).take(event)
    interview = moved_on(conducted(card, hold, session, event))
    if broken.state == "suspended":
        recheck(interview)
    else:
        interview.cells = cells_by_answers(room, interview.session)
    return interview


def recheck(interview: Interview) -> None:
    """Cells may have closed while an interview was suspended; who is still talking is never cut off."""
    waits = interview.case.case.parked_because or ""
    interview.screen()
    if interview.full_quota is None and waits.startswith(PARKED):
        interview.full_quota = waits.removeprefix(PARKED)


def conducted(card: CaseCard, hold: Hold, session: Session, event: Event) -> Interview:
    """The conversation of the call that is under way."""
    began_at = card.began_at or event.at
    return Interview(card.room, card.file, hold, session, saved_at=event.at, began_at=began_at, dialled=card.dialled)


def questionnaire_of(room: Room, version_id: VersionId) -> Questionnaire:
    """The questionnaire of a stored version. Raises `StudyError` if this program cannot read it any more."""
    stored = load_version(room.store, version_id)
    if stored.content_hash == room.study.content_hash:
        return room.study.questionnaire
    return instrument(stored, room.study.questionnaire)


def first_language(questionnaire: Questionnaire, wanted: str | None) -> str:
    """The language of the case, if the study is conducted in it; else the study's first."""
    languages = questionnaire.study.languages
    return wanted if wanted in languages else languages[0]


def sample_of(file: CaseFile) -> dict[str, str]:
    """The sample values of a case as text, its contact data among them."""
    values = {name: str(value) for name, value in file.case.sample.items() if value is not None}
    if file.contact is not None:
        values["contact_name"] = file.contact.name
        values["contact_function"] = file.contact.function
        values["email"] = file.contact.email
    return values
