"""Any small questionnaire with any answers, on and off the path, whole and partial."""

from decimal import Decimal

from exported import version_of
from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, composite

from cati.export.interview import Version
from cati.questionnaire.answer import Answer, Choice, Choices, DontKnow, GridRows, Quantity, Refused, Words, answer_key
from cati.questionnaire.loader import load
from cati.questionnaire.names_given import names_given

OPTIONS = "options: [{code: 1, name: a, label: A}, {code: 2, name: b, label: B}, {code: 3, name: c, label: C}]"
FORMS = {
    "single": OPTIONS,
    "multi": OPTIONS,
    "each": f"read_options: each, {OPTIONS}",
    "grid": f"rows: [{{name: r, label: R}}, {{name: s, label: S}}], {OPTIONS}",
    "number": "min: 0, max: 9",
    "text": "max_length: 9",
    "names": "max_names: 3",
}
NAMES = st.sampled_from("abc")
STATUSES: st.SearchStrategy[Answer] = st.sampled_from([DontKnow(), Refused()])
CHOICES = st.lists(NAMES, unique=True, max_size=3).map(sorted)
GIVEN: dict[str, st.SearchStrategy[Answer]] = {
    "single": NAMES.map(lambda name: Choice(option=name)),
    "multi": CHOICES.map(lambda names: Choices(options=tuple(names))),
    "each": st.dictionaries(NAMES, st.booleans()).map(
        lambda said: Choices(
            options=tuple(sorted(name for name, yes in said.items() if yes)),
            declined=tuple(sorted(name for name, yes in said.items() if not yes)),
        )
    ),
    "grid": st.dictionaries(st.sampled_from("rs"), NAMES.map(lambda name: Choice(option=name)) | STATUSES).map(
        lambda rows: GridRows(rows=rows)
    ),
    "number": st.integers(0, 12).map(lambda number: Quantity(value=Decimal(number))),
    "names": st.lists(st.sampled_from(["An", "Bo", "Cé"]), unique=True).map(
        lambda names: names_given(names, names_given(["Bo", "Di"], None))
    ),
    "text": st.text(st.characters(categories=("L", "N")), min_size=1, max_size=9).map(lambda text: Words(value=text)),
}


@composite
def instruments(draw: DrawFn) -> tuple[Version, dict[str, str]]:
    """A small questionnaire, and the form of each question."""
    lines, forms = [], {}
    for number in range(draw(st.integers(1, 6))):
        form = draw(st.sampled_from(sorted(FORMS)))
        kind = "multi" if form == "each" else form
        earlier = [name for name, known in forms.items() if known in ("single", "multi", "each")]
        several = [name for name, known in forms.items() if known in ("multi", "each", "number", "names")]
        more = ""
        if earlier and draw(st.booleans()):
            name = draw(st.sampled_from(earlier))
            more += f', ask_if: "{condition(name, forms[name], draw(NAMES))}"'
        if several and draw(st.integers(0, 3)) == 0:
            more += f", for_each: {draw(st.sampled_from(several))}"
        lines.append(f"- {{id: Q{number}, type: {kind}, text: t, {FORMS[form]}{more}}}")
        forms[f"Q{number}"] = "roster" if "for_each" in more else form
    ends = "- {id: END, type: end, disposition: complete, text: t}"
    yaml = "\n".join(["study: {languages: [nl]}", "questions:", *lines, ends])
    questionnaire = load(yaml.encode()).questionnaire
    assume(questionnaire is not None)  # a question may be one that nobody is ever asked
    assert questionnaire is not None
    return version_of(questionnaire), {name: form_of(line) for name, line in zip(forms, lines, strict=True)}


def condition(name: str, form: str, option: str) -> str:
    return f"{name} == {option}" if form == "single" else f"{option} in {name}"


def form_of(line: str) -> str:
    return "each" if "read_options" in line else line.split("type: ")[1].split(",", maxsplit=1)[0]


@composite
def interviews(draw: DrawFn) -> tuple[Version, dict[str, Answer]]:
    """A questionnaire with answers on and off the path, whole and partial."""
    version, forms = draw(instruments())
    keys = [answer_key(name, item) for name in forms for item in (None, *"abc123")]
    answers = {key: draw(GIVEN[forms[key.partition(".")[0]]] | STATUSES) for key in keys if draw(st.integers(0, 4)) > 0}
    return version, answers
