"""Whom to ask in a department. Contacts stand in no export: a command shows them where it is told to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from egovtrack.connection import to_date
from egovtrack.queries.facts import Facts
from egovtrack.queries.holding import holding

_CONTACTS = """
SELECT c.id, c.action_id, c.replaces_id, c.department_id, c.name, c.phone, c.as_of
FROM contact c WHERE c.as_of <= :as_of ORDER BY c.as_of, c.id"""


class Contact(NamedTuple):
    """Whom to ask in a department, since when, and by which number the entry is corrected."""

    id: int
    department_id: int
    name: str
    phone: str | None
    as_of: date

    def __str__(self) -> str:
        """Return name and phone."""
        return " ".join(filter(None, (self.name, self.phone)))


def read_contacts(facts: Facts, departments: Iterable[int] | None = None) -> dict[int, Contact]:
    """Return whom to ask by department, in all or in some of them."""
    wanted = None if departments is None else set(departments)
    found: dict[int, Contact] = {}
    for number, _action, _old, department, name, phone, since in holding(
        facts.snapshot, facts.connection.rows(_CONTACTS, as_of=facts.snapshot.as_of)
    ):
        if wanted is None or department in wanted:
            found[department] = Contact(number, department, name, phone, to_date(since))
    return {department: contact for department, contact in found.items() if contact.name}
