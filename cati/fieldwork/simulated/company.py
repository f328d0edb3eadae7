"""How invented companies respond: every assumption is a number here, and is printed with what comes of it."""

from dataclasses import dataclass, field
from random import Random
from typing import Literal

Mood = Literal["willing", "later", "soft", "hard"]
Answered = Literal["dead", "nobody", "door", "respondent"]


@dataclass(frozen=True)
class Model:
    """Shares (0 to 1) of companies or of calls, and how long things take in seconds."""

    reached_at_best: float = 0.32
    """of calls in the day part that suits a company best"""
    reached_else: float = 0.14
    reached_by_appointment: float = 0.70
    dead_numbers: float = 0.07
    second_numbers: float = 0.60
    ineligible: float = 0.05
    at_the_door: float = 0.25
    """of calls that reach somebody: it is not the respondent"""
    hard: float = 0.08
    soft: float = 0.22
    later: float = 0.20
    converted: float = 0.25
    """of soft refusals called back"""
    firm: float = 0.60
    """of appointments"""
    in_person: float = 0.50
    """of appointments: the interviewer promises to call in person"""
    best_time: float = 0.30
    """of those at the door: they name a better time"""
    hangs_up: float = 0.03
    """of interviews: they are suspended in the middle"""
    other_language: float = 0.01
    ring: int = 35
    refusal: int = 70
    appointment: int = 100
    question: int = 25
    between: int = 20


MODEL = Model()


@dataclass
class Company:
    """One company; the same seed makes the same one, whenever and by whomever it is called."""

    chance: Random
    parts: tuple[str, ...]
    model: Model = MODEL
    best_part: str = field(init=False)
    mood: Mood = field(init=False)
    is_eligible: bool = field(init=False)
    dead: set[int] = field(default_factory=set)
    refused: bool = False

    def __post_init__(self) -> None:
        """Draw what stays the same."""
        self.best_part = self.chance.choice(self.parts) if self.parts else ""
        self.is_eligible = self.chance.random() >= self.model.ineligible
        self.mood = self.drawn_mood()
        self.dead = {at for at in (1, 2) if self.chance.random() < self.model.dead_numbers}

    def drawn_mood(self) -> Mood:
        """How it takes being asked."""
        drawn, model = self.chance.random(), self.model
        if drawn < model.hard:
            return "hard"
        if drawn < model.hard + model.soft:
            return "soft"
        return "later" if drawn < model.hard + model.soft + model.later else "willing"

    def answers(self, number: int, part: str, *, promised: bool) -> Answered:
        """Who is there when a number rings in a day part."""
        if number in self.dead:
            return "dead"
        best = self.model.reached_at_best if part == self.best_part else self.model.reached_else
        if self.chance.random() >= (self.model.reached_by_appointment if promised else best):
            return "nobody"
        return "door" if not promised and self.chance.random() < self.model.at_the_door else "respondent"

    def asked(self) -> Mood:
        """What the respondent says to an interview; who refused softly is asked once more."""
        mood = self.mood
        if mood == "later":
            self.mood = "willing"
        elif mood == "soft" and not self.refused:
            self.refused = True
            self.mood = "willing" if self.chance.random() < self.model.converted else "soft"
        return mood
