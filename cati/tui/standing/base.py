"""What all that can stand on the interview screen has in common."""

from dataclasses import dataclass

from cati.questionnaire.answer import Draft
from cati.tui.actions import ActionName
from cati.tui.key_gate import Meaning
from cati.tui.painting.body import Body
from cati.tui.painting.hints import hint_of
from cati.tui.painting.lines import Hint
from cati.tui.press import Press
from cati.tui.standing.steps import Step


@dataclass
class Standing:
    """What stands on the screen now; `language` is that of the screen."""

    language: str

    def meaning(self, press: Press) -> Meaning:
        """What a key means on it; `NOTHING` leaves the key to the commands of the screen."""
        del press
        return Meaning.NOTHING

    def press(self, press: Press, typed: str) -> Step | None:
        """Do what a taken key means; `typed` is what stands in the field."""
        raise NotImplementedError

    def body(self) -> Body:
        """How it looks."""
        raise NotImplementedError

    def place(self) -> str:
        """Where the interview is, for line 1."""
        return ""

    def hints(self) -> tuple[Hint, ...]:
        """The keys that do something on it, before the commands of the screen."""
        return ()

    def draft_of(self, typed: str) -> Draft | None:
        """What would be kept of the typed text; None where nothing is typed."""
        del typed
        return None

    def takes(self, typed: str) -> bool:
        """Look at what is being typed; whether the screen looks different for it."""
        del typed
        return False

    def reason_shut(self) -> str:
        """Why an answer cannot be given now; empty if it can."""
        return ""

    @property
    def is_typing(self) -> bool:
        """Whether a field has the keys."""
        return self.body().field is not None

    def hint(self, name: ActionName, label: str | None = None, key: str | None = None) -> Hint:
        """An action on the key line."""
        return hint_of(name, "interview", self.language, label, key)
