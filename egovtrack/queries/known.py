"""How the ledger is looked at: as of a day, knowing what was entered up to a moment and not taken back by then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from egovtrack.rules import LightRule

END_OF_TIME = "9999-12-31T23:59:59.999999Z"


@dataclass(frozen=True, slots=True)
class View:
    """How to look: as of a day (names are that day's too), knowing what was recorded up to a moment (UTC text), by a
    light rule, and what day it is today; moments are shown in `zone`.
    """

    as_of: date
    today: date
    rule: LightRule
    known_at: str = END_OF_TIME
    zone: str = "UTC"


def not_undone(row: str) -> str:
    """SQL: the action that `row` (an alias) came by was not taken back by :known_at."""
    return (
        f"NOT EXISTS (SELECT 1 FROM action u_{row} "
        f"WHERE u_{row}.undoes_id = {row}.action_id AND u_{row}.recorded_at <= :known_at)"
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
        f"{row}.recorded_at <= :known_at AND {not_undone(row)} AND NOT EXISTS ("
        f"SELECT 1 FROM progress_retraction {retraction} WHERE {retraction}.note_id = {row}.id "
        f"AND {retraction}.recorded_at <= :known_at AND {not_undone(retraction)})"
    )
