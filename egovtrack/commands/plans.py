"""`egovtrack plans`: the plans in the ledger."""

from __future__ import annotations

from egovtrack.commands.base import command, option
from egovtrack.context import Context
from egovtrack.i18n import N_
from egovtrack.i18n import gettext as _
from egovtrack.queries.plans import count_parties, count_tasks, read_plans
from egovtrack.sheets import column, make_sheet

_KEYS = (
    "plan", "title", "kind", "document_number", "issuer", "issued_on", "period_start", "period_end", "cycle", "tasks",
    "parties",
)  # fmt: skip
_BRIEF = ("plan", "title", "document_number", "issued_on", "period_end", "tasks", "parties")


@command("plans", help=N_("List the plans in the ledger, newest first."))
@option("--as-of", metavar="DATE", help=N_("Only those that had been issued by that day."))
def plans(context: Context, as_of: str | None) -> None:
    """Show every plan with its document and how many tasks and named parties it has."""
    day = context.day(as_of) if as_of else None
    with context.reader() as reader:
        shown = [one for one in read_plans(reader) if day is None or one.issued_on <= day]
        counted = [(one, count_tasks(reader, one), count_parties(reader, one)) for one in shown]
    records = [
            {
                "plan": one.key, "title": one.title, "kind": one.kind, "document_number": one.number,
                "issuer": one.issuer, "issued_on": one.issued_on, "period_start": one.period_start,
                "period_end": one.period_end, "cycle": one.cycle, "tasks": tasks, "parties": parties,
            }
            for one, tasks, parties in counted
        ]  # fmt: skip
    title = column("title")._replace(label=_("Title"))
    keys, brief = ([title if key == "title" else key for key in some] for some in (_KEYS, _BRIEF))
    context.show(make_sheet("plans", context.today, _("Plans in the ledger"), records, keys=keys, brief=brief))
