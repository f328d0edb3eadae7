"""A questionnaire that is free of errors, or its problems on standard error."""

from pathlib import Path

from cati.cli.diagnostics import tell
from cati.fieldwork.compare import sound
from cati.fieldwork.study import FaultyQuestionnaireError
from cati.questionnaire.model import Questionnaire


def sound_or_told(file: Path, language: str) -> Questionnaire:
    """The questionnaire of a file. Raises `StudyError` after its problems are told."""
    try:
        return sound(file)
    except FaultyQuestionnaireError as faulty:
        for problem in faulty.problems:
            tell(problem.line_of_text(str(faulty.file), language))
        raise
