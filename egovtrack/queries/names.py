"""Which department, collective or plan a name means. Exact names only: nothing is ever guessed (DESIGN §3)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from egovtrack.errors import EgovtrackError
from egovtrack.i18n import gettext as _
from egovtrack.limits import MAX_NAME
from egovtrack.queries.reader import Reader, as_date

_DEPARTMENTS = """
SELECT d.id, d.name, d.kind, d.valid_from, d.valid_to, d.successor_id,
       CASE WHEN EXISTS (SELECT 1 FROM assignment a WHERE a.department_id = d.id) THEN 1 ELSE 0 END, d.basis
FROM department d ORDER BY d.position"""
_NAMES = """
SELECT n.department_id, n.name, n.form, n.valid_from, n.valid_to FROM department_name n ORDER BY n.id"""
_COLLECTIVES = "SELECT n.name, g.name, g.kind FROM collective_name n JOIN collective g ON g.id = n.collective_id"
_MEMBERS = "SELECT g.name, m.department_kind FROM collective_member m JOIN collective g ON g.id = m.collective_id"
STATEMENTS = (_DEPARTMENTS, _NAMES, _COLLECTIVES, _MEMBERS)

KINDS = ("department", "district", "party", "institution", "committee", "organisation")
_NEAR = 0.8


class Name(NamedTuple):
    """A name of a department; valid from `valid_from` up to, not including, `valid_to` (None: open)."""

    name: str
    form: str
    valid_from: date | None
    valid_to: date | None

    def holds(self, day: date) -> bool:
        """Whether the name was in use on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


class Department:
    """A department of the registry, with all its names and where it went; `named`: some plan names it."""

    def __init__(
        self, department_id: int, name: str, kind: str, start: date | None, end: date | None, named: bool,
        basis: str | None = None,
    ) -> None:  # fmt: skip
        self.id, self.name, self.kind, self.basis, self.named = department_id, name, kind, basis, named
        self.valid_from, self.valid_to = start, end
        self.successor: Department | None = None
        self.predecessors: list[Department] = []
        self.names: list[Name] = []

    def called(self, day: date, form: str = "short") -> str | None:
        """Its name of a form on `day`; the nearest one where it did not exist then."""
        forms = [name for name in self.names if name.form == form]
        on_the_day = next((name.name for name in forms if name.holds(day)), None)
        return on_the_day or (forms[0].name if forms else None)

    def last_full_name(self) -> str | None:
        """Its full name, the last one it had; where that is its short name too, that one."""
        full = [name.name for name in self.names if name.form == "full"]
        return full[-1] if full else self.name

    def exists(self, day: date) -> bool:
        """Whether there is such an office on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)

    def heir(self, day: date) -> "Department":
        """The department that answers for this one on `day`: itself while it exists, else its successor's heir."""
        if self.valid_to is None or day < self.valid_to or self.successor is None:
            return self
        return self.successor.heir(day)

    def with_predecessors(self) -> "list[Department]":
        """Itself and every department whose duties came to it."""
        return [self, *(one for before in self.predecessors for one in before.with_predecessors())]


class Collective(NamedTuple):
    """A party that is several: its name, `universal` or `indefinite`, and the kinds of departments it means."""

    name: str
    kind: str
    members: frozenset[str]


