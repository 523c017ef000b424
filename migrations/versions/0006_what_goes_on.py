"""What goes on from plan to plan: links between tasks, and what was carried over

Revision 0006, after 0005, 2026-11-26.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('confirmed', 'rejected')", name=op.f("ck_link_state")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_link_action_id_action")),
        sa.ForeignKeyConstraint(["earlier_id"], ["task.id"], name=op.f("fk_link_earlier_id_task")),
        sa.ForeignKeyConstraint(["replaces_id"], ["link.id"], name=op.f("fk_link_replaces_id_link")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_link_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
    )
    op.create_index(op.f("ix_link_action_id"), "link", ["action_id"], unique=False)
    op.create_index(op.f("ix_link_earlier_id"), "link", ["earlier_id"], unique=False)
    op.create_index(op.f("ix_link_task_id"), "link", ["task_id"], unique=False)
    op.create_table(
        "carry",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_carry_action_id_action")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_carry_department_id_department")),
        sa.ForeignKeyConstraint(["replaces_id"], ["carry.id"], name=op.f("fk_carry_replaces_id_carry")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_carry_task_id_task")),
        sa.ForeignKeyConstraint(["to_id"], ["task.id"], name=op.f("fk_carry_to_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carry")),
    )
    op.create_index(op.f("ix_carry_action_id"), "carry", ["action_id"], unique=False)
    op.create_index(op.f("ix_carry_task_id"), "carry", ["task_id"], unique=False)
    op.create_index(op.f("ix_carry_to_id"), "carry", ["to_id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("a ledger goes forward only; the backup made before an upgrade is the way back")
