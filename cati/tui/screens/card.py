"""The case card: a number is dialled, then the interview begins or the call gets its result."""

from asyncio import to_thread
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, ClassVar

from textual.content import Content
from textual.screen import Screen

from cati.errors import CatiError, LeaseLostError, NotSavedError
from cati.fieldwork.appointments import booking_on_card
from cati.fieldwork.broken_off import question_of_case
from cati.fieldwork.call_result import CallResult
from cati.fieldwork.calling import called_and_begun, dial_number, keyed_numbers, noted
from cati.fieldwork.card_results import CardResult
from cati.fieldwork.case_card import CaseCard, put_back
from cati.fieldwork.dial_command import Dialler
from cati.fieldwork.give_result import give_result
from cati.fieldwork.interview import Interview
from cati.fieldwork.notes import read_by_interviewer
from cati.interview.booking import Booking
from cati.questionnaire.answer import Appointment
from cati.questionnaire.dispositions import dispositions
from cati.questionnaire.validity import Invalid
from cati.storage.dialling import Forbidden
from cati.storage.ids import PhoneId
from cati.storage.interviewers import list_interviewers
from cati.tui import overlays
from cati.tui.actions import Where
from cati.tui.key_gate import Meaning
from cati.tui.painting.card import Faces, card_lines
from cati.tui.painting.lines import Hint, Notice
from cati.tui.painting.moments import short_moment
from cati.tui.press import Press
from cati.tui.screens.call_result import CallResultScreen
from cati.tui.screens.page import PageScreen
from cati.words import say, sentence_of

COMPANY = "company_name"


@dataclass(frozen=True)
class Done:
    """How a case was left: the name of its result, or "" if it was put back; `told` is a sentence about it."""

    case_key: str
    disposition: str = ""
    told: str = ""


