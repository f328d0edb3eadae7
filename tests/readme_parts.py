"""The parts of the README that are made from the program; `python tests/readme_parts.py` writes them."""

import re
from pathlib import Path

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
    for name, part in (("keys", key_table()), ("codes", code_table()), ("faults", fault_table())):
        text = re.sub(
            rf"(<!-- {name}: [^>]*-->\n).*?(<!-- /{name} -->)",
            lambda found, part=part: f"{found[1]}{part}\n{found[2]}",
            text,
            flags=re.DOTALL,
        )
    return text


if __name__ == "__main__":
    README.write_text(with_parts(README.read_text(encoding="utf-8")), encoding="utf-8")
