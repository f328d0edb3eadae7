"""Who works on the study: interviewers and supervisors, by code."""

import re

from cati.errors import StudyError
from cati.fieldwork.room import Room
from cati.fieldwork.sign_in import LONGEST_NAME
from cati.interview.cleaning import clean
from cati.questionnaire.validity import Invalid
from cati.storage.audit import Deed
from cati.storage.interviewers import StaffMember, list_staff, put_on_staff

CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,19}")


def add_to_staff(room: Room, code: str, name: str, languages: tuple[str, ...], *, is_supervisor: bool) -> StaffMember:
    """Add somebody, or change what is known of a code. No languages: any. Raises `StudyError`."""
    cleaned = clean(name, one_line=True)
    if not CODE.fullmatch(code):
        raise StudyError("staff.code", code=code)
    if isinstance(cleaned, Invalid) or not 0 < len(cleaned) <= LONGEST_NAME:
        raise StudyError("staff.name", max=LONGEST_NAME)
    known = room.study.questionnaire.study.languages
    for language in languages:
        if language not in known:
            raise StudyError("staff.language", language=language, known=", ".join(known))
    member = StaffMember(code, cleaned, languages, is_supervisor=is_supervisor)
    detail = {"languages": list(languages), "supervisor": is_supervisor}
    now = room.clock()
    put_on_staff(room.store, member, now, Deed(now, room.interviewer, "interviewer_added", code, detail))
    return member


def staff(room: Room) -> list[StaffMember]:
    """Everybody, by code."""
    return list_staff(room.store)
