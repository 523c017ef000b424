"""What the office adds: who did what and undid it, who is meant, who leads, until when, and under which leader

Revision 0002, after 0001, 2026-11-23.
"""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("origin", sa.String(length=200), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("digests", sa.Text(), nullable=True),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["undoes_id"], ["action.id"], name=op.f("fk_action_undoes_id_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sa.UniqueConstraint("hash", name=op.f("uq_action_hash")),
    )
    op.create_index("uq_action_undoes_id", "action", ["undoes_id"], unique=True)

    op.create_table(
        "ledger",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
    )
    op.create_table(
        "division",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_division_action_id_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_division")),
    )
    op.create_table(
        "leader",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("post", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["division_id"], ["division.id"], name=op.f("fk_leader_division_id_division")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leader")),
        sa.UniqueConstraint("division_id", "name", name=op.f("uq_leader_division_id_name")),
        sa.UniqueConstraint("division_id", "position", name=op.f("uq_leader_division_id_position")),
    )
    op.create_table(
        "portfolio",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "relation IN ('leads', 'in_charge', 'holds', 'helps', 'contact')", name=op.f("ck_portfolio_relation")
        ),
        sa.ForeignKeyConstraint(["leader_id"], ["leader.id"], name=op.f("fk_portfolio_leader_id_leader")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolio")),
        sa.UniqueConstraint("leader_id", "position", name=op.f("uq_portfolio_leader_id_position")),
    )
    op.create_table(
        "portfolio_department",
        sa.Column("portfolio_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_portfolio_department_department_id_department")
        ),
        sa.ForeignKeyConstraint(
            ["portfolio_id"], ["portfolio.id"], name=op.f("fk_portfolio_department_portfolio_id_portfolio")
        ),
        sa.PrimaryKeyConstraint("portfolio_id", "department_id", name=op.f("pk_portfolio_department")),
    )
    op.create_table(
        "assigned_lead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_assigned_lead_action_id_action")),
        sa.ForeignKeyConstraint(["clause_id"], ["clause.id"], name=op.f("fk_assigned_lead_clause_id_clause")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_assigned_lead_department_id_department")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assigned_lead")),
    )
    op.create_index("ix_assigned_lead_latest", "assigned_lead", ["clause_id", "as_of", "id"], unique=False)

    op.create_table(
        "designation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.Integer(), nullable=False),
        sa.Column("collective_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("member", sa.Boolean(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_designation_action_id_action")),
        sa.ForeignKeyConstraint(["clause_id"], ["clause.id"], name=op.f("fk_designation_clause_id_clause")),
        sa.ForeignKeyConstraint(
            ["collective_id"], ["collective.id"], name=op.f("fk_designation_collective_id_collective")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_designation_department_id_department")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_designation")),
    )
    op.create_index(
        "ix_designation_latest",
        "designation",
        ["clause_id", "collective_id", "department_id", "as_of", "id"],
        unique=False,
    )

    op.create_table(
        "extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.Integer(), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_extension_action_id_action")),
        sa.ForeignKeyConstraint(["clause_id"], ["clause.id"], name=op.f("fk_extension_clause_id_clause")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_extension_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
    )
    op.create_index("ix_extension_task_id", "extension", ["task_id"], unique=False)

    # Written out: what follows is understood by SQLite and PostgreSQL alike, and no table is made anew for it.
    for table in ("plan", "progress_note", "progress_retraction"):
        named = f"fk_{table}_action_id_action"
        op.execute(f"ALTER TABLE {table} ADD COLUMN action_id INTEGER CONSTRAINT {named} REFERENCES action (id)")
    op.execute(
        "ALTER TABLE progress_note ADD COLUMN kind VARCHAR(20) DEFAULT 'report' NOT NULL "
        "CONSTRAINT ck_progress_note_kind CHECK (kind IN ('report', 'verification', 'return'))"
    )
    op.execute("ALTER TABLE progress_note ADD COLUMN target INTEGER")
    op.execute("ALTER TABLE progress_note ADD COLUMN source VARCHAR(64)")
    # A retraction can be taken back, and its note be retracted again.
    with op.batch_alter_table("progress_retraction") as batch:
        batch.drop_constraint("uq_progress_retraction_note_id", type_="unique")
        batch.create_index("ix_progress_retraction_note_id", ["note_id"])
    # What a listing looks for: what a department has in which clause, and the few notes that are the office's own.
    op.drop_index("ix_assignment_department_id", "assignment")
    op.create_index("ix_assignment_department", "assignment", ["department_id", "clause_id"])
    op.create_index("ix_document_issued_on", "document", ["issued_on", "number", "issuer"])
    own = sa.text("department_id IS NULL")
    op.create_index("ix_progress_note_office", "progress_note", ["as_of", "id"], sqlite_where=own, postgresql_where=own)
    op.execute(sa.insert(sa.table("ledger", sa.column("id"))).values(id=str(uuid.uuid4())))


def downgrade() -> None:
    raise NotImplementedError("a ledger goes forward only; the backup made before an upgrade is the way back")
