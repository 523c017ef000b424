"""Views that PostgreSQL plans well

Revision 0008, after 0007, 2026-11-27.
"""

from alembic import op

from egovtrack.shape import views

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":  # SQLite's are the same as before
        for statement in views(is_postgresql=True).values():
            # Not dropped: a report tool's role keeps its right to read them, and views made upon them stay.
            connection.exec_driver_sql(statement.replace("CREATE VIEW", "CREATE OR REPLACE VIEW", 1))


def downgrade() -> None:
    raise NotImplementedError("a ledger goes forward only; the backup made before an upgrade is the way back")
