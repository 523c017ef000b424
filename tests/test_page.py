"""The report of a plan as a page: escaped, alone, readable with and without a script, on a phone, in print."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given, settings, strategies as st
from lxml import html

from egovtrack.reports import Chart, Col, Figure, Heading, Number, Para, Report, Rows, Series, Table, Word
from egovtrack.views.webpage import write_report
from tests.browser import CHROMIUM, DRIVER, Browser
from tests.conftest import Program, sqlite_only
from tests.test_report import DAY, kept

__all__ = ["kept"]
pytestmark = sqlite_only  # a page does not depend on where the ledger is
needs_browser = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver")
AXE = os.environ.get("EGOVTRACK_TEST_AXE", "")
NASTY = (  # what becomes markup, or turns and hides what is around it
    "<script>alert(1)</script>", "</style><b>x", "\" onload='x", "]]>", "<!--", "&amp;&lt;", "\x00\x1b[31m",
    "\u202eabc", "甲\r\n乙", "\ud800", "javascript:x",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(NASTY) | st.text(max_size=8), min_size=8, max_size=8)


def parsed(text: str) -> Any:
    """The elements of a page."""
    return html.fromstring(text)


def page(report: Report) -> str:
    """The page of a report."""
    file = io.BytesIO()
    write_report(report, file)
    return file.getvalue().decode()


def small(texts: list[str]) -> Report:
    """A report of every kind of block, in which nothing but `texts` stands."""
    title, heading, said, label, cell, what, group, series = texts
    rows = Rows("obligations", [0], what)
    return Report(
        [title],
        [
            Heading(heading), Para([said, Figure(label, 1, 2, rows), said]),
            Para([Figure(label, 1, 2, rows), Figure(label, 0)]),
            Chart(label, "bars", [group, group], [Series(series, "blocked", [Number(1, rows), None])], said),
            Chart(label, "days", [date(2017, 3, 1)], [Series(series, "overdue", [Number(1, rows)])], said,
                  (date(2017, 1, 1), date(2017, 12, 31))),
            Table([Col(label), Col(label, 4), Col(label)], [[cell, cell, Word("red", cell)], [cell, None, 3]],
                  title=said, name="obligations"),
        ],
        basis=[said], as_of=date(2017, 3, 5),
    )  # fmt: skip


def outline(text: str) -> list[tuple[object, list[str]]]:
    """The elements of a page, each with the names of its attributes."""
    return [(each.tag, sorted(map(str, each.attrib))) for each in parsed(text).iter()]


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_no_text_becomes_markup(texts: list[str]) -> None:
    made, plain = page(small(texts)), page(small(["甲"] * 8))
    assert outline(made) == outline(plain)
    (script,) = parsed(made).iter("script")
    assert script.text == next(parsed(plain).iter("script")).text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\ud800-\udfff]", made)


@pytest.fixture(scope="module")
def made(kept: Path | str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of plan 2017."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    Program(kept, DAY)("report", "2017", "-o", str(path))
    return path


def test_nothing_is_fetched_and_only_its_own_script_may_run(made: Path) -> None:
    tree = parsed(made.read_text("utf-8"))
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not tree.xpath("//@src | //link | //@style | //@onclick")
    assert all(each.startswith("#") for each in tree.xpath("//@href"))
    anchors = set(tree.xpath("//@id"))
    assert {each[1:] for each in tree.xpath("//@href")} <= anchors
    assert len(anchors) == len(tree.xpath("//@id"))


def test_the_same_snapshot_gives_the_same_bytes_in_any_language(kept: Path | str, made: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.html"
    Program(kept, DAY)("report", "2017", "-o", str(other), lang="zh")
    assert other.read_bytes() == made.read_bytes()


@pytest.fixture(scope="module")
def wide(made: Path) -> Iterator[Browser]:
    """A browser with the page open."""
    with Browser(1280) as browser:
        browser.open(made)
        yield browser


@needs_browser
def test_it_is_searched_and_sorted(wide: Browser, made: Path, tmp_path: Path) -> None:
    wide.keep("page-1280", tmp_path)
    assert len(wide.shown("#obligations tbody tr")) == 335
    wide.type("#obligations input", "黄浦区")
    found = wide.shown("#obligations tbody tr")
    assert len(found) == 15
    assert wide.shown("#obligations output") == ["显示15行，共335行"]
    wide.click("#obligations thead th:nth-child(8) span")  # the light
    lights = wide.shown("#obligations tbody td:nth-child(8)")
    assert lights == sorted(lights, key=lambda light: "■▲◆●".index(light[0]))
    wide.click("#obligations thead th:nth-child(8) span")
    assert (
        wide.ask("return document.querySelector('#obligations [aria-sort]').getAttribute('aria-sort')") == "descending"
    )
    wide.open(made)
    assert wide.complaints() == []
    assert set(wide.fetched()) == {made.as_uri()}


@needs_browser
@pytest.mark.parametrize("script", [True, False])
def test_a_number_leads_to_as_many_rows(made: Path, *, script: bool) -> None:
    links = parsed(made.read_text("utf-8")).xpath("//a[starts-with(@href, '#r')]")
    with Browser(1280, script=script) as browser:
        assert bool(browser.shown(".tools")) is False
        for link in links[:: max(1, len(links) // 12)]:
            browser.open(made, link.get("href"))
            assert len(browser.shown("#obligations tbody tr")) == int(link.text)
            (told,) = browser.shown(".only")
            assert f"{link.text}" in told
            assert browser.shown("#obligations output") == [f"显示{link.text}行，共335行"] * script
        browser.click(".only:target a")
        assert len(browser.shown("#obligations tbody tr")) == 335


@needs_browser
def test_it_fits_a_phone_and_is_read_without_a_script(made: Path, tmp_path: Path) -> None:
    with Browser(390, 844, script=False) as browser:
        browser.open(made)
        browser.keep("page-390", tmp_path)
        assert browser.ask("return document.documentElement.scrollWidth") == 390
        wide = browser.ask(
            "return [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 391 &&"
            " !e.closest('caption, thead, svg')).map(e => e.outerHTML.slice(0, 80))"
        )
        assert wide == []
        assert browser.shown(".tools") == []
        assert "单位" in browser.ask(
            "return getComputedStyle(document.querySelector('#obligations tbody td:nth-child(3)'), '::before').content"
        )


@needs_browser
def test_it_is_printed_on_a4(wide: Browser, made: Path, tmp_path: Path) -> None:
    from pypdf import PdfReader

    wide.open(made)
    pages = PdfReader(wide.keep("page-print", tmp_path, pdf=True)).pages
    assert {(round(float(each.mediabox.width)), round(float(each.mediabox.height))) for each in pages} == {(842, 595)}
    # Of some characters the file has the look alone, which is that of radicals.
    first, last = ("".join(normalize("NFKC", pages[place].extract_text()).split()) for place in (0, -1))
    assert "总体情况" in first
    assert "跳到明细表" not in first
    assert "统计口径" in last


@needs_browser
@pytest.mark.skipif(not AXE, reason="EGOVTRACK_TEST_AXE names no axe.min.js")
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(made: Path, width: int) -> None:
    with Browser(width) as browser:
        browser.open(made)
        browser.ask(
            "document.querySelectorAll('tbody tr:nth-child(n+30)').forEach(e => e.remove())"
        )  # it takes minutes
        browser.ask(Path(AXE).read_text("utf-8"))
        found = browser.do("execute/async", args=[], script=(
            "axe.run(document, {resultTypes: ['violations']}).then(r => arguments[0](r.violations.map("
            "v => [v.id, v.nodes.map(n => n.html.slice(0, 120))])))"
        ))  # fmt: skip
        assert found == []


@needs_browser
def test_hostile_notes_do_nothing(ledger: Path | str, tmp_path: Path) -> None:
    program, path = Program(ledger, DAY), tmp_path / "x.html"
    for place, text in enumerate(
        ("<img src=x onerror=alert(1)>", "</style><script>document.title=1</script>", "\" '><b>")
    ):
        program(
            "progress", "set", f"2017-{place + 1}", "--dept", "市政府办公厅", "--status", "in_progress", "--note", text
        )
    program("report", "2017", "-o", str(path))
    with Browser(1280) as browser:
        browser.open(path)
        assert browser.complaints() == []
        assert browser.fetched() == [path.as_uri()]
        assert "<img src=x onerror=alert(1)>" in browser.ask("return document.body.innerText")
