"""Interviews of robots, by a seed: whole ones, and some that broke off."""

from collections.abc import Iterator
from random import Random

from exported import taken

from cati.export.interview import Interviewed, Version
from cati.interview.robot import Robot
from cati.interview.simulation import any_sample


def simulated(version: Version, count: int, seed: int) -> Iterator[Interviewed]:
    """So many interviews; each third lost its last answers."""
    for number in range(count):
        chance = Random(f"{seed}:{number}")  # noqa: S311 - to be repeated, not to be secret
        sample = any_sample(chance, version.questionnaire)
        answers = dict(Robot(version.questionnaire, chance, sample).converse().state.answers)
        if broke := number % 3 == 0:
            answers = dict(list(answers.items())[: chance.randint(0, len(answers))])
        outcome, aapor = ("partial", "1.2") if broke else ("complete", "1.1")
        yield taken(version, answers, number, sample=sample, outcome=outcome, aapor=aapor)
