"""Random small questionnaires of every type, and random answers to what they ask."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal

from hypothesis import strategies as st

from cati.interview.prompt import Prompt
from cati.questionnaire.answer import (
    Answer,
    Appointment,
    Choice,
    Choices,
    Clock,
    Day,
    DontKnow,
    GridRows,
    Quantity,
    Read,
    Refused,
    Words,
)
from cati.questionnaire.model import (
    AppointmentQuestion,
    Closed,
    DateQuestion,
    GridQuestion,
    MultiQuestion,
    NamesQuestion,
    NumberQuestion,
    Questionnaire,
    SingleQuestion,
    Statement,
    TimeQuestion,
)
from cati.questionnaire.names_given import names_given
from cati.questionnaire.validity import read_each

Line = dict[str, object]
KINDS = (
    "single", "single", "multi", "each", "number", "names", "grid", "text", "statement", "derived", "roster", "roster",
    "section",
)  # fmt: skip
OPTIONS = ("red", "green", "blue", "grey")
ROWS = ("top", "low")
PEOPLE = ("An", "an", "Bo", "Di", "Eve")
COUNTED = ("number", "names")
REPEATED = ("multi", "each", *COUNTED)
TOPS = (Decimal(0), Decimal(9))


@dataclass(frozen=True)
class Known:
    """An item that conditions below it may name; a roster's items are those of its source, or only counted."""

    name: str
    kind: str
    is_roster: bool = False
    is_counted: bool = False


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """A questionnaire of 3 to 8 items with conditions, checks, rosters, sections and an end in the middle.

    It is well-formed but not free of problems: items may be unreachable and checks may always fail.
    """
    known: list[Known] = []
    lines = [line for _ in range(draw(st.integers(3, 8))) for line in draw(lines_below(known))]
    if draw(st.booleans()):
        stop = {"id": "X_EARLY", "type": "end", "disposition": "not_eligible", "text": "Sorry."}
        lines.insert(len(lines), stop | guarded(draw, known))
    lines.append({"id": "X_DONE", "type": "end", "disposition": "complete", "text": "Thanks."})
    study = {"languages": ["nl", "fr"], "timezone": "Europe/Brussels"}
    return Questionnaire.model_validate({"study": study, "questions": lines})


@st.composite
def lines_below(draw: st.DrawFn, known: list[Known]) -> list[Line]:
    """One item more, which may name the known ones above it; it becomes known itself."""
    kind, name = draw(st.sampled_from(KINDS)), f"Q{len(known) + 1}"
    sources = [each for each in known if each.kind in REPEATED and not each.is_roster]
    if kind == "roster" and sources:
        source = draw(st.sampled_from(sources))
        above = outside_rosters(known)
        line = closed(draw, name, "single", above) | {"for_each": source.name, "as": f"item_{len(known)}"}
        known.append(Known(name, "single", is_roster=True, is_counted=source.kind in COUNTED))
        return [line]
    if kind == "section":
        section: Line = {"section": f"part_{len(known)}", "title": "Part"} | guarded(draw, known)
        if sources and draw(st.booleans()):
            return [section | roster_section(draw, known, draw(st.sampled_from(sources)))]
        return [section | {"questions": [line for _ in range(2) for line in draw(plain_lines(known))]}]
    return draw(plain_lines(known, kind))


def roster_section(draw: st.DrawFn, known: list[Known], source: Known) -> Line:
    """A section asked once per item of a source, of two questions."""
    names, above = [f"Q{len(known) + at}" for at in (1, 2)], outside_rosters(known)
    questions = [closed(draw, name, "single", above) | guarded(draw, above) for name in names]
    is_counted = source.kind in COUNTED
    known.extend(Known(name, "single", is_roster=True, is_counted=is_counted) for name in names)
    return {"for_each": source.name, "as": f"item_{len(known)}", "questions": questions}


def outside_rosters(known: list[Known]) -> list[Known]:
    """Those that read the same in a roster as below it."""
    return [each for each in known if not each.is_roster]


