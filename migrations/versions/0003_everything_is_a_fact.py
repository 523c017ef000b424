"""A ledger of facts: every row but the actions' own is one of an action, and stays as it was entered

Revision 0003, after 0002, 2026-11-26. What the ledger holds is converted (`migrations/conversion.py`).
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import context, op
from alembic.util import load_python_file

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


# As alembic loads the revisions themselves: a checkout need not be installed.
conversion = load_python_file(str(Path(__file__).parents[1]), "conversion.py")


def upgrade() -> None:
    connection = conversion.wrapped(op.get_bind())
    with conversion.set_aside(connection):
        _create_tables()
        attributes = context.config.attributes
        conversion.convert(connection, attributes["zone"], fresh=attributes["fresh"])


def _create_tables() -> None:  # noqa: PLR0915  a list of tables
    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("clock", sa.String(length=27), nullable=True),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("account", sa.String(length=200), nullable=False),
        sa.Column("origin", sa.String(length=200), nullable=False),
        sa.Column("command", sa.Text(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["undoes_id"], ["action.id"], name=op.f("fk_action_undoes_id_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
    )
    op.create_index("ix_action_recorded_at", "action", ["recorded_at"], unique=False)
    op.create_index(
        "ix_action_undoes_id",
        "action",
        ["undoes_id"],
        unique=False,
        sqlite_where=sa.text("undoes_id IS NOT NULL"),
        postgresql_where=sa.text("undoes_id IS NOT NULL"),
    )
    op.create_table(
        "ledger",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
    )
    op.create_table(
        "clock_correction",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("corrected_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_clock_correction_action_id_action")),
        sa.ForeignKeyConstraint(["corrected_id"], ["action.id"], name=op.f("fk_clock_correction_corrected_id_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_correction")),
    )
    op.create_index(op.f("ix_clock_correction_action_id"), "clock_correction", ["action_id"], unique=False)
    op.create_table(
        "collective",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.CheckConstraint("kind IN ('universal', 'indefinite')", name=op.f("ck_collective_kind")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_collective_action_id_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collective")),
    )
    op.create_index(op.f("ix_collective_action_id"), "collective", ["action_id"], unique=False)
    op.create_table(
        "department",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_department_action_id_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
    )
    op.create_index(op.f("ix_department_action_id"), "department", ["action_id"], unique=False)
    op.create_table(
        "division",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_division_action_id_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_division")),
    )
    op.create_index(op.f("ix_division_action_id"), "division", ["action_id"], unique=False)
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=True),
        sa.Column("issuer", sa.String(length=200), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_document_action_id_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_action_id"), "document", ["action_id"], unique=False)
    op.create_index(op.f("ix_document_sha256"), "document", ["sha256"], unique=False)
    op.create_table(
        "party",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_party_action_id_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sa.UniqueConstraint("name", name=op.f("uq_party_name")),
    )
    op.create_index(op.f("ix_party_action_id"), "party", ["action_id"], unique=False)
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_plan_action_id_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("key", name=op.f("uq_plan_key")),
    )
    op.create_index(op.f("ix_plan_action_id"), "plan", ["action_id"], unique=False)
    op.create_table(
        "profile",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.CheckConstraint("name IN ('place', 'issuer', 'language', 'zone')", name=op.f("ck_profile_name")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_profile_action_id_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile")),
    )
    op.create_index(op.f("ix_profile_action_id"), "profile", ["action_id"], unique=False)
    op.create_table(
        "rule",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_rule_action_id_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule")),
    )
    op.create_index(op.f("ix_rule_action_id"), "rule", ["action_id"], unique=False)
    op.create_table(
        "collective_member",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("collective_id", sa.Integer(), nullable=False),
        sa.Column("department_kind", sa.String(length=40), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("member", sa.Boolean(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(department_kind IS NULL) <> (department_id IS NULL)", name=op.f("ck_collective_member_one")
        ),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_collective_member_action_id_action")),
        sa.ForeignKeyConstraint(
            ["collective_id"], ["collective.id"], name=op.f("fk_collective_member_collective_id_collective")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_collective_member_department_id_department")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collective_member")),
    )
    op.create_index(op.f("ix_collective_member_action_id"), "collective_member", ["action_id"], unique=False)
    op.create_index(op.f("ix_collective_member_collective_id"), "collective_member", ["collective_id"], unique=False)
    op.create_table(
        "collective_name",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("collective_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_collective_name_action_id_action")),
        sa.ForeignKeyConstraint(
            ["collective_id"], ["collective.id"], name=op.f("fk_collective_name_collective_id_collective")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_collective_name_party_id_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collective_name")),
    )
    op.create_index(op.f("ix_collective_name_action_id"), "collective_name", ["action_id"], unique=False)
    op.create_index(op.f("ix_collective_name_collective_id"), "collective_name", ["collective_id"], unique=False)
    op.create_index("ix_collective_name_party_id", "collective_name", ["party_id"], unique=False)
    op.create_table(
        "department_event",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('founded', 'ended', 'merged', 'split', 'void')", name=op.f("ck_department_event_kind")
        ),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_department_event_action_id_action")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_department_event_department_id_department")
        ),
        sa.ForeignKeyConstraint(["other_id"], ["department.id"], name=op.f("fk_department_event_other_id_department")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["department_event.id"], name=op.f("fk_department_event_replaces_id_department_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department_event")),
    )
    op.create_index(op.f("ix_department_event_action_id"), "department_event", ["action_id"], unique=False)
    op.create_index(op.f("ix_department_event_department_id"), "department_event", ["department_id"], unique=False)
    op.create_table(
        "department_kind",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_department_kind_action_id_action")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_department_kind_department_id_department")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department_kind")),
    )
    op.create_index(op.f("ix_department_kind_action_id"), "department_kind", ["action_id"], unique=False)
    op.create_index(op.f("ix_department_kind_department_id"), "department_kind", ["department_id"], unique=False)
    op.create_table(
        "department_name",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.CheckConstraint("form IN ('short', 'full', 'alias', 'void')", name=op.f("ck_department_name_form")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_department_name_action_id_action")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_department_name_department_id_department")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_department_name_party_id_party")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["department_name.id"], name=op.f("fk_department_name_replaces_id_department_name")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department_name")),
    )
    op.create_index(op.f("ix_department_name_action_id"), "department_name", ["action_id"], unique=False)
    op.create_index(op.f("ix_department_name_department_id"), "department_name", ["department_id"], unique=False)
    op.create_index("ix_department_name_party_id", "department_name", ["party_id", "department_id"], unique=False)
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("based_on_id", sa.Integer(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("plan_kind", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=True),
        sa.Column("issuer", sa.String(length=200), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("cycle", sa.String(length=20), nullable=False),
        sa.CheckConstraint("cycle IN ('weekly', 'monthly', 'quarterly')", name=op.f("ck_edition_cycle")),
        sa.CheckConstraint("kind IN ('issue', 'correction', 'amendment', 'decision')", name=op.f("ck_edition_kind")),
        sa.CheckConstraint("plan_kind IN ('annual', 'five_year', 'other')", name=op.f("ck_edition_plan_kind")),
        sa.CheckConstraint("period_start <= period_end", name=op.f("ck_edition_period")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_edition_action_id_action")),
        sa.ForeignKeyConstraint(["based_on_id"], ["edition.id"], name=op.f("fk_edition_based_on_id_edition")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_edition_document_id_document")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_edition_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
    )
    op.create_index(op.f("ix_edition_action_id"), "edition", ["action_id"], unique=False)
    op.create_index(op.f("ix_edition_document_id"), "edition", ["document_id"], unique=False)
    op.create_index("ix_edition_plan_id", "edition", ["plan_id", "effective_on"], unique=False)
    op.create_table(
        "leader",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("post", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_leader_action_id_action")),
        sa.ForeignKeyConstraint(["division_id"], ["division.id"], name=op.f("fk_leader_division_id_division")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leader")),
        sa.UniqueConstraint("division_id", "name", name=op.f("uq_leader_division_id_name")),
        sa.UniqueConstraint("division_id", "position", name=op.f("uq_leader_division_id_position")),
    )
    op.create_index(op.f("ix_leader_action_id"), "leader", ["action_id"], unique=False)
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_task_action_id_action")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_task_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    op.create_index(op.f("ix_task_action_id"), "task", ["action_id"], unique=False)
    op.create_index(op.f("ix_task_plan_id"), "task", ["plan_id"], unique=False)
    op.create_table(
        "clause",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_clause_action_id_action")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_clause_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause")),
    )
    op.create_index(op.f("ix_clause_action_id"), "clause", ["action_id"], unique=False)
    op.create_index(op.f("ix_clause_task_id"), "clause", ["task_id"], unique=False)
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_handover_action_id_action")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_handover_department_id_department")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_handover_task_id_task")),
        sa.ForeignKeyConstraint(["to_id"], ["department.id"], name=op.f("fk_handover_to_id_department")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    op.create_index(op.f("ix_handover_action_id"), "handover", ["action_id"], unique=False)
    op.create_index(op.f("ix_handover_department_id"), "handover", ["department_id"], unique=False)
    op.create_table(
        "portfolio",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "relation IN ('leads', 'in_charge', 'holds', 'helps', 'contact')", name=op.f("ck_portfolio_relation")
        ),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_portfolio_action_id_action")),
        sa.ForeignKeyConstraint(["leader_id"], ["leader.id"], name=op.f("fk_portfolio_leader_id_leader")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolio")),
        sa.UniqueConstraint("leader_id", "position", name=op.f("uq_portfolio_leader_id_position")),
    )
    op.create_index(op.f("ix_portfolio_action_id"), "portfolio", ["action_id"], unique=False)
    op.create_table(
        "section",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place_start", sa.Integer(), nullable=False),
        sa.Column("place_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_section_action_id_action")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_section_edition_id_edition")),
        sa.ForeignKeyConstraint(["parent_id"], ["section.id"], name=op.f("fk_section_parent_id_section")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section")),
        sa.UniqueConstraint("edition_id", "position", name=op.f("uq_section_edition_id_position")),
    )
    op.create_index(op.f("ix_section_action_id"), "section", ["action_id"], unique=False)
    op.create_table(
        "target",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_target_action_id_action")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_target_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
    )
    op.create_index(op.f("ix_target_action_id"), "target", ["action_id"], unique=False)
    op.create_index(op.f("ix_target_task_id"), "target", ["task_id"], unique=False)
    op.create_table(
        "task_change",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("other_task_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('added', 'withdrawn', 'void', 'split', 'merged')", name=op.f("ck_task_change_kind")
        ),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_task_change_action_id_action")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_task_change_edition_id_edition")),
        sa.ForeignKeyConstraint(["other_task_id"], ["task.id"], name=op.f("fk_task_change_other_task_id_task")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_change_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_change")),
    )
    op.create_index(op.f("ix_task_change_action_id"), "task_change", ["action_id"], unique=False)
    op.create_index(op.f("ix_task_change_edition_id"), "task_change", ["edition_id"], unique=False)
    op.create_index(op.f("ix_task_change_task_id"), "task_change", ["task_id"], unique=False)
    op.create_table(
        "deadline",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.Integer(), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_deadline_action_id_action")),
        sa.ForeignKeyConstraint(["clause_id"], ["clause.id"], name=op.f("fk_deadline_clause_id_clause")),
        sa.ForeignKeyConstraint(["replaces_id"], ["deadline.id"], name=op.f("fk_deadline_replaces_id_deadline")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_deadline_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
    )
    op.create_index(op.f("ix_deadline_action_id"), "deadline", ["action_id"], unique=False)
    op.create_index(op.f("ix_deadline_task_id"), "deadline", ["task_id"], unique=False)
    op.create_table(
        "designation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("member", sa.Boolean(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_designation_action_id_action")),
        sa.ForeignKeyConstraint(["clause_id"], ["clause.id"], name=op.f("fk_designation_clause_id_clause")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_designation_department_id_department")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_designation_party_id_party")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["designation.id"], name=op.f("fk_designation_replaces_id_designation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_designation")),
    )
    op.create_index(op.f("ix_designation_action_id"), "designation", ["action_id"], unique=False)
    op.create_index(
        "ix_designation_clause_id",
        "designation",
        ["clause_id", "party_id", "department_id", "as_of", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_designation_department_id"), "designation", ["department_id"], unique=False)
    op.create_table(
        "lead",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_lead_action_id_action")),
        sa.ForeignKeyConstraint(["clause_id"], ["clause.id"], name=op.f("fk_lead_clause_id_clause")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_lead_department_id_department")),
        sa.ForeignKeyConstraint(["replaces_id"], ["lead.id"], name=op.f("fk_lead_replaces_id_lead")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
    )
    op.create_index(op.f("ix_lead_action_id"), "lead", ["action_id"], unique=False)
    op.create_index(op.f("ix_lead_clause_id"), "lead", ["clause_id"], unique=False)
    op.create_table(
        "portfolio_department",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("portfolio_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_portfolio_department_action_id_action")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_portfolio_department_department_id_department")
        ),
        sa.ForeignKeyConstraint(
            ["portfolio_id"], ["portfolio.id"], name=op.f("fk_portfolio_department_portfolio_id_portfolio")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolio_department")),
        sa.UniqueConstraint("portfolio_id", "position", name=op.f("uq_portfolio_department_portfolio_id_position")),
    )
    op.create_index(op.f("ix_portfolio_department_action_id"), "portfolio_department", ["action_id"], unique=False)
    op.create_table(
        "progress_note",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("source", sa.String(length=64), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("kind IN ('report', 'verification', 'return')", name=op.f("ck_progress_note_kind")),
        sa.CheckConstraint(
            "status IN ('not_started', 'in_progress', 'blocked', 'reported_done', 'verified', 'cancelled')",
            name=op.f("ck_progress_note_status"),
        ),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_progress_note_percent")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_progress_note_action_id_action")),
        sa.ForeignKeyConstraint(["clause_id"], ["clause.id"], name=op.f("fk_progress_note_clause_id_clause")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_progress_note_department_id_department")
        ),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_progress_note_target_id_target")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_progress_note_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_note")),
    )
    op.create_index(op.f("ix_progress_note_action_id"), "progress_note", ["action_id"], unique=False)
    op.create_index("ix_progress_note_as_of", "progress_note", ["as_of"], unique=False)
    op.create_index(
        "ix_progress_note_latest",
        "progress_note",
        ["task_id", "department_id", "as_of", "id", "clause_id", "status", "percent", "action_id"],
        unique=False,
    )
    op.create_index(
        "ix_progress_note_office",
        "progress_note",
        ["as_of", "id"],
        unique=False,
        sqlite_where=sa.text("department_id IS NULL"),
        postgresql_where=sa.text("department_id IS NULL"),
    )
    op.create_table(
        "task_text",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("place_start", sa.Integer(), nullable=False),
        sa.Column("place_end", sa.Integer(), nullable=False),
        sa.Column("stated_deadline", sa.Date(), nullable=True),
        sa.Column("stated_deadline_text", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_task_text_action_id_action")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_task_text_document_id_document")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_task_text_edition_id_edition")),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_task_text_section_id_section")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_text_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_text")),
        sa.UniqueConstraint("edition_id", "position", name=op.f("uq_task_text_edition_id_position")),
        sa.UniqueConstraint("edition_id", "ref", name=op.f("uq_task_text_edition_id_ref")),
        sa.UniqueConstraint("edition_id", "task_id", name=op.f("uq_task_text_edition_id_task_id")),
    )
    op.create_index(op.f("ix_task_text_action_id"), "task_text", ["action_id"], unique=False)
    op.create_index("ix_task_text_task_id", "task_text", ["task_id"], unique=False)
    op.create_table(
        "block",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("place_start", sa.Integer(), nullable=False),
        sa.Column("place_end", sa.Integer(), nullable=False),
        sa.Column("task_text_id", sa.Integer(), nullable=True),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('task', 'heading', 'preamble', 'annex', 'furniture', 'other_document', 'unread')",
            name=op.f("ck_block_kind"),
        ),
        sa.CheckConstraint("place_start <= place_end", name=op.f("ck_block_place")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_block_action_id_action")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_block_edition_id_edition")),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_block_section_id_section")),
        sa.ForeignKeyConstraint(["task_text_id"], ["task_text.id"], name=op.f("fk_block_task_text_id_task_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block")),
        sa.UniqueConstraint("edition_id", "position", name=op.f("uq_block_edition_id_position")),
    )
    op.create_index(op.f("ix_block_action_id"), "block", ["action_id"], unique=False)
    op.create_table(
        "clause_text",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("task_text_id", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("place_start", sa.Integer(), nullable=False),
        sa.Column("place_end", sa.Integer(), nullable=False),
        sa.Column("stated_deadline", sa.Date(), nullable=True),
        sa.Column("stated_deadline_text", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_clause_text_action_id_action")),
        sa.ForeignKeyConstraint(["clause_id"], ["clause.id"], name=op.f("fk_clause_text_clause_id_clause")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_clause_text_edition_id_edition")),
        sa.ForeignKeyConstraint(["task_text_id"], ["task_text.id"], name=op.f("fk_clause_text_task_text_id_task_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause_text")),
        sa.UniqueConstraint("task_text_id", "number", name=op.f("uq_clause_text_task_text_id_number")),
    )
    op.create_index(op.f("ix_clause_text_action_id"), "clause_text", ["action_id"], unique=False)
    op.create_index(op.f("ix_clause_text_clause_id"), "clause_text", ["clause_id"], unique=False)
    op.create_index(op.f("ix_clause_text_edition_id"), "clause_text", ["edition_id"], unique=False)
    op.create_table(
        "redaction",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_redaction_action_id_action")),
        sa.ForeignKeyConstraint(["note_id"], ["progress_note.id"], name=op.f("fk_redaction_note_id_progress_note")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction")),
    )
    op.create_index(op.f("ix_redaction_action_id"), "redaction", ["action_id"], unique=False)
    op.create_index(op.f("ix_redaction_note_id"), "redaction", ["note_id"], unique=False)
    op.create_table(
        "retraction",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_retraction_action_id_action")),
        sa.ForeignKeyConstraint(["note_id"], ["progress_note.id"], name=op.f("fk_retraction_note_id_progress_note")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retraction")),
    )
    op.create_index(op.f("ix_retraction_action_id"), "retraction", ["action_id"], unique=False)
    op.create_index(op.f("ix_retraction_note_id"), "retraction", ["note_id"], unique=False)
    op.create_table(
        "target_text",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("task_text_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("min_value", sa.Double(), nullable=True),
        sa.Column("max_value", sa.Double(), nullable=True),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("comparator", sa.String(length=2), nullable=True),
        sa.Column("place_start", sa.Integer(), nullable=False),
        sa.Column("place_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_target_text_action_id_action")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_target_text_edition_id_edition")),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_target_text_target_id_target")),
        sa.ForeignKeyConstraint(["task_text_id"], ["task_text.id"], name=op.f("fk_target_text_task_text_id_task_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_text")),
        sa.UniqueConstraint("task_text_id", "position", name=op.f("uq_target_text_task_text_id_position")),
    )
    op.create_index(op.f("ix_target_text_action_id"), "target_text", ["action_id"], unique=False)
    op.create_index(op.f("ix_target_text_edition_id"), "target_text", ["edition_id"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("clause_text_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("printed", sa.String(length=200), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("open_list", sa.Boolean(), nullable=False),
        sa.Column("place_start", sa.Integer(), nullable=False),
        sa.Column("place_end", sa.Integer(), nullable=False),
        sa.CheckConstraint("role IN ('lead', 'responsible', 'cooperate')", name=op.f("ck_assignment_role")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_assignment_action_id_action")),
        sa.ForeignKeyConstraint(
            ["clause_text_id"], ["clause_text.id"], name=op.f("fk_assignment_clause_text_id_clause_text")
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_assignment_edition_id_edition")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_assignment_party_id_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint("clause_text_id", "position", name=op.f("uq_assignment_clause_text_id_position")),
    )
    op.create_index(op.f("ix_assignment_action_id"), "assignment", ["action_id"], unique=False)
    op.create_index(op.f("ix_assignment_edition_id"), "assignment", ["edition_id"], unique=False)
    op.create_index("ix_assignment_party_id", "assignment", ["party_id", "edition_id", "clause_text_id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("a ledger goes forward only; the backup made before an upgrade is the way back")
