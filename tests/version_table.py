"""The table of versions: edits of a questionnaire, the changes they make, and which interviews may move on."""

from pathlib import Path
from textwrap import indent
from typing import NamedTuple

from cati.questionnaire.changes import Point
from cati.questionnaire.model import Questionnaire
from scenario import questionnaire_of

BASE = (Path(__file__).parent / "data" / "weaving.yaml").read_text(encoding="utf-8")

Edit = tuple[tuple[str, str], ...]
AT_A, AT_GRID, AT_END = Point(0), Point(5, frozenset({"A", "B", "EACH", "TOP", "STAFF"})), Point(8, frozenset("B"))
NEW_QUESTION = "  - {id: NEW, type: text, text: {en: 'What else?', nl: 'Wat nog?'}}\n"
NEW_END = "  - {id: STOP, type: end, ask_if: A == refused, disposition: hard_refusal, text: {en: Bye., nl: Dag.}}\n"
TRUST = "      - {code: 1, name: trust, label: {en: trust, nl: vertrouwen}}\n"
AIMS = "      - {code: 2, name: aims, label: {en: aims, nl: doelen}}\n"
WHY = '  - id: WHY\n    type: text\n    max_length: 200\n    text: {en: "Why?", nl: "Waarom?"}\n'
CHECK = """\
    checks:
      - {id: K1, level: soft, fails_if: STAFF > 100, text: {en: "So many?", nl: "Zo veel?"}}
"""


class TableRow(NamedTuple):
    """An edit of the file; the kinds of change it makes, and those that taking it back makes.

    `goes_on` and `goes_on_back`: whether interviews go on under the new version that stand at A, at GRID, at the end.
    """

    edit: Edit
    kinds: str
    back: str
    goes_on: str = "yes yes yes"
    goes_on_back: str = "yes yes yes"


def replaced(old: str, new: str) -> Edit:
    """An edit in one place."""
    return ((old, new),)


