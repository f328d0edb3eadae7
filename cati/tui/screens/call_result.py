"""The result of a call from the case card: one key, and what it asks in turn."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from textual.content import Content
from textual.widget import Widget

from cati.fieldwork.call_result import CallResult
from cati.fieldwork.card_results import OTHERS_KEY, Ask, CardResult, choices, everyday_results, other_card_results
from cati.questionnaire.phone_number import read_phone
from cati.questionnaire.validity import Invalid
from cati.sample.said import BY, NOTHING, REASONS, Said
from cati.tui.actions import ActionName
from cati.tui.key_gate import Meaning
from cati.tui.painting.card import result_lines, said_text
from cati.tui.painting.columns import EMPTY, key_row, wrapped
from cati.tui.painting.lines import Hint, Notice
from cati.tui.press import Press
from cati.tui.screens.page import Overlay
from cati.tui.widgets.field import Field
from cati.words import say

LONGEST = 500
MENUS: tuple[Ask, ...] = ("by_whom", "reason", "language")
OTHER = "other"


class CallResultScreen(Overlay[CallResult]):
    """Dismissed with the whole result, or with None. Esc goes one step back; nothing is given before its last step.

    With a result that is `given`, only what it asks is left to say.
    """

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    CallResultScreen Field { display: none; }
    CallResultScreen.-typing Field { display: block; }
    """

    def __init__(self, languages: Sequence[str], region: str, given: CardResult | None = None) -> None:
        super().__init__()
        self.given = given
        self.languages, self.phone_region = languages, region
        self.shows_others = False
        self.chosen = given
        self.steps: tuple[Ask, ...] = () if given is None else given.asks
        self.at = 0
        self.said: Said = NOTHING
        self.wants_words = False

    def compose_body(self) -> Iterable[Widget]:
        """The menu, and a line for what is typed."""
        yield from super().compose_body()
        yield Field("words", say(self.language, "card.ask.note"), most=LONGEST)

    def heading(self) -> str:
        """What this is."""
        return say(self.language, "card.result_title")

    @property
    def step(self) -> Ask | None:
        """What is asked now."""
        return self.steps[self.at] if self.chosen is not None and self.at < len(self.steps) else None

    @property
    def is_menu(self) -> bool:
        """Whether a key answers, and not a line."""
        return self.chosen is None or (self.step in MENUS and not self.wants_words)

    @property
    def rows(self) -> Sequence[CardResult]:
        """The results that have keys now."""
        return other_card_results() if self.shows_others else everyday_results()

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """The results; or the one that was chosen, with what it asks now."""
        del height
        if self.chosen is None:
            others = [] if self.shows_others else [key_row(OTHERS_KEY, say(self.language, "result.others"), width)]
            return [EMPTY, *result_lines(self.rows, self.language, width), *others]
        head = [EMPTY, *result_lines([self.chosen], self.language, width)]
        told = said_text(self.said, self.language)
        head += [*wrapped(told, width - 6, indent=6), EMPTY] if told else [EMPTY]
        step = self.step
        if step is None:
            return head
        word = "card.ask.words" if self.wants_words else f"card.ask.{step}"
        menu = choices(step, self.languages, self.language) if self.is_menu else []
        return [*head, *wrapped(say(self.language, word), width - 3, indent=3), *(
            key_row(key, label, width) for key, _, label in menu
        )]  # fmt: skip

    def hints(self) -> Sequence[Hint]:
        """The keys of the step at hand."""
        back = self.hint("leave", say(self.language, "result.menu"))
        if not self.is_menu:
            return [self.hint("go_on", say(self.language, "result.give")), back]
        if self.chosen is None:
            keys = f"a-{self.rows[-1].key}" if self.shows_others else f"1-{OTHERS_KEY}"
        else:
            keys = f"1-{len(choices(self.step or 'note', self.languages, self.language))}"
        return [self.hint("answer", say(self.language, "result.choose"), key=keys), back, self.hint("help")]

    # Keys

    def choice_of(self, press: Press) -> Any:  # noqa: ANN401 - a result, or the value of a choice
        """What this key chooses now; None if nothing."""
        if self.chosen is None:
            return next((row for row in self.rows if row.key == press.letter), None)
        if self.step is None or not self.is_menu:
            return None
        menu = choices(self.step, self.languages, self.language)
        return next((value for key, value, _ in menu if key == press.letter), None)

    def is_for_others(self, press: Press) -> bool:
        """Whether this key opens the rarer results."""
        return self.chosen is None and not self.shows_others and press.letter == OTHERS_KEY

    def meaning_of(self, press: Press) -> Meaning:
        """A choice answers; so does the Enter after a line."""
        if self.choice_of(press) is not None or self.is_for_others(press):
            return Meaning.ANSWER
        if press.key == "enter":
            return Meaning.NOTHING if self.is_menu else Meaning.ANSWER
        return super().meaning_of(press)

    def urgent(self, press: Press) -> ActionName | None:
        """The appointment; the result is being given already."""
        name = super().urgent(press)
        return None if name == "stop" else name

    def act_stop(self) -> None:
        """This is where that leads."""

    def act(self, press: Press) -> None:
        """Choose, or do what the base does."""
        found = self.choice_of(press)
        if self.is_for_others(press):
            self.shows_others = True
            self.repaint()
        elif isinstance(found, CardResult):
            self.chosen, self.steps, self.at, self.said = found, found.asks, 0, NOTHING
            self.show_step()
        elif found is not None:
            self.take(str(found))
        else:
            super().act(press)

    def take(self, value: str) -> None:
        """What was chosen at a question of the result."""
        match self.step:
            case "by_whom":
                self.said = replace(self.said, by=next(by for by in BY if by == value))
            case "reason":
                self.said = replace(self.said, reason=next(reason for reason in REASONS if reason == value))
            case "language":
                self.said = replace(self.said, language=value)
            case _:
                pass
        if value == OTHER and self.step != "by_whom":
            self.wants_words = True
            self.show_step()
        else:
            self.go_on()

    def act_go_on(self) -> None:
        """Enter after the line."""
        text = self.query_one(Field).value.strip()
        step, chosen = self.step, self.chosen
        if step is None or chosen is None or self.is_menu:
            return
        if step == "new_number":
            self.take_number(text)
        elif not text and not (step == "note" and chosen.may_stay_empty("note")):
            self.tell(Notice("!", say(self.language, "card.needs_words")))
        elif step == "language":
            self.said = replace(self.said, language=text)
            self.go_on()
        else:
            self.said = replace(self.said, words=text)
            self.go_on()

    def take_number(self, text: str) -> None:
        """A new number, if one was given."""
        number = read_phone(text, self.phone_region) if text else ""
        if isinstance(number, Invalid):
            self.tell(Notice("!", say(self.language, number.word, **number.places)))
        else:
            self.go_on(number)

    def go_on(self, new_number: str = "") -> None:
        """The next question of the result, or the result itself."""
        self.wants_words = False
        self.at += 1
        if self.step is None and self.chosen is not None:
            self.dismiss(CallResult(self.chosen.disposition.name, self.said, new_number=new_number))
        else:
            self.show_step()

    def show_step(self) -> None:
        """The line has the keys where something is typed, and only there."""
        if self.chosen is not None and self.step is None:
            self.go_on()
            return
        field = self.query_one(Field)
        field.line.value = ""
        self.set_class(not self.is_menu, "-typing")
        self.set_focus(None if self.is_menu else field.line)
        self.repaint()

    def act_leave(self) -> None:
        """One step back; from the menu, back to the card."""
        if self.wants_words:
            self.wants_words = False
            self.show_step()
        elif self.chosen is not None and self.at > 0:
            self.at -= 1
            self.show_step()
        elif self.chosen is not None and self.given is None:
            self.chosen, self.said = None, NOTHING
            self.show_step()
        elif self.shows_others:
            self.shows_others = False
            self.repaint()
        else:
            super().act_leave()
