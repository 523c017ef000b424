"""`egovtrack changes`: what is otherwise in the tables than on an earlier day."""

from __future__ import annotations

from egovtrack.app import App
from egovtrack.cli.options import command, completed_by, option, plans_option
from egovtrack.dates import local_text
from egovtrack.i18n import N_, gettext as _, written
from egovtrack.queries.actions import founded_at
from egovtrack.queries.leaders import division_in_force
from egovtrack.sheets.week import changes_sheet
from egovtrack.usecases.week import what_moved


@command()
@option("--since", required=True, ask=True, metavar="DATE", help=N_("The day at whose end the earlier table stood."))
@plans_option()
@option("--dept", metavar="NAME", shell_complete=completed_by("departments_like"), help=N_("Only this department's."))
@option("--leader", metavar="NAME", help=N_("Only what is under this leader."))
def changes(app: App, since: str, keys: tuple[str, ...], dept: str | None, leader: str | None) -> None:
    """Compare today's table with that of the end of a day, as known then."""
    day = app.day(since)
    with app.facts() as facts:
        before = facts.then(day)
        if before.snapshot.known == 0:
            made = local_text(founded_at(facts), facts.snapshot.zone)
            app.say(_("the ledger was made on {moment}; this is told as known now").format(moment=made))
            before = facts.on(day)
        moved, new = what_moved(before, facts, facts.chosen(keys))
        if dept:
            own = facts.registry.find(dept)[0].heir(facts.today).id
            moved = [each for each in moved if each.newest.holder_id == own]
        if leader:
            under = division_in_force(facts).leader(leader).departments()
            moved = [each for each in moved if each.newest.holder_id in under]
        title = written("Since {day}: {count} changes").format(day=day, count=len(moved) + len(new))
        app.show(changes_sheet(title, moved, () if dept or leader else new, facts.snapshot))
