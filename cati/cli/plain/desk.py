"""The start of the plain mode: who sits here, and which case is taken up."""

from dataclasses import replace

from cati.cli.plain.calling import Calling
from cati.cli.plain.case_list import choose_appointment, choose_found
from cati.cli.plain.conversation import Conversation
from cati.cli.plain.lines import EndOfInputError, Lines
from cati.cli.plain.menu import Menu, menu_lines, menu_now
from cati.errors import CaseHeldError, CatiError, LeaseLostError, StudyError, WrittenElsewhereError
from cati.fieldwork.case_card import CaseCard, next_card, open_card
from cati.fieldwork.dial_command import Dialler
from cati.fieldwork.interview import Interview
from cati.fieldwork.practice import load_practice
from cati.fieldwork.room import Room
from cati.fieldwork.sign_in import sign_in
from cati.fieldwork.unsaved import found_in_words, save_now, unsaved_answers
from cati.questionnaire.dispositions import dispositions
from cati.questionnaire.validity import Invalid
from cati.words import say, sentence_of

SPOKEN_OF = (CaseHeldError, LeaseLostError, WrittenElsewhereError, StudyError)
"""What concerns one case only: it is said, and the next one can be taken up."""


def run_plain(room: Room, name: str | None, dialler: Dialler | None = None) -> None:
    """Call and conduct interviews until the interviewer leaves or the input ends; `dialler` is given each number."""
    lines = Lines(room.language)
    try:
        with lines.heeding_signals():
            room = signed_in(room, name, lines)
            title = room.study.title(room.language)
            lines.put(say(room.language, "plain.welcome", title=title, name=room.interviewer_name))
            offer_unsaved(room, lines)
            while choose(room, lines, dialler):
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


def choose(room: Room, lines: Lines, dialler: Dialler | None) -> bool:
    """The menu; False when the interviewer leaves."""
    menu = menu_now(room)
    lines.put_all(menu_lines(menu, room))
    choice = lines.ask().strip().casefold()
    if choice == "q":
        return False
    try:
        card = taken_up(room, menu, choice, lines)
        interview = None if card is None else Calling(card, lines, dialler).run()
        if interview is not None:
            converse(room, interview, lines)
    except SPOKEN_OF as error:
        lines.put(sentence_of(error, room.language))
    return True


def taken_up(room: Room, menu: Menu, choice: str, lines: Lines) -> CaseCard | None:
    """The case that was chosen; a sentence if there is none. Raises one of `SPOKEN_OF`."""
    if choice in ("n", "p"):
        if choice == "p":
            load_practice(room)
        card = next_card(room, room.command(), practice=choice == "p")
        if card is None:
            lines.put(lines.say("plain.none_due" if choice == "n" else "start.practised"))
        return card
    if choice in ("a", "s"):
        case_id = choose_appointment(room, lines) if choice == "a" else choose_found(room, lines)
        return None if case_id is None else open_card(room, case_id, room.command())
    if choice.isdecimal() and 1 <= int(choice) <= len(menu.broken):
        return open_card(room, menu.broken[int(choice) - 1].found.case_id, room.command())
    lines.put(lines.say("plain.no_choice"))
    return None


def converse(room: Room, interview: Interview, lines: Lines) -> None:
    """One conversation, and its result."""
    case = interview.case.case.case_key
    Conversation(interview, lines, room.language).run()
    ended = interview.session.state.ended
    if ended is not None:
        result = dispositions()[ended.disposition].label(room.language)
        lines.put(lines.say("plain.result", case=case, result=result))
    else:
        lines.put(lines.say("plain.stopped", case=case))
