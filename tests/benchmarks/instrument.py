"""Made-up questionnaires of any size, in three languages, with conditions over what stands above them."""

from random import Random

LANGUAGES = ("nl", "fr", "en")
HEAD = "study: {languages: [nl, fr, en]}\nquestions:\n"
OPTIONS = ("yes", "no", "perhaps")


def questionnaire(size: int, seed: int = 1) -> bytes:
    """A questionnaire of so many questions; two in three have a condition on an earlier one."""
    chance = Random(seed)  # noqa: S311 - a test instrument
    return (HEAD + "".join(question(at, chance) for at in range(size)) + end()).encode()


def question(at: int, chance: Random) -> str:
    """One question: every fifth a number, the others closed."""
    lines = [f"  - id: Q{at}", f"    type: {'number' if at % 5 == 4 else 'single'}"]
    if at and chance.random() < 0.65:
        lines.append(f"    ask_if: {condition(at, chance)}")
    lines.append("    text:")
    lines += [
        f"      {language}: Vraag nummer {at} van dit verzonnen onderzoek, wat denkt u daarvan ({language})?"
        for language in LANGUAGES
    ]
    if at % 5 == 4:
        lines += ["    min: 0", "    max: 500"]
    else:
        lines.append("    options:")
        for code, name in enumerate(OPTIONS, 1):
            labels = ", ".join(f"{language}: {name} {language}" for language in LANGUAGES)
            lines.append(f"      - {{code: {code}, name: {name}, label: {{{labels}}}}}")
    return "\n".join(lines) + "\n"


def condition(at: int, chance: Random) -> str:
    """A condition on one or two of the ten questions before."""
    tests = []
    for _ in range(chance.choice((1, 1, 2))):
        source = chance.randrange(max(0, at - 10), at)
        if source % 5 == 4:
            tests.append(f"Q{source} >= {chance.randrange(1, 400)}")
        else:
            tests.append(f"Q{source} == {chance.choice(OPTIONS)}")
    return chance.choice((" or ", " or ")).join(tests)


def end() -> str:
    """The end of every route."""
    texts = ", ".join(f"{language}: Dank u ({language})." for language in LANGUAGES)
    return f"  - {{id: Z, type: end, disposition: complete, text: {{{texts}}}}}\n"
