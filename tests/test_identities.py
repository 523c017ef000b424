"""Which task of a new text is which of the old one: examples, and what must hold of any two texts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from egovtrack.draft import Clause, Place, Target
from egovtrack.identities import Item, Kind, Match, match, match_clauses, match_targets
from egovtrack.reading import draft_text
from egovtrack.shipped import folder

NOWHERE = Place(0, 0)
PLATFORM = "建成一网通办平台，接入一百二十个事项，开展窗口人员的业务培训。"
MIGRATION = "完成各部门旧系统的迁移，关停老旧机房。"
SECURITY = "开展网络安全检查，整改发现的问题。"
FAIR = "举办市民读书节，评选十佳书香家庭。"


def items(*texts: str) -> list[Item]:
    """Items with the numbers from 1 on, or with the ref before a |."""
    found = []
    for number, text in enumerate(texts, start=1):
        ref, _bar, words = text.rpartition("|")
        found.append(Item(ref or str(number), words, words))
    return found


def told(matches: list[Match]) -> list[tuple[str, str, str]]:
    return [(each.kind, ",".join(each.old), ",".join(each.new)) for each in matches]


def said(kind: Kind, old: str, new: str) -> Match:
    return Match(kind, tuple(filter(None, old.split(","))), tuple(filter(None, new.split(","))))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([PLATFORM, MIGRATION], [PLATFORM, MIGRATION], [("kept", "1", "1"), ("kept", "2", "2")]),
        ([PLATFORM, MIGRATION], [MIGRATION, PLATFORM], [("kept", "2", "1"), ("kept", "1", "2")]),
        (
            [PLATFORM, MIGRATION],
            [FAIR, PLATFORM, MIGRATION],
            [("new", "", "1"), ("kept", "1", "2"), ("kept", "2", "3")],
        ),
        ([PLATFORM, MIGRATION], [PLATFORM], [("kept", "1", "1"), ("withdrawn", "2", "")]),
        ([PLATFORM], [PLATFORM.replace("一百二十", "八十")], [("reworded", "1", "1")]),
        ([PLATFORM], [PLATFORM.replace("，", ",").replace("。", ". ")], [("reworded", "1", "1")]),
        ([SECURITY], [FAIR], [("new", "", "1"), ("withdrawn", "1", "")]),
        (
            [PLATFORM, MIGRATION],
            ["建成一网通办平台，接入一百二十个事项。", "开展窗口人员的业务培训。", MIGRATION],
            [("split", "1", "1,2"), ("kept", "2", "3")],
        ),
        ([MIGRATION, SECURITY], [MIGRATION[:-1] + "；" + SECURITY], [("merged", "1,2", "1")]),
    ],
)
def test_the_words_tell_which_task_is_which(
    old: list[str], new: list[str], expected: list[tuple[str, str, str]]
) -> None:
    assert told(match(items(*old), items(*new))) == expected


def test_a_split_or_a_merger_and_what_is_hardly_alike_is_doubtful() -> None:
    (split, _kept) = match(
        items(PLATFORM, FAIR), items("建成一网通办平台，接入一百二十个事项。", "开展窗口人员的业务培训。", FAIR)
    )
    assert split.doubtful
    (reworded,) = match(items(PLATFORM), items("建成一网通办平台，接入八十个事项，培训窗口。"))
    assert (reworded.kind, reworded.doubtful) == ("reworded", True)
    (reworded,) = match(items(PLATFORM), items(PLATFORM.replace("一百二十", "八十")))
    assert not reworded.doubtful


def test_of_equal_words_the_same_number_wins() -> None:
    twice = items("做好宣传。", "做好宣传。", PLATFORM)
    assert told(match(twice, items("2|做好宣传。", "1|做好宣传。"))) == [
        ("kept", "2", "2"), ("kept", "1", "1"), ("withdrawn", "3", ""),
    ]  # fmt: skip


def test_what_a_person_tells_comes_first() -> None:
    old, new = items(PLATFORM, MIGRATION), items(PLATFORM, FAIR)
    assert told(match(old, new, [said("reworded", "2", "2")])) == [("kept", "1", "1"), ("reworded", "2", "2")]
    assert told(match(old, new, [said("reworded", "2", "1")])) == [
        ("reworded", "2", "1"), ("new", "", "2"), ("withdrawn", "1", ""),
    ]  # fmt: skip
    assert told(match(old, new, [said("new", "", "1")]))[0] == ("new", "", "1")
    assert told(match(old, new, [said("split", "1", "2,1")])) == [("split", "1", "2,1"), ("withdrawn", "2", "")]
    assert told(match(old, new, [said("merged", "2,1", "1")])) == [("merged", "2,1", "1"), ("new", "", "2")]
    for wrong in (said("reworded", "9", "1"), said("reworded", "1", "9"), said("split", "1", "1,1")):
        with pytest.raises(KeyError):
            match(old, new, [wrong])


WORDS = st.lists(
    st.sampled_from([*"建成平台接入事项开展培训完成迁移检查网络安全", "1", "2", "，", "。", " "]),
    min_size=1,
    max_size=30,
).map("".join)
TEXTS = st.lists(WORDS, max_size=7)


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_every_task_is_accounted_for_once(old: list[str], new: list[str]) -> None:
    matches = match(items(*old), items(*new))
    assert sorted(ref for each in matches for ref in each.old) == sorted(str(n + 1) for n in range(len(old)))
    assert sorted(ref for each in matches for ref in each.new) == sorted(str(n + 1) for n in range(len(new)))
    for each in matches:
        assert bool(each.new) == (each.kind != "withdrawn")
        assert bool(each.old) == (each.kind != "new")
        assert (len(each.old) > 1) == (each.kind == "merged")
        assert (len(each.new) > 1) == (each.kind == "split")


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_an_unchanged_text_is_kept_whole(texts: list[str]) -> None:
    assert told(match(items(*texts), items(*texts))) == [
        ("kept", str(number), str(number)) for number in range(1, len(texts) + 1)
    ]


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=7, unique=True), st.randoms())
def test_renumbering_keeps_every_task(texts: list[str], random: object) -> None:
    distinct = list({Item("", text, text).words: text for text in texts}.values())
    shuffled = list(enumerate(distinct, start=1))
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    renumbered = [Item(str(place + 20), text, text) for place, (_number, text) in enumerate(shuffled)]
    found = match(items(*distinct), renumbered)
    assert sorted(each.old[0] for each in found) == sorted(str(number) for number, _text in shuffled)
    assert [each.old[0] for each in found] == [str(number) for number, _text in shuffled]
    assert {each.kind for each in found} <= {"kept"}


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS, st.randoms())
def test_the_order_in_which_tasks_stand_changes_nothing(old: list[str], new: list[str], random: object) -> None:
    before, after = items(*old), items(*new)
    expected = match(before, after)
    random.shuffle(before)  # type: ignore[attr-defined]
    random.shuffle(after)  # type: ignore[attr-defined]
    assert sorted(match(before, after)) == sorted(expected)


def test_a_task_is_compared_with_few_others_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    likeness = Item.likeness

    def counted(item: Item, other: Item) -> float:
        nonlocal compared
        compared += 1
        return likeness(item, other)

    monkeypatch.setattr(Item, "likeness", counted)
    old = [f"建成第{number * 37}号平台，接入{number}个事项，开展窗口人员的业务培训。" for number in range(500)]
    found = match(items(*old), items(*(text.replace("开展", "组织") for text in old[7:] + old[:7])))
    assert compared < 10 * len(old)
    assert sum(each.kind == "reworded" for each in found) > 0.9 * len(old)


@pytest.mark.parametrize("key", ["2015", "2017", "12fyp"])
def test_no_task_of_one_plan_is_kept_in_another(key: str) -> None:
    old, new = (
        [Item(task.ref, task.wording, task.text) for task in draft_text(text, each).tasks]
        for each in (key, "2016")
        if (text := (folder("seed") / each / "plan.txt").read_text("utf-8"))
    )
    matches = match(old, new)
    assert "kept" not in {each.kind for each in matches}
    assert sorted(ref for each in matches for ref in each.new) == sorted(item.ref for item in new)
    assert {each.kind for each in match(new, new)} == {"kept"}


def clause(number: int, text: str, printed: str = "") -> Clause:
    return Clause(number, text, printed, (), NOWHERE)


def test_the_only_clause_of_a_task_stays_the_same() -> None:
    (only,) = match_clauses([clause(1, SECURITY)], [clause(1, FAIR)])
    assert (only.kind, only.old, only.new) == ("reworded", ("1",), ("1",))
    several = match_clauses([clause(1, SECURITY), clause(2, FAIR)], [clause(1, FAIR), clause(2, MIGRATION)])
    assert told(several) == [("kept", "2", "1"), ("new", "", "2"), ("withdrawn", "1", "")]
    named = match_clauses([clause(1, SECURITY), clause(2, FAIR)], [clause(1, MIGRATION)], [said("reworded", "2", "1")])
    assert told(named) == [("reworded", "2", "1"), ("withdrawn", "1", "")]


def target(text: str, unit: str) -> Target:
    return Target(text, Decimal(1), None, unit, "=", NOWHERE)


def test_a_target_keeps_its_identity_when_it_is_cut_or_moved() -> None:
    twenty, eight, share = target("20个系统", "个系统"), target("8个系统", "个系统"), target("50％", "％")
    assert match_targets([twenty, share], [eight, share]) == [0, 1]
    assert match_targets([twenty, share], [share, eight]) == [1, 0]
    assert match_targets([twenty, eight], [eight, twenty]) == [1, 0]
    assert match_targets([twenty, eight], [target("30个系统", "个系统"), twenty]) == [1, 0]
    assert match_targets([twenty], [share, twenty]) == [None, 0]
    assert match_targets([twenty], []) == []
