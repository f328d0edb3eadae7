"""Small instruments drawn at random, as the text of a file: any conditions at all, so most of them have faults."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from cati.questionnaire.loader import validated
from cati.questionnaire.model import Questionnaire
from cati.questionnaire.places import Nodes, plain, prepared
from cati.questionnaire.yaml_nodes import compose

HEAD = """study: {languages: [nl]}
sample:
  size: {type: choice, options: [{code: 1, name: a, label: a}, {code: 2, name: b, label: b}]}
questions:
"""
END = "  - {id: Z, type: end, disposition: complete, text: Z}\n"
DATES = {
    "day": ["2026-11-28", "2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12", "2026", "2025"],
    "month": ["2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2026", "2027"],
}
"""Dates to compare a day or a month with."""
NONRESPONSE = ("both", "dont_know", "none", "none")


def read(text: str) -> tuple[Questionnaire, Nodes]:
    """The questionnaire of a text, whatever is wrong with its routes."""
    nodes = prepared(compose(text))
    questionnaire, problems, _ = validated(plain(nodes.root), nodes)
    assert questionnaire is not None, problems
    return questionnaire, nodes


def named_in(text: str) -> set[str]:
    """The questions and sample fields of such a text that something names, beside their own id."""
    names = re.findall(r"(?<!id: )\b(?:Q\d+|sample\.size)\b", text)
    return set(names)


@dataclass
class Draft:
    """An instrument being drawn: what its questions can be asked about, by their ids."""

    random: Random
    compares_numbers: bool = False
    kinds: dict[str, str] = field(default_factory=dict)
    options: dict[str, list[str]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    fine: set[str] = field(default_factory=set)
    within: str | None = None

    def of(self, *kinds: str) -> list[str]:
        """The questions of these kinds."""
        return [name for name, kind in self.kinds.items() if kind in kinds]

    def repeatable(self) -> list[str]:
        """What a roster can go over: numbers with decimals cannot be counted."""
        return [name for name in self.of("multi", "number", "names") if name not in self.fine]

    def atom(self) -> str:
        """A comparison or call."""
        name = self.random.choice([*self.kinds, "sample.size"])
        if name == "sample.size":
            return self.random.choice(["sample.size == a", "sample.size != b", "answered(sample.size)"])
        kind = self.kinds[name]
        if kind == "roster" and self.sources[name] == self.within:
            return self.random.choice([f"{name} == a", f"{name} != b", f"asked({name})", f"{name} == refused"])
        if kind == "roster" and self.kinds[self.sources[name]] != "multi":
            called = [f"any_in({name}, {{a}})", f"only_in({name}, {{a, refused}})", f"asked({name})"]
            return self.random.choice([*called, f"count({name}, {{b}}) >= 2", f"count({name}) == 1"])
        if kind == "roster":
            inside = self.random.choice(
                [f"{name}.a == a", f"any_in({name}, {{a}})", f"only_in({name}, {{a, refused}})"]
            )
            whole = self.random.choice([f"count({name}, {{b}}) >= 2", f"all_in({name}, {{b}})"])
            return self.random.choice([inside, whole, f"asked({name})", f"{name}.b != a"])
        if kind in ("amounts", "sets"):
            return self.of_roster(name, kind)
        if kind == "names":
            return self.random.choice(
                [f"count({name}) >= 2", f"count({name}) == 1", f"{name} == refused", f"answered({name})"]
            )
        if kind == "grid":
            counted = [f"answered({name})", f"count({name}, {{a}}) == 1", f"all_in({name}, {{a}})"]
            return self.random.choice([f"{name}.r == a", *counted, f"{name}.s in {{b, dont_know}}"])
        plain_calls = [f"asked({name})", f"answered({name})"]
        return self.random.choice([*plain_calls, *self.comparisons(name, kind), *self.comparisons(name, kind)])

    def of_roster(self, name: str, kind: str) -> str:
        """What a roster of numbers, or of multis, comes to as a whole."""
        if self.sources[name] == self.within:
            return f"asked({name})"
        sign, limit = self.random.choice(["<", "<=", ">", ">=", "==", "!="]), self.random.randint(0, 4)
        if kind == "amounts":
            return self.random.choice(
                [f"sum({name}) {sign} {limit}", f"sum({name}) + 1 {sign} {limit}", f"asked({name})"]
            )
        calls = [f"{call}({name}, {{a}})" for call in ("any_in", "all_in", "only_in")]
        counts = [f"count({name}) {sign} {limit}", f"count({name}, {{a, b}}) {sign} {limit}"]
        return self.random.choice([*calls, *counts, f"all_in({name}, {{a, b}})", f"any_in({name}, {{b, dont_know}})"])

    def comparisons(self, name: str, kind: str) -> list[str]:
        """Comparisons with one question."""
        if kind == "number":
            other = self.random.choice(self.of("number")) if self.compares_numbers else self.limit(name)
            sign = self.random.choice(["<", "<=", ">", ">=", "==", "!="])
            test = self.random.choice([f"answered({self.random.choice(self.of('number'))})", "sample.size == a"])
            of_two = f"({name} if {test} else {self.random.randint(0, 3)}) {sign} {self.random.randint(0, 4)}"
            if name in self.fine:
                return [f"{name} {sign} {other}", f"{name} * 2 {sign} {self.limit(name)}", f"{name} in {{0.1, 0.3}}"]
            plain = [f"{name} {sign} {other}", f"{name} + 1 {sign} {self.random.randint(1, 4)}", f"{name} in {{0, 3}}"]
            return [*plain, of_two if self.random.random() < 0.3 else plain[0]]
        if kind in DATES:
            return self.of_date(name, kind)
        option = self.random.choice(self.options[name])
        if kind == "multi":
            sign = self.random.choice(["<", ">=", "=="])
            held = [f"{option} in {name}", f"{option} not in {name}", f"only_in({name}, {{{option}, a}})"]
            held += [f"all_in({name}, {{a, {option}}})"]
            return [*held, f"count({name}) {sign} {self.random.randint(0, 2)}", f"any_in({name}, {{a, {option}}})"]
        alike = [each for each in self.of("single", "derived") if self.options[each] == self.options[name]]
        found = [f"{name} == {option}", f"{name} != {option}", f"{name} not in {{a, {option}}}"]
        return [*found, f"{name} == {self.random.choice(alike)}"]

    def of_date(self, name: str, kind: str) -> list[str]:
        """Comparisons with one date: of as much as is asked, and of less."""
        sign, constant = self.random.choice(["<", "<=", ">", ">=", "==", "!="]), self.random.choice(DATES[kind])
        found = [f"{name} {sign} '{constant}'", f"{name} in {{'{constant}', '2026-11'}}"]
        if not self.compares_numbers:
            return found
        other = self.random.choice(self.of(*DATES))
        days = self.random.choice(self.of("day") or [name])
        between = f"days_between({days}, '2026-12-01') {sign} {self.random.randint(-2, 2)}"
        both = f"days_between({name}, {days}) {sign} {self.random.randint(-3, 3)}"
        return [f"{name} {sign} {other}", *([between, both] if kind == "day" else found)]

    def limit(self, name: str) -> str:
        """A number to compare one question with; of decimals one that may lie between two of its values."""
        return (
            self.random.choice(["0", "0.1", "0.2", "0.25", "0.4"]) if name in self.fine else self.random.choice("01234")
        )

    def condition(self, depth: int = 2) -> str:
        """A condition over what was drawn so far."""
        form = self.random.choice(["atom", "atom", "and", "or", "not", "if"]) if depth else "atom"
        if form == "atom":
            return self.atom()
        if form == "not":
            return f"not ({self.condition(depth - 1)})"
        otherwise = f" else ({self.condition(depth - 1)})" if form == "if" else ""
        return f"({self.condition(depth - 1)}) {form} ({self.condition(depth - 1)}){otherwise}"

    def own(self, keys: dict[str, str]) -> str:
        """The keys of an item, with a condition or none."""
        if self.kinds and self.random.random() < 0.6:
            keys["ask_if"] = f'"{self.condition()}"'
        if self.kinds and self.random.random() < 0.2:
            level = self.random.choice(["soft", "soft", "hard"])
            check = f'id: K{len(self.kinds)}, level: {level}, fails_if: "{self.condition(1)}", text: K'
            keys["checks"] = f"[{{{check}}}]"
        return ", ".join(f"{key}: {value}" for key, value in keys.items())

    def listed(self, name: str, *, may_hide: bool = True) -> str:
        """Two or three options; some are shown only under a condition."""
        self.options[name] = ["a", "b", "c"][: self.random.choice([2, 2, 3])]
        found = []
        for code, option in enumerate(self.options[name], 1):
            hidden = may_hide and self.kinds and self.random.random() < 0.15
            show_if = f', show_if: "{self.condition(1)}"' if hidden else ""
            found.append(f"{{code: {code}, name: {option}, label: {option}{show_if}}}")
        return f"[{', '.join(found)}]"


def single(draft: Draft, name: str) -> str:
    """One option, of its own or of a multi above."""
    keys = {"id": name, "type": "single", "text": "T", "nonresponse": draft.random.choice(NONRESPONSE)}
    multis = draft.of("multi")
    if multis and draft.random.random() < 0.25:
        keys["options_from"] = draft.random.choice(multis)
        draft.options[name] = draft.options[keys["options_from"]]
        if "z" not in draft.options[name] and draft.random.random() < 0.5:
            hidden = f', show_if: "{draft.condition(1)}"' if draft.random.random() < 0.3 else ""
            keys["options"] = f"[{{code: 9, name: z, label: z{hidden}}}]"
            draft.options[name] = [*draft.options[name], "z"]
    else:
        keys["options"] = draft.listed(name)
    return draft.own(keys)


def multi(draft: Draft, name: str) -> str:
    """A set of options."""
    keys = {"id": name, "type": "multi", "text": "T", "nonresponse": draft.random.choice(NONRESPONSE)}
    keys["options"] = draft.listed(name)
    if draft.random.random() < 0.3:
        keys["max_choices"] = draft.random.choice("12")
    elif draft.random.random() < 0.3:
        keys["min_choices"] = "2"
    elif draft.random.random() < 0.3:
        keys["options"] = keys["options"].replace("name: b,", "name: b, exclusive: true,")
    return draft.own(keys)


def number(draft: Draft, name: str) -> str:
    """A number of few values, whole or with a decimal."""
    keys = {"id": name, "type": "number", "text": "T", "min": "0", "max": "4"}
    if draft.random.random() < 0.3 and not draft.compares_numbers:
        draft.fine.add(name)
        keys |= {"max": "0.4", "decimals": "1"}
    return draft.own({**keys, "nonresponse": draft.random.choice(NONRESPONSE)})


def day(draft: Draft, name: str) -> str:
    """A day, of a few around the end of a month."""
    keys = {"id": name, "type": "date", "text": "T", "min": "2026-11-29", "max": "2026-12-02"}
    return draft.own({**keys, "nonresponse": draft.random.choice(NONRESPONSE)})


def month(draft: Draft, name: str) -> str:
    """A month, of a few around the end of a year."""
    keys = {"id": name, "type": "date", "precision": "month", "text": "T", "min": "2026-11", "max": "2027-01"}
    return draft.own({**keys, "nonresponse": draft.random.choice(NONRESPONSE)})


def grid(draft: Draft, name: str) -> str:
    """Two rows."""
    rows = "[{name: r, label: r}, {name: s, label: s}]"
    keys = {
        "id": name,
        "type": "grid",
        "text": "T",
        "rows": rows,
        "nonresponse": draft.random.choice(["dont_know", "none"]),
    }
    keys["options"] = draft.listed(name, may_hide=False).replace(", {code: 3, name: c, label: c}", "")
    return draft.own(keys)


def roster(draft: Draft, name: str) -> str:
    """A question for each option of a multi above."""
    keys = {"id": name, "type": "single", "text": "T", "nonresponse": draft.random.choice(["refused", "none"])}
    keys["for_each"] = draft.sources[name] = draft.within = draft.random.choice(draft.repeatable())
    keys["options"] = "[{code: 1, name: a, label: a}, {code: 2, name: b, label: b}]"
    drawn, draft.within = draft.own(keys), None
    return drawn


def amounts(draft: Draft, name: str) -> str:
    """A number for each option of a multi above."""
    keys = {"id": name, "type": "number", "text": "T", "min": "0", "max": "1"}
    keys["nonresponse"] = draft.random.choice(["dont_know", "none"])
    keys["for_each"] = draft.sources[name] = draft.within = draft.random.choice(draft.repeatable())
    drawn, draft.within = draft.own(keys), None
    return drawn


def sets(draft: Draft, name: str) -> str:
    """A multi for each option of a multi above."""
    keys = {"id": name, "type": "multi", "text": "T", "nonresponse": draft.random.choice(["dont_know", "none"])}
    keys["options"] = "[{code: 1, name: a, label: a}, {code: 2, name: b, label: b}]"
    keys["for_each"] = draft.sources[name] = draft.within = draft.random.choice(draft.repeatable())
    drawn, draft.within = draft.own(keys), None
    return drawn


def names(draft: Draft, name: str) -> str:
    """One or two names, or up to three."""
    keys = {"id": name, "type": "names", "text": "T", "min_names": draft.random.choice("01"), "max_names": "2"}
    return draft.own({**keys, "nonresponse": draft.random.choice(NONRESPONSE)})


def derived(draft: Draft, name: str) -> str:
    """A value of two cases, or of a conditional expression."""
    draft.options[name] = ["a", "b"]
    options = "[{code: 1, name: a, label: a}, {code: 2, name: b, label: b}]"
    if draft.random.random() < 0.4:
        value = f"a if ({draft.condition(1)}) else b if ({draft.condition(1)}) else a"
        return draft.own({"id": name, "type": "derived", "options": options, "value": f'"{value}"'})
    cases = ", ".join(f'{{if: "{draft.condition(1)}", value: {value}}}' for value in "ab")
    return draft.own({"id": name, "type": "derived", "options": options, "cases": f"[{cases}]"})


def worked(draft: Draft, name: str) -> str:
    """A number that is worked out from one above, and from conditions."""
    of = draft.random.choice(draft.of("number")) if draft.of("number") else "2"
    value = f"({of} if ({draft.condition(1)}) else 1) + (1 if ({draft.condition(1)}) else 0)"
    most = draft.random.choice("45")
    return draft.own({"id": name, "type": "derived", "value": f'"{value}"', "min": "0", "max": most})


def end(draft: Draft, name: str) -> str:
    """An end under a condition."""
    keys = {"id": name, "type": "end", "disposition": "not_eligible", "text": "E"}
    return ", ".join(f"{key}: {value}" for key, value in {**keys, "ask_if": f'"{draft.condition()}"'}.items())


DRAWN: dict[str, Callable[[Draft, str], str]] = {
    "single": single, "multi": multi, "number": number, "grid": grid, "names": names, "roster": roster,
    "derived": derived,
    "worked": worked, "day": day, "month": month, "amounts": amounts, "sets": sets,
}  # fmt: skip


def instrument(random: Random, kinds: str, count: int = 7, *, compares_numbers: bool = False) -> str:
    """The text of an instrument with so many questions of these kinds, and at most one end on the way."""
    draft = Draft(random, compares_numbers)
    lines: list[str] = []
    end_after = random.randint(1, 2 * count)
    for place in range(count):
        name, kind = f"Q{place}", random.choice(kinds.split())
        if kind in ("roster", "amounts", "sets") and not draft.repeatable():
            kind = "single"
        if kind in ("derived", "worked") and not draft.kinds:
            kind = "single"
        lines.append(f"  - {{{DRAWN[kind](draft, name)}}}\n")
        draft.kinds[name] = "number" if kind == "worked" else kind
        if place == end_after:
            lines.append(f"  - {{{end(draft, f'E{place}')}}}\n")
    return HEAD + "".join(lines) + END
