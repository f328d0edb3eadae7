"""The preview as its editor sees it: the interview at the left, path and problems beside it, each save shown."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from conversing import text_of
from textual.pilot import Pilot

from cati.fieldwork.preview import Preview
from cati.tui.key_gate import GateTimes
from cati.tui.preview_app import PreviewApp
from spoken import NOW

HEAD = "study: {languages: [nl]}\nquestions:\n"
YES_NO = "options: [{code: 1, name: yes, label: Ja}, {code: 2, name: no, label: Nee}]"
A = f'  - {{id: A, type: single, text: "A?", {YES_NO}}}\n'
B = '  - {id: B, type: number, min: 1, max: 99, text: "B?", ask_if: A == yes}\n'
C = '  - {id: C, type: text, text: "C?"}\n'
END = "  - {id: Z, type: end, disposition: complete, text: Dank u.}\n"


class Editing:
    """A preview on a terminal, and the file it is about."""

    def __init__(self, file: Path, app: PreviewApp, pilot: Pilot[int]) -> None:
        self.file, self.app, self.pilot = file, app, pilot

    @property
    def text(self) -> str:
        return text_of(self.app)

    @property
    def rows(self) -> list[str]:
        return self.text.split("\n")

    @property
    def status(self) -> str:
        return self.rows[-2].strip()

    async def press(self, *keys: str) -> None:
        """Press keys, each dealt with and painted before the next."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def save(self, *questions: str) -> None:
        """Save the file, and let the program look at it."""
        write(self.file, *questions)
        self.app.look()
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing works and everything is painted."""
        await self.pilot.pause()
        while any(not worker.is_finished for worker in self.app.workers):
            await self.app.workers.wait_for_complete()
            await self.pilot.pause()
        await self.pilot.pause()


def write(file: Path, *questions: str) -> None:
    """The file, of a size that tells it from the one before."""
    before = file.stat().st_size if file.exists() else 0
    text = HEAD + "".join(questions) + END
    file.write_text(text + ("#\n" if len(text.encode()) == before else ""), encoding="utf-8")


@asynccontextmanager
async def editing(
    file: Path, *questions: str, size: tuple[int, int] = (80, 24), at: str = ""
) -> AsyncIterator[Editing]:
    """A preview of these questions; it looks at the file only when told to."""
    write(file, *questions)
    preview = Preview(file, clock=lambda: NOW, chance=lambda: "0" * 16)
    preview.look()
    app = PreviewApp(
        preview, at, language="nl", clock=lambda: NOW, gate_times=GateTimes.NONE, seconds_between_looks=3600
    )
    async with app.run_test(size=size) as pilot:
        found = Editing(file, app, pilot)
        await found.settle()
        yield found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "questionnaire.yaml"


async def test_the_interview_is_marked_as_a_preview_and_says_which_version_it_is(file: Path):
    async with editing(file, A, B, C) as editor:
        assert "PROEF" in editor.rows[0]
        assert editor.status == "• Geladen 14:02:00: geen problemen."


async def test_answers_lead_on_and_a_save_keeps_the_place(file: Path):
    async with editing(file, A, B, C) as editor:
        await editor.press("1")
        assert " B · " in editor.rows[0]
        await editor.save(A, B.replace("B?", "Hoeveel?"), C)
        assert "Hoeveel?" in editor.text
        assert editor.status == "• Herladen 14:02:00: geen problemen."


async def test_what_is_typed_stays_when_the_file_is_saved(file: Path):
    async with editing(file, A, B, C) as editor:
        await editor.press("1", "4", "2")
        await editor.save(A, B.replace("B?", "Hoeveel?"), C)
        assert " 42" in editor.text
        await editor.press("enter")
        assert " C · " in editor.rows[0]


async def test_a_question_that_is_gone_leads_back(file: Path):
    async with editing(file, A, B, C) as editor:
        await editor.press("1")
        await editor.save(A, C)
        assert "B bestaat niet meer: terug bij A." in editor.status


async def test_with_errors_the_last_good_version_stays(file: Path):
    async with editing(file, A, B, C) as editor:
        await editor.press("1")
        await editor.save(A, B.replace("==", "="), C)
        assert editor.status == "!! 1 probleem: F10 toont het. U ziet de versie van 14:02:00."
        await editor.press("5", "enter")
        assert " C · " in editor.rows[0]


async def test_f10_lists_the_problems_and_enter_shows_the_remedy(file: Path):
    async with editing(file, A, B.replace("==", "="), C) as editor:
        assert "Nog geen versie zonder fouten om te tonen." in editor.text
        await editor.press("enter")
        assert "► !! questionnaire.yaml:4:66 C203 Niet leesbaar bij '='." in editor.text
        assert "→ Een waarde is gelijk aan een andere met '=='." in editor.text


async def test_the_interview_begins_with_the_first_version_without_errors(file: Path):
    async with editing(file, A, B.replace("==", "="), C) as editor:
        await editor.save(A, B, C)
        assert "A?" in editor.text
        assert " A · " in editor.rows[0]


async def test_an_open_list_of_problems_follows_the_file(file: Path):
    async with editing(file, A, B, C) as editor:
        await editor.press("f10", "1")
        assert "Geen problemen in questionnaire.yaml." in editor.text
        await editor.save(A, B.replace("A == yes", "X == yes"), C)
        assert "C205" in editor.text
        await editor.press("f10")
        assert " A · " in editor.rows[0]


async def test_the_path_tells_each_condition_with_its_truth(file: Path):
    async with editing(file, A, B, C) as editor:
        await editor.press("2", "f10")
        assert "• A  Nee" in editor.text
        assert "– B" in editor.text
        assert "A == yes → onwaar" in editor.text
        assert "► C" in editor.text


async def test_a_wide_window_has_path_and_problems_beside_the_question(file: Path):
    async with editing(file, A, B, C, size=(120, 24)) as editor:
        assert "A == yes → nog open" in editor.text
        await editor.save(A, B.replace("==", "="), C)
        assert "!! 4:66 C203" in editor.text


async def test_an_interview_that_ends_makes_room_for_another(file: Path):
    async with editing(file, A, B, C, at="Z") as editor:
        await editor.press("enter")
        assert " A · " in editor.rows[0]
        assert "Gesprek beëindigd met '" in editor.text


async def test_f8_begins_anew_and_f6_takes_another_case(file: Path):
    async with editing(file, A, B, C) as editor:
        await editor.press("1", "f8")
        assert " A · " in editor.rows[0]
        await editor.press("1", "f6")
        assert " B · " in editor.rows[0]
        assert "Verzonnen case 2 van 6" in editor.status


async def test_the_keys_of_a_real_interview_that_are_not_of_a_preview_do_nothing(file: Path):
    async with editing(file, A, B, C) as editor:
        await editor.press("f7", "ctrl+x")
        assert " A · " in editor.rows[0]
        await editor.press("ctrl+c")
        assert "Ctrl+Q sluit de proef" in editor.status


@pytest.mark.parametrize("key", ["ctrl+q", "escape"])
@pytest.mark.parametrize("is_faulty", [False, True])
async def test_it_is_left_by_a_key(file: Path, key: str, is_faulty: bool):
    async with editing(file, A.replace("yes", "Y-") if is_faulty else A) as editor:
        await editor.press(key)
        assert editor.app.return_code == 0


async def test_the_other_screens_open_over_a_preview(file: Path):
    async with editing(file, A, B, C) as editor:
        for key, says in (("f1", "F10"), ("f9", "Antwoorden"), ("ctrl+p", "paneel")):
            await editor.press(key)
            assert says in editor.text
            await editor.press("f9" if key == "f9" else "escape")
        assert " A · " in editor.rows[0]
