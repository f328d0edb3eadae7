"""Made-up instruments of any length, in sections with a filter each, and free of problems."""

from random import Random

YES_NO = "options: [{code: 1, name: yes, label: Ja}, {code: 2, name: no, label: Nee}]"
FEW = "options: [{code: 1, name: a, label: A}, {code: 2, name: b, label: B}, {code: 3, name: c, label: C}]"
SECTION = 15


def grown(count: int, seed: int = 1) -> str:
    """The text of an instrument of about so many questions."""
    random, lines = Random(seed), ["study: {languages: [nl]}", "questions:"]  # noqa: S311 - chance that can be repeated
    for first in range(0, count, SECTION):
        lines.append(f"  - {{id: Q{first}, type: single, text: T, {YES_NO}}}")
        kinds = {first: "filter"}
        for place in range(first + 1, min(first + SECTION, count)):
            kinds[place] = random.choice(["single", "single", "number", "multi"])
            lines.append(f"  - {{id: Q{place}, {question(kinds, place, random)}}}")
    lines.append("  - {id: Z, type: end, disposition: complete, text: Z}")
    return "\n".join(lines) + "\n"


def question(kinds: dict[int, str], place: int, random: Random) -> str:
    """One question; two in three rest on one that stands above it in its section."""
    body = "type: number, min: 0, max: 500" if kinds[place] == "number" else f"type: {kinds[place]}, {FEW}"
    if random.random() < 1 / 3:
        return f"{body}, text: T"
    source = random.choice([at for at in kinds if at != place])
    return f'{body}, text: T, ask_if: "{condition(kinds[source], source, random)}"'


def condition(kind: str, source: int, random: Random) -> str:
    """A condition on one question."""
    match kind:
        case "filter":
            return f"Q{source} == yes"
        case "number":
            return f"Q{source} >= {random.randint(1, 499)}"
        case "multi":
            return random.choice([f"a in Q{source}", f"count(Q{source}) >= 2", f"any_in(Q{source}, {{a, b}})"])
        case _:
            return random.choice([f"Q{source} == a", f"Q{source} in {{a, b}}", f"Q{source} == refused"])
