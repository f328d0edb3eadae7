"""The first screen: who is here, the day so far, and one key to the next case."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from cati.questionnaire.dispositions import dispositions
from cati.tui import start_work as work
from cati.tui.actions import ActionName, actions_at
from cati.tui.key_gate import Meaning
from cati.tui.painting.lines import Notice
from cati.tui.painting.start import BROKEN_OFF_KEYS, Row
from cati.tui.press import Press
from cati.tui.screens.sign_in import SignInScreen
from cati.tui.screens.start_page import StartPage
from cati.tui.screens.unsaved import UnsavedScreen
from cati.words import LANGUAGES, say, sentence_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cati.fieldwork.broken_off import BrokenOff
    from cati.fieldwork.unsaved import Unsaved
    from cati.storage.ids import CaseId
    from cati.storage.interviewers import Interviewer
    from cati.tui.screens.card import Done


class StartScreen(StartPage):
    """Opens the room after its first painting, lets an interviewer sign in, and begins interviews.

    `open_room` and all else that reads the database runs in threads. `interview_screen` makes the screen that
    conducts an interview; it is dismissed with the name of the result that it gave, if it gave one.
    """

    # What came back from the threads

    def on_opened(self, message: work.Opened) -> None:
        """The room is there: on with the day, or who is it?"""
        self.wait_is_over()
        self.room = replace(message.room, language=self.language)
        self.tell(None)
        if self.room.interviewer:
            self.look()
        else:
            enter = partial(work.entered, self.room)
            self.app.push_screen(SignInScreen(message.known, enter), self.signed_in)

    def signed_in(self, interviewer: "Interviewer | None") -> None:
        """Somebody sits here now; or nobody wants to."""
        if interviewer is None or self.room is None:
            self.app.exit(0)
            return
        self.room = replace(self.room, interviewer=interviewer.code, interviewer_name=interviewer.name)
        self.look()

    def on_looked(self, message: work.Looked) -> None:
        """What there is to do now. The keys of the menu never change their meaning, so they go on counting."""
        is_first = self.looked is None
        self.looked = message
        if is_first:
            self.remind()
        if is_first and message.unsaved:
            self.offer_unsaved(message.unsaved)
        if is_first or self.lists_broken_off:
            self.repaint()
        else:
            self.paint()

    def offer_unsaved(self, unsaved: "Sequence[Unsaved]") -> None:
        """One after the other: save it now, or let it go."""
        first, *rest = unsaved

        def chosen(is_saved: bool | None) -> None:  # noqa: FBT001 - what a screen is dismissed with
            if rest:
                self.offer_unsaved(rest)
            if is_saved and self.room is not None:
                self.wait_for(partial(work.saved_now, self.room, first), "start.opening")
            elif is_saved is False:
                first.discard()

        self.app.push_screen(UnsavedScreen(first), chosen)

    def on_saved_now(self, message: work.SavedNow) -> None:
        """It is in the database now."""
        self.wait_is_over()
        self.tell(Notice("•", say(self.language, "unsaved.saved", case_key=message.case_key)))
        self.look()

    def on_taken_up(self, message: work.TakenUp) -> None:
        """An interview to conduct, or a sentence why there is none."""
        self.wait_is_over()
        self.lists_broken_off = False
        if message.card is not None:
            from cati.tui.screens.card import CardScreen  # noqa: PLC0415 - it imports storage

            self.tell(None)
            self.app.push_screen(CardScreen(message.card, self.interview_screen, self.dialler), self.came_back)
            return
        self.tell(Notice("i", say(self.language, "start.practised" if message.practice else "start.nothing_due")))
        self.look()
        self.repaint()

    def on_failed(self, message: work.Failed) -> None:
        """What went wrong: on the page if nothing can be done without it, else on the status line."""
        self.wait_is_over()
        if self.looked is None:
            self.tell(None)
            self.fault = message.error
        else:
            self.tell(Notice("!", sentence_of(message.error, self.language)))
            self.look()
        self.repaint()

    def came_back(self, done: "Done | None") -> None:
        """After a call: its result, the figures anew, and the key to the next case at once."""
        if done is not None and done.told:
            self.tell(Notice("!", done.told))
        elif done is not None and (result := dispositions().get(done.disposition)) is not None:
            label = result.label(self.language)
            self.tell(Notice("•", say(self.language, "start.saved", case=done.case_key, result=label)))
        self.look()

    # Keys

    def row_of(self, press: Press) -> Row | None:
        """The row whose key this is."""
        if self.lists_broken_off or self.fault is not None:
            return None
        return next((row for row in self.rows if row.key == press.letter), None)

    def broken_off_of(self, press: Press) -> "BrokenOff | None":
        """The interview whose key this is in the list."""
        if not self.lists_broken_off or self.looked is None or not press.letter:
            return None
        at = BROKEN_OFF_KEYS.find(press.letter)
        return self.looked.broken[at] if 0 <= at < len(self.looked.broken) else None

    def meaning_of(self, press: Press) -> Meaning:
        """A row's key begins something; a shut row only says why."""
        row, broken = self.row_of(press), self.broken_off_of(press)
        if self.is_waiting and (row is not None or broken is not None):
            return Meaning.COMMAND
        if row is not None:
            return Meaning.ANSWER if row.is_open else Meaning.COMMAND
        if broken is not None:
            return Meaning.COMMAND if broken.holder else Meaning.ANSWER
        if (press.key == "escape" and self.lists_broken_off) or (press.key == "r" and self.fault is not None):
            return Meaning.COMMAND
        return Meaning.NOTHING if press.key in ("enter", "up", "down") else super().meaning_of(press)

    def act(self, press: Press) -> None:
        """Begin, resume, list, or do what the base does. One case at a time: a second is not looked for meanwhile."""
        row, broken = self.row_of(press), self.broken_off_of(press)
        if self.is_waiting and (row is not None or broken is not None):
            self.say_waiting("start.looking")
        elif row is not None:
            self.begin(row)
        elif broken is not None:
            self.resume(broken)
        elif press.key == "escape":
            self.lists_broken_off = False
            self.repaint()
        elif press.key == "r" and self.fault is not None:
            self.open_it()
        else:
            super().act(press)

    def begin(self, row: Row) -> None:
        """What a row of the menu does."""
        if self.room is None or self.looked is None:
            return
        if not row.is_open:
            self.tell(Notice("i", f"{row.label}: {row.detail}."))
        elif row.choice in ("appointments", "search"):
            self.choose_case(row.choice)
        elif row.choice != "broken_off":
            practice = row.choice == "practice"
            self.wait_for(partial(work.next_taken, self.room, practice=practice), "start.looking")
        elif len(self.looked.broken) == 1 and not self.looked.broken[0].holder:
            self.resume(self.looked.broken[0])
        else:
            self.lists_broken_off = True
            self.repaint()

    def choose_case(self, choice: str) -> None:
        """A case out of one's appointments, or one that is searched."""
        from cati.tui.screens.case_list import AppointmentsScreen, SearchScreen  # noqa: PLC0415 - they import storage

        if self.room is None or self.looked is None:
            return
        is_search = choice == "search"
        screen = SearchScreen(self.room) if is_search else AppointmentsScreen(self.room, self.looked.mine)
        self.app.push_screen(screen, self.case_chosen)

    def case_chosen(self, case_id: "CaseId | None") -> None:
        """Take the case that was chosen."""
        if case_id is not None and self.room is not None:
            self.wait_for(partial(work.opened_case, self.room, case_id), "start.looking")

    def resume(self, broken: "BrokenOff") -> None:
        """Go on with an interview, unless somebody else has it."""
        if broken.holder:
            self.tell(Notice("i", say(self.language, "start.held_by", name=broken.holder)))
        elif self.room is not None:
            self.wait_for(partial(work.resumed, self.room, broken.found), "start.looking")

    def act_language(self) -> None:
        """The next language of the screen."""
        languages = list(LANGUAGES)
        at = languages.index(self.app.language) if self.app.language in LANGUAGES else -1
        self.app.language = languages[(at + 1) % len(languages)]
        self.room = None if self.room is None else replace(self.room, language=self.app.language)
        self.repaint()

    def act_help(self) -> None:
        """The keys of this screen."""
        from cati.tui.overlays import help_screen  # noqa: PLC0415 - it imports storage

        self.app.push_screen(help_screen(self.where, None, None))

    def act_palette(self) -> None:
        """Everything that can be done here, by name."""
        from cati.tui.overlays import palette_screen  # noqa: PLC0415 - as above

        self.app.push_screen(palette_screen(list(actions_at(self.where))), self.chosen)

    def chosen(self, name: ActionName | None) -> None:
        """Do what was chosen by name."""
        done = None if name is None else getattr(self, f"act_{name}", None)
        if done is not None:
            done()

    def act_leave(self) -> None:
        """End the program."""
        self.app.exit(0)
