"""What the status line says about saving."""

from datetime import datetime

from cati.errors import StorageError
from cati.questionnaire.answer import Choices, GridRows
from cati.tui.painting.lines import Notice
from cati.tui.saving import Saved
from cati.tui.standing.base import Standing
from cati.tui.standing.multi import AskedMulti
from cati.tui.standing.rows import AskedRows
from cati.words import say


def saving_mark(state: Saved, wait: float | None, language: str) -> Notice | None:
    """How it stands with what was given, unless all is saved."""
    match state:
        case Saved.SLOWLY:
            return Notice("…", say(language, "screen.saving"))
        case Saved.NOT if wait is None:
            return Notice("!!", say(language, "screen.not_saved_by_itself"))
        case Saved.NOT:
            return Notice("!!", say(language, "screen.not_saved", seconds=f"{wait:g}"))
        case _:
            return None


def saved_mark(standing: Standing, rows: object, at: datetime | None, language: str, *, is_draft: bool) -> Notice:
    """What is saved: of rows and marks how many, else when; `rows` is the stored answer."""
    if isinstance(standing, AskedRows):
        total = len(standing.prompt.rows)
        return Notice("•", say(language, "screen.rows_saved", number=stored_rows(rows), total=total))
    if isinstance(standing, AskedMulti):
        return Notice("•", standing.progress())
    if is_draft:
        return Notice("•", say(language, "screen.draft_saved"))
    return Notice("•", say(language, "screen.saved", time="" if at is None else f"{at:%H:%M:%S}"))


def stored_rows(answer: object) -> int:
    """How many rows a stored answer has."""
    match answer:
        case GridRows(rows=rows):
            return len(rows)
        case Choices(options=yes, declined=no):
            return len(yes) + len(no)
        case _:
            return 0


def reason(error: StorageError | None, language: str) -> Notice | None:
    """Why it could not be saved."""
    return None if error is None else Notice("!!", say(language, error.word, **error.places))
