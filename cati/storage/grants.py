"""Who may do what on a server, as SQL: two roles with the least rights that their work needs.

The owner of the database makes and upgrades its schema; nobody calls as the owner.
"""

from sqlalchemy import Table

from cati.storage.schema import VERSION_TABLE
from cati.storage.tables import (
    APPOINTMENTS,
    ATTEMPTS,
    AUDIT,
    CASE_CELLS,
    CASE_HISTORY,
    CASES,
    CONTACT_ANSWERS,
    CONTACTS,
    DIALS,
    DO_NOT_CALL,
    ERASURES,
    EVENTS,
    INTERVIEWERS,
    INTERVIEWS,
    NOTES,
    PHONES,
    QUOTA_CELLS,
    REVIEW_MARKS,
    SETTINGS,
    SIGN_INS,
    VERSIONS,
)

INTERVIEWER, SUPERVISOR = "cati_interviewer", "cati_supervisor"
_DISPATCH = "state, current_code, queue, due_at, reserved_for, attempt_count, parked_because, not_by, language"
_LEASE = "lease_by, lease_at, lease_until, lease_token"
_CONVERSATION = "version_id, language, state, disposition, answers, last_sequence, last_digest, ended_at, over_quota"

_INTERVIEWER: dict[Table, list[str]] = {
    SETTINGS: [],
    INTERVIEWERS: ["INSERT", "UPDATE (name, keyboard)"],
    SIGN_INS: ["INSERT", "UPDATE (last_seen_at)"],
    VERSIONS: ["INSERT"],
    CASES: [f"UPDATE ({_DISPATCH}, {_LEASE})"],
    CASE_HISTORY: ["INSERT"],
    DO_NOT_CALL: ["INSERT"],
    PHONES: ["INSERT", "UPDATE (state)"],
    CONTACTS: [],
    NOTES: ["INSERT", "UPDATE (seen_at, seen_by)"],
    ATTEMPTS: ["INSERT", "UPDATE (ended_at, disposition)"],
    DIALS: ["INSERT", "UPDATE (ended_at, result)"],
    INTERVIEWS: ["INSERT", f"UPDATE ({_CONVERSATION})"],
    EVENTS: ["INSERT"],
    CONTACT_ANSWERS: ["INSERT"],
    APPOINTMENTS: ["INSERT", "UPDATE (kept_at, cancelled_at)"],
    QUOTA_CELLS: ["INSERT", "UPDATE (closed_at, closed_by)"],
    CASE_CELLS: ["INSERT", "UPDATE (cell)"],
    AUDIT: ["INSERT"],
}
"""What an interviewer may do beside reading: add what is said, move the case in hand; import and delete nothing."""
_SUPERVISOR: dict[Table, list[str]] = {
    SETTINGS: ["INSERT", "UPDATE (value)"],
    CASES: ["INSERT", "UPDATE"],
    DO_NOT_CALL: ["DELETE"],
    PHONES: ["UPDATE", "DELETE"],
    CONTACTS: ["INSERT", "UPDATE", "DELETE"],
    NOTES: ["DELETE"],
    EVENTS: ["DELETE"],
    CONTACT_ANSWERS: ["DELETE"],
    QUOTA_CELLS: ["UPDATE"],
    REVIEW_MARKS: ["SELECT", "INSERT"],
    ERASURES: ["SELECT", "INSERT"],
    INTERVIEWERS: ["UPDATE"],
    APPOINTMENTS: ["UPDATE"],
}
"""What a supervisor may do beside what an interviewer may: import a sample, settle what the study
has settled, erase (which the engine lets nobody do to events without an erasure that says so)."""


def grants() -> list[str]:
    """The statements that make both roles and give them their rights; running them again changes nothing."""
    lines = [line for role in (INTERVIEWER, SUPERVISOR) for line in _fresh(role)]
    for table, rights in _INTERVIEWER.items():
        lines.append(f"GRANT {', '.join(['SELECT', *rights])} ON {table.name} TO {INTERVIEWER}, {SUPERVISOR};")
    for table, rights in _SUPERVISOR.items():
        lines.append(f"GRANT {', '.join(rights)} ON {table.name} TO {SUPERVISOR};")
    lines.append(f"GRANT SELECT ON {VERSION_TABLE} TO {INTERVIEWER}, {SUPERVISOR};")
    return ["BEGIN;", "REVOKE CREATE ON SCHEMA public FROM PUBLIC;", *lines, "COMMIT;"]


def _fresh(role: str) -> list[str]:
    """A role without any right, whether or not it is there already."""
    return [
        f"DO $$ BEGIN CREATE ROLE {role} NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role};",
        f"GRANT USAGE ON SCHEMA public TO {role};",
    ]
