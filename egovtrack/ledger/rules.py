"""The office's rules: each is a fact that holds from a day on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from egovtrack.datafiles import parse_toml, read_bytes
from egovtrack.errors import BadInput
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.ledger.founding import rule_text
from egovtrack.rules import LightRule

_MOST = 10_000
_NUMBERS = {"lights": LightRule._fields[1:]}


def read_rule_file(path: str) -> dict[str, Any]:
    """Return what a rule's TOML file says. Raises EgovtrackError where it cannot be read, BadInput for no TOML."""
    try:
        return parse_toml(read_bytes(path).decode("utf-8-sig"))
    except ValueError as error:
        raise BadInput(_("{path} is no TOML: {why}").format(path=path, why=error)) from error


def set_rule(action: Action, kind: str, content: Mapping[str, Any], as_of: date | None, basis: str | None) -> None:
    """Enter a rule of a kind that holds from a day on (None: ever); `content` is what its file says, the version too.

    Raises BadInput with everything that is wrong with it.
    """
    if wrong := list(_wrong(kind, content)):
        raise BadInput(_("this is no rule {kind}: {problems}").format(kind=kind, problems=_("; ").join(wrong)))
    numbers = {name: content[name] for name in _NUMBERS[kind]}
    action.append(
        "rule", kind=kind, as_of=as_of, version=str(content["version"]), content=rule_text(numbers),
        basis=(basis or "").strip() or None,
    )  # fmt: skip


def _wrong(kind: str, content: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(content.get("version"), str | int) or not str(content["version"]).strip():
        yield _("it needs its version")
    for name in _NUMBERS[kind]:
        value = content.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= _MOST:
            yield _("{name} is a whole number from 1 to {most}").format(name=name, most=_MOST)
    yield from (_("{name} is not known").format(name=name) for name in content.keys() - {"version", *_NUMBERS[kind]})