ANYWHERE, NOWHERE = "yes yes yes", "no no no"
# fmt: off
TABLE = {
    # wording, instruction, probe, translation, short_text
    "wording": TableRow(replaced("Do you weave?", "Do you weave cloth?"), "wording", "wording"),
    "instruction": TableRow(replaced("Speak slowly.", "Speak up."), "wording", "wording"),
    "probe of a question": TableRow(replaced("Take your time.", "Think it over."), "wording", "wording"),
    "probe added": TableRow(
        replaced("tijd.}}]", "tijd.}}, {say: {en: Hm., nl: Hm.}}]"),
        "wording wording", "wording wording",
    ),
    "short_text": TableRow(replaced("And {matter}?", "What of {matter}?"), "wording", "wording"),
    "short_text taken away": TableRow(
        replaced('    short_text: {en: "And {matter}?", nl: "En {matter}?"}\n', ""),
        "wording wording", "wording wording",
    ),
    "label": TableRow(replaced("nl: Makkelijk", "nl: Gemakkelijk"), "wording", "wording"),
    "label of a row": TableRow(replaced("nl: tijd}", "nl: de tijd}"), "wording", "wording"),
    "wording of a check": TableRow(replaced("So many?", "That many?"), "wording", "wording"),
    "wording of a fill": TableRow(replaced("en: again,", "en: once more,"), "wording", "wording"),
    "case of a fill": TableRow(replaced("if: A == yes, text", "if: A == no, text"), "fill_changed", "fill_changed"),
    "translation": TableRow(replaced("label: S}", "label: {en: S, nl: K}}"), "translation_added", "wording"),
    # new option, new row, new question, new end below the point reached
    "option": TableRow(
        replaced(AIMS, AIMS + "      - {code: 9, name: luck, label: {en: luck, nl: geluk}}\n"),
        "option_added", "option_removed", "yes no no", NOWHERE,
    ),
    "option of a question further down": TableRow(
        replaced(
            "- {code: 1, name: hard,",
            "- {code: 7, name: so_so, label: {en: So so, nl: Zo}}\n      - {code: 1, name: hard,",
        ),
        "option_added", "option_removed", "yes yes no", NOWHERE,
    ),
    "row": TableRow(
        replaced("nl: tijd}}]", "nl: tijd}}, {name: c, label: {en: people, nl: mensen}}]"),
        "row_added", "row_removed", "yes yes no", NOWHERE,
    ),
    "end": TableRow(
        replaced("  - id: WHY", NEW_END + "  - id: WHY"),
        "end_added", "end_removed", "yes yes no", NOWHERE,
    ),
    "end above": TableRow(
        replaced("  - id: B\n", NEW_END + "  - id: B\n"),
        "end_added", "end_removed", "yes no no", NOWHERE,
    ),
    # new question above the point reached: it becomes next; below it, it comes in its turn
    "question": TableRow(
        replaced("  - id: TOP", NEW_QUESTION + "  - id: TOP"),
        "question_added", "question_removed", ANYWHERE, NOWHERE,
    ),
    "derived item": TableRow(
        replaced("  - id: WHY", "  - {id: HALF, type: derived, value: count(B), min: 0, max: 9}\n  - id: WHY"),
        "question_added", "question_removed", ANYWHERE, NOWHERE,
    ),
    # option or question removed; option hidden by show_if
    "option hidden": TableRow(
        replaced("{en: aims, nl: doelen}}", "{en: aims, nl: doelen}, show_if: A == yes}"),
        "condition_changed", "condition_changed", NOWHERE, NOWHERE,
    ),
    # ask_if, show_if, cases, for_each, options_from changed
    "ask_if": TableRow(
        replaced("ask_if: A == yes", "ask_if: A == no"),
        "condition_changed", "condition_changed", NOWHERE, NOWHERE,
    ),
    "show_if": TableRow(
        replaced("show_if: A == yes", "show_if: A == no"),
        "condition_changed", "condition_changed", NOWHERE, NOWHERE,
    ),
    "cases": TableRow(
        (("STAFF < 10", "STAFF < 20"), ("STAFF >= 10", "STAFF >= 20")),
        "condition_changed", "condition_changed", NOWHERE, NOWHERE,
    ),
    "for_each": TableRow(
        (
            ("    for_each: B\n    as: matter\n", ""),
            ("about {matter}", "about it"),
            ("En {matter} in", "En het in"),
            ('    short_text: {en: "And {matter}?", nl: "En {matter}?"}\n', ""),
        ),
        "condition_changed property_changed wording wording wording wording",
        "condition_changed property_changed wording wording wording wording",
        NOWHERE,
        NOWHERE,
    ),
    "options_from": TableRow(
        replaced("    options_from: B\n", "    options: [{code: 1, name: trust, label: {en: T, nl: V}}]\n"),
        "condition_changed option_added", "condition_changed option_removed", NOWHERE, NOWHERE,
    ),
    # the same condition, written otherwise
    "ask_if written otherwise": TableRow(
        replaced("ask_if: A == yes", "ask_if: (A==1)"),
        "condition_rewritten", "condition_rewritten",
    ),
    # range widened or narrowed; max_choices; nonresponse
    "range": TableRow(replaced("max: 500", "max: 900"), "range_widened", "range_narrowed", ANYWHERE, NOWHERE),
    "range moved": TableRow(
        (("min: 1\n", "min: 0\n"), ("max: 500", "max: 400")),
        "range_narrowed", "range_narrowed", NOWHERE, NOWHERE,
    ),
    "decimals": TableRow(
        replaced("max: 500", "max: 500\n    decimals: 1"),
        "range_widened", "range_narrowed", ANYWHERE, NOWHERE,
    ),
    "length": TableRow(
        replaced("max_length: 200", "max_length: 300"),
        "range_widened", "range_narrowed", ANYWHERE, NOWHERE,
    ),
    "max_choices": TableRow(
        replaced("max_choices: 2", "max_choices: 3"),
        "max_choices_up", "max_choices_down", ANYWHERE, NOWHERE,
    ),
    "max_choices without limit": TableRow(
        replaced("    max_choices: 2\n", ""),
        "max_choices_up", "max_choices_down", ANYWHERE, NOWHERE,
    ),
    "min_choices": TableRow(
        replaced("max_choices: 2", "max_choices: 2\n    min_choices: 2"),
        "range_narrowed", "range_widened", NOWHERE, ANYWHERE,
    ),
    "nonresponse": TableRow(
        replaced("    nonresponse: refused\n", ""),
        "nonresponse_allowed", "nonresponse_forbidden", ANYWHERE, NOWHERE,
    ),
    "other nonresponse": TableRow(
        replaced("nonresponse: refused", "nonresponse: dont_know"),
        "nonresponse_allowed nonresponse_forbidden", "nonresponse_allowed nonresponse_forbidden", NOWHERE, NOWHERE,
    ),
    # code or name given another meaning, type or number changed, id re-used
    "code of a name": TableRow(
        replaced("{code: 2, name: no,", "{code: 5, name: no,"),
        "code_changed", "code_changed", NOWHERE, NOWHERE,
    ),
    "two codes changed over": TableRow(
        (("{code: 1, name: well,", "{code: 2, name: well,"), ("{code: 2, name: badly,", "{code: 1, name: badly,")),
        "code_changed code_changed", "code_changed code_changed", NOWHERE, NOWHERE,
    ),
    "name of a code": TableRow(
        replaced("name: badly", "name: poorly"),
        "name_changed", "name_changed", NOWHERE, NOWHERE,
    ),
    "code used anew": TableRow(
        replaced(
            "{code: 2, name: no,",
            "{code: 2, name: maybe, label: {en: Perhaps, nl: Wie weet}}, {code: 3, name: no,",
        ),
        "code_changed option_added", "code_changed option_removed", NOWHERE, NOWHERE,
    ),
    "type": TableRow(
        replaced("    type: text\n    max_length: 200\n", "    type: number\n    min: 0\n    max: 9\n"),
        "type_changed", "type_changed", NOWHERE, NOWHERE,
    ),
    "number": TableRow(replaced("    number: 2\n", ""), "number_changed", "number_changed", NOWHERE, NOWHERE),
    "id used anew": TableRow(
        replaced(
            "[{name: a, label: {en: money, nl: geld}}, {name: b, label: {en: time, nl: tijd}}]",
            "[{name: x, label: {en: noise, nl: lawaai}}, {name: y, label: {en: light, nl: licht}}]",
        ),
        "id_reused", "id_reused", NOWHERE, NOWHERE,
    ),
    # order of questions
    "order": TableRow(
        ((WHY, ""), ("  - id: GRID", WHY + "  - id: GRID")),
        "order_changed", "order_changed", NOWHERE, NOWHERE,
    ),
    # probes, objections, fieldwork, scenarios, comments: no new version
    "probes of the study": TableRow(replaced("Anything else?", "Something else?"), "", ""),
    "objections": TableRow(
        replaced("probes: [{say", "objections: [{said: No time, say: When}]\nprobes: [{say"),
        "", "",
    ),
    "fieldwork": TableRow(replaced("questions:\n", "fieldwork: {max_attempts: 3}\nquestions:\n"), "", ""),
    "scenarios": TableRow(
        replaced("questions:\n", "scenarios: [{name: refuses, answers: {A: refused}, at: B}]\nquestions:\n"),
        "", "",
    ),
    "title of the study": TableRow(replaced("title: Weaving", "title: Cloth"), "", ""),
    "comments": TableRow(replaced("questions:\n", "# all of them\nquestions:\n"), "", ""),
    # what the table does not name goes on under its own version
    "order of options": TableRow(
        ((TRUST, ""), (AIMS, AIMS + TRUST)),
        "parts_reordered", "parts_reordered", NOWHERE, NOWHERE,
    ),
    "randomise": TableRow(
        replaced("max_choices: 2", "max_choices: 2\n    randomise: true"),
        "randomise_changed", "randomise_changed", NOWHERE, NOWHERE,
    ),
    "read_options": TableRow(
        replaced("max_choices: 2", "max_choices: 2\n    read_options: all"),
        "read_options_changed", "read_options_changed", NOWHERE, NOWHERE,
    ),
    "check": TableRow(replaced(CHECK, ""), "check_removed", "check_added", NOWHERE, NOWHERE),
    "condition of a check": TableRow(
        replaced("STAFF > 100", "STAFF > 200"),
        "check_changed", "check_changed", NOWHERE, NOWHERE,
    ),
    "exclusive": TableRow(
        replaced("nl: mensen}}\n", "nl: mensen}, exclusive: true}\n"),
        "property_changed", "property_changed", NOWHERE, NOWHERE,
    ),
    "personal": TableRow(
        replaced("max_length: 200", "max_length: 200\n    personal: true"),
        "personal_changed", "personal_changed", NOWHERE, NOWHERE,
    ),
    "disposition": TableRow(
        replaced("disposition: complete", "disposition: partial"),
        "disposition_changed", "disposition_changed", NOWHERE, NOWHERE,
    ),
    "section": TableRow(
        replaced(
            WHY,
            "  - section: last\n    title: {en: Last, nl: Ten slotte}\n    questions:\n" + indent(WHY, "    "),
        ),
        "wording wording", "wording wording",
    ),
    # the sample
    "sample field": TableRow(
        replaced("  town:", "  notes: {type: text}\n  town:"),
        "sample_field_added", "sample_field_removed", ANYWHERE, NOWHERE,
    ),
    "sample field required": TableRow(
        replaced("options: [{code: 1, name: small", "required: true, options: [{code: 1, name: small"),
        "sample_field_required", "sample_field_changed", NOWHERE, ANYWHERE,
    ),
    "option of a sample field": TableRow(
        replaced("label: B}]", "label: B}, {code: 3, name: huge, label: H}]"),
        "option_added", "option_removed", NOWHERE, NOWHERE,
    ),
    "type of a sample field": TableRow(
        replaced("town: {type: text,", "town: {type: phone,"),
        "type_changed", "type_changed", NOWHERE, NOWHERE,
    ),
}
# fmt: on


def edited(edit: Edit) -> str:
    """The text of the base after an edit, whose places must be there."""
    text = BASE
    for old, new in edit:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def after(edit: Edit) -> Questionnaire:
    """The questionnaire after an edit."""
    return questionnaire_of(edited(edit))
