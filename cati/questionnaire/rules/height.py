"""C501: a question that does not fit on a screen of 80×24.

The body of the interview screen has 21 rows: 18 of text, and 3 blank ones between its parts.
"""

import re
from collections.abc import Iterator

from cati.questionnaire.fills import FILL
from cati.questionnaire.model import (
    AppointmentQuestion,
    EndItem,
    GridQuestion,
    MultiQuestion,
    NamesQuestion,
    Option,
    Question,
    Questionnaire,
    SingleQuestion,
    Statement,
    Text,
    TextQuestion,
)
from cati.questionnaire.problems import Problem
from cati.questionnaire.rules.inspected import Inspected
from cati.questionnaire.steps import options_of, step_by_id
from cati.questionnaire.widths import rows

WIDTH = 76
LIMIT = 18
KEY_AND_MARK = 9
SCALE_AT_ROW = 20
LONGEST_FILL = "x" * 30
SEARCHED_FROM = 36
"""A list as long as this is searched by typing, and only its top is shown."""
SEARCHED_ROWS = 6
TYPED_ROWS = 1
AREA_ROWS = 4
APPOINTMENT_ROWS = 5
NAMED_ROWS = 6
"""More names than this move under the line they are typed in."""


def too_tall(inspected: Inspected) -> Iterator[Problem]:
    """A screen that needs more rows than there are, in one language."""
    for step in inspected.steps:
        item = step.item
        if not isinstance(item, (Question, EndItem)):
            continue
        for language in inspected.languages:
            needed = rows_of_screen(inspected.questionnaire, item, language)
            if needed > LIMIT:
                place = (*step.place, "text", language)
                yield inspected.nodes.problem("C501.tall", place, key=language, rows=needed, limit=LIMIT)


def rows_of_screen(questionnaire: Questionnaire, item: Question | EndItem, language: str) -> int:
    """The rows of text of a screen; the blank ones between its parts have room of their own."""
    if isinstance(item, EndItem):
        parts = [rows_of(item.text, language, WIDTH), len(item.disposition) if len(item.disposition) > 1 else 0]
    else:
        parts = [
            rows_of(item.intro, language, WIDTH),
            rows_of(item.text, language, WIDTH),
            rows_of_answer(questionnaire, item, language),
            rows_of(item.instruction, language, WIDTH),
        ]
    return sum(parts)


def rows_of(text: Text | None, language: str, width: int) -> int:
    """The rows of a text, each fill as long as the longest value."""
    return 0 if text is None else rows(FILL.sub(filled, text.within(language)), width)


def filled(found: re.Match[str]) -> str:
    """The longest value in place of a fill, a brace in place of two."""
    return found.group()[0] if found.group() in ("{{", "}}") else LONGEST_FILL


def rows_of_answer(questionnaire: Questionnaire, item: Question, language: str) -> int:
    """The rows in which the answer is given."""
    match item:
        case GridQuestion():
            labels = [row.label for row in item.rows]
            return 1 + sum(rows_of(label, language, WIDTH - KEY_AND_MARK - SCALE_AT_ROW) for label in labels)
        case SingleQuestion() | MultiQuestion():
            return rows_of_options(questionnaire, item, language)
        case Statement():
            return 0
        case TextQuestion():
            return AREA_ROWS
        case NamesQuestion():
            return TYPED_ROWS + min(item.max_names, NAMED_ROWS)
        case AppointmentQuestion():
            return APPOINTMENT_ROWS
        case _:
            return TYPED_ROWS


def rows_of_options(questionnaire: Questionnaire, item: SingleQuestion | MultiQuestion, language: str) -> int:
    """The rows of a list of options, or of its top where it is searched by typing."""
    options = options_of(questionnaire, item)
    if len(options) >= SEARCHED_FROM or (isinstance(item, SingleQuestion) and item.search):
        return SEARCHED_ROWS
    source = step_by_id(questionnaire).get(item.options_from or "")
    most = source.item.max_choices if source is not None and isinstance(source.item, MultiQuestion) else None
    taken, own = options[: len(options) - len(item.options)], item.options
    heights = sorted((rows_of_option(option, language) for option in taken), reverse=True)[:most]
    return sum(heights) + sum(rows_of_option(option, language) for option in own)


def rows_of_option(option: Option, language: str) -> int:
    """The rows of one option."""
    return rows_of(option.label, language, WIDTH - KEY_AND_MARK)
