"""What can be asked of the answers told in a scenario: conditions, numbers, texts and what is offered."""

from dataclasses import replace
from decimal import Decimal

from cati.questionnaire.conditions.closures import compile_number, compile_test
from cati.questionnaire.conditions.scope import Here
from cati.questionnaire.conditions.typing_rules import read_amount, read_condition
from cati.questionnaire.path import Path, failing_checks, on_path_answers
from cati.questionnaire.routing import ANYWHERE, routing
from cati.questionnaire.text import Telling
from scenario import Scenario


class Told(Scenario):
    """A scenario whose answers are looked at as conditions and texts see them."""

    @property
    def found(self) -> Path:
        """The path of the answers told so far."""
        return self.session.path

    @property
    def next(self) -> str | None:
        """The key of the next question."""
        return None if self.found.next is None else self.found.next.key

    @property
    def keys(self) -> list[str]:
        """The keys on the path."""
        return [stop.key for stop in self.found.stops]

    @property
    def counting(self) -> list[str]:
        """The keys of the answers that count now."""
        return list(on_path_answers(self.found))

    @property
    def fired(self) -> list[str]:
        """The ids of the checks that fail now."""
        return [check.check.id for _, check in failing_checks(self.found)]

    def offered(self, key: str) -> list[str]:
        """The names of the options that can be chosen at a question of the path."""
        stop = self.found.stop(key)
        assert stop is not None, self.keys
        return [option.name for option in stop.offered]

    def holds(self, condition: str, item: str | None = None, roster: str | None = None) -> bool:
        """Whether a condition is true; `item` of `roster` may be at hand."""
        tree, faults = read_condition(condition, routing(self.questionnaire).scope, Here(ANYWHERE, roster))
        assert tree is not None, faults
        return compile_test(tree)(replace(self.found.reading, item=item))

    def amount(self, expression: str) -> Decimal | None:
        """The value of a number expression."""
        tree, faults = read_amount(expression, routing(self.questionnaire).scope, Here(ANYWHERE))
        assert tree is not None, faults
        return compile_number(tree)(self.found.reading)

    def tell(self, text: str, item: str | None = None, language: str = "en") -> str:
        """A text with its fills put in."""
        answers = on_path_answers(self.found)
        return Telling(self.questionnaire, language, self.found.reading, answers, "An Peeters", item).filled(text, ())
