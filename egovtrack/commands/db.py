"""`egovtrack db`: the ledger itself."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from egovtrack.commands.base import Group, WholeNumber, command, option
from egovtrack.context import Context
from egovtrack.database import is_url
from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.i18n import N_, ngettext
from egovtrack.i18n import gettext as _
from egovtrack.queries.plans import read_plans
from egovtrack.queries.reader import revision
from egovtrack.sheets import make_sheet

if TYPE_CHECKING:
    from egovtrack.ledger.backups import Facts

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


@command("backup", help=N_("Back the ledger up into one file with a checksum, while others go on writing."))
@option(
    "-o", "--output", metavar="FILE|DIR", help=N_("Where to (default: the folder backups beside the ledger)."),
)  # fmt: skip
@option("--keep", type=WholeNumber(1), metavar="N", help=N_("Keep the N newest backups of this ledger there."))
def backup(context: Context, output: str | None, keep: int | None) -> None:
    """Write a file of SQLite, whatever the ledger is kept in."""
    from egovtrack.ledger import backups

    facts = _facts(context)
    given = Path(output) if output else backups.folder_of(context.db)
    is_folder = output is None or given.is_dir() or output.endswith(("/", os.sep))
    if keep and not is_folder:
        raise UsageError(_("--keep is for a folder of backups"), _("give a folder with -o"))
    target = given / backups.name(context.db, facts.revision, context.now()) if is_folder else given
    backups.check_target(target, context.db, facts.ledger)
    with backups.made(target, context.place) as temporary:
        _write(context, temporary)
    gone = backups.thin_out(target, context.db, facts.ledger, keep) if keep else []
    context.say(_("the ledger was backed up to {path}").format(path=target))
    if gone:
        words = ngettext("{count} older backup was deleted", "{count} older backups were deleted", len(gone))
        context.say(words.format(count=len(gone)))


def _facts(context: Context) -> Facts:
    """What the ledger is; one in a file is not upgraded for it."""
    from egovtrack.ledger import backups

    if not is_url(context.db) and Path(context.db).exists():
        return backups.facts(context.db)
    with context.reader() as reader:
        row = reader.one("SELECT id FROM ledger")
        return backups.Facts(revision(reader) or "", row[0] if row else None)


def _write(context: Context, temporary: Path) -> None:
    from egovtrack.ledger import backups

    if is_url(context.db):
        from egovtrack import schema
        from egovtrack.ledger import copying

        schema.upgrade(str(temporary))
        copying.copy(context.db, str(temporary))
    else:
        backups.copy(context.db, temporary)


@command("restore", help=N_("Put a backup in the ledger's place, once it proved whole; the ledger is kept aside."))
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(context: Context, file: Path) -> None:
    """Check the backup in a new file and swap it for the ledger."""
    from egovtrack.ledger import restoring
    from egovtrack.schema import HEAD

    if is_url(context.db):
        raise EgovtrackError(
            _("a backup is not restored into PostgreSQL"),
            _("make an empty database, then: egovtrack --db FILE db copy URL"),
        )
    done = restoring.restore(context.db, file, context.now())
    if not done.checksum:
        context.say(_("{path} has no checksum beside it: only what it holds was checked").format(path=file))
    if done.revision != HEAD:
        context.say(_("the backup was of revision {old}; it was brought to {new}").format(old=done.revision, new=HEAD))
    if done.another:
        context.say(_("it is another ledger than the one that was here"))
    if done.kept and done.damaged:
        context.say(_("the damaged ledger is kept as {path}").format(path=done.kept))
    elif done.kept:
        context.say(_("the ledger as it was is kept as {path}").format(path=done.kept))
    context.say(_("the ledger {where} was restored from {path}").format(where=context.place, path=file))


@command("copy", help=N_("Copy the ledger row for row into an empty one: a file, or a postgresql:// URL."))
@click.argument("target", metavar="PATH|URL")
def copy(context: Context, target: str) -> int:
    """Copy and compare; exit code 3 where notes were changed behind the program's back, there as here."""
    from egovtrack.ledger import copying

    other = context.at(target)
    with context.reader():
        pass  # it is there, and of today's schema
    files = [Path(one) for one in (context.db, other.db) if not is_url(one) and Path(one).exists()]
    if len(files) > 1 and files[0].samefile(files[1]):
        raise EgovtrackError(_("{path} is the ledger itself").format(path=target), _("name another place"))
    with other.session():
        pass
    rows, broken = copying.copy(context.db, other.db)
    for one in broken:
        context.say(_("{table} {row}: not as it was entered, there as here").format(table=one.table, row=one.row))
    context.say(_("{rows} rows were copied to {where} and compared").format(rows=rows, where=other.place))
    return 3 if broken else 0


for each in (status, upgrade, backup, restore, copy):
    db.add_command(each)
