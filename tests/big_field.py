"""A study in mid-field, as large as wanted: cases with ten attempts each and their history, made as rows."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from cati.questionnaire.dispositions import dispositions
from cati.storage.column_types import utc_text
from cati.storage.store import Store, open_store
from made_calls import code_of

ATTEMPTS = 10
BEGAN = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
DAYS, SECONDS_A_DAY = 60, 8 * 3600
INTERVIEWERS = 8
EVERY_DAY = (
    "no_answer", "no_answer", "no_answer", "busy", "machine_unknown", "machine_company", "not_available",
    "not_available", "appointment", "soft_refusal",
)  # fmt: skip
SIZES = ("micro", "small", "medium", "large")
LAST = ("complete", "hard_refusal", "ceased", "partial", "no_answer", "not_available", "appointment", "busy")

_ATTEMPT = "INSERT INTO call_attempts VALUES (?, ?, ?, ?, ?, ?, ?)"
_HISTORY = "INSERT INTO case_history (case_id, at, state, code, because) VALUES (?, ?, ?, ?, ?)"
_CASE = (
    "INSERT INTO cases (id, case_key, practice, sample, state, current_code, queue, due_at, shuffle, attempt_count, "
    "lease_at, lease_until) VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, 0, 0)"
)


def big_field(file: Path, cases: int) -> Store:
    """A database of that many cases; the same number gives the same rows."""
    store = open_store(file, create=True)
    with store.transaction() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        for at in range(INTERVIEWERS):
            raw.execute(
                "INSERT INTO interviewers (code, name, added_at) VALUES (?, ?, 'x')", (f"i{at}", f"Voorbeeld {at}")
            )
        rows = made(cases, Random(cases))  # noqa: S311 - made-up rows
        for case, attempts, history in rows:
            raw.execute(_CASE, case)
            raw.executemany(_ATTEMPT, attempts)
            raw.executemany(_HISTORY, history)
    return store


def made(cases: int, chance: Random) -> Iterator[tuple[tuple[object, ...], list[object], list[object]]]:
    """Each case as rows: itself, its attempts, its history."""
    for case in range(1, cases + 1):
        results = [*chance.choices(EVERY_DAY, k=ATTEMPTS - 1), chance.choice(LAST)]
        moments = sorted(chance.randrange(DAYS * SECONDS_A_DAY) for _ in results)
        attempts: list[object] = []
        history: list[object] = []
        state, code = "fresh", "3.11"
        for number, (result, second) in enumerate(zip(results, moments, strict=True), 1):
            at = BEGAN + timedelta(days=second // SECONDS_A_DAY, seconds=second % SECONDS_A_DAY)
            ended = utc_text(at + timedelta(seconds=chance.randrange(20, 600)))
            state = "closed" if dispositions()[result].ends_case else "callback"
            code = code_of(results[:number])
            attempts.append(
                (
                    case * ATTEMPTS + number,
                    case,
                    number,
                    f"i{chance.randrange(INTERVIEWERS)}",
                    utc_text(at),
                    ended,
                    result,
                )
            )
            history.append((case, ended, state, code, result))
        queue = None if state == "closed" else 3
        sample = f'{{"company_name":"Voorbeeld {case} NV","size_class":"{chance.choice(SIZES)}"}}'
        due_at = int(BEGAN.timestamp()) + chance.randrange(90 * 86400)
        yield (case, f"c{case:06}", sample, state, code, queue, due_at, case, ATTEMPTS), attempts, history
