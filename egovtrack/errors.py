"""What can go wrong, each kind with its exit code (a contract: people's scripts look at it).

0 done · 1 error · 2 usage · 3 a check found something · 4 the ledger is in use elsewhere · 65 the input data is bad
"""

from __future__ import annotations

import errno
import os
import sys
from typing import Any

from egovtrack.i18n import N_, gettext as _

_REASONS = {
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the disk quota is used up"),
    errno.EROFS: N_("the disk may only be read"),
    errno.EACCES: N_("that is not permitted"),
    errno.EPERM: N_("that is not permitted"),
    errno.ENOENT: N_("there is no such file or folder"),
    errno.ENOTDIR: N_("a file stands where a folder should be"),
    errno.EEXIST: N_("a file stands where a folder should be"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENAMETOOLONG: N_("the name is too long"),
}
_ON_WINDOWS = os.name == "nt"
_IN_USE = {5, 32}  # of Windows: ERROR_ACCESS_DENIED and ERROR_SHARING_VIOLATION, for a file that another has open


class EgovtrackError(Exception):
    """Something the user is told in one line: `message` says what is wrong and where, `hint` what to do."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(EgovtrackError):
    """The command line asks for something that cannot be: a date that is none, a percent of 140."""

    exit_code = 2


class DamagedLedger(EgovtrackError):
    """The ledger's file is not whole, or is no file of the database at all. It is never written to."""


class DiskFails(EgovtrackError):
    """The disk or the network folder that the ledger is on fails."""


class LedgerInUse(EgovtrackError):
    """Another process holds the ledger for longer than the program waits, or a file that is to be replaced."""

    exit_code = 4


class Conflict(LedgerInUse):
    """The database rolled a change back because of another's: nothing is stored, and the command is run again."""


class ClockAhead(EgovtrackError):
    """The machine's clock is far ahead of the last entry; a person may say that it is right."""


class BadInput(EgovtrackError):
    """A document, form or file of data cannot be read as what it should be (EX_DATAERR of sysexits.h)."""

    exit_code = 65


def reason(error: Exception) -> str:
    """Return in words why the system refuses something."""
    known = _REASONS.get(getattr(error, "errno", None) or 0)
    return _(known) if known else getattr(error, "strerror", None) or str(error)


def is_full(error: Exception) -> bool:
    """Return whether the system has no room left."""
    return getattr(error, "errno", None) in {errno.ENOSPC, errno.EDQUOT}


def not_installed(error: ImportError) -> EgovtrackError:
    """Return the error that tells of a package that is missing or broken: no file is to blame."""
    name = (error.name or "?").partition(".")[0]
    why = _("the package {name} is missing or broken: {why}").format(name=name, why=error)
    if name in sys.stdlib_module_names:
        return EgovtrackError(why, _("it belongs to Python: install that again"))
    return EgovtrackError(why, _("install egovtrack again, with all that it needs, as it was installed"))


def refused_by_system(error: Exception, words: str, hint: str = "", **names: Any) -> EgovtrackError:
    """Return the error that tells what the system refuses: `words`, with the `names` and {why}."""
    # What opens a file there tells EACCES of the C library alone.
    if getattr(error, "winerror", None) in _IN_USE or (_ON_WINDOWS and getattr(error, "errno", None) == errno.EACCES):
        why, hint = _("it is open in another program, or not permitted"), _("close it there, and run the command again")
        return LedgerInUse(words.format(why=why, **names), hint)
    hint = _("make room and run the command again") if is_full(error) else hint
    return EgovtrackError(words.format(why=reason(error), **names), hint)
