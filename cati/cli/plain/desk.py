"""The start of the plain mode: who sits here, and which conversation is taken up."""

from collections.abc import Iterator
from dataclasses import replace

from cati.cli.plain.card import card_lines
from cati.cli.plain.conversation import Conversation
from cati.cli.plain.lines import EndOfInputError, Lines
from cati.errors import CaseHeldError, CatiError, LeaseLostError, StudyError, WrittenElsewhereError
from cati.fieldwork.broken_off import BrokenOff, broken_off
from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import next_case, resume_interview
from cati.fieldwork.practice import load_practice
from cati.fieldwork.room import Room
from cati.fieldwork.sign_in import sign_in
from cati.fieldwork.start import Overview, overview
from cati.fieldwork.unsaved import found_in_words, save_now, unsaved_answers
from cati.questionnaire.dispositions import dispositions
from cati.questionnaire.validity import Invalid
from cati.words import say, sentence_of

MOST_OPEN = 9
SPOKEN_OF = (CaseHeldError, LeaseLostError, WrittenElsewhereError, StudyError)
"""What concerns one case only: it is said, and the next one can be taken up."""


def run_plain(room: Room, name: str | None) -> None:
    """Conduct interviews until the interviewer leaves or the input ends."""
    lines = Lines(room.language)
    try:
        with lines.heeding_signals():
            room = signed_in(room, name, lines)
            title = room.study.title(room.language)
            lines.put(say(room.language, "plain.welcome", title=title, name=room.interviewer_name))
            offer_unsaved(room, lines)
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
        lines.put(say(room.language, found.word, **found.places))
        name = None


def offer_unsaved(room: Room, lines: Lines) -> None:
    """What was not saved when the program had to end: saved now, or let go."""
    for unsaved in unsaved_answers(room):
        lines.put(found_in_words(unsaved, room.language))
        lines.put(f"  1  {say(room.language, 'unsaved.save')}")
        lines.put(f"  2  {say(room.language, 'unsaved.discard')}")
        while (choice := lines.ask().strip()) not in ("1", "2"):
            lines.put(say(room.language, "plain.no_choice"))
        if choice == "2":
            unsaved.discard()
            continue
        try:
            save_now(room, unsaved)
            lines.put(say(room.language, "unsaved.saved", case_key=unsaved.kept.case_key))
        except CatiError as error:
            lines.put(sentence_of(error, room.language))


def choose(room: Room, lines: Lines) -> bool:
    """The menu; False when the interviewer leaves."""
    seen = overview(room)
    broken = broken_off(room, seen.open_interviews, MOST_OPEN)
    lines.put_all(menu_lines(seen, broken, room))
    choice = lines.ask().strip().casefold()
    if choice == "q":
        return False
    try:
        interview = taken_up(room, broken, choice, lines)
        if interview is not None:
            converse(room, interview, lines)
    except SPOKEN_OF as error:
        lines.put(sentence_of(error, room.language))
    return True


def menu_lines(seen: Overview, broken: tuple[BrokenOff, ...], room: Room) -> Iterator[str]:
    """The day so far, and what can be begun."""
    language = room.language
    yield ""
    if seen.attempts:
        counts = (
            say(language, "start.completes", count=seen.completes),
            say(language, "start.appointments", count=seen.appointments),
            say(language, "start.refusals", count=seen.refusals),
            say(language, "start.attempts", count=seen.attempts),
        )
        yield say(language, "start.today", counts=", ".join(counts))
    yield (
        f"  n  {say(language, 'start.next')} ({due(seen, room)})"
        if seen.has_sample
        else say(language, "plain.no_sample")
    )
    for at, each in enumerate(broken, 1):
        yield f"  {at}  {say(language, 'start.broken_off')} {open_in_words(each, language)}"
    yield f"  p  {say(language, 'start.practice')} ({say(language, 'start.practice_detail')})"
    yield f"  q  {say(language, 'plain.menu_leave')}"


def due(seen: Overview, room: Room) -> str:
    """How many cases can be called now, or when the next one can."""
    if seen.due_now:
        return say(room.language, "start.due_now", count=seen.due_now)
    if seen.next_due_at is None:
        return say(room.language, "start.none_due")
    return say(room.language, "start.next_due", moment=f"{seen.next_due_at.astimezone(room.study.zone):%d/%m %H:%M}")


def open_in_words(broken: BrokenOff, language: str) -> str:
    """An interview that was broken off: case, company, question, whose it was or is."""
    named = f"{broken.found.case_key} {broken.company}".strip()
    where = say(language, "start.at_question", case=named, question=broken.question) if broken.question else named
    return f"{where}, {say(language, 'start.held_by', name=broken.holder) if broken.holder else broken.last_by}"


def taken_up(room: Room, broken: tuple[BrokenOff, ...], choice: str, lines: Lines) -> Interview | None:
    """The conversation that was chosen; a sentence if there is none. Raises one of `SPOKEN_OF`."""
    if choice in ("n", "p"):
        if choice == "p":
            load_practice(room)
        interview = next_case(room, practice=choice == "p")
        if interview is None:
            lines.put(say(room.language, "plain.none_due"))
        return interview
    if choice.isdecimal() and 1 <= int(choice) <= len(broken):
        return resume_interview(room, broken[int(choice) - 1].found)
    lines.put(say(room.language, "plain.no_choice"))
    return None


def converse(room: Room, interview: Interview, lines: Lines) -> None:
    """One conversation, and its result."""
    case = interview.case.case.case_key
    try:
        lines.put_all(card_lines(interview, room.language))
    except BaseException:
        interview.leave()
        raise
    Conversation(interview, lines, room.language).run()
    ended = interview.session.state.ended
    if ended is not None:
        result = dispositions()[ended.disposition].label(room.language)
        lines.put(say(room.language, "plain.result", case=case, result=result))
    else:
        lines.put(say(room.language, "plain.stopped", case=case))
