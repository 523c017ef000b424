"""Who is asked when, what answers it, and what else the office decides

Revision 0004, after 0003, 2026-11-26.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_PLAN_KINDS = (
    "plan_kind IN ('annual', 'five_year', 'other')",
    "plan_kind IN ('annual', 'five_year', 'register', 'other')",
)
_NOTE_KINDS = (
    "kind IN ('report', 'verification', 'return')",
    "kind IN ('report', 'unchanged', 'verification', 'return')",
)
_STATUS = "status VARCHAR(20) NOT NULL", "status VARCHAR(20)"
_ANSWER = "status IS NOT NULL OR kind IN ('unchanged', 'return')"


def upgrade() -> None:
    _create_tables()
    _widen_notes()


def _widen_notes() -> None:
    for name in ("period_start", "period_end", "received_on"):
        op.add_column("progress_note", sa.Column(name, sa.Date(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "ALTER TABLE progress_note ADD COLUMN judged_id INTEGER CONSTRAINT"
            " fk_progress_note_judged_id_progress_note REFERENCES progress_note (id)"
        )
        _reword("edition", _PLAN_KINDS)
        _reword("progress_note", _NOTE_KINDS, _STATUS)
    else:
        op.add_column("progress_note", sa.Column("judged_id", sa.Integer(), nullable=True))
        op.create_foreign_key(
            op.f("fk_progress_note_judged_id_progress_note"), "progress_note", "progress_note", ["judged_id"], ["id"]
        )
        op.alter_column("progress_note", "status", existing_type=sa.String(length=20), nullable=True)
        for table, name, (_old, new) in (
            ("edition", "plan_kind", _PLAN_KINDS), ("progress_note", "kind", _NOTE_KINDS),
        ):  # fmt: skip
            op.drop_constraint(op.f(f"ck_{table}_{name}"), table)
            op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, new)
        op.create_check_constraint(op.f("ck_progress_note_answer"), "progress_note", _ANSWER)
    op.create_index(
        "ix_progress_note_answer",
        "progress_note",
        [
            "task_id",
            "department_id",
            "clause_id",
            "kind",
            "period_end",
            "period_start",
            "as_of",
            "received_on",
            "id",
            "action_id",
        ],
    )
    returns = sa.text("kind = 'return'")
    op.create_index(
        "ix_progress_note_return", "progress_note", ["task_id"], sqlite_where=returns, postgresql_where=returns
    )


def _reword(table: str, *changes: tuple[str, str]) -> None:
    """Change constraints in the text of a table's definition, which SQLite cannot alter otherwise without writing the
    table and all that refer to it anew (https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table
    Schema Changes").
    """
    connection = op.get_bind()
    ((words,),) = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).all()
    for old, new in changes:
        if words.count(old) != 1:
            raise RuntimeError(f"the definition of {table} is not that of revision 0003: {old}")
        words = words.replace(old, new)
    if table == "progress_note":
        words = words.replace(
            "CONSTRAINT ck_progress_note_percent",
            f"CONSTRAINT ck_progress_note_answer CHECK ({_ANSWER}), \n\tCONSTRAINT ck_progress_note_percent",
        )
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql("UPDATE sqlite_master SET sql = ? WHERE name = ?", (words, table))
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")


def _create_tables() -> None:
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=200), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_contact_action_id_action")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_contact_department_id_department")),
        sa.ForeignKeyConstraint(["replaces_id"], ["contact.id"], name=op.f("fk_contact_replaces_id_contact")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index(op.f("ix_contact_action_id"), "contact", ["action_id"], unique=False)
    op.create_index(op.f("ix_contact_department_id"), "contact", ["department_id"], unique=False)
    op.create_table(
        "plan_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_plan_state_action_id_action")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_state_plan_id_plan")),
        sa.ForeignKeyConstraint(["replaces_id"], ["plan_state.id"], name=op.f("fk_plan_state_replaces_id_plan_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_state")),
    )
    op.create_index(op.f("ix_plan_state_action_id"), "plan_state", ["action_id"], unique=False)
    op.create_index(op.f("ix_plan_state_plan_id"), "plan_state", ["plan_id"], unique=False)
    op.create_table(
        "request",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.CheckConstraint("period_start <= period_end", name=op.f("ck_request_period")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_request_action_id_action")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_request_department_id_department")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_request_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
    )
    op.create_index(op.f("ix_request_action_id"), "request", ["action_id"], unique=False)
    op.create_index("ix_request_plan_id", "request", ["plan_id", "period_end", "department_id"], unique=False)
    op.create_table(
        "title",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_title_action_id_action")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_title_task_id_task")),
        sa.ForeignKeyConstraint(["replaces_id"], ["title.id"], name=op.f("fk_title_replaces_id_title")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_title")),
    )
    op.create_index(op.f("ix_title_action_id"), "title", ["action_id"], unique=False)
    op.create_index(op.f("ix_title_task_id"), "title", ["task_id"], unique=False)
    op.create_table(
        "exemption",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("clause_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.CheckConstraint("period_start <= period_end", name=op.f("ck_exemption_period")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_exemption_action_id_action")),
        sa.ForeignKeyConstraint(["clause_id"], ["clause.id"], name=op.f("fk_exemption_clause_id_clause")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_exemption_department_id_department")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_exemption_plan_id_plan")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_exemption_task_id_task")),
        sa.ForeignKeyConstraint(["replaces_id"], ["exemption.id"], name=op.f("fk_exemption_replaces_id_exemption")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemption")),
    )
    op.create_index(op.f("ix_exemption_action_id"), "exemption", ["action_id"], unique=False)
    op.create_index(op.f("ix_exemption_plan_id"), "exemption", ["plan_id"], unique=False)
    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_milestone_action_id_action")),
        sa.ForeignKeyConstraint(["clause_id"], ["clause.id"], name=op.f("fk_milestone_clause_id_clause")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_milestone_department_id_department")
        ),
        sa.ForeignKeyConstraint(["replaces_id"], ["milestone.id"], name=op.f("fk_milestone_replaces_id_milestone")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_milestone_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
    )
    op.create_index(op.f("ix_milestone_action_id"), "milestone", ["action_id"], unique=False)
    op.create_index(op.f("ix_milestone_task_id"), "milestone", ["task_id"], unique=False)
    op.create_table(
        "reporting_rule",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("clause_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("cycle", sa.String(length=20), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("roles", sa.String(length=40), nullable=False),
        sa.Column("lead_answers", sa.Boolean(), nullable=False),
        sa.Column("begins", sa.Boolean(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.CheckConstraint("cycle IN ('weekly', 'monthly', 'quarterly')", name=op.f("ck_reporting_rule_cycle")),
        sa.CheckConstraint("due > 0", name=op.f("ck_reporting_rule_due")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_reporting_rule_action_id_action")),
        sa.ForeignKeyConstraint(["clause_id"], ["clause.id"], name=op.f("fk_reporting_rule_clause_id_clause")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_reporting_rule_department_id_department")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_reporting_rule_plan_id_plan")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_reporting_rule_task_id_task")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["reporting_rule.id"], name=op.f("fk_reporting_rule_replaces_id_reporting_rule")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reporting_rule")),
    )
    op.create_index(op.f("ix_reporting_rule_action_id"), "reporting_rule", ["action_id"], unique=False)
    op.create_index(op.f("ix_reporting_rule_plan_id"), "reporting_rule", ["plan_id"], unique=False)
    op.create_table(
        "request_item",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_request_item_action_id_action")),
        sa.ForeignKeyConstraint(["clause_id"], ["clause.id"], name=op.f("fk_request_item_clause_id_clause")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_request_item_request_id_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_item")),
    )
    op.create_index(op.f("ix_request_item_action_id"), "request_item", ["action_id"], unique=False)
    op.create_index(op.f("ix_request_item_request_id"), "request_item", ["request_id"], unique=False)
    op.create_table(
        "milestone_done",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_milestone_done_action_id_action")),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_milestone_done_milestone_id_milestone")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["milestone_done.id"], name=op.f("fk_milestone_done_replaces_id_milestone_done")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_done")),
    )
    op.create_index(op.f("ix_milestone_done_action_id"), "milestone_done", ["action_id"], unique=False)
    op.create_index(op.f("ix_milestone_done_milestone_id"), "milestone_done", ["milestone_id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("a ledger goes forward only; the backup made before an upgrade is the way back")
