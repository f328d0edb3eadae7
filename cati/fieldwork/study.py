"""A study folder: its questionnaire, proven free of errors, and where its database lives."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cati.errors import StudyError
from cati.questionnaire.loader import Loaded, load_file
from cati.questionnaire.model import Questionnaire
from cati.questionnaire.problems import Problem
from cati.questionnaire.version import content_hash, version_of

QUESTIONNAIRE = "questionnaire.yaml"
DATABASE = Path("db") / "cati.sqlite"


class FaultyQuestionnaireError(StudyError):
    """The questionnaire has errors; no interview starts under it."""

    def __init__(self, file: Path, problems: tuple[Problem, ...]) -> None:
        errors = sum(problem.severity == "error" for problem in problems)
        super().__init__("errors.faulty_questionnaire", file=file, count=errors)
        self.file = file
        self.problems = problems


@dataclass(frozen=True)
class Study:
    """A folder with a questionnaire that may be conducted."""

    folder: Path
    questionnaire: Questionnaire
    source: str
    version: str
    content_hash: str

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which the study calls."""
        return ZoneInfo(self.questionnaire.study.timezone)

    @property
    def database(self) -> Path:
        """Where the database lives unless another is named."""
        return self.folder / DATABASE

    def title(self, language: str) -> str:
        """What the study is called."""
        return self.questionnaire.study.title.within(language) or self.folder.resolve().name


def read_questionnaire(file: Path) -> Loaded:
    """Load a questionnaire file. Raises `StudyError` if it is not there or cannot be read."""
    try:
        return load_file(file)
    except FileNotFoundError as fault:
        if file.name != QUESTIONNAIRE:
            raise StudyError("errors.no_file", file=file) from fault
        raise StudyError("errors.no_questionnaire", file=file, folder=file.parent.resolve()) from fault
    except OSError as fault:
        raise StudyError("errors.unreadable_questionnaire", file=file, reason=fault.strerror) from fault


def open_study(folder: Path) -> Study:
    """The study in a folder. Raises `StudyError`, or `FaultyQuestionnaireError` with all problems."""
    if not folder.is_dir():
        raise StudyError("errors.no_folder", folder=folder)
    file = folder / QUESTIONNAIRE
    return study_of(folder, file, read_questionnaire(file))


def study_of(folder: Path, file: Path, loaded: Loaded) -> Study:
    """A questionnaire that was loaded, as the study of a folder. Raises what `open_study` raises."""
    if loaded.questionnaire is None:
        raise FaultyQuestionnaireError(file, loaded.problems)
    try:
        ZoneInfo(loaded.questionnaire.study.timezone)
    except (ZoneInfoNotFoundError, ValueError) as fault:
        raise StudyError("errors.no_timezone", file=file, zone=loaded.questionnaire.study.timezone) from fault
    questionnaire = loaded.questionnaire
    return Study(folder, questionnaire, loaded.source, version_of(questionnaire), content_hash(questionnaire))
