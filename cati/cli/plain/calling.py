"""A case in hand, line by line: a number is dialled, then the interview begins or the call gets its result."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from cati.cli.plain.appointment import ask_appointment
from cati.cli.plain.call_result import asked_of, choose_result
from cati.cli.plain.card import card_lines
from cati.cli.plain.lines import EndOfInputError, Lines
from cati.cli.plain.saving import until_saved
from cati.errors import CatiError, NotSavedError, ResultIncompleteError, StorageError, StudyError
from cati.fieldwork.appointments import booking_on_card
from cati.fieldwork.call_result import CallResult
from cati.fieldwork.calling import called, dial_number, keyed_numbers, noted
from cati.fieldwork.card_results import CardResult
from cati.fieldwork.case_card import CaseCard, put_back
from cati.fieldwork.dial_command import Dialler
from cati.fieldwork.give_result import give_result
from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import begin_interview
from cati.fieldwork.notes import read_by_interviewer
from cati.interview.booking import Booking
from cati.questionnaire.answer import Appointment
from cati.questionnaire.dispositions import dispositions
from cati.questionnaire.phone_number import written_phone
from cati.questionnaire.validity import Invalid
from cati.storage.cases import Phone
from cati.storage.dialling import Forbidden
from cati.words import sentence_of


class Calling:
    """Shows a case and takes lines, until there is an interview or the case is out of hand."""

    def __init__(self, card: CaseCard, lines: Lines, dialler: Dialler | None = None) -> None:
        self.card = card
        self.lines = lines
        self.dialler = dialler
        self.booking: Booking | None = None
        self.interview: Interview | None = None
        self.is_over = False

    @property
    def case_key(self) -> str:
        """Which case."""
        return self.card.file.case.case_key

    def run(self) -> Interview | None:
        """The interview that the call led to, if it did.

        Raises `EndOfInputError` after putting the case back, `NotSavedError` if the input ended before all was saved.
        """
        self.lines.holds_on = self.lines.say("plain.card_interrupt")
        try:
            self.show()
            while not self.is_over:
                self.take(self.lines.ask(f"{self.case_key} >").strip())
        except (EndOfInputError, BrokenPipeError, NotSavedError):
            self.let_go_at_end_of_input()
            raise
        except BaseException:
            self.put_back_uncalled()
            raise
        finally:
            self.lines.holds_on = ""
        return self.interview

    def show(self) -> None:
        """The card, and what can be done with it."""
        self.lines.put_all(card_lines(self.card, self.lines.language))
        self.lines.put(self.lines.say("plain.card_keys"))
        with suppress(NotSavedError):  # it is shown again as unread
            read_by_interviewer(self.card, self.card.room.command())

    def take(self, line: str) -> None:
        """Do what a line means."""
        word, _, rest = line.partition(" ")
        act = self.acts().get(word.casefold().removeprefix("/"))
        numbers = dict(keyed_numbers(self.card))
        try:
            if line in numbers:
                self.dial(numbers[line])
            elif not line:
                self.begin()
            elif act is not None:
                act(rest.strip())
            else:
                self.lines.put(f"{self.lines.say('plain.no_choice')} {self.lines.say('plain.card_keys')}")
        except (StudyError, ResultIncompleteError) as error:
            self.lines.put(sentence_of(error, self.lines.language))

    def acts(self) -> dict[str, Callable[[str], None]]:
        """What can be done besides dialling and the interview, by its letter."""
        return {
            "r": self.give,
            "a": self.promise,
            "n": self.note,
            "b": self.put_back,
            "again": lambda _: self.show(),
            "help": lambda _: self.lines.put(self.lines.say("plain.card_keys")),
        }

    # --- dialling and the interview

    def dial(self, phone: Phone) -> None:
        """Dial a number."""
        if phone.state != "usable" or phone.phone_id is None:
            self.lines.put(self.lines.say("card.not_usable"))
            return
        phone_id, command = phone.phone_id, self.card.room.command()
        found = until_saved(lambda: dial_number(self.card, phone_id, command), self.lines)
        if isinstance(found, Forbidden):
            self.refuse(found)
            return
        self.card = found
        region = self.card.room.study.questionnaire.study.phone_region
        self.lines.put(self.lines.say("plain.calling", number=written_phone(phone.e164, region)))
        if self.dialler is not None and not self.card.file.case.practice:
            try:
                self.dialler(phone.e164)
            except CatiError as error:
                self.lines.put(sentence_of(error, self.lines.language))

    def refuse(self, found: Forbidden) -> None:
        """A number, or the whole case, that is on the do-not-call list."""
        if found.is_closed:
            self.is_over = True
            self.lines.put(self.lines.say("card.forbidden_case", case=self.case_key))
        else:
            self.card = self.card.again()
            self.lines.put(self.lines.say("card.forbidden_number"))

    def begin(self) -> None:
        """The interview. Whoever dialled no number called the first one."""
        command = self.card.room.command()
        found = until_saved(lambda: called(self.card, command), self.lines)
        if isinstance(found, Forbidden):
            self.refuse(found)
            return
        self.card = found
        self.interview = until_saved(lambda: begin_interview(found, command), self.lines)
        self.is_over = True

    # --- result, appointment, note

    def give(self, key: str) -> None:
        """The result of the call."""
        result = choose_result(self.lines, self.card.room.study.questionnaire.study, key.casefold())
        if result is not None:
            self.save(result)

    def promise(self, _: str) -> None:
        """An appointment made with whoever answered; what was typed of it stays for another try."""
        room = self.card.room
        self.booking = self.booking or booking_on_card(self.card, self.lines.language)
        self.booking.now = room.local_now()
        made = ask_appointment(self.lines, room, self.booking)
        row = CardResult("", dispositions()["appointment"])
        result = asked_of(self.lines, room.study.questionnaire.study, row) if isinstance(made, Appointment) else None
        if isinstance(made, Appointment) and result is not None:
            self.save(replace(result, promised=made))

    def save(self, result: CallResult) -> None:
        """Give the result; after a dead number the next one is to be called."""
        command = self.card.room.command()
        card = until_saved(lambda: give_result(self.card, result, command), self.lines)
        label = dispositions()[result.disposition].label(self.lines.language)
        if card is None:
            self.is_over = True
            self.lines.put(self.lines.say("plain.result", case=self.case_key, result=label))
        else:
            self.card = card
            self.lines.put(self.lines.say("card.next_number", result=label))
            self.show()

    def note(self, text: str) -> None:
        """A note for whoever calls next."""
        text = text or self.lines.ask(self.lines.say("plain.words_or_none", question=self.lines.say("note.field")))
        command = self.card.room.command()
        found = until_saved(lambda: noted(self.card, text, command), self.lines)
        if isinstance(found, Invalid):
            self.lines.put(self.lines.say(found.word, **found.places))
        elif text.strip():
            self.card = found
            self.lines.put(self.lines.say("plain.noted"))

    # --- letting the case go

    def put_back(self, _: str) -> None:
        """Back, unless it was called."""
        if self.card.attempt_id is not None:
            self.lines.put(self.lines.say("card.needs_result"))
            return
        until_saved(lambda: put_back(self.card), self.lines)
        self.is_over = True
        self.lines.put(self.lines.say("plain.put_back", case=self.case_key))

    def let_go_at_end_of_input(self) -> None:
        """The input ended: a case that was called is held until its lease ends, any other goes back at once."""
        self.put_back_uncalled()
        word = "plain.ended_uncalled" if self.card.attempt_id is None else "plain.ended_called"
        with suppress(EndOfInputError, OSError):  # nobody may see it any more
            self.lines.put(self.lines.say(word, case=self.case_key))

    def put_back_uncalled(self) -> None:
        """Free the case if it was not called and there is no interview."""
        if self.card.attempt_id is None and not self.is_over:
            with suppress(StorageError):
                put_back(self.card)
