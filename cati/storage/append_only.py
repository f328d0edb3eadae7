"""Tables whose rows are never changed and never deleted: the engine itself refuses, whoever asks.

Events can be deleted only once their interview stands in `erasures`.
"""

from typing import Any

from sqlalchemy import DDL, MetaData, Table, event

_ddl: Any = DDL
"""SQLAlchemy gives it no types."""

_FUNCTION = """CREATE FUNCTION is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$"""
_UNTIL_ERASED = """CREATE FUNCTION is_append_only_until_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM erasures WHERE interview_id = OLD.interview_id) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$"""
_ON_SERVER = (
    (
        "CREATE TRIGGER %(table)s_no_change BEFORE UPDATE OR DELETE ON %(table)s "
        "FOR EACH ROW EXECUTE FUNCTION is_append_only()"
    ),
    (
        "CREATE TRIGGER %(table)s_no_truncate BEFORE TRUNCATE ON %(table)s "
        "FOR EACH STATEMENT EXECUTE FUNCTION is_append_only()"
    ),
)
_IN_FILE = tuple(
    f"CREATE TRIGGER %(table)s_no_{deed.lower()} BEFORE {deed} ON %(table)s "
    "BEGIN SELECT RAISE(ABORT, '%(table)s is append-only'); END"
    for deed in ("UPDATE", "DELETE")
)
_ERASED = "WHEN NOT EXISTS (SELECT 1 FROM erasures WHERE interview_id = OLD.interview_id) BEGIN"


def keep_append_only(metadata: MetaData, *tables: Table) -> None:
    """Make the triggers part of the tables, on both engines."""
    event.listen(metadata, "before_create", _ddl(_FUNCTION).execute_if(dialect="postgresql"))
    for table in tables:
        _add(table, _ON_SERVER, _IN_FILE)


def keep_until_erased(metadata: MetaData, table: Table) -> None:
    """The same for a table with an `interview_id`, whose rows may be deleted once that interview is erased."""
    event.listen(metadata, "before_create", _ddl(_UNTIL_ERASED).execute_if(dialect="postgresql"))
    change, truncate = _ON_SERVER
    no_update, no_delete = _IN_FILE
    on_server = (change.replace("is_append_only", "is_append_only_until_erased"), truncate)
    _add(table, on_server, (no_update, no_delete.replace("BEGIN", _ERASED)))


def _add(table: Table, on_server: tuple[str, ...], in_file: tuple[str, ...]) -> None:
    for dialect, triggers in (("postgresql", on_server), ("sqlite", in_file)):
        for trigger in triggers:
            event.listen(table, "after_create", _ddl(trigger).execute_if(dialect=dialect))
