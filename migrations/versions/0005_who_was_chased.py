"""Who was chased: the level of a request, what for, and what was promised

Revision 0005, after 0004, 2026-11-26.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("request", sa.Column("level", sa.String(length=20), nullable=True))
    op.add_column("request", sa.Column("reply_by", sa.Date(), nullable=True))
    op.add_column("request_item", sa.Column("cause", sa.String(length=20), nullable=True))
    op.add_column("request_item", sa.Column("since", sa.Date(), nullable=True))
    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_call_action_id_action")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_call_department_id_department")),
        sa.ForeignKeyConstraint(["replaces_id"], ["call.id"], name=op.f("fk_call_replaces_id_call")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_call_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
    )
    op.create_index(op.f("ix_call_action_id"), "call", ["action_id"], unique=False)
    op.create_index(op.f("ix_call_department_id"), "call", ["department_id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("a ledger goes forward only; the backup made before an upgrade is the way back")
