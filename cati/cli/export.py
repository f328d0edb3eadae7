"""`cati export`: the path of what was written on standard output, all talk on standard error."""

from pathlib import Path

from cati.cli.diagnostics import tell
from cati.cli.output import put_line
from cati.fieldwork.export import export_interviews
from cati.fieldwork.room import Room
from cati.questionnaire.dispositions import dispositions
from cati.words import say


def run_export(room: Room, target: Path | None, include: frozenset[str], *, practice: bool, force: bool) -> None:
    """Write the file and say what is in it and what was left out."""
    file = target or room.study.folder / "exports" / ("practice-interviews.csv" if practice else "interviews.csv")
    if target is None:
        file.parent.mkdir(exist_ok=True)
    report = export_interviews(room, file, practice=practice, include=include, force=force)
    put_line(str(report.target))
    tell(say(room.language, "command.exported", count=report.rows, file=report.target))
    for name, count in sorted(report.left_out.items()):
        label = dispositions()[name].label(room.language) if name in dispositions() else name
        tell(say(room.language, "command.left_out", count=count, disposition=label, name=name.replace("_", "-")))
