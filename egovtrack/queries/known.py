"""How the ledger is looked at: as of a day, knowing what was entered up to a moment and not taken back by then."""

from datetime import date
from typing import NamedTuple

from egovtrack.rules import LightRule

END_OF_TIME = "9999-12-31T23:59:59.999999Z"


class View(NamedTuple):
    """How to look: as of a day (names are that day's too), knowing what was recorded up to a moment (UTC text), by a
    light rule, and what day it is today; moments are shown in `zone`.
    """

    as_of: date
    today: date
    rule: LightRule
    known_at: str = END_OF_TIME
    zone: str = "UTC"


def not_undone(row: str) -> str:
    """SQL: the action that `row` (an alias) came by was not taken back by :known_at.

    Little is ever taken back: that list is made once for a statement, and looking a row up in it takes a third of the
    time that a subquery for each row does. (Comparing with 0 lets an index find the few that undo something.)
    """
    return (
        f"COALESCE({row}.action_id, 0) NOT IN (SELECT u_{row}.undoes_id FROM action u_{row} "
        f"WHERE u_{row}.undoes_id > 0 AND u_{row}.recorded_at <= :known_at)"
    )


def entered(row: str) -> str:
    """SQL: `row` (an alias) was entered by :known_at and not taken back by then."""
    return (
        f"EXISTS (SELECT 1 FROM action e_{row} WHERE e_{row}.id = {row}.action_id AND e_{row}.recorded_at <= :known_at)"
        f" AND {not_undone(row)}"
    )


def note_stands(row: str) -> str:
    """SQL: the progress note `row` (an alias) was entered by :known_at, and neither retracted nor undone by then."""
    retraction = f"r_{row}"
    return (
        f"{row}.recorded_at <= :known_at AND {not_undone(row)} AND {row}.id NOT IN ("
        f"SELECT {retraction}.note_id FROM progress_retraction {retraction} "
        f"WHERE {retraction}.recorded_at <= :known_at AND {not_undone(retraction)})"
    )
