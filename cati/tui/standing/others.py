"""What can stand on the screen besides a question: a failing check, an end, what stopped the interview."""

from dataclasses import dataclass

from cati.interview.view import CheckView, EndView
from cati.questionnaire.dispositions import dispositions
from cati.tui.key_gate import Meaning
from cati.tui.keyboard import unshifted
from cati.tui.painting.body import Body
from cati.tui.painting.check import check_box
from cati.tui.painting.lines import Hint
from cati.tui.painting.options import HERE
from cati.tui.painting.plain_text import for_interviewer, read_aloud
from cati.tui.painting.wrap import blocks
from cati.tui.press import Press
from cati.tui.show import show
from cati.tui.standing.base import Standing
from cati.tui.standing.question import Asked
from cati.tui.standing.steps import Close, Confirm, Finish, GoTo, Step, UseKeyboard
from cati.words import say


@dataclass
class Checked(Standing):
    """A failing check, in a box under its question: 1 accepts a soft one, 2 3 … correct; nothing else does."""

    view: CheckView
    under: Asked | None
    answer: str = ""

    def meaning(self, press: Press) -> Meaning:
        """Only the keys in the box."""
        return Meaning.ANSWER if self.step(press) is not None else Meaning.NOTHING

    def press(self, press: Press, typed: str) -> Step | None:
        """Accept or correct."""
        del typed
        return self.step(press)

    def step(self, press: Press) -> Step | None:
        """What a key of the box comes to."""
        if press.letter == "1" and self.view.may_confirm:
            return Confirm()
        found = self.view.correction(press.letter) if press.letter else None
        return None if found is None else GoTo(found.key)

    def body(self) -> Body:
        """The question with its answer, and the box."""
        box = check_box(say(self.language, "screen.check.title"), self.view.text, self.choices())
        if self.under is None:
            return Body(box)
        given = show(f" {HERE} {self.answer}") if self.answer else None
        return Body(blocks(self.under.wording(), given, box))

    def choices(self) -> list[tuple[str, str]]:
        """The keys of the box."""
        accept = [("1", say(self.language, "screen.check.accept"))] if self.view.may_confirm else []
        corrections = [
            (str(at), say(self.language, "screen.check.correct", question=stop.key))
            for at, stop in enumerate(self.view.pending.correct, 2)
        ]
        return accept + corrections

    def place(self) -> str:
        """The place of the question."""
        return self.under.place() if self.under is not None else self.view.pending.check.id

    def hints(self) -> tuple[Hint, ...]:
        """The keys of the box."""
        return tuple(self.hint("answer", label, key) for key, label in self.choices()[:3])


@dataclass
class Ended(Standing):
    """The end of the path: its text, and one disposition (Enter) or a choice of several (digits)."""

    view: EndView

    def meaning(self, press: Press) -> Meaning:
        """Enter, or the key of a disposition."""
        return Meaning.ANSWER if self.disposition(press) is not None else Meaning.NOTHING

    def press(self, press: Press, typed: str) -> Step | None:
        """Give the interview its disposition."""
        del typed
        found = self.disposition(press)
        return None if found is None else Finish(found)

    def disposition(self, press: Press) -> str | None:
        """The disposition that a key gives."""
        names = self.view.end.disposition
        if len(names) == 1:
            return names[0] if press.key == "enter" else None
        at = int(press.letter) if press.letter.isdecimal() else 0
        return names[at - 1] if 1 <= at <= len(names) else None

    def body(self) -> Body:
        """The text to read aloud, and what ends it."""
        return Body(read_aloud(self.view.text, self.choices()))

    def choices(self) -> list[tuple[str, str]]:
        """The keys that end it."""
        labels = [dispositions()[name].label(self.language) for name in self.view.end.disposition]
        if len(labels) == 1:
            return [("Enter", say(self.language, "screen.end", result=labels[0]))]
        return [(str(at), label) for at, label in enumerate(labels, 1)]

    def place(self) -> str:
        """The end."""
        return f"{self.view.end.id} · {say(self.language, 'screen.end_place')}"

    def hints(self) -> tuple[Hint, ...]:
        """Enter, or the digits."""
        if len(self.view.end.disposition) == 1:
            return (self.hint("go_on", say(self.language, "screen.close")),)
        return (self.hint("answer", None, f"1-{len(self.view.end.disposition)}"),)


@dataclass
class Stopped(Standing):
    """Nothing can be answered: an instrument without an end, or a case that another has now."""

    text: str
    may_close: bool = False
    name: str = ""

    def meaning(self, press: Press) -> Meaning:
        """Enter leaves, where that is all there is to do."""
        return Meaning.ANSWER if self.may_close and press.key == "enter" else Meaning.NOTHING

    def press(self, press: Press, typed: str) -> Step | None:
        """Leave."""
        del press, typed
        return Close()

    def body(self) -> Body:
        """The sentence."""
        choices = [("Enter", say(self.language, "screen.leave"))] if self.may_close else []
        return Body(for_interviewer(self.text, choices))

    def place(self) -> str:
        """No question."""
        return self.name

    def hints(self) -> tuple[Hint, ...]:
        """Enter, if it leaves."""
        return (self.hint("go_on", say(self.language, "screen.leave")),) if self.may_close else ()


@dataclass
class WhichKeyboard(Standing):
    """A box over what stands there: an `é` came where a digit was due. Both keys of 1 and 2 answer it."""

    before: Standing

    def meaning(self, press: Press) -> Meaning:
        """Yes or no."""
        return Meaning.ANSWER if self.digit(press) in {"1", "2"} else Meaning.NOTHING

    def press(self, press: Press, typed: str) -> Step | None:
        """Belgian from now on, or as before."""
        del typed
        return UseKeyboard("be" if self.digit(press) == "1" else "us")

    def digit(self, press: Press) -> str:
        """The digit on the key, with or without Shift."""
        return unshifted(press, "be").letter

    def body(self) -> Body:
        """The box in place of the answers."""
        yes, no = say(self.language, "screen.yes"), say(self.language, "screen.no")
        box = check_box(
            say(self.language, "screen.keyboard_title"), say(self.language, "screen.keyboard"), [("1", yes), ("2", no)]
        )
        return Body(box)

    def place(self) -> str:
        """Where the interview is."""
        return self.before.place()

    def hints(self) -> tuple[Hint, ...]:
        """Yes or no."""
        return (self.hint("answer", None, "1-2"),)
