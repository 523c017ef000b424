"""Reading a stored plan as its author should before issuing it."""

from __future__ import annotations

from egovtrack import checks
from egovtrack.draft import Place, Problem
from egovtrack.facts import Plan
from egovtrack.grammar.findings import Finding
from egovtrack.i18n import gettext as _
from egovtrack.queries.drafts import read_draft, read_unknown
from egovtrack.queries.facts import Facts


def read_through(facts: Facts, plan: Plan) -> tuple[Problem, ...]:
    """Return what is to be mended in a plan: who leads, by when, who is not registered (with the nearest names)."""
    unknown = [
        Finding(
            "unknown_department", Place(place, place + len(name)),
            {"name": name, "count": str(count), "names": _(", ").join(facts.registry.nearest(name)) or "—"},
        )
        for name, place, count in read_unknown(facts, plan)
    ]  # fmt: skip
    draft = read_draft(facts.connection, plan)
    return checks.run((*checks.AUTHOR_CHECKS, lambda _draft: iter(unknown)), draft)
