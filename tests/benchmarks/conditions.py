"""Every condition of a questionnaire, each true or false: our closures against Python's code objects and a peer.

The peer, simpleeval, reads conditions as Python does; it is skipped, and says so, where it is not installed.
"""

import re
from importlib.util import find_spec
from types import CodeType

from benchmarks.contest import Figure, Step, contest
from benchmarks.instrument import OPTIONS, questionnaire
from cati.questionnaire.answer import Answers, Choice, Quantity
from cati.questionnaire.conditions.closures import Reading, Test
from cati.questionnaire.loader import load
from cati.questionnaire.model import NumberQuestion, Questionnaire
from cati.questionnaire.path import path
from cati.questionnaire.routing import routing
from cati.questionnaire.steps import steps

SIZES = (300, 3000)
FEWEST = 5
AIMS = {"cati, closures": "<= 1/5 of simpleeval"}
NAME = re.compile(rf"\b({'|'.join(OPTIONS)})\b")


def run(rounds: int) -> list[Figure]:
    """All conditions of a made-up questionnaire on one interview, in every size."""
    return [figure for size in SIZES for figure in sized(size, max(1, rounds * 30 // size))]


def sized(size: int, rounds: int) -> list[Figure]:
    """One size; whoever does not say what we say is not timed."""
    instrument = load(questionnaire(size)).questionnaire
    if instrument is None:
        raise ValueError("the made-up questionnaire has errors")
    reading = path(instrument, {}, answers_to(instrument)).reading
    tests = [guard for route in routing(instrument).routes.values() for guard in route.guards]
    written = [NAME.sub(r"'\1'", step.item.ask_if) for step in steps(instrument) if step.item.ask_if is not None]
    names = names_of(instrument, reading)
    ways: dict[str, Step] = {
        "Python code objects (limit)": by_code([compile(text, "condition", "eval") for text in written], names),
        "cati, closures": by_closures(tests, reading),
    }
    if find_spec("simpleeval") is not None:
        ways |= {"simpleeval": by_peer(written, names), "simpleeval, parsed before": by_peer_parsed(written, names)}
    said = {name: way(0) for name, way in ways.items()}
    agreed = {name: way for name, way in ways.items() if said[name] == said["cati, closures"]}
    title = f"{len(written)} conditions, {size} questions"
    skipped = {*ways, "simpleeval"} - set(agreed)
    return [
        *contest(title, agreed, max(FEWEST, rounds), AIMS),
        *(Figure(title, f"{name}: skipped, not installed or not agreed", 0.0, 0.0, 0.0, 0) for name in sorted(skipped)),
    ]


def answers_to(instrument: Questionnaire) -> Answers:
    """An answer to every question, asked or not."""
    found: Answers = {}
    for at, step in enumerate(steps(instrument)):
        item = step.item
        number = isinstance(item, NumberQuestion)
        found[step.item.id] = Quantity(value=at % 500) if number else Choice(option=OPTIONS[at % 3])  # type: ignore[index]
    return found


def names_of(instrument: Questionnaire, reading: Reading) -> dict[str, object]:
    """The same interview for those who know no "not asked": a value that makes every comparison false."""
    return {
        step.item.id: reading.values.get(step.item.id, -1 if isinstance(step.item, NumberQuestion) else "")  # type: ignore[call-overload]
        for step in steps(instrument)
    }


def by_closures(tests: list[Test], reading: Reading) -> Step:
    """Ours."""
    return lambda _: [test(reading) for test in tests]


def by_code(codes: list[CodeType], names: dict[str, object]) -> Step:
    """Python itself, which would run anything."""
    return lambda _: [eval(code, {}, names) for code in codes]  # noqa: S307 - our own made-up conditions


def by_peer(written: list[str], names: dict[str, object]) -> Step:
    """As it is called in its own guide."""
    from simpleeval import SimpleEval  # noqa: PLC0415 - optional

    peer = SimpleEval(names=names)
    return lambda _: [peer.eval(text) for text in written]


def by_peer_parsed(written: list[str], names: dict[str, object]) -> Step:
    """Parsed once, as ours are."""
    from simpleeval import SimpleEval  # noqa: PLC0415 - optional

    peer = SimpleEval(names=names)
    parsed = [(text, peer.parse(text)) for text in written]
    return lambda _: [peer.eval(text, previously_parsed=tree) for text, tree in parsed]
