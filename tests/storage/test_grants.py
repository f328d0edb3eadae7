"""The two roles on a server: each can do its work, and what is not its work is refused by the server itself."""

import pytest
from test_finishing import LATER, NOBODY

from cati.cli.commands import main
from cati.errors import NotAllowedError
from cati.storage.attempts import finish_attempt, start_attempt
from cati.storage.cases import add_cases
from cati.storage.interviewers import Interviewer, add_interviewer
from cati.storage.interviews import finish, resume
from cati.storage.leases import claim_case
from cati.storage.settings import settle
from cati.storage.store import Store, open_store
from cati.storage.stored_interviews import interviews_for_export
from cati.storage.verify import verify
from postgresql_server import Server
from storage_fixtures import (
    COMPLETE,
    LEASE,
    NOON,
    PERSONAL,
    Conversation,
    at,
    begun,
    claimed,
    ended,
    fold,
    new_case,
    on_server,
    resumed,
    words,
)

pytestmark = on_server
INTERVIEWER, SUPERVISOR = "an_the_interviewer", "bo_the_supervisor"


@pytest.fixture
def granted(store: Store, server: Server, capsys: pytest.CaptureFixture[str]) -> Store:
    """The store as its owner has it, with the printed SQL run twice, and a person in each role."""
    with pytest.raises(SystemExit):
        main(["db", "grants"])
    printed = capsys.readouterr().out
    with server.connection("suite") as connection:
        connection.execute(printed)
        connection.execute(printed)
        for person, role in ((INTERVIEWER, "cati_interviewer"), (SUPERVISOR, "cati_supervisor")):
            connection.execute(
                f"DO $$ BEGIN CREATE ROLE {person} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$; "
                f"GRANT {role} TO {person}"
            )
    return store


def opened_as(person: str, server: Server) -> Store:
    return open_store(server.url("suite", person), create=True)


@pytest.mark.usefixtures("granted")
@pytest.mark.parametrize("person", [INTERVIEWER, SUPERVISOR])
def test_a_whole_call_can_be_made_by_either(server: Server, person: str):
    with opened_as(person, server) as store:
        add_interviewer(store, Interviewer("I01", "An"), NOON)
        add_interviewer(store, Interviewer("I01", "An Peeters"), NOON)
        talk = Conversation(store, begun(store), personal=PERSONAL)
        talk.answer(("V1", "yes"), ("EMAIL", words("an@example.be")))
        claim = claim_case(store, talk.hold.claim.case_id, "I01", at(30), lease_seconds=LEASE)
        hold = resume(store, claim, talk.hold.interview_id, resumed(30))
        finish(store, hold, hold.last_sequence + 1, ended(60), talk.answers, PERSONAL, outcome=COMPLETE)
        other = claimed(store, seconds=61)
        finish_attempt(store, other, start_attempt(store, other, at(61)), at(62), LATER)
        again = claim_case(store, other.case_id, "I01", at(63), lease_seconds=LEASE)
        finish_attempt(store, again, start_attempt(store, again, at(63)), at(64), NOBODY)
        assert len(list(interviews_for_export(store, practice=False))) == 1
        assert verify(store, fold) == []


REFUSED_TO_BOTH = [
    "UPDATE interview_events SET kind = 'other'",
    "TRUNCATE interview_events",
    "UPDATE questionnaire_versions SET source = ''",
    "DELETE FROM cases",
    "DELETE FROM interviews",
    "DELETE FROM call_attempts",
    "UPDATE call_attempts SET interviewer = 'I02'",
    "UPDATE audit SET actor = ''",
    "DELETE FROM audit",
    "UPDATE case_history SET code = '1.1'",
    "DELETE FROM case_history",
    "UPDATE interviews SET case_id = 2",
    "UPDATE alembic_version SET version_num = '0'",
    "ALTER TABLE interview_events DISABLE TRIGGER ALL",
    "DROP TRIGGER interview_events_no_change ON interview_events",
    "SET session_replication_role = replica",
    "CREATE TABLE mine (id int)",
]
REFUSED_TO_INTERVIEWERS = [
    "DELETE FROM interview_events",
    "DELETE FROM contact_answers",
    "DELETE FROM do_not_call",
    "UPDATE quota_cells SET target = 0",
    "INSERT INTO erasures (case_id, at, actor, reason) VALUES (1, 'x', 'x', '')",
    "INSERT INTO contacts VALUES (1, '', '', '', '', NULL)",
    "UPDATE contacts SET name = ''",
    "UPDATE cases SET sample = '{}'",
    "UPDATE cases SET case_key = 'x'",
    "INSERT INTO cases SELECT * FROM cases",
    "UPDATE phone_numbers SET e164 = '+1'",
    "INSERT INTO settings VALUES ('a', '1')",
    "UPDATE appointments SET due_at = 0",
]


@pytest.mark.usefixtures("granted")
@pytest.mark.parametrize(
    ("person", "deed"),
    [
        *((INTERVIEWER, deed) for deed in REFUSED_TO_BOTH + REFUSED_TO_INTERVIEWERS),
        *((SUPERVISOR, deed) for deed in REFUSED_TO_BOTH),
    ],
)
def test_what_is_not_ones_work_is_refused_by_the_server(server: Server, person: str, deed: str):
    with opened_as(person, server) as store:
        with pytest.raises(NotAllowedError) as refused, store.transaction() as connection:
            connection.exec_driver_sql(deed)
        assert refused.value.word == "storage.not_allowed"


@pytest.mark.usefixtures("granted")
def test_an_import_and_the_studys_own_facts_are_a_supervisors(server: Server):
    with opened_as(INTERVIEWER, server) as store:
        assert add_cases(store, [new_case(1)]) == 0
        with pytest.raises(NotAllowedError):
            add_cases(store, [new_case(9)])
        with pytest.raises(NotAllowedError):
            settle(store, "salt", "a")
    with opened_as(SUPERVISOR, server) as store:
        assert add_cases(store, [new_case(9)]) == 1
        assert settle(store, "salt", "a") == "a"


@pytest.mark.usefixtures("granted")
def test_who_has_no_role_reads_nothing(server: Server):
    with server.connection() as connection:
        connection.execute("DO $$ BEGIN CREATE ROLE nobody LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    with pytest.raises(NotAllowedError):
        opened_as("nobody", server)
