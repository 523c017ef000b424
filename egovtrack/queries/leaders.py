"""The division of work in force on a day: which leader is in charge of which fields, and of which departments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from egovtrack import spelling
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import gettext as _
from egovtrack.queries.known import View, entered
from egovtrack.queries.names import Registry, unknown
from egovtrack.queries.reader import Reader, as_date

RELATIONS = ("leads", "in_charge", "holds", "helps", "contact")
ANSWERS = frozenset({"in_charge", "holds"})

_DIVISIONS = f"""
SELECT x.id, x.title, x.number, x.issued_on, x.valid_from FROM division x
WHERE x.valid_from <= :as_of AND {entered("x")} ORDER BY x.valid_from DESC, x.id DESC"""
_FIELDS = """
SELECT l.name, l.post, f.id, f.relation, f.name FROM leader l LEFT JOIN portfolio f ON f.leader_id = l.id
WHERE l.division_id = :division ORDER BY l.position, f.position"""
_DEPARTMENTS = """
SELECT w.portfolio_id, w.department_id FROM portfolio_department w
JOIN portfolio f ON f.id = w.portfolio_id JOIN leader l ON l.id = f.leader_id
WHERE l.division_id = :division ORDER BY w.portfolio_id, w.position"""
STATEMENTS = (_DIVISIONS, _FIELDS, _DEPARTMENTS)


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

    def leads_all(self) -> bool:
        """Whether the leader leads the work as a whole, as a mayor does."""
        return any(one.relation == "leads" for one in self.fields)


class DivisionRow(NamedTuple):
    """A division of work: the document it is by, and from when it holds."""

    title: str
    number: str
    issued_on: date
    valid_from: date
    leaders: tuple[LeaderRow, ...]

    def leader(self, name: str) -> LeaderRow:
        """The leader of that name. Raises EgovtrackError with the nearest names."""
        typed = name.strip() if name.strip() in {one.name for one in self.leaders} else spelling.folded(name)
        found = next((one for one in self.leaders if one.name == typed), None)
        if found is None:
            names = [one.name for one in self.leaders]
            error = unknown(_("no leader is called “{name}”").format(name=name), name, names)
            hint = error.hint or _("there are: {names}").format(names=_(", ").join(names))
            raise EgovtrackError(error.message, hint)
        return found

    def over(self, department: int, relations: Iterable[str] = ANSWERS) -> list[LeaderRow]:
        """The leaders over a department in one of these relations."""
        wanted = set(relations)
        return [
            leader
            for leader in self.leaders
            if any(one.relation in wanted and department in one.departments for one in leader.fields)
        ]


def read_division(reader: Reader, registry: Registry, view: View) -> DivisionRow | None:
    """The division of work in force on the day; each department is the one that answers for it on that day."""
    row = reader.one(_DIVISIONS, as_of=view.as_of, known_at=view.known_at)
    if row is None:
        return None
    division_id, title, number, issued, since = row
    departments: dict[int, list[int]] = defaultdict(list)
    for portfolio, department in reader.rows(_DEPARTMENTS, division=division_id):
        heir = registry.departments[department].heir(view.as_of).id
        if heir not in departments[portfolio]:
            departments[portfolio].append(heir)
    fields: dict[tuple[str, str], list[FieldRow]] = {}
    for leader, post, portfolio, relation, name in reader.rows(_FIELDS, division=division_id):
        own = fields.setdefault((leader, post), [])
        if portfolio is not None:
            own.append(FieldRow(relation, name, tuple(departments[portfolio])))
    leaders = tuple(LeaderRow(name, post, tuple(own)) for (name, post), own in fields.items())
    return DivisionRow(title, number, as_date(issued) or date.min, as_date(since) or date.min, leaders)


def field_rows(division: DivisionRow, registry: Registry, view: View) -> list[dict[str, Any]]:
    """The rows that scripts read (kind `portfolios`): one for each field of each leader."""
    return [
        {
            "leader": leader.name, "post": leader.post, "relation": one.relation, "field": one.name,
            "departments": [registry.name_on(department, view.as_of) for department in one.departments],
        }
        for leader in division.leaders
        for one in leader.fields
    ]  # fmt: skip
