"""What can go wrong, each kind with its exit code (a contract: people's scripts look at it).

0 done · 1 error · 2 usage · 3 a check found something · 4 the ledger is in use elsewhere · 65 the input data is bad
"""

from __future__ import annotations


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


class LedgerInUse(EgovtrackError):
    """Another process holds the ledger for longer than the program waits."""

    exit_code = 4


class Conflict(LedgerInUse):
    """The database rolled a change back because of another's: nothing is stored, and the command is run again."""


class ClockAhead(EgovtrackError):
    """The machine's clock is far ahead of the last entry; a person may say that it is right."""


class BadInput(EgovtrackError):
    """A document, form or file of data cannot be read as what it should be (EX_DATAERR of sysexits.h)."""

    exit_code = 65
