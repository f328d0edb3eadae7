"""The start of the plain mode: who sits here, and which conversation is taken up."""

from dataclasses import replace

from cati.cli.output import put_line
from cati.cli.plain.conversation import Conversation
from cati.cli.plain.lines import EndOfInputError, Lines
from cati.errors import CaseHeldError
from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import next_case, resume_interview
from cati.fieldwork.practice import load_practice
from cati.fieldwork.room import Room
from cati.fieldwork.sign_in import sign_in
from cati.fieldwork.start import Overview, overview
from cati.questionnaire.dispositions import dispositions
from cati.questionnaire.validity import Invalid
from cati.words import say, sentence_of


def run_plain(room: Room, name: str | None) -> None:
    """Conduct interviews until the interviewer leaves or the input ends."""
    lines = Lines()
    try:
        room = signed_in(room, name, lines)
        put_line(say(room.language, "plain.welcome", title=room.study.title(room.language), name=room.interviewer_name))
        while choose(room, lines):
            pass
    except EndOfInputError:
        return


def signed_in(room: Room, name: str | None, lines: Lines) -> Room:
    """The room with somebody at its desk."""
    while True:
        given = name if name is not None else lines.ask(say(room.language, "plain.your_name"))
        found = sign_in(room.store, given, room.clock())
        if not isinstance(found, Invalid):
            return replace(room, interviewer=found.code, interviewer_name=found.name)
        put_line(say(room.language, found.word, **found.places))
        name = None


def choose(room: Room, lines: Lines) -> bool:
    """The menu; False when the interviewer leaves."""
    seen = overview(room)
    put_line()
    put_line(say(room.language, "plain.menu_next" if seen.has_sample else "plain.no_sample"))
    for at, broken in enumerate(seen.open_interviews[:9], 1):
        put_line(say(room.language, "plain.menu_open", at=at, case=broken.case_key, who=broken.last_interviewer))
    put_line(say(room.language, "plain.menu_practice"))
    put_line(say(room.language, "plain.menu_leave"))
    choice = lines.ask().strip().casefold()
    if choice == "q":
        return False
    interview = taken_up(room, seen, choice)
    if interview is not None:
        converse(room, interview, lines)
    return True


def taken_up(room: Room, seen: Overview, choice: str) -> Interview | None:
    """The conversation that was chosen; a sentence if there is none."""
    try:
        if choice in ("n", "p"):
            if choice == "p":
                load_practice(room)
            interview = next_case(room, practice=choice == "p")
            if interview is None:
                put_line(say(room.language, "plain.none_due"))
            return interview
        if choice.isdecimal() and 1 <= int(choice) <= len(seen.open_interviews[:9]):
            return resume_interview(room, seen.open_interviews[int(choice) - 1])
    except CaseHeldError as error:
        put_line(sentence_of(error, room.language))
        return None
    put_line(say(room.language, "plain.not_understood"))
    return None


def converse(room: Room, interview: Interview, lines: Lines) -> None:
    """One conversation, and its result."""
    case = interview.case.case
    put_line(say(room.language, "plain.practice" if case.practice else "plain.case", case=case.case_key))
    Conversation(interview, lines, room.language).run()
    ended = interview.session.state.ended
    if ended is not None:
        result = dispositions()[ended.disposition].label(room.language)
        put_line(say(room.language, "plain.result", case=case.case_key, result=result))
    else:
        put_line(say(room.language, "plain.stopped", case=case.case_key))