@st.composite
def plain_lines(draw: st.DrawFn, known: list[Known], kind: str = "single") -> list[Line]:
    """One item that is neither a roster nor a section."""
    name = f"Q{len(known) + 1}"
    kind = "single" if kind in ("roster", "section") else kind
    match kind:
        case "derived" if known:
            values = ({"if": condition(draw, known), "value": "red"}, {"if": condition(draw, known), "value": "blue"})
            line: Line = {"id": name, "type": "derived", "options": plain_options(), "cases": list(values)}
        case "number":
            line = {"id": name, "type": "number", "min": str(TOPS[0]), "max": str(TOPS[1]), "text": f"{name}?"}
        case "names":
            line = {"id": name, "type": "names", "max_names": "3", "text": f"{name}?"}
        case "grid":
            rows = [{"name": row, "label": row} for row in ROWS]
            line = {"id": name, "type": "grid", "rows": rows, "options": plain_options(), "text": f"{name}?"}
        case "text" | "statement":
            line = {"id": name, "type": kind, "text": f"{name}?"}
        case _:
            kind = kind if kind in ("multi", "each") else "single"
            line = closed(draw, name, kind, known)
    known.append(Known(name, kind))
    own = known if kind != "statement" else known[:-1]
    return [line | guarded(draw, known[:-1]) | checked(draw, name, own)]


def plain_options() -> list[Line]:
    """Options without flags."""
    return [{"code": str(code), "name": name, "label": name} for code, name in enumerate(OPTIONS, 1)]


def closed(draw: st.DrawFn, name: str, kind: str, known: list[Known]) -> Line:
    """A single or multi question whose options may have flags."""
    options = plain_options()
    flags = ["other"] + (["ask_again"] if kind == "single" else []) + (["exclusive"] if kind == "multi" else [])
    options[-1][draw(st.sampled_from(flags))] = "true"
    if known and draw(st.booleans()):
        options[1]["show_if"] = condition(draw, known)
    line: Line = {"id": name, "type": "single" if kind == "single" else "multi", "options": options, "text": f"{name}?"}
    if kind == "each":
        line["read_options"] = "each"
    if kind == "multi" and draw(st.booleans()):
        line["max_choices"] = "2"
    if kind != "each" and draw(st.booleans()):
        line["randomise"] = "true"
    return line


def guarded(draw: st.DrawFn, known: list[Known]) -> Line:
    """A condition on being asked, or none."""
    return {"ask_if": condition(draw, known)} if known and draw(st.booleans()) else {}


def checked(draw: st.DrawFn, name: str, known: list[Known]) -> Line:
    """A check, or none."""
    if not known or draw(st.integers(0, 3)):
        return {}
    level = draw(st.sampled_from(["soft", "soft", "hard"]))
    return {"checks": [{"id": f"K_{name}", "level": level, "fails_if": condition(draw, known), "text": "Sure?"}]}


def condition(draw: st.DrawFn, known: list[Known]) -> str:
    """One or two tests of known items."""
    first = atom(draw, draw(st.sampled_from(known)))
    match draw(st.integers(0, 5)):
        case 0:
            return f"not ({first})"
        case 1:
            return f"{first} and {atom(draw, draw(st.sampled_from(known)))}"
        case 2:
            return f"{first} or {atom(draw, draw(st.sampled_from(known)))}"
        case _:
            return first


