"""An older database on a server brought to this schema: by one at a time, in one transaction, when nobody calls."""

from sqlalchemy import URL

from cati.errors import NotSavedError, OlderSchemaError
from cati.storage import schema_version
from cati.storage.database_url import redacted
from cati.storage.migrating import alone_on_server, upgrade
from cati.storage.postgresql_store import PostgresqlStore
from cati.storage.schema import is_older, schema_of


def upgrade_server(url: URL) -> None:
    """Upgrade a server's database, or make the schema in an empty one.

    Raises `OlderSchemaError` if others use it; nothing is changed then.
    """
    with PostgresqlStore(url) as store:
        with store.reading() as connection:
            theirs = schema_of(connection, redacted(url)) or 0
        try:
            with store.transaction() as connection:
                alone_on_server(connection)
                found = schema_of(connection, redacted(url))  # another may have been first
                if found is None or is_older(found):
                    upgrade(connection)
        except NotSavedError as busy:
            ours = schema_version.SCHEMA
            raise OlderSchemaError("storage.older_schema_in_use", theirs=theirs, ours=ours) from busy
