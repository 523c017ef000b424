"""What is looked at: the ledger as of a day, and as known after an action."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

NEWEST = 2**62
"""A number above that of every action: all that is known now."""


class Snapshot(NamedTuple):
    """A day, the number of the last action that is known, and the actions that were undone by then, each with the
    action that undid it.

    A fact holds if its action is known and not undone, and its own day is at most `as_of`; of several, the last.
    Moments are shown in the time zone `zone`.
    """

    as_of: date
    known: int = NEWEST
    undone: Mapping[int, int] = MappingProxyType({})
    zone: str = "UTC"

    def holds(self, action: int) -> bool:
        """Return whether the facts of an action hold."""
        return action <= self.known and action not in self.undone