def atom(draw: st.DrawFn, item: Known) -> str:
    """One test of an item, of a form that its type allows."""
    name, option = item.name, draw(st.sampled_from(OPTIONS))
    forms = {
        "single": [
            f"{name} == {option}",
            f"{name} != {option}",
            f"{name} == dont_know",
            f"{name} in {{red, {option}}}",
        ],
        "multi": [f"{option} in {name}", f"count({name}) >= 2", f"only_in({name}, {{red, {option}}})"],
        "each": [f"{option} in {name}", f"{option} not in {name}", f"count({name}, {{red, {option}}}) == 1"],
        "number": [f"{name} < 5", f"{name} >= 5", f"{name} == refused", f"2 <= {name} < 7"],
        "names": [f"count({name}) >= 2", f"{name} == refused", f"answered({name})"],
        "grid": [f"{name}.top == {option}", f"count({name}, {{{option}}}) >= 1", f"{name}.low == refused"],
        "derived": [f"{name} == red", f"{name} != blue"],
    }
    wanted = forms.get(item.kind, [])
    if item.is_roster:
        wanted = [f"any_in({name}, {{{option}}})", f"count({name}, {{{option}}}) >= 2", f"{name}.red == {option}"]
    wanted = wanted[:2] if item.is_counted else wanted
    return draw(st.sampled_from([*wanted, f"asked({name})"]))


def answers_for(prompt: Prompt) -> st.SearchStrategy[Answer]:
    """Answers that can stand at a question, don't know and refused among them where they may be given."""
    statuses: list[Answer] = [DontKnow()] * prompt.allows_dont_know + [Refused()] * prompt.allows_refused
    given = valid_answers(prompt)
    return st.one_of(given, st.sampled_from(statuses)) if statuses else given


def valid_answers(prompt: Prompt) -> st.SearchStrategy[Answer]:
    """Answers proper, by the type of the question."""
    match prompt.question:
        case Closed():
            return closed_answers(prompt)
        case NumberQuestion() as question:
            return st.integers(int(question.min), min(int(question.max), 300)).map(lambda n: Quantity(value=Decimal(n)))
        case NamesQuestion():
            names = st.lists(st.sampled_from(PEOPLE), unique_by=str.casefold, min_size=1, max_size=3)
            return names.map(lambda given: names_given(given, prompt.names))
        case Statement():
            return st.just(Read())
        case DateQuestion():
            return st.just(Day(value=date(2026, 11, 26)))
        case TimeQuestion():
            return st.just(Clock(value=time(14, 30)))
        case AppointmentQuestion():
            return st.just(AN_APPOINTMENT)
        case _:
            return st.sampled_from([Words(value="because"), Words(value="a@b.example")])


AN_APPOINTMENT = Appointment(
    at=datetime(2026, 11, 26, 13, 30, tzinfo=UTC),
    wall=datetime(2026, 11, 26, 14, 30),  # noqa: DTZ001 - wall time, as spoken
    timezone="Europe/Brussels",
)


def closed_answers(prompt: Prompt) -> st.SearchStrategy[Answer]:
    """Options that are offered, as the question wants them."""
    offered = [option for option in prompt.stop.offered if not option.ask_again]
    names = st.sampled_from([option.name for option in offered])
    others = {option.name: option.other for option in offered}
    match prompt.question:
        case SingleQuestion():
            return names.map(lambda name: Choice(option=name, other="something" if others[name] else None))
        case GridQuestion() as question:
            row = st.one_of(names.map(lambda name: Choice(option=name)), st.just(Refused()))
            return st.fixed_dictionaries({each.name: row for each in question.rows}).map(
                lambda rows: GridRows(rows=rows)
            )
        case _:
            return st.sets(names, min_size=1).map(lambda chosen: choices_of(prompt, chosen))


def choices_of(prompt: Prompt, wanted: set[str]) -> Choices:
    """A set of options made to fit: no exclusive one beside others, no more than may be chosen."""
    assert isinstance(prompt.question, MultiQuestion)
    chosen = [option for option in prompt.stop.offered if option.name in wanted]
    if len(chosen) > 1:
        chosen = [option for option in chosen if not option.exclusive][: prompt.question.max_choices]
    names = tuple(option.name for option in chosen)
    read = read_each(prompt.stop.offered) if prompt.reads_each else ()
    declined = tuple(option.name for option in read if option.name not in names)
    return Choices(options=names, declined=declined, other="something" if any(each.other for each in chosen) else None)
