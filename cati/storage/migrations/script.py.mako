"""${message}."""

from alembic import op

revision = "${up_revision}"
down_revision = "${down_revision}"


def upgrade() -> None:
    """From schema ${down_revision} to schema ${up_revision}, on both engines."""
