"""The parts of the README that are made from the program; `python tests/readme_parts.py` writes them."""

import re
from pathlib import Path

from cati.questionnaire.dispositions import dispositions
from cati.questionnaire.problems import Problem, codes
from cati.tui.actions import ACTIONS, key_name
from cati.words import say, subject
from promises import PROMISES

README = Path(__file__).parents[1] / "README.md"


def key_table() -> str:
    """Every action with its keys, from the registry."""
    lines = ["| key | also | what it does |", "|---|---|---|"]
    for action in ACTIONS:
        first, *rest = [key_name(key) for key in action.keys] or [""]
        others = [*rest, *(key_name(key) for keys in action.also.values() for key in keys)]
        unique = list(dict.fromkeys(key for key in others if key != first))
        if not first and unique:
            first, *unique = unique
        lines.append(f"| {first} | {' '.join(unique)} | {say('en', f'actions.{action.name}.help')} |")
    return "\n".join(lines).replace("| * |", "| \\* |")


def fault_table() -> str:
    """Every promise with the fault that tries it, how often in CI, and what was lost: CI passes only with nothing."""
    lines = ["| promise | fault | trials | lost | shown by |", "|---|---|---|---|---|"]
    lines += [
        f"| {promise.says} | {promise.fault} | {promise.tried} {promise.of} | 0 | `{promise.by}` |"
        for promise in PROMISES.values()
    ]
    return "\n".join(lines)


THEN = {
    "next_day_part": "in another day part",
    "time": "at the time that was agreed on",
    "next_number": "its next number at once; with none left it is closed",
    "parked": "waits for the supervisor",
    "PT15M": "in 15 minutes; the third time in a row, in another day part",
    "P1D": "the next calling day",
    "P7D": "after a week, by another interviewer; the second time it is closed",
    "PT1H": "in an hour",
    "PT5M": "in 5 minutes",
}
BESIDES = {
    "hard_refusal": "closed; the number and the company go on the do-not-call list",
    "language_barrier": "to who speaks it, in another day part; closed if the study does not",
    "suspended": "at the time that was agreed on, else in another day part; anyone goes on with it",
    "not_available": "at the better time that was named, else in another day part",
}


def result_table() -> str:
    """What becomes of a case after each result of a call, from the table of dispositions."""
    lines = ["| result | AAPOR | the case |", "|---|---|---|"]
    for name, row in dispositions().items():
        if row.set_by in ("interviewer", "engine"):
            codes_of = " / ".join(dict.fromkeys(code for code in (row.aapor, row.aapor_if_other) if code))
            then = BESIDES.get(name) or ("closed" if row.ends_case else THEN[row.cool_off])
            counts = "" if row.counts_attempt else "; counts as no attempt"
            lines.append(f"| {row.label('en')} | {codes_of} | {then}{counts} |")
    return "\n".join(lines)


def code_table() -> str:
    """Every problem code with what it says, from the catalogue."""
    lines = ["| code | severity | says | what to do |", "|---|---|---|---|"]
    for code in codes():
        variants = subject("problems")[code]
        for at, name in enumerate(variants):
            problem = Problem(1, 1, f"{code}.{name}")
            says, remedy = (raw(f"problems.{code}.{name}.{part}") for part in ("says", "remedy"))
            lines.append(f"| {code if at == 0 else ''} | {problem.severity} | {says} | {remedy} |")
    return "\n".join(lines)


def raw(word: str) -> str:
    """A sentence with its places as they stand in the catalogue."""
    first, *rest = word.split(".")
    entry: object = subject(first)
    for part in (*rest, "en"):
        entry = entry[part]  # type: ignore[index]
    text = entry["other"] if isinstance(entry, dict) else str(entry)
    return re.sub(r"\{(\w+)\}", r"‹\1›", text).replace("{{", "{").replace("}}", "}").replace("|", "\\|")


def with_parts(text: str) -> str:
    """The README with its generated parts as they should be."""
    for name, part in (
        ("keys", key_table()),
        ("codes", code_table()),
        ("faults", fault_table()),
        ("results", result_table()),
    ):
        text = re.sub(
            rf"(<!-- {name}: [^>]*-->\n).*?(<!-- /{name} -->)",
            lambda found, part=part: f"{found[1]}{part}\n{found[2]}",
            text,
            flags=re.DOTALL,
        )
    return text


if __name__ == "__main__":
    README.write_text(with_parts(README.read_text(encoding="utf-8")), encoding="utf-8")
