"""Whose a document is: the place of its issuer."""

from __future__ import annotations

import re
from collections.abc import Mapping

from egovtrack.draft import PlanDraft

_COMPANY = re.compile(r"(?:公司|集团|学校|大学|学院|医院)$")
_PLACES = (
    re.compile(r"(?:中共)?(.{2,20}?)(?:人民政府|政府|委员会?办公[厅室])"),
    re.compile(
        r"(?:中共)?(.{1,8}?(?:自治区|自治州|特别行政区|省|市|县|新区|区|州(?![市县])|盟|旗)"
        r"(?:.{1,5}?(?:新区|(?<![社园校地小片])区|县))?)"
    ),
)


def place_of_issuer(issuer: str | None) -> str | None:
    """Return the place whose government or office an issuer is: 上海市 for 上海市人民政府办公厅; None where its name
    does not tell.
    """
    if not issuer or _COMPANY.search(issuer):
        return None
    if issuer.startswith("国务院"):
        return "国务院"
    found = (pattern.match(issuer) for pattern in _PLACES)
    return next((match[1] for match in found if match), None)


def foreign_place(profile: Mapping[str, str], draft: PlanDraft) -> str | None:
    """Return the place of a document's issuer where that is not the ledger's own."""
    place = place_of_issuer(draft.issuer)
    return place if place and place != profile.get("place") else None
