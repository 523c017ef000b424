"""The division of work in force on a day: which leader is in charge of which fields, and of which departments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from egovtrack import spelling
from egovtrack.connection import to_date
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import gettext as _, written
from egovtrack.queries.facts import Facts
from egovtrack.registry import Registry, unknown
from egovtrack.snapshot import Snapshot
from egovtrack.words import WORDS

RELATIONS = ("leads", "in_charge", "holds", "helps", "contact")
ANSWERS = frozenset({"in_charge", "holds"})

_DIVISIONS = """
SELECT x.id, x.title, x.number, x.issued_on, x.effective_on, x.action_id FROM division x
ORDER BY x.effective_on, x.id"""
_FIELDS = """
SELECT l.name, l.post, f.id, f.relation, f.name, w.department_id FROM leader l
LEFT JOIN portfolio f ON f.leader_id = l.id LEFT JOIN portfolio_department w ON w.portfolio_id = f.id
WHERE l.division_id = :division ORDER BY l.position, f.position, w.position"""


class FieldRow(NamedTuple):
    """A field of work, as printed, and the departments (ids as of the division) whose work it is."""

    relation: str
    name: str
    departments: tuple[int, ...]


class LeaderRow(NamedTuple):
    """A leader with post and fields, in the order of the document."""

    name: str
    post: str
    fields: tuple[FieldRow, ...]

    def departments(self, relations: Collection[str] = ANSWERS) -> set[int]:
        """Return the departments under the leader in some of these relations."""
        return {key for field in self.fields if field.relation in relations for key in field.departments}

    def leads_all(self) -> bool:
        """Return whether the leader leads the work as a whole, as a mayor does."""
        return any(field.relation == "leads" for field in self.fields)


class Charge(NamedTuple):
    """What a division of work says of a department: the leaders that it names, by relation (`""`: in charge of it, or
    holding it) and name.
    """

    told: Mapping[tuple[str, str], LeaderRow]

    def names(self) -> list[str]:
        """Return who is in charge of it or holds it."""
        return [name for relation, name in self.told if not relation]

    def words(self, *, posts: bool = False) -> str:
        """Return whom it names in what relation, with their `posts` too; that it is silent where it names nobody."""
        said = []
        for (relation, name), leader in self.told.items():
            parts = [leader.post if posts else "", written(WORDS["relation"][relation]) if relation else ""]
            aside = written(", ").join(filter(None, parts))
            said.append(written("{text} ({aside})").format(text=name, aside=aside) if aside else name)
        return written(", ").join(said) or written("not in the division of work")


class DivisionRow(NamedTuple):
    """A division of work: the document it is by, and from when it holds."""

    title: str
    number: str
    issued_on: date
    effective_on: date
    leaders: tuple[LeaderRow, ...]

    def leader(self, name: str) -> LeaderRow:
        """Return the leader of that name. Raises EgovtrackError with the nearest names."""
        names = [leader.name for leader in self.leaders]
        typed = spelling.folded(name)
        found = next((leader for leader in self.leaders if spelling.folded(leader.name) == typed), None)
        if found is None:
            error = unknown(_("no leader is called “{name}”").format(name=name), name, names)
            hint = error.hint or _("there are: {names}").format(names=_(", ").join(names))
            raise EgovtrackError(error.message, hint)
        return found

    def charges(self, departments: Collection[int] = ()) -> dict[int, Charge]:
        """Return what it says of each department that it names, and of these `departments`."""
        told: dict[int, dict[tuple[str, str], LeaderRow]] = defaultdict(dict, {key: {} for key in departments})
        for leader in self.leaders:
            for field in leader.fields:
                for department in field.departments:
                    told[department]["" if field.relation in ANSWERS else field.relation, leader.name] = leader
        return {key: Charge(dict(sorted(said.items(), key=lambda one: one[0][0]))) for key, said in told.items()}


def read_numbers(facts: Facts) -> list[str]:
    """Return the document numbers of the divisions of work that are known."""
    return [row[2] for row in facts.connection.rows(_DIVISIONS) if facts.snapshot.holds(row[5])]


def read_division(facts: Facts) -> DivisionRow | None:
    """Return the division of work in force on the day; each department is who answers for it on that day."""
    connection, registry, day = facts.connection, facts.registry, facts.snapshot.as_of
    known = [row for row in connection.rows(_DIVISIONS) if to_date(row[4]) <= day and facts.snapshot.holds(row[5])]
    if not known:
        return None
    division_id, title, number, issued, since, _action = known[-1]
    leaders = []
    for (name, post), of_leader in groupby(connection.rows(_FIELDS, division=division_id), key=itemgetter(0, 1)):
        fields = []
        for (portfolio, relation, field), rows in groupby(of_leader, key=itemgetter(2, 3, 4)):
            heirs = (registry.departments[row[5]].heir(day).id for row in rows if row[5] is not None)
            if portfolio is not None:
                fields.append(FieldRow(relation, field, tuple(dict.fromkeys(heirs))))
        leaders.append(LeaderRow(name, post, tuple(fields)))
    return DivisionRow(title, number, to_date(issued), to_date(since), tuple(leaders))


def in_charge(facts: Facts) -> dict[int, Charge]:
    """Return of every department what the division of work in force says; nothing where none is in force."""
    division = read_division(facts)
    return division.charges(facts.registry.departments) if division else {}


def division_in_force(facts: Facts) -> DivisionRow:
    """Return the division of work in force on the snapshot's day. Raises EgovtrackError where there is none."""
    division = read_division(facts)
    if division is None:
        why = _("no division of work is in force on {day}").format(day=facts.snapshot.as_of)
        raise EgovtrackError(why, _("egovtrack leader import FILE takes one"))
    return division


def field_rows(division: DivisionRow, registry: Registry, snapshot: Snapshot) -> list[dict[str, Any]]:
    """Return the rows that scripts read (kind `portfolios`): one for each field of each leader."""
    return [
        {
            "leader": leader.name, "post": leader.post, "relation": field.relation, "field": field.name,
            "departments": [registry.name_on(department, snapshot.as_of) for department in field.departments],
        }
        for leader in division.leaders
        for field in leader.fields
    ]  # fmt: skip
