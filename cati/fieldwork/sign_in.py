"""Who sits at this desk: a name that is read aloud to respondents, and the code it is stored by."""

import hashlib
import re
import unicodedata
from datetime import datetime
from getpass import getuser

from cati.interview.cleaning import clean
from cati.questionnaire.validity import Invalid, invalid
from cati.storage.interviewers import Interviewer, add_interviewer, list_interviewers
from cati.storage.sign_ins import note_sign_in
from cati.storage.store import Store

LONGEST_NAME = 40


def known_interviewers(store: Store) -> list[Interviewer]:
    """Everybody who signed in before, by name."""
    return sorted(list_interviewers(store), key=lambda each: each.name.casefold())


def sign_in(store: Store, name: str, now: datetime) -> Interviewer | Invalid:
    """The interviewer of this name, added if new, from now on at work; or why the name cannot stand."""
    cleaned = clean(name, one_line=True)
    if isinstance(cleaned, Invalid):
        return cleaned
    code = code_of(cleaned)
    if not code:
        return invalid("name_missing")
    if len(cleaned) > LONGEST_NAME:
        return invalid("too_long", max=LONGEST_NAME)
    interviewer = next((each for each in list_interviewers(store) if is_meant(each, code, cleaned)), None)
    if interviewer is None:
        interviewer = Interviewer(code, cleaned)
        add_interviewer(store, interviewer, now)
    note_sign_in(store, interviewer.code, account(), now)
    return interviewer


def is_meant(known: Interviewer, code: str, name: str) -> bool:
    """Whether what was typed is this interviewer's code or name."""
    return known.code == code or known.name.casefold() == name.casefold()


def account() -> str:
    """The operating system's account; empty if it has no name."""
    try:
        return getuser()
    except (KeyError, OSError):
        return ""


def code_of(name: str) -> str:
    """A name as a code: small ASCII letters and digits, words joined by `-`.

    Letters that have no such form (Ольга, Søren) are told apart by a few digits that stand for the whole name.
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    code = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
    if all(sign.isascii() for sign in plain if sign.isalnum()):
        return code
    return f"{code}-{hashlib.sha256(plain.encode()).hexdigest()[:6]}".strip("-")
