"""What all screens share: every key passes the gate."""

from collections.abc import Callable
from functools import partial
from time import monotonic

from textual.events import Resize, ScreenResume
from textual.widget import Widget
from textual.widgets import Input, TextArea

from cati.tui.actions import Action, action_of
from cati.tui.key_gate import KeyGate, Meaning, Painting, Verdict
from cati.tui.keyboard import unshifted
from cati.tui.painting.lines import Notice
from cati.tui.press import Press
from cati.tui.screens.framed import FramedScreen, Result
from cati.words import say

FIELD_KEYS = frozenset(
    {"backspace", "delete", "left", "right", "home", "end", "up", "down", "shift+left", "shift+right"}
)

WHY_UNUSED = {
    Verdict.NOT_YET_PAINTED: "screen.unused.not_yet_painted",
    Verdict.STRAY: "screen.unused.stray",
    Verdict.HELD: "screen.unused.held",
}


class GatedScreen(FramedScreen[Result]):
    """A screen whose keys count only once what they answer to has been painted.

    A screen says what a key means (`meaning_of`), does it (`act`), and calls `painted()` after each change of what
    the keys answer to. Keys that mean `TYPING` go on to the focused field; no other key reaches a widget.
    """

    @property
    def gate(self) -> KeyGate:
        """The one gate of the program: a key held down on one screen is known on the next."""
        return self.app.gate

    def on_mount(self) -> None:
        """No key counts before the first painting."""
        self.painted()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Back from another screen: this one is painted anew."""
        del event
        self.painted()

    def painted(self) -> None:
        """Shut the gate, and open it when what has changed stands on the screen."""
        if not self.is_current:
            return
        painting = self.gate.shut()
        # A widget asks for its repaint when it is idle: after the call below, and the gate would open too early.
        for widget in self.walk_children(Widget):
            widget._check_refresh()  # noqa: SLF001
        self.call_after_refresh(lambda: None if self.is_too_small else self.open_gate(painting))

    def open_gate(self, painting: Painting) -> None:
        """What this painting shows can be answered from now on."""
        self.gate.painted(monotonic(), painting)

    # Keys

    def arrived(self, press: Press) -> bool:
        """Judge a key and do it; False means that it is for the focused field."""
        press = press if self.is_typing else unshifted(press, self.app.keyboard)
        meaning = self.meaning_of(press)
        if self.is_too_small and meaning is not Meaning.ALWAYS:
            meaning = Meaning.NOTHING
        verdict = self.gate.takes(press.key, press.read_at, meaning, printable=press.is_printable)
        if verdict is not Verdict.TAKEN:
            self.refuse(press, verdict)
        elif meaning is Meaning.TYPING:
            return False
        else:
            self.tell(None)
            self.when_typed(partial(self.act, press))
        return True

    def when_typed(self, act: Callable[[], None]) -> None:
        """Do something once the field has taken in every key before it: they may still wait in its queue.

        A hand, or a slow line, can bring a number and its Enter at once; what was typed must not be left behind.
        """
        field = self.focused if self.is_typing else None
        if field is None:
            act()
        else:
            field.call_later(self.call_later, act)

    def meaning_of(self, press: Press) -> Meaning:
        """What a key means now; without more, the actions of the registry and typing in the focused field."""
        action = self.action_of(press)
        if action is not None and not (self.is_typing and types(press)):
            return Meaning.COMMAND
        return Meaning.TYPING if self.is_typing and types(press) else Meaning.NOTHING

    def act(self, press: Press) -> None:
        """Do what a taken key means; without more, `act_<name>` of its action."""
        action = self.action_of(press)
        done = None if action is None else getattr(self, f"act_{action.name}", None)
        if done is not None:
            done()

    def act_leave(self) -> None:
        """Leave without a result."""
        self.dismiss(None)

    def action_of(self, press: Press) -> Action | None:
        """The action of a key on this screen."""
        return action_of(press.key, self.where, closed=not self.is_typing)

    def refuse(self, press: Press, verdict: Verdict) -> None:
        """Say that a key was not used: it is never queued (rule 5)."""
        if verdict in WHY_UNUSED and press.letter:
            self.tell(Notice("!", say(self.language, WHY_UNUSED[verdict], key=press.letter)))

    def pasted(self, text: str, read_at: float) -> bool:
        """A paste where nothing is typed answers nothing (rule 6); True means that it is used up."""
        del text
        if self.is_typing:
            verdict = self.gate.takes("paste", read_at, Meaning.TYPING, printable=False)
            return verdict is not Verdict.TAKEN
        self.tell(Notice("!", say(self.language, "screen.paste")))
        return True

    @property
    def is_typing(self) -> bool:
        """Whether a field has the keys."""
        return isinstance(self.focused, Input | TextArea)

    # Size and end

    def on_resize(self, event: Resize) -> None:
        """The same again in another size (rule 15)."""
        del event
        self.painted()

    def hang_up(self) -> None:
        """The program must end now: let go of what is held. Called in a thread, given 1.5 s."""


def types(press: Press) -> bool:
    """Whether a key edits a field."""
    return press.is_printable or press.key in FIELD_KEYS
