"""Clauses in plain prose, where they are unmistakable: 由市发展改革委牵头，市财政局配合，2031年底前建成…

牵头 and 负责 occur in running prose of every sort (实行市长负责制, 由起草部门负责清理). So only a run of whole phrases
between commas counts, each nothing but names of offices and a role word, and only where the run is the sentence, or
names a lead and begins with 由 or goes on with who else answers. What merely looks like one is doubtful.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby

from egovtrack.grammar.brackets import split_outside
from egovtrack.grammar.deadlines import is_deadline
from egovtrack.grammar.lexicon import ANSWERS, BUREAU, VERB_ENDS, is_office, role_of
from egovtrack.grammar.parties import DOES, Listed, Named, RawClause, Span, read_list
from egovtrack.grammar.shadow import Excerpt, trimmed

# 主办 and 承办 are left out: they stand in imprints and in invitations.
_SAID = re.compile(
    rf"(?:{ANSWERS}|参与|参加|协助|协同|实施|推进|办理|抓总|为主|各负其责|[为是](?:牵头|责任|配合)(?:部门|单位))(?=[,。;!\n]|$)",
    re.MULTILINE,
)
# 此项工作由市财政局主办，市审计局协办, a sentence of its own about the item above it.
_THIS = re.compile(r"\s*[此该本]项?(?:重点)?(?:工作|任务|事项|项目)(?=由)")
_SAID_OF_THIS = re.compile(rf"{_SAID.pattern}|(?:主办|承办|协办|会办)(?=[,。;!\n]|$)", re.MULTILINE)
_VERB_ENDS = re.compile(rf"[{''.join(VERB_ENDS)}](?=[,。;!\n]|$)", re.MULTILINE)  # much faster to search for
_BY_WHEN = re.compile(
    r"(?:力争|确保|[须应要于在])*(?=[\d一二三四上下本今明年])[\d〇一二三四五六七八九十年月日季度底末前上下半内旬中初今明本]{2,14}"
    r"(?:基本|全面|全部)?(?:完成|建成|竣工|投产|上线|启用|出台|办结)"
)
_ORGANISES = re.compile(r"\s*[\u4e00-\u9fff、]{2,20}(?:[部局处科办所]|中心|公司)(?:组织|协同)(?=,)")
# 市财政局负责落实资金，市审计局配合: what the office does that the sentence is about.
_DUTY = re.compile(r"\s*由?(?P<who>[^,;。:!?()]{3,60}?)(?P<does>负责|牵头|承担)(?![人的])[^;。:!?]{2,}")
_ANOTHER = re.compile(rf"(?:{BUREAU}|集团|公司|政府)(?:要|应)?(?:{ANSWERS}|承担)")
_SENTENCE = re.compile(r"[^。:;!?\n]+[。;]?")
_DOUBTFUL = re.compile(rf"(?:{BUREAU}|集团|公司|[省市县区]政府)(?:牵头(?:负责)?|负责)$")
_DATE_ENDS = re.compile(r"(?:[前内底末月日年]|完成|办结|到位|推进|开展|实施)$")
_NO_NAME = re.compile(r"[由将的把该须并均都“”]|应(?!急)")
_NOBODY = re.compile(
    r"属地|地方|当地|社会(?![\u4e00-\u9fff]{0,4}[局部厅委办])|所在|[上下本同市县乡区]级政府|(?:部门|单位|主体|机构)$|^办公室$"
)
_EVERY = re.compile(r"(?:全?[省市县区州]?(?:委|政府|级|直)?)各")
_CONCERNED = re.compile(
    r"(?:[省市县区][级直]?(?:政府)?各?(?:有关|相关)?|各?(?:有关|相关))(?:部门|单位|机构|地区|区县|县区|县市区)\S{0,2}"
)


def sentences(excerpt: Excerpt, taken: Sequence[Span], brackets: Sequence[Span]) -> Iterator[RawClause]:
    """Yield the sentences that say who answers, or may, but none with a clause at `taken` or cut by `brackets`.

    Those that only may have no parties. `taken` and `brackets` are in order; a bracket that is never closed reaches to
    the end.
    """
    shadow = excerpt.shadow
    for sentence in _SENTENCE.finditer(shadow):
        start, end = sentence.span()
        if last_before(taken, end)[1] > start or not _may_say(shadow, start, end):
            continue
        cut = last_before(brackets, start)[1] >= start or last_before(brackets, end)[1] >= end
        if not cut and (found := _read(excerpt, start, end)):
            yield found


def may_say(shadow: str) -> bool:
    """Return whether a text may hold such a sentence."""
    return bool(_VERB_ENDS.search(shadow) and (_SAID_OF_THIS.search(shadow) or "组织," in shadow))


def _may_say(shadow: str, start: int, end: int) -> bool:
    said = _SAID.search(shadow, start, end) or _ORGANISES.match(shadow, start, end)
    return bool(said or (_THIS.match(shadow, start, end) and _SAID_OF_THIS.search(shadow, start, end)))


def last_before(spans: Sequence[Span], end: int) -> Span:
    """Return the last of the spans in order that begins before `end`, (-1, -1) if there is none."""
    index = bisect_left(spans, (end, -1))
    return spans[index - 1] if index else (-1, -1)


def _read(excerpt: Excerpt, start: int, end: int) -> RawClause | None:
    """Return the clause in a sentence; without parties where it is doubtful whether it is a clause."""
    shadow = excerpt.shadow
    words = end - (shadow[end - 1] in "。;")
    this = _THIS.match(shadow, start, end)
    begins = this.end() if this else start
    pieces = [trimmed(shadow, begin, stop) for begin, stop in split_outside(shadow, begins, words, ",")]
    phrases = _phrases(excerpt, pieces, _SAID_OF_THIS if this else _SAID)
    if not phrases[0] and any(phrases) and (found := _with_duties(shadow, start, end, pieces, phrases)):
        return found
    groups = groupby(range(len(pieces)), key=lambda index: bool(phrases[index]))
    for run in [list(group) for said, group in groups if said]:
        first, last = run[0], run[-1] + 1
        dated = last
        while dated < len(pieces) and _is_date(shadow[slice(*pieces[dated])]):
            dated += 1
        starts, ends = first == 0, dated == len(pieces)
        parties = [party for index in run for party in phrases[index]]
        by = shadow.startswith("由", pieces[first][0])
        if _unmistakable(parties, by=by, several=len(run) > 1, starts=starts, ends=ends):
            dates = pieces[last:dated] if ends else []
            stop = end if starts and ends else pieces[last + len(dates) - 1][1]
            return RawClause(start if this and starts else pieces[first][0], stop, parties, dates)
        if (
            starts
            and not ends
            and _BY_WHEN.match(shadow, *pieces[dated])
            and any(party.kind == "department" for party in parties)
        ):
            return RawClause(pieces[first][0], pieces[last - 1][1], parties)
    doubtful = bool(_ORGANISES.match(shadow, start, end)) or any(
        _DOUBTFUL.search(shadow, begin, stop) for begin, stop in pieces
    )
    return RawClause(pieces[0][0], words) if doubtful else None


def _with_duties(
    shadow: str, start: int, end: int, pieces: Sequence[Span], phrases: Sequence[Sequence[Named]]
) -> RawClause | None:
    """Return the clause of a sentence about offices: what the first of them does, and who else answers or helps."""
    parties: list[Named] = []
    dates: list[Span] = []
    for at, ((begin, stop), phrase) in enumerate(zip(pieces, phrases, strict=True)):
        duty = _DUTY.fullmatch(shadow, begin, stop)
        listed = read_list(shadow, *duty.span("who"), role_of(duty["does"]), duty["does"]) if duty else None
        if phrase:
            parties += phrase
        elif (
            duty
            and listed
            and _is_subject(shadow, listed, begin)
            and not _ANOTHER.search(shadow, duty.end("does"), stop)
        ):
            parties += listed.parties
        elif _is_date(shadow[begin:stop]):
            dates.append((begin, stop))
        elif not at or any(phrases[:at]) or _SAID.search(shadow, begin, stop):
            return None
    return RawClause(pieces[0][0], end, parties, dates)


def _is_subject(shadow: str, listed: Listed, begin: int) -> bool:
    """Return whether a list is nothing but offices, with which a phrase begins, behind 由 or nothing."""
    parties = listed.parties
    named = all(_is_party(shadow[party.start : party.end], party) for party in parties)
    return bool(parties) and parties[0].start <= begin + 1 and named and not (listed.dates or listed.unread)


def _is_date(shadow: str) -> bool:
    return is_deadline(shadow) and bool(_DATE_ENDS.search(shadow))


def _phrases(excerpt: Excerpt, pieces: Sequence[Span], verbs: re.Pattern[str]) -> list[list[Named]]:
    """Return for each piece between two commas its parties, if it is nothing but names of offices and a role word."""
    found: list[list[Named]] = []
    for begin, stop in pieces:
        along = bool(found and found[-1]) and excerpt.shadow.startswith("会同", begin)
        said = along or verbs.search(excerpt.shadow, begin, stop)
        parties, dates, unread = read_list(excerpt.shadow, begin, stop) if said else ([], [], [])
        named = all(party.role and _is_party(excerpt.shadow[party.start : party.end], party) for party in parties)
        whole = parties and parties[0].start <= begin + 2  # behind 由, 会同 or nothing
        found.append(parties if named and whole and not dates and not unread else [])
    return found


def _is_party(name: str, party: Named) -> bool:
    if party.open_list and party.kind == "indefinite":
        return True
    if DOES.match(name) or _NO_NAME.search(name) or name.count("(") != name.count(")"):
        return False
    if party.kind == "indefinite":
        return bool(_CONCERNED.fullmatch(name))
    if party.kind == "universal":
        return bool(_EVERY.match(name) or _CONCERNED.fullmatch(name)) and is_office(name)
    return is_office(name, strict=True) and not _NOBODY.search(name)


def _unmistakable(parties: Sequence[Named], *, by: bool, several: bool, starts: bool, ends: bool) -> bool:
    """Return whether a run of phrases says who answers: a whole sentence, its beginning, its end, or its middle.

    `by`: the run begins with 由. `several`: it has several phrases.
    """
    roles = {party.role for party in parties}
    named = any(party.kind == "department" for party in parties)
    if starts and ends:
        return named or "lead" in roles or "responsible" in roles
    if by and starts:
        return named
    several = several or len(roles) > 1
    return "lead" in roles and named and ((by or several) if starts or ends else (by and several))
