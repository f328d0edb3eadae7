"""`cati preview`: the interview screens on a questionnaire that is being written."""

from pathlib import Path
from typing import TYPE_CHECKING

import cati.tui  # noqa: F401 - sets what Textual reads when it is imported
from cati.cli.diagnostics import keep_report, places_in, tell
from cati.cli.patience import patience
from cati.errors import StudyError
from cati.fieldwork.preview import Preview
from cati.fieldwork.room import drawn, wall_clock
from cati.tui.preview_app import PreviewApp
from cati.words import say

if TYPE_CHECKING:
    from cati.cli.opening import Desk


def run_preview(file: Path, desk: "Desk", at: str, language: str | None) -> int:
    """Show the interview of a file until its editor leaves; the exit code. Raises `StudyError`."""
    clock, chance = desk.wiring.clock or wall_clock, desk.wiring.chance or drawn
    preview = Preview(file, language, clock, chance)
    with patience(file, desk.screen):
        refuse_wrong(preview, at)
    app = PreviewApp(preview, at, language=desk.screen, clock=clock)
    app.run(mouse=False)
    if app.fault:
        tell(say(desk.screen, "errors.report_kept", report=keep_report(places_in(app.fault), desk.study)))
    return app.return_code or 0


def refuse_wrong(preview: Preview, at: str) -> None:
    """Raise `StudyError` if there is no file, or if it has no such question or language."""
    preview.look()
    if preview.fault is not None:
        raise preview.fault
    if preview.good is None:
        return
    known = preview.questionnaire.study.languages
    if preview.language not in (None, *known):
        raise StudyError("preview.no_language", file=preview.file, language=preview.language, known=", ".join(known))
    if at:
        preview.start_at(at)
