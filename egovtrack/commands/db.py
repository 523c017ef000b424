"""`egovtrack db`: the ledger itself."""

from __future__ import annotations

from egovtrack.commands.base import Group, command
from egovtrack.context import Context
from egovtrack.i18n import N_
from egovtrack.i18n import gettext as _
from egovtrack.queries.plans import read_plans
from egovtrack.queries.reader import revision
from egovtrack.sheets import make_sheet

db = Group("db", help=N_("Look after the ledger itself."))


@command("status", help=N_("Say where the ledger is, its schema's revision and what it holds."))
def status(context: Context) -> None:
    """Show the place, the revision and the plans."""
    with context.reader() as reader:
        record = {
            "ledger": context.place, "revision": revision(reader), "plans": [one.key for one in read_plans(reader)],
            "notes": (reader.one("SELECT count(*) FROM progress_note") or (0,))[0],
        }  # fmt: skip
    card = [
        (_("Ledger"), str(record["ledger"])),
        (_("Revision"), str(record["revision"])),
        (_("Plans"), " ".join(record["plans"])),
        (_("Progress notes"), str(record["notes"])),
    ]
    context.show(
        make_sheet("ledger", context.today, "", [record], keys=("ledger", "revision", "plans", "notes"), card=card)
    )


@command("upgrade", help=N_("Bring the ledger to this program's schema; makes it where there is none."))
def upgrade(context: Context) -> None:
    """Every command does so by itself; this one only says that it is done."""
    with context.session():
        pass  # opening it upgrades it
    context.say(_("the ledger {where} is up to date").format(where=context.place))


for each in (status, upgrade):
    db.add_command(each)
