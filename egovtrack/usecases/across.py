"""Several ledgers asked the same: which they are, and what they answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from egovtrack.addresses import is_server
from egovtrack.datafiles import decode, read_bytes
from egovtrack.errors import UsageError
from egovtrack.i18n import gettext as _
from egovtrack.listing import Question
from egovtrack.queries.facts import Facts
from egovtrack.sheets import Record
from egovtrack.usecases.listing import answer

_MOST_NAME = 40


class Place(NamedTuple):
    """A ledger: its path or URL, and the name that it was given (empty: none)."""

    db: str
    name: str = ""


class Answer(NamedTuple):
    """What a ledger answered: its name, the records of its rows and the keys of the columns that a table shows; or
    `why` it could not be read.
    """

    place: Place
    name: str
    records: Sequence[Record] = ()
    shown: Sequence[str] = ()
    why: str = ""


def places(words: Iterable[str]) -> list[Place]:
    """Return the ledgers that somebody names: paths, URLs, `@FILE` with one a line; a name may stand before each, with
    = between. In a file lines that begin with # say nothing, and paths begin at the file's folder.

    Raises UsageError where there is none, EgovtrackError for a file that cannot be read.
    """
    found = [place for word in words for place in _places(word)]
    if not found:
        raise UsageError(_("no ledger is named"), _("name files, URLs, or @FILE that lists them"))
    return list(dict.fromkeys(found))


def _places(word: str) -> Iterator[Place]:
    if not word.startswith("@"):
        yield _place(word)
        return
    path = Path(word[1:])
    for line in decode(read_bytes(path)).splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            place = _place(line.strip())
            yield place if is_server(place.db) else place._replace(db=str(path.parent / Path(place.db).expanduser()))


def _place(word: str) -> Place:
    name, equals, db = word.partition("=")
    is_named = (
        equals and not is_server(name) and not set("/\\:?") & set(name) and (is_server(db) or not is_server(word))
    )
    return Place(db.strip(), name.strip()[:_MOST_NAME]) if is_named and db.strip() else Place(word)


def ask(facts: Facts, place: Place, question: Question) -> Answer:
    """Return what one ledger answers: its obligations; counted, one record with how many there are."""
    sheet = answer(facts, question)
    name = place.name or facts.profile.get("place") or ""
    if question.counted:
        return Answer(place, name, [sheet.total or {}])
    return Answer(place, name, list(sheet.records), [column.key for column in sheet.columns])


def named(answers: Iterable[Answer], shown_as: Iterable[str]) -> list[Answer]:
    """Return answers with a name each of its own: the ledger's path or URL, as it may be shown, tells apart those that
    are called alike.
    """
    pairs = list(zip(answers, shown_as, strict=True))
    times = Counter(each.name for each, _where in pairs)
    return [
        each
        if each.name and times[each.name] == 1
        else each._replace(name=f"{each.name} ({where})" if each.name else where)
        for each, where in pairs
    ]


def total(records: Iterable[Record]) -> dict[str, Any]:
    """Return the sums of counts."""
    sums: Counter[str] = Counter()
    for record in records:
        sums.update({key: value for key, value in record.items() if isinstance(value, int)})
    return dict(sums)
