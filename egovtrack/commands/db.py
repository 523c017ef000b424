"""`egovtrack db`: the ledger itself."""

from __future__ import annotations

import os
from pathlib import Path

import click

from egovtrack.addresses import in_schema, is_server
from egovtrack.app import App
from egovtrack.cli.groups import Group
from egovtrack.cli.options import WholeNumber, basis_option, command, option
from egovtrack.connection import HEAD
from egovtrack.datafiles import is_folder
from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.files import placed, text_to
from egovtrack.i18n import N_, gettext as _, ngettext
from egovtrack.queries.snapshots import read_head
from egovtrack.sheets import Column, column, make_sheet

_NOTES = "SELECT count(*) FROM progress_note"


@command("status", help=N_("Say where the ledger is, the revision of its schema, what it holds, and its head."))
def status(app: App) -> None:
    """Show the place, the revision, the plans, and the number and hash of the newest action."""
    with app.facts() as facts:
        record = {
            "ledger": app.store.place, "revision": HEAD, "plans": [plan.key for plan in facts.plans],
            "notes": (facts.connection.one(_NOTES) or (0,))[0], "head": facts.head,
        }  # fmt: skip
    head = Column("head", _("Head of the ledger"), lambda record: str(record["head"]))
    columns = [*map(column, ("ledger", "revision", "plans", "notes")), head]
    card = [(each.label, each.words(record)) for each in columns]
    app.show(make_sheet("ledger", app.today, "", [record], keys=columns, card=card))


@command("create", help=N_("Make a new, empty ledger; on a server also in a schema of its own."))
@option("--schema", metavar="NAME", help=N_("The schema, which is made too; from then on the address names it."))
def create(app: App, schema: str | None) -> None:
    """Make the ledger, and say where it is."""
    store = app.store.at(in_schema(app.store.db, schema)) if schema is not None else app.store
    store.create()
    app.say(_("the ledger {where} was made").format(where=store.place))


@command("upgrade", help=N_("Bring the ledger to this program's schema; makes it where there is none."))
def upgrade(app: App) -> None:
    """Upgrade the ledger as every command does, and say that it is done."""
    app.store.prepare()
    app.say(_("the ledger {where} is up to date").format(where=app.store.place))


@command("backup", help=N_("Back the ledger up into one file with a checksum, while others go on writing."))
@option("-o", "--output", metavar="FILE|DIR", help=N_("Where to (default: the folder backups beside the ledger)."))
@option("--keep", type=WholeNumber(1), metavar="N", help=N_("Keep the N newest backups of this ledger there."))
def backup(app: App, output: str | None, keep: int | None) -> None:
    """Write a file of SQLite, whatever the ledger is kept in."""
    from egovtrack.ledger import backups, copying

    if not is_server(app.store.db) and Path(app.store.db).exists():  # a file is not upgraded for it
        label = backups.read_label(app.store.db)
    else:
        with app.facts() as facts:
            label = backups.Label(HEAD, read_head(facts.connection)[0])
    output = output or f"{backups.folder_of(app.store.db)}{os.sep}"
    if keep and not is_folder(output):
        raise UsageError(_("--keep is for a folder of backups"), _("give a folder with -o"))
    target = placed(output, backups.name(app.store.db, label.revision, app.now()))
    backups.check_target(target, app.store.db, label.ledger)
    with backups.made(target, app.store.place) as temporary:
        if is_server(app.store.db):
            copying.copy(app.store.db, str(temporary))
        else:
            backups.copy(app.store.db, temporary)
    gone = backups.thin_out(target, app.store.db, label.ledger, keep) if keep else []
    app.say(_("the ledger was backed up to {path}").format(path=target))
    made = backups.read_label(target)
    if made.number:
        app.say(_("its head is {head}").format(head=f"{made.number}:{made.hash}"))
    if gone:
        words = ngettext("{count} older backup was deleted", "{count} older backups were deleted", len(gone))
        app.say(words.format(count=len(gone)))


