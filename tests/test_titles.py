"""The curated data of the shipped plans: who issued what, and one short title for every task.

A short title stands in tables in place of a wording of several lines, so it must fit a column and be told from its
neighbours; and it says only what its task says, in the document's words and with its quotes: where the task begins
with a short sentence (or a line of its own), that is its title.
"""

import datetime as dt
import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from egovtrack.composition import make_text
from egovtrack.reading import draft_text

SEED = Path(__file__).resolve().parents[1] / "seed"
LONGEST = 24
REQUIRED = {"key", "title", "issuer", "issued", "source", "kind", "period", "cycle", "titles"}

ITEMS_UNDER_HEADINGS_OF_PART_FOUR = {1: 3, 2: 3, 3: 3, 4: 3, 5: 4, 6: 2}
FIVE_YEAR_REFS = [f"4.{h}.{i}" for h, items in ITEMS_UNDER_HEADINGS_OF_PART_FOUR.items() for i in range(1, items + 1)]
REFS = {
    "2015": [str(number) for number in range(1, 48)],
    "2016": [str(number) for number in range(1, 57)],
    "2017": [str(number) for number in range(1, 55)],
    "12fyp": FIVE_YEAR_REFS + [f"5.{measure}" for measure in range(1, 6)],
}
TASKS = {"2015": 47, "2016": 56, "2017": 54, "12fyp": 23}

plans = pytest.mark.parametrize("key", REFS)


@cache
def shipped(key: str) -> dict[str, Any]:
    """The content of a shipped plan's plan.toml."""
    return tomllib.loads((SEED / key / "plan.toml").read_text(encoding="utf-8"))


def titles_of(key: str) -> dict[str, str]:
    """The short titles of a plan by reference."""
    titles: dict[str, str] = shipped(key)["titles"]
    return titles


def text_of(key: str) -> str:
    """The plan's document as shipped."""
    return (SEED / key / "plan.txt").read_text(encoding="utf-8")


@cache
def wordings_of(key: str) -> dict[str, str]:
    """What each task of a plan says, by reference, without its responsibility clauses."""
    return {task.ref: task.text for task in draft_text(text_of(key), "plan.txt").tasks}


def is_made_of(title: str, wording: str) -> bool:
    """Whether a title is put together of runs of two or more characters of the wording."""

    @cache
    def is_left(rest: str) -> bool:
        return not rest or any(rest[:end] in wording and is_left(rest[end:]) for end in range(len(rest), 1, -1))

    return all(map(is_left, re.split("[，,]", title)))


@plans
def test_every_task_has_its_title_in_the_order_of_the_document(key: str) -> None:
    assert list(titles_of(key)) == REFS[key]
    assert len(titles_of(key)) == TASKS[key]


@plans
def test_titles_fit_a_column(key: str) -> None:
    assert {ref: title for ref, title in titles_of(key).items() if not 6 <= len(title) <= LONGEST} == {}


@plans
def test_a_short_sentence_that_a_task_begins_with_is_its_title(key: str) -> None:
    """As printed: “一号式” keeps its quotes, a half-width comma stays one."""
    sentences = {ref: re.split("[。\n]", wording)[0] for ref, wording in wordings_of(key).items()}
    short = {ref: sentence for ref, sentence in sentences.items() if len(sentence) <= LONGEST}
    assert {ref: titles_of(key)[ref] for ref in short} == short


@plans
def test_a_title_says_only_what_the_task_says_in_its_words(key: str) -> None:
    wordings = wordings_of(key)
    assert {ref: title for ref, title in titles_of(key).items() if not is_made_of(title, wordings[ref])} == {}


@plans
def test_a_title_keeps_the_documents_quotes_figures_and_percentages(key: str) -> None:
    for ref, title in titles_of(key).items():
        wording = wordings_of(key)[ref]
        quoted = [words for words in re.findall("“[^”]*”", wording) if words.strip("“”") in title]
        assert [words for words in quoted if words not in title] == [], ref
        exact = re.findall("“[^”]*”", title) + re.findall(r"(?<![\d.])\d[\d.,—]*[%％]?", title)
        assert [words for words in exact if not re.search(rf"(?<!\d){re.escape(words)}(?![\d%％])", wording)] == [], ref
        assert title.count("“") == title.count("”"), ref


@plans
def test_titles_do_not_end_in_punctuation(key: str) -> None:
    assert {ref: title for ref, title in titles_of(key).items() if title[-1] in "、，,（《“+"} == {}


@plans
def test_titles_are_told_apart(key: str) -> None:
    assert [title for title, times in Counter(titles_of(key).values()).items() if times > 1] == []


@plans
def test_metadata_is_complete(key: str) -> None:
    plan = shipped(key)
    assert plan.keys() - {"number"} == REQUIRED
    assert plan["key"] == key
    assert plan["kind"] == ("five_year" if key == "12fyp" else "annual")
    assert plan["cycle"] == "monthly"


@plans
def test_dates_are_dates_and_in_order(key: str) -> None:
    plan = shipped(key)
    start, end = plan["period"]
    assert {type(day) for day in (plan["issued"], start, end)} == {dt.date}
    assert start <= plan["issued"] <= end
    assert end.year - start.year == (4 if key == "12fyp" else 0)
    assert (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)


@plans
def test_title_and_number_are_those_of_the_document(key: str) -> None:
    text = text_of(key)
    assert shipped(key)["title"] in text
    assert shipped(key).get("number", "") in text


# --- titles that the program makes ---------------------------------------------------------------------------------


def made(wording: str) -> str:
    """The title that a task of a plan of 2031 gets which nobody has given any."""
    (task,) = make_text(draft_text(f"2031年工作要点\n\n1、{wording}（责任单位：市财政局）\n", "plan.txt")).tasks
    return task.title


@pytest.mark.parametrize(
    ("wording", "title"),
    [
        ("2031年6月底前，建成统一平台。", "建成统一平台"),
        ("2031年6月底前完成平台建设，做好衔接。", "完成平台建设"),
        ("到2031年底，整合20个业务系统。", "整合20个业务系统"),
        ("6月底前出台办法。", "出台办法"),
        ("第三季度，开展评估。", "开展评估"),
        ("年内建成20个站点。", "建成20个站点"),
        ("12个窗口改造；按期完成。", "12个窗口改造"),
        ("新增1,200个窗口，统一标识。", "新增1,200个窗口"),
        ("2031年。", "2031年"),
        ("第三季度报告制度的建立。", "第三季度报告制度的建立"),
    ],
)
def test_a_title_begins_with_what_is_to_be_done(wording: str, title: str) -> None:
    assert made(wording) == title


@given(st.integers(1, 30), st.integers(1, 10**9), st.sampled_from(["{}", "{:,}", "{}.5"]))
def test_a_title_never_cuts_a_number(before: int, number: int, form: str) -> None:
    figure = form.format(number)
    title = made("建" * before + figure + "个窗口统一标识。")
    assert len(title) <= LONGEST
    assert re.findall(r"[\d.,]+", title) in ([], [figure])
