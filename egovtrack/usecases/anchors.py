"""What tells of a ledger's history outside of it: a head that was noted down, or a file that holds one."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from egovtrack.archive import members
from egovtrack.database import opened
from egovtrack.dates import iso_day, parse_week
from egovtrack.errors import BadInput, UsageError
from egovtrack.forms import head_of
from egovtrack.i18n import gettext as _

_HEAD = re.compile(r"(?<![0-9A-Za-z])(\d{1,9}):([0-9a-f]{64})(?![0-9A-Za-z])")
_TYPED = re.compile(r"#?(\d{1,9}):([0-9a-f]{12,64})")
_FOOTER = re.compile(r"<(?:oddFooter|style:footer)\b(.*?)</(?:oddFooter|style:footer)>", re.DOTALL)
_PROPERTIES = "docProps/custom.xml"
_DAY = re.compile(  # in json, in the properties of a notice and of a workbook, in what people read
    r'"as_of": "([0-9-]{10})"|egovtrack\.as_of"[^/]*>([0-9-]{10})<|<dcterms:created[^>]*>([0-9-]{10})'
    r"|(?<![0-9A-Za-z])\d{1,9}:[0-9a-f]{64}\W{1,3}([0-9-]{10})"
)
_SOME = 4096  # bytes: in json the head stands before the rows, in what people read at the end
_HASHES = "SELECT a.id, a.hash FROM action a ORDER BY a.id"


def read_anchor(given: str) -> list[tuple[int, str]]:
    """Return number and hash of actions that `given` tells of: a head as typed, `41:HASH` (the first 12 digits of the
    hash are enough), or the file of a form, a notice, an export, a backup, a dump, or of any text with a head in its
    last lines.

    Raises UsageError for what is neither, BadInput for a file that holds none.
    """
    if found := _TYPED.fullmatch(given.strip()):
        return [(int(found[1]), found[2])]
    path = Path(given)
    if not path.is_file():
        why = _("“{text}” is neither the head of a ledger nor a file that holds one").format(text=given)
        raise UsageError(why, _("write number and hash of an action: 41:HASH"))
    with path.open("rb") as stream:
        beginning = stream.read(_SOME)
    if beginning.startswith(b"SQLite format 3\0"):
        with opened(given) as connection:
            return connection.rows(_HASHES)
    if beginning.startswith(b"egovtrack {"):
        with path.open("rb") as dump:
            actions = [json.loads(line[7:]) for line in dump if line.startswith(b"action {")]
        return [(each["id"], each["hash"]) for each in actions]
    heads = list(_heads_in(path, beginning))
    if not heads:
        raise BadInput(
            _("{path} holds no head of a ledger").format(path=path), _("docs/how-to/anchors.md tells which files do")
        )
    return heads[:1] if beginning[:1] == b"{" else heads[-1:]


def read_day(path: Path) -> date | None:
    """Return the day that a kept file speaks of, where it tells: json beside the rows, an office file as a property, a
    file of a week in its name, what people read beside the head.
    """
    if week := re.match(r"\d{4}-W\d\d(?=-)", path.name):
        return parse_week(week[0]).last
    content = path.read_bytes()
    texts = [content[:_SOME], content[-_SOME:]]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            texts = [archive.read(name) for name in (_PROPERTIES, "docProps/core.xml") if name in archive.namelist()]
    found = next(filter(None, (_DAY.search(text.decode("utf-8", "replace")) for text in texts)), None)
    return iso_day(next(filter(None, found.groups()))) if found else None


def _heads_in(path: Path, beginning: bytes) -> Iterator[tuple[int, str]]:
    texts = [beginning.decode("latin-1")]
    if beginning.startswith(b"PK"):
        content = path.read_bytes()
        texts = [*_apart(content, path.name), head_of(path.name, content)]
    elif beginning[:1] != b"{":
        texts.append(path.read_bytes()[-_SOME:].decode("latin-1"))
    for text in texts:
        yield from ((int(number), sealed) for number, sealed in _HEAD.findall(text))


def _apart(content: bytes, name: str) -> Iterator[str]:
    """Yield what an office file holds apart from what it says: at the foot of a workbook's printed pages, and as
    properties of the file.
    """
    for member in members(content, name):
        if member.startswith("xl/worksheets/") or member in {"styles.xml", _PROPERTIES}:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                text = archive.read(member).decode("utf-8", "replace")
            yield from [text] if member == _PROPERTIES else _FOOTER.findall(text)
