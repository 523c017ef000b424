"""`egovtrack plans`: the plans in the ledger."""

from __future__ import annotations

from egovtrack.app import App
from egovtrack.cli.options import command, snapshot_options
from egovtrack.connection import Connection
from egovtrack.facts import Plan
from egovtrack.i18n import N_, gettext as _
from egovtrack.queries.plans import count_parties, count_tasks
from egovtrack.sheets import Record, column, make_sheet

_KEYS = (
    "plan", "title", "kind", "document_number", "issuer", "issued_on", "period_start", "period_end", "cycle", "tasks",
    "parties",
)  # fmt: skip
_BRIEF = ("plan", "title", "document_number", "issued_on", "period_end", "tasks", "parties")


@command()
@snapshot_options(N_("Only those that had been issued by that day."))
def plans(app: App, as_of: str | None, known_at: str | None) -> None:
    """Show every plan with its document and how many tasks and named parties it has."""
    with app.facts(as_of, known_at) as facts:
        records = [_record(facts.connection, plan) for plan in (facts.issued if as_of else facts.plans)]
    title = column("title")._replace(label=_("Title"))
    keys, brief = ([title if key == "title" else key for key in some] for some in (_KEYS, _BRIEF))
    app.show(make_sheet("plans", app.today, _("Plans in the ledger"), records, keys=keys, brief=brief))


def _record(connection: Connection, plan: Plan) -> Record:
    values = plan._asdict() | {"plan": plan.key, "document_number": plan.number}
    values |= {"tasks": count_tasks(connection, plan), "parties": count_parties(connection, plan)}
    return {key: values[key] for key in _KEYS}
