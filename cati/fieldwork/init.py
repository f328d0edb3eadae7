"""A new study folder: a questionnaire to start from, and a place for the database."""

import json
from importlib.resources import as_file, files
from pathlib import Path

from cati.errors import StudyError
from cati.fieldwork.study import QUESTIONNAIRE
from cati.questionnaire.json_schema import json_schema

SCHEMA = ".questionnaire.schema.json"
MODELINE = f"# yaml-language-server: $schema={SCHEMA}\n"
"""What has a text editor complete and explain the keys of the file."""

KEPT_OUT = "*\n!.gitignore\n!README.md\n"
NOTE = "The database of this study lives here. It holds what respondents said: keep it out of version control.\n"


def starter() -> Path:
    """The worked questionnaire that a new study starts from: in the package, or beside it in a checkout."""
    with as_file(files("cati")) as package:
        shipped = package / "starter" / QUESTIONNAIRE
        return shipped if shipped.is_file() else package.parent / QUESTIONNAIRE


def schema_text() -> str:
    """The JSON Schema of a questionnaire, as a file."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def make_study(folder: Path) -> None:
    """Make a study folder. Raises `StudyError` if one is there already or it cannot be written."""
    if (folder / QUESTIONNAIRE).exists():
        raise StudyError("errors.study_exists", folder=folder)
    try:
        database = folder / "db"
        database.mkdir(parents=True, exist_ok=True)
        database.chmod(0o700)
        (database / ".gitignore").write_text(KEPT_OUT, encoding="utf-8")
        (database / "README.md").write_text(NOTE, encoding="utf-8")
        (folder / SCHEMA).write_text(schema_text(), encoding="utf-8")
        (folder / QUESTIONNAIRE).write_text(MODELINE + starter().read_text(encoding="utf-8"), encoding="utf-8")
    except OSError as fault:
        raise StudyError("errors.cannot_make_study", folder=folder, reason=fault.strerror or fault) from fault
