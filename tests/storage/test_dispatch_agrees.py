"""What is claimed is what the specification says, on both engines, and finding it never walks over the sample."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import event, insert, update

from cati.sample.dispatch import PROMISED, QUEUES, Asker, Candidate, next_of, why_not
from cati.storage.cases import add_cases
from cati.storage.leases import ANYTHING, Terms, claim_next
from cati.storage.store import Store, open_store
from cati.storage.tables import CASES, SIGN_INS
from storage_fixtures import LEASE, NOON, at, new_case, on_file, on_server

NOW = int(NOON.timestamp())
STATES = ("firm", "soft", "resume", "callback", "fresh")
PEOPLE = ("an", "bo", "els")
LANGUAGES = ("nl", "fr", "en")


def any_case(chance: Random, number: int) -> Candidate:
    """A case in any state, held, reserved or refused to anybody or nobody."""
    queue = chance.choice([*QUEUES, None])
    return Candidate(
        case_id=number,
        state=chance.choice(["parked", "closed"]) if queue is None else STATES[queue],
        queue=queue,
        due_at=NOW + chance.choice([-2000, -900, -899, -60, 0, 7, 30]),
        shuffle=chance.randint(0, 3),
        lease_by=chance.choice([None, None, "els"]),
        lease_until=NOW + chance.choice([0, 0, 12]),
        reserved_for=chance.choice([None, None, *PEOPLE]),
        not_by=chance.choice([None, None, *PEOPLE]),
        language=chance.choice([None, *LANGUAGES]),
    )


def any_asker(chance: Random, second: int, here: set[str]) -> Asker:
    """Somebody who asks, in any languages, within or outside call hours."""
    code = chance.choice(PEOPLE)
    spoken = chance.choice([None, frozenset(chance.sample(LANGUAGES, chance.randint(1, 3)))])
    return Asker(code, NOW + second, spoken, chance.random() < 0.8, is_alone=not here - {code})


def store_them(store: Store, cases: list[Candidate]) -> None:
    add_cases(store, [new_case(case.case_id, language=case.language) for case in cases])
    with store.transaction() as connection:
        for case in cases:
            token = None if case.lease_by is None else f"t{case.case_id}"
            columns = {name: getattr(case, name) for name in Candidate.__dataclass_fields__ if name != "case_id"}
            connection.execute(update(CASES).where(CASES.c.id == case.case_id).values(**columns, lease_token=token))


def come_in(store: Store, people: set[str]) -> None:
    with store.transaction() as connection:
        for code in people:
            connection.execute(insert(SIGN_INS).values(interviewer=code, account="", at=NOON, last_seen_at=NOON))


def terms(asker: Asker) -> Terms:
    queues = QUEUES if asker.is_within_hours else PROMISED
    return Terms(asker.languages, queues, NOON - timedelta(hours=12))


@pytest.mark.parametrize("seed", range(30))
def test_what_is_claimed_is_what_the_specification_says(place: Path | str, seed: int):
    chance = Random(seed)  # noqa: S311
    cases = [any_case(chance, number) for number in range(1, 40)]
    here = set(chance.sample(PEOPLE, chance.randint(0, 3)))
    with open_store(place, create=True) as store:
        store_them(store, cases)
        come_in(store, here)
        for second in range(40):
            asker = any_asker(chance, second, here)
            claim = claim_next(store, asker.code, at(second), practice=False, lease_seconds=LEASE, terms=terms(asker))
            expected = next_of(cases, asker)
            assert (claim and claim.case_id) == (expected and expected.case_id)
            if expected:
                taken = replace(expected, lease_by=asker.code, lease_until=asker.now + LEASE)
                cases = [taken if case is expected else case for case in cases]


def test_the_specification_says_what_speaks_against_a_case():
    case = Candidate(1, "callback", 3, NOW + 60, 0, "els", NOW + 9, "bo", "an", "fr")
    asker = Asker("an", NOW, frozenset({"nl"}), is_within_hours=False)
    assert list(why_not(case, asker)) == ["held", "not_due", "outside_hours", "reserved", "refused_to", "language"]
    assert next(why_not(replace(case, state="closed", queue=None), asker)) == "closed"
    assert list(why_not(Candidate(1, "firm", 0, NOW, 0, reserved_for="an"), asker)) == []


# --- how it is found

WAYS = {"any language": ANYTHING, "two languages": Terms(frozenset({"nl", "fr"})), "evening": Terms(queues=PROMISED)}


def plan_of(store: Store, wanted: Terms, before: str = "") -> str:
    """How the engine runs the very statement of a claim."""
    said: list[tuple[str, object]] = []
    with store.transaction() as connection:
        engine = connection.engine

    def hear(_connection: object, _cursor: object, statement: str, values: object, *_more: object) -> None:
        said.append((statement, values))

    event.listen(engine, "before_cursor_execute", hear)
    claim_next(store, "an", NOON, practice=False, lease_seconds=LEASE, terms=wanted)
    event.remove(engine, "before_cursor_execute", hear)
    (statement, values), *_ = [each for each in said if each[0].startswith("UPDATE cases")]
    explain = "EXPLAIN QUERY PLAN " if store.engine_name == "sqlite" else "EXPLAIN "
    with store.transaction() as connection:
        if before:
            connection.exec_driver_sql(before)
        return "\n".join(str(row) for row in connection.exec_driver_sql(explain + statement, values))


@on_file
@pytest.mark.parametrize("wanted", WAYS.values(), ids=WAYS)
def test_a_claim_reads_the_dispatch_indexes_and_never_the_whole_sample(store: Store, wanted: Terms):
    plan = plan_of(store, wanted)
    assert "SCAN cases" not in plan
    assert "case_dispatch" in plan
    assert "due_at<?" in plan
    if wanted.languages is not None:
        assert "practice=? AND language=? AND queue=? AND due_at<?" in plan


@on_server
@pytest.mark.parametrize("wanted", WAYS.values(), ids=WAYS)
def test_a_claim_on_a_server_reads_the_dispatch_indexes_too(store: Store, wanted: Terms):
    plan = plan_of(store, wanted, "SET LOCAL enable_seqscan = off")
    assert "Index Scan using case_dispatch" in plan
    assert "Seq Scan on cases" not in plan