class Registry:
    """All departments of the ledger, by id and by name; `collectives`, by every printed name, are several at once."""

    def __init__(self, departments: Iterable[Department], collectives: Mapping[str, Collective] | None = None) -> None:
        self.collectives = dict(collectives or {})
        self.departments = {one.id: one for one in departments}
        self._by_name = {name.name: (one, name) for one in self.departments.values() for name in one.names}

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def find(self, name: str) -> tuple[Department, Name]:
        """The department that bears or bore `name`, and that name. A name that nobody bears is looked for in the other
        ways of typing it (`spelling`). Raises EgovtrackError where that gives none, with the nearest names, or several.
        """
        found = self._by_name.get(name.strip())
        if found is not None:
            return found
        if several := self.collective(name):
            raise EgovtrackError(
                _("{name} is not one department but several").format(name=several), _("name one of its members")
            )
        read = self._readings(name)
        if len({one.id for one, _name in read}) > 1:
            candidates = dict.fromkeys(one.name for one, _name in read)
            raise _refused(_("“{name}” may mean several departments").format(name=name), candidates)
        if not read:
            raise _refused(_("no department is called “{name}”").format(name=name), self.nearest(name))
        return read[0]

    def collective(self, name: str) -> str | None:
        """The printed name of the collective that `name` means, also in traditional or full-width characters."""
        if name.strip() in self.collectives:
            return name.strip()
        if name in self:
            return None
        from egovtrack import spelling

        typed = spelling.folded(name)
        return next((printed for printed in self.collectives if spelling.shadow(printed) == typed), None)

    def _readings(self, name: str) -> list[tuple[Department, Name]]:
        """What a name may stand for, first the very name that was typed in another form."""
        from egovtrack import spelling

        shadows = {spelling.shadow(known): found for known, found in self._by_name.items()}
        full = [one.name for found in self.departments.values() for one in found.names if one.form == "full"]
        read = spelling.readings(name, spelling.place_of(full))
        own = spelling.folded(name)
        return sorted((found for known, found in shadows.items() if known in read), key=lambda one: one[1].name != own)

    def nearest(self, name: str) -> list[str]:
        """The departments with the names most like this one, best first, three at the most."""
        best: dict[int, tuple[float, str]] = {}
        for known, (department, _name) in self._by_name.items():
            # What plans name is asked for more often than what the registry knows besides.
            score = likeness(name, known) + (0.15 if department.named else 0)
            best[department.id] = max(best.get(department.id, (0.0, "")), (score, department.name))
        return [known for score, known in sorted(best.values(), reverse=True) if score > _NEAR][:3]

    def collectives_called(self, name: str) -> set[str]:
        """All printed names of the collective that has this one."""
        wanted = self.collectives[name].name
        return {printed for printed, one in self.collectives.items() if one.name == wanted}

    def name_on(self, department_id: int, day: date) -> str:
        """What the department that answers for this one on `day` is called then."""
        heir = self.departments[department_id].heir(day)
        return heir.called(day) or heir.name


def read_registry(reader: Reader) -> Registry:
    """The registry as it stands in the ledger."""
    rows = reader.rows(_DEPARTMENTS)
    departments = {
        row[0]: Department(row[0], row[1], row[2], as_date(row[3]), as_date(row[4]), bool(row[6]), row[7])
        for row in rows
    }
    for row in rows:
        if row[5] is not None:
            departments[row[0]].successor = departments[row[5]]
            departments[row[5]].predecessors.append(departments[row[0]])
    for department_id, name, form, start, end in reader.rows(_NAMES):
        departments[department_id].names.append(Name(name, form, as_date(start), as_date(end)))
    kinds: dict[str, set[str]] = {}
    for name, kind in reader.rows(_MEMBERS):
        kinds.setdefault(name, set()).add(kind)
    collectives = {
        printed: Collective(name, kind, frozenset(kinds[name])) for printed, name, kind in reader.rows(_COLLECTIVES)
    }
    return Registry(departments.values(), collectives)


def likeness(name: str, other: str) -> float:
    """How like two names are, 0 to 2: the share of the first one's characters that stand in the other in order, and
    the ratio of common characters to all. What is longer than any name is like none.
    """
    if len(name) > MAX_NAME:
        return 0.0
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, name, other, autojunk=False)
    common = sum(block.size for block in matcher.get_matching_blocks())
    return common / max(len(name), 1) + matcher.ratio()


def unknown(message: str, name: str, known: Collection[str]) -> EgovtrackError:
    """The error for a name that is not known, with the candidates nearest to it."""
    scored = sorted(((likeness(name, other), -len(other), other) for other in known), reverse=True)
    return _refused(message, [other for score, _length, other in scored[:3] if score > _NEAR])


def _refused(message: str, candidates: Collection[str]) -> EgovtrackError:
    hint = _("did you mean {names}?").format(names=_(", ").join(candidates)) if candidates else ""
    return EgovtrackError(message, hint)
