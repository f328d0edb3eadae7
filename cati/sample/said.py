"""What was said at a result of a call besides the result itself, as one line of text that can be read back. Pure."""

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self, get_args

By = Literal["respondent", "other"]
Reason = Literal["no_time", "no_interest", "no_surveys", "elsewhere", "distrust", "other"]
BY: tuple[By, ...] = get_args(By)
REASONS: tuple[Reason, ...] = get_args(Reason)
"""Why somebody refuses, in the order of their keys, 1 to 6."""


@dataclass(frozen=True)
class Said:
    """Who gave the result, why, which language they speak, and in which words; what was not asked is empty."""

    by: By | Literal[""] = ""
    reason: Reason | Literal[""] = ""
    language: str = ""
    words: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything to keep."""
        return any(asdict(self).values())

    def text(self) -> str:
        """As it is kept."""
        return json.dumps({name: value for name, value in asdict(self).items() if value}, ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> Self:
        """What was kept; a text of another make is words."""
        try:
            found: Any = json.loads(text)
            return cls(**found)
        except (ValueError, TypeError):
            return cls(words=text)


NOTHING = Said()
"""Nothing was asked with the result."""
