"""Tables whose rows are never changed and never deleted: the engine itself refuses, whoever asks."""

from typing import Any

from sqlalchemy import DDL, MetaData, Table, event

_ddl: Any = DDL
"""SQLAlchemy gives it no types."""

_FUNCTION = """CREATE FUNCTION is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
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


def keep_append_only(metadata: MetaData, *tables: Table) -> None:
    """Make the triggers part of the tables, on both engines."""
    event.listen(metadata, "before_create", _ddl(_FUNCTION).execute_if(dialect="postgresql"))
    for table in tables:
        for dialect, triggers in (("postgresql", _ON_SERVER), ("sqlite", _IN_FILE)):
            for trigger in triggers:
                event.listen(table, "after_create", _ddl(trigger).execute_if(dialect=dialect))
