"""Take up a case: the next one that dispatch offers, or an interview that was broken off."""

from dataclasses import replace

from cati.fieldwork.interview import Interview
from cati.fieldwork.room import Room
from cati.fieldwork.versions import instrument, kept_version, moved_on, refuse_to_mix
from cati.interview.events import InterviewResumed, InterviewStarted
from cati.interview.session import Session, folded
from cati.questionnaire.model import Questionnaire
from cati.storage.cases import CaseFile, fetch_case
from cati.storage.ids import CaseId, InterviewId, VersionId
from cati.storage.interviews import OpenInterview, begin, open_interviews, resume
from cati.storage.leases import Claim, claim_case, claim_next, release
from cati.storage.stored_interviews import load_events
from cati.storage.versions import load_version


def next_case(room: Room, *, practice: bool) -> Interview | None:
    """Claim the next case that is due and begin (or go on with) its interview; None if none is due."""
    claim = claim_next(
        room.store,
        room.interviewer,
        room.clock(),
        practice=practice,
        lease_seconds=room.lease_seconds,
        token=room.chance(),
    )
    return None if claim is None else taken_up(room, claim)


def resume_interview(room: Room, broken: OpenInterview) -> Interview:
    """Go on with an open interview. Raises `CaseHeldError` if somebody else has it now."""
    claim = claim_case(
        room.store,
        broken.case_id,
        room.interviewer,
        room.clock(),
        lease_seconds=room.lease_seconds,
        token=room.chance(),
    )
    return taken_up(room, claim)


def taken_up(room: Room, claim: Claim) -> Interview:
    """The interview of a claimed case; the case is freed again if it cannot be begun."""
    try:
        file = fetch_case(room.store, claim.case_id)
        going_on = open_interview_of(room, claim.case_id)
        return begun(room, claim, file) if going_on is None else resumed(room, claim, file, going_on)
    except BaseException:
        release(room.store, claim)
        raise


def open_interview_of(room: Room, case_id: CaseId) -> OpenInterview | None:
    """The interview of a case that is not over, if any."""
    return next((found for found in open_interviews(room.store, room.clock()) if found.case_id == case_id), None)


def begun(room: Room, claim: Claim, file: CaseFile) -> Interview:
    """A new interview under the questionnaire as it is now. Raises `StudyError` if that would mix meanings."""
    study = room.study
    if not file.case.practice:
        refuse_to_mix(room)
    version_id = kept_version(room)
    event = InterviewStarted(
        at=room.clock(),
        version=study.version,
        language=first_language(study.questionnaire, file.case.language),
        interviewer=room.interviewer,
        seed=room.chance(),
    )
    hold = begin(room.store, claim, event, version_id)
    session = Session(study.questionnaire, sample_of(file), interviewer_name=room.interviewer_name).take(event)
    return Interview(room, file, hold, session, saved_at=event.at)


def resumed(room: Room, claim: Claim, file: CaseFile, broken: OpenInterview) -> Interview:
    """An interview gone on with: under the questionnaire as it is now if that is safe, else under its own."""
    questionnaire = questionnaire_of(room, broken.version_id)
    events = load_events(room.store, InterviewId(broken.interview_id))
    event = InterviewResumed(at=room.clock(), interviewer=room.interviewer)
    hold = resume(room.store, claim, broken.interview_id, event)
    state = replace(folded(events), sequence=hold.last_sequence - 1)
    session = Session(questionnaire, sample_of(file), state, room.interviewer_name).take(event)
    return moved_on(Interview(room, file, hold, session, saved_at=event.at))


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