@command("restore", help=N_("Put a backup in the ledger's place, once it proved whole; the ledger is kept aside."))
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(app: App, file: Path) -> None:
    """Check the backup in a new file and swap it for the ledger."""
    from egovtrack.ledger import restoring

    if is_server(app.store.db):
        raise EgovtrackError(
            _("a backup is not restored into PostgreSQL"),
            _("make an empty database, then: egovtrack --db FILE db copy URL"),
        )
    app.store.caution()
    done = restoring.restore(app.store.db, file, app.now())
    if not done.checksum:
        app.say(_("{path} has no checksum beside it: only what it holds was checked").format(path=file))
    if done.revision != HEAD:
        app.say(_("the backup was of revision {old}; it was brought to {new}").format(old=done.revision, new=HEAD))
    if done.another:
        app.say(_("it is another ledger than the one that was here"))
    if done.kept and done.damaged:
        app.say(_("the damaged ledger is kept as {path}").format(path=done.kept))
    elif done.kept:
        app.say(_("the ledger as it was is kept as {path}").format(path=done.kept))
    app.say(_("the ledger {where} was restored from {path}").format(where=app.store.place, path=file))


@command("copy", help=N_("Copy the ledger row for row into an empty one: a file, or a postgresql:// URL."))
@click.argument("target", metavar="PATH|URL")
def copy(app: App, target: str) -> int:
    """Copy and compare; exit code 3 where rows were changed behind the program's back, there as here."""
    from egovtrack.ledger import copying

    other = app.store.at(target)
    with app.facts():
        pass  # it is there, and of today's schema
    files = [Path(each) for each in (app.store.db, other.db) if not is_server(each) and Path(each).exists()]
    if len(files) > 1 and files[0].samefile(files[1]):
        raise EgovtrackError(_("{path} is the ledger itself").format(path=target), _("name another place"))
    other.caution()
    rows, found = copying.copy(app.store.db, other.db)
    for each in found:
        app.say(_("{table} {row}: not as it was entered, there as here").format(table=each.table, row=each.row))
    app.say(_("{rows} rows were copied to {where} and compared").format(rows=rows, where=other.place))
    return 3 if found else 0


@command("dump", help=N_("Write the whole ledger as text, a line for each fact, to compare and to keep."))
@option("-o", "--output", metavar="FILE|DIR|-", default="-", help=N_("Where to write it (default: standard output)."))
@option("--with-contacts", is_flag=True, help=N_("Whom to ask in the departments, too; a ledger is loaded with them."))
def dump(app: App, output: str, *, with_contacts: bool) -> None:
    """Write the facts in the order of their actions: the same ledger gives the same bytes on every database."""
    from egovtrack.ledger import dumping

    with app.facts() as facts, text_to(output, "ledger.txt", private=True) as stream:
        stream.writelines(dumping.dump(facts.connection, with_contacts=with_contacts))


@command("load", help=N_("Make the ledger of a dump, in a file that is not there yet or an empty database."))
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def load(app: App, file: Path) -> None:
    """Store the facts, and see that they are the history that the dump names."""
    from egovtrack.ledger import dumping

    app.store.caution()
    with file.open(encoding="utf-8", errors="surrogateescape", newline="\n") as stream:
        count = dumping.load(stream, app.store.db)
    app.say(_("{rows} facts were loaded into {where}").format(rows=count, where=app.store.place))


@command("clock", help=N_("Set right when an action was recorded, where the machine's clock was wrong."))
@click.argument("number", metavar="N", type=WholeNumber(1, 2**31 - 1))
@option("--was", required=True, ask=True, metavar="TIME", help=N_("When it really was."))
@option(
    "--to", metavar="N", type=WholeNumber(1, 2**31 - 1),
    help=N_("Also those after it, up to this number: their clock was wrong by as much."),
)  # fmt: skip
@basis_option()
def clock(app: App, number: int, was: str, to: int | None, basis: str) -> None:
    """Enter the right moment; tables as known at a moment follow it."""
    from egovtrack.ledger.clock import correct_clock

    moment = app.clock.moment(was)
    with app.action() as action:
        correct_clock(action, number, to or number, moment, basis)
    app.say(_("number {id} was recorded at {moment}").format(id=number, moment=app.local(moment)))


db = Group(commands=[status, create, upgrade, backup, restore, copy, dump, load, clock])