class CardScreen(PageScreen[Done]):
    """Dismissed when the case is out of hand. Whatever is written is tried again with R until it is saved."""

    where: ClassVar[Where] = "card"

    def __init__(
        self, card: CaseCard, interview_screen: Callable[[Interview], Screen[Any]], dialler: Dialler | None = None
    ) -> None:
        super().__init__()
        self.card = card
        self.interview_screen = interview_screen
        self.dialler = dialler
        names = {each.code: each.name for each in list_interviewers(card.room.store)}
        self.faces = Faces(names, card.room.study.zone)
        self.goes_on_at = question_of_case(card)
        self.booking: Booking | None = None
        self.unsaved: Callable[[], None] | None = None
        self.is_busy = False

    def on_mount(self) -> None:
        """What the supervisor wrote for whoever calls next is seen now."""
        self.run_worker(to_thread(read_by_interviewer, self.card, self.card.room.command()), exit_on_error=False)

    # What is seen

    def header(self) -> tuple[str, str, str]:
        """Which case, who is here and what time it is."""
        case, room = self.card.file.case, self.card.room
        name = f"{case.case_key} · {case.sample.get(COMPANY) or ''}".rstrip(" ·")
        right = f"{room.interviewer_name} · {short_moment(self.app.clock().astimezone(room.study.zone), self.language)}"
        return name, right, say(self.language, "screen.practice") if case.practice else ""

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """The card."""
        return card_lines(self.card, self.faces, self.goes_on_at, self.language, width)[:height]

    def hints(self) -> Sequence[Hint]:
        """Numbers, interview, result, note, appointment, back."""
        if self.unsaved is not None:
            return [self.hint("retry", say(self.language, "start.retry"), key="R")]
        numbers = keyed_numbers(self.card)
        keys = "1" if len(numbers) == 1 else f"1-{len(numbers)}"
        leave = [] if self.card.attempt_id else [self.hint("leave", say(self.language, "card.put_back"))]
        return [
            *([self.hint("answer", say(self.language, "card.dial"), key=keys)] if numbers else []),
            self.hint("go_on", say(self.language, "card.interview")),
            self.hint("stop", say(self.language, "card.result"), key="r"),
            self.hint("note"),
            self.hint("appointment"),
            *leave,
            self.hint("help", ""),
        ]

    # Keys

    def number_of(self, press: Press) -> tuple[str, PhoneId] | None:
        """The number whose key this is, if it can be called."""
        for key, phone in keyed_numbers(self.card):
            if key == press.letter and phone.phone_id is not None:
                return key, phone.phone_id
        return None

    def meaning_of(self, press: Press) -> Meaning:
        """While something is being saved, or is not, no other key counts."""
        if self.is_busy:
            return Meaning.NOTHING
        if self.unsaved is not None:
            return Meaning.COMMAND if press.letter == "r" else Meaning.NOTHING
        if self.number_of(press) is not None or press.key == "enter":
            return Meaning.ANSWER
        if press.letter == "r":
            return Meaning.COMMAND
        return super().meaning_of(press)

    def act(self, press: Press) -> None:
        """Dial, or do what the base does."""
        number = self.number_of(press)
        if self.unsaved is not None:
            self.unsaved()
        elif number is not None:
            self.act_dial(number[1])
        elif press.letter == "r":
            self.act_stop()
        else:
            super().act(press)

    # Dialling and the interview

    def act_dial(self, phone_id: PhoneId) -> None:
        """Dial a number."""
        phone = next(phone for phone in self.card.file.phones if phone.phone_id == phone_id)
        if phone.state != "usable":
            self.tell(Notice("!", say(self.language, "card.not_usable")))
            self.painted()
            return
        command = self.card.room.command()
        self.write(partial(dial_number, self.card, phone_id, command), partial(self.dialled, phone.e164))

    def dialled(self, e164: str, found: CaseCard | Forbidden) -> None:
        """The call is under way; or the number must not be called."""
        if isinstance(found, Forbidden):
            self.refused(found)
            return
        self.card = found
        self.repaint()
        if self.dialler is not None and not self.card.file.case.practice:
            try:
                self.dialler(e164)
            except CatiError as error:
                self.tell(Notice("!", sentence_of(error, self.language)))

    def refused(self, found: Forbidden) -> None:
        """A number, or the whole case, that is on the do-not-call list."""
        case_key = self.card.file.case.case_key
        if found.is_closed:
            self.dismiss(Done(case_key, told=say(self.language, "card.forbidden_case", case=case_key)))
            return
        self.write(partial(reread, self.card), self.reread)
        self.tell(Notice("!", say(self.language, "card.forbidden_number")))

    def reread(self, card: CaseCard) -> None:
        """The card as it is now."""
        self.card = card
        self.repaint()

    def act_go_on(self) -> None:
        """Enter: the interview. Whoever did not press a number called the first one."""
        command = self.card.room.command()
        self.write(partial(called_and_begun, self.card, command), self.begun)

    def begun(self, found: "tuple[CaseCard, Interview] | Forbidden") -> None:
        """On with the conversation."""
        if isinstance(found, Forbidden):
            self.refused(found)
            return
        self.card, interview = found
        self.app.push_screen(self.interview_screen(interview), self.interviewed)

    def interviewed(self, disposition: str | None) -> None:
        """The interview has its result, or somebody else has the case."""
        self.dismiss(Done(self.card.file.case.case_key, disposition or ""))

    # Result, appointment, note

    def act_stop(self) -> None:
        """R: the result of the call."""
        self.app.push_screen(self.result_screen(), self.chosen)

    def result_screen(self, given: CardResult | None = None) -> CallResultScreen:
        """The menu of results, or what one result still asks."""
        study = self.card.room.study.questionnaire.study
        return CallResultScreen(study.languages, study.phone_region, given)

    def chosen(self, result: CallResult | None) -> None:
        """The result that was given."""
        if result is not None:
            command = self.card.room.command()
            self.write(partial(give_result, self.card, result, command), partial(self.given, result))

    def given(self, result: CallResult, card: CaseCard | None) -> None:
        """The case is out of hand; or its next number is to be called."""
        if card is None:
            self.dismiss(Done(self.card.file.case.case_key, result.disposition))
            return
        self.card = card
        label = dispositions()[result.disposition].label(self.language)
        self.repaint()
        self.tell(Notice("•", say(self.language, "card.next_number", result=label)))

    def act_appointment(self) -> None:
        """F7: an appointment made with whoever answered."""
        self.booking = self.booking or booking_on_card(self.card, self.language)
        self.booking.now = self.card.room.local_now()
        self.app.push_screen(overlays.appointment_screen(self.booking, self.card.room), self.booked)

    def booked(self, appointment: Appointment | None) -> None:
        """The result is an appointment; only who made it is left to ask."""
        if appointment is not None:
            made = CardResult("", dispositions()["appointment"])
            self.app.push_screen(self.result_screen(made), partial(self.promised, appointment))

    def promised(self, appointment: Appointment, result: CallResult | None) -> None:
        """An appointment, and who made it."""
        if result is not None:
            self.chosen(replace(result, promised=appointment))

    def act_note(self) -> None:
        """F6: a note for whoever calls next."""
        self.app.push_screen(overlays.note_screen(""), self.noted)

    def noted(self, text: str | None) -> None:
        """Write it down."""
        if text:
            self.write(partial(noted, self.card, text, self.card.room.command()), self.noted_on)

    def noted_on(self, found: CaseCard | Invalid) -> None:
        """The card with the note; or why it cannot be kept."""
        if isinstance(found, Invalid):
            self.tell(Notice("!", say(self.language, found.word, **found.places)))
            self.painted()
        else:
            self.reread(found)

    def act_leave(self) -> None:
        """Esc: put the case back, unless it was called."""
        if self.card.attempt_id is not None:
            self.tell(Notice("!", say(self.language, "card.needs_result")))
            return
        done = Done(self.card.file.case.case_key)
        self.write(partial(put_back, self.card), lambda _: self.leave_with(done))

    def leave_with(self, done: Done) -> None:
        """The case is out of hand."""
        self.dismiss(done)

    def act_help(self) -> None:
        """The keys of this screen, and what may be said."""
        self.app.push_screen(overlays.help_screen(self.where, None, None))

    # Writing

    def write(self, job: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Have something written in a thread; what cannot be saved stands there until R saves it."""
        self.is_busy = True
        self.run_worker(self.written(job, then), group="writing")

    async def written(self, job: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Write, then go on; or say why not."""
        try:
            found = await to_thread(job)
        except NotSavedError as error:
            self.is_busy = False
            self.unsaved = partial(self.write, job, then)
            self.paint()
            self.tell(Notice("!!", sentence_of(error, self.language)))
            self.painted()
        except LeaseLostError as error:
            self.dismiss(Done(self.card.file.case.case_key, told=sentence_of(error, self.language)))
        except CatiError as error:
            self.is_busy, self.unsaved = False, None
            self.tell(Notice("!", sentence_of(error, self.language)))
            self.painted()
        else:
            self.is_busy, self.unsaved = False, None
            then(found)

    def hang_up(self) -> None:
        """The window closes: a case that was not called goes back at once; one that was, when its lease ends."""
        if self.card.attempt_id is None:
            put_back(self.card)


def reread(card: CaseCard) -> CaseCard:
    """The card with its case as it is in the database."""
    return card.again()
