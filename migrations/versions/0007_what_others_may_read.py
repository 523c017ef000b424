"""What others may read: views of what holds today

Revision 0007, after 0006, 2026-11-26.
"""

from alembic import op

from egovtrack.shape import views

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in views(is_postgresql=op.get_bind().dialect.name == "postgresql").values():
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    raise NotImplementedError("a ledger goes forward only; the backup made before an upgrade is the way back")
