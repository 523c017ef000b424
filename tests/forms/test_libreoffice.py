"""Real round trips: LibreOffice opens forms, somebody types into them there, and saves them as xlsx, ods and xls.

One LibreOffice does it all, in one go, under a user profile of its own; without it, or without a Python that has its
`uno` (Debian: libreoffice-calc and python3-uno), these tests are skipped.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from egovtrack import i18n
from egovtrack.forms import Form, Returned, head_of, read_form, write_form
from tests.forms import FIRST, FORM, HOSTILE, cells_of, expected, table

SCRIPT = Path(__file__).with_name("office.py")
FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8", ".xls": "MS Excel 97", ".pdf": "calc_pdf_Export"}
LONG = "完成平台主体建设，" * 20
WORDS = {
    "I5": "blocked",
    "J5": "60",
    "K5": "12",
    "L5": LONG,
    "M5": "- 经费",
    "N5": "=1+1",
    "O5": "李四",
    "P5": "2031-06-28",
}
MISTAKES = {"J5": "60%", "J6": "0.5", "K5": "7个", "L6": "甲", "P6": "6月30日", "I6": "=1+1"}
MANY = replace(
    FORM, rows=tuple(replace(FIRST, key=str(number), ref=f"2031-{number}", text=LONG) for number in range(1, 31))
)


HOSTILES = replace(
    FORM,
    department="&L=甲&D",
    rows=tuple(
        replace(FIRST, key=text, ref=text, title=text, text=text, deadline=text, last_report=text, value=1 / 3)
        for text in HOSTILE
    ),
)


@cache
def programs() -> tuple[str, str] | None:
    """LibreOffice, and a Python that can talk to it."""
    office = shutil.which("soffice")
    if office is None:
        return None
    beside = Path(office).resolve().parent
    for python in map(str, (sys.executable, "/usr/bin/python3", beside / "python", beside / "python.exe")):
        if shutil.which(python) and subprocess.call([python, "-c", "import uno"], stderr=DEVNULL) == 0:
            return office, python
    return None


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(programs() is None, reason="no LibreOffice with a Python that has uno"),
]


@dataclass(frozen=True)
class Session:
    """Where the files lie that were saved, and what LibreOffice showed of each that was opened."""

    folder: Path
    seen: dict[str, dict[str, Any]]

    def read(self, name: str, form: Form = FORM) -> Returned:
        return read_form(name, (self.folder / name).read_bytes(), expected(form))


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """An untouched form, one filled in, one with mistakes and one of many rows, each saved in several formats; and
    what was saved opened again, filled in further, and saved in the same format.
    """
    i18n.use("en")
    folder = tmp_path_factory.mktemp("office")
    jobs: list[dict[str, Any]] = []

    def job(opened: str, words: dict[str, str], *saved: str) -> None:
        save = [[str(folder / name), FILTERS[Path(name).suffix], "locked" in name and "secret"] for name in saved]
        jobs.append({"open": str(folder / opened), "type": words, "save": save})

    for name, form in (("sent.xlsx", FORM), ("many.xlsx", MANY), ("hostile.xlsx", HOSTILES)):
        (folder / name).write_bytes(write_form(form))
    job("sent.xlsx", {}, "untouched.xlsx", "untouched.ods", "untouched.xls", "locked.xlsx", "locked.ods")
    job("sent.xlsx", WORDS, "filled.xlsx", "filled.ods")
    job("sent.xlsx", MISTAKES, "mistakes.xlsx", "mistakes.ods")
    job("filled.xlsx", {"L6": "乙"}, "again.xlsx")
    job("filled.ods", {"L6": "乙"}, "again.ods")
    job("many.xlsx", {}, "many.pdf")
    job("hostile.xlsx", {}, "hostile.ods", "tamed.xlsx")
    names = ("sent", "filling", "mistakes", "xlsx", "ods", "many", "hostile")
    return Session(folder, dict(zip(names, done(folder, jobs), strict=True)))


def done(folder: Path, jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Have LibreOffice do these jobs; what it showed in each."""
    found = programs()
    assert found
    office, python = found
    pipe = f"egovtrack{folder.stat().st_ino}"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    start = [office, profile, "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"]
    with subprocess.Popen(start, stdout=DEVNULL, stderr=DEVNULL) as program:
        try:
            ask = [python, str(SCRIPT), pipe]
            answer = subprocess.check_output(ask, input=json.dumps(jobs), encoding="utf-8", timeout=120)
            program.wait(timeout=60)
        finally:
            program.kill()
    seen: list[dict[str, Any]] = json.loads(answer)
    return seen


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_opened_and_saved_it_is_untouched(session: Session, ending: str) -> None:
    returned = session.read(f"untouched.{ending}")
    assert (cells_of(returned), returned.rows) == ([""], 3)
    content = (session.folder / f"untouched.{ending}").read_bytes()
    assert head_of("untouched", content) == FORM.head


@pytest.mark.parametrize("name", ["hostile.ods", "tamed.xlsx"])
def test_hostile_texts_and_endless_figures_come_back_untouched(session: Session, name: str) -> None:
    returned = session.read(name, HOSTILES)
    assert (cells_of(returned), returned.rows) == ([""], len(HOSTILE))


def test_what_is_locked_hidden_and_chosen_from_is_so_in_libreoffice(session: Session) -> None:
    """In the form as it was sent, and after it was saved as xlsx and as ods."""
    for name in ("sent", "xlsx", "ods"):
        seen = session.seen[name]
        assert seen["visible"] == [True, True, False]
        assert seen["protected"] == [True, True, True]
        assert not seen["key_column"]
        assert seen["choices"].replace(";", ",").replace('","', ",") == '"not started,in progress,blocked,completed"'


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_what_was_typed_in_libreoffice(session: Session, ending: str) -> None:
    """Words that begin with - or = stay words where words belong."""
    returned = session.read(f"filled.{ending}")
    assert returned.problems == ()
    (entry,) = returned.entries
    assert (entry.status, entry.percent, entry.value, entry.note) == ("blocked", 60, 12.0, LONG)
    assert (entry.problem, entry.next_step, entry.author, entry.day) == ("- 经费", "=1+1", "李四", date(2031, 6, 28))


def test_the_row_grows_with_what_is_typed(session: Session) -> None:
    assert session.seen["filling"]["height"] > 1.5 * session.seen["sent"]["height"]


def test_the_same_words_saved_by_whatever_program_are_the_same_report(session: Session) -> None:
    files = ("filled.xlsx", "filled.ods", "again.xlsx", "again.ods")
    firsts = [session.read(name).entries[0].fingerprint() for name in files]
    assert len(set(firsts)) == 1
    assert [entry.note for entry in session.read("again.ods").entries] == [LONG, "乙"]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_mistakes_typed_in_libreoffice(session: Session, ending: str) -> None:
    """60% in a cell that shows its percent sign by itself is 0.6 there: it is shown as 0.6%, and named."""
    returned = session.read(f"mistakes.{ending}")
    assert returned.entries == ()
    assert [problem.cell for problem in returned.problems] == ["J5", "K5", "I6", "J6", "P6"]
    assert session.seen["mistakes"]["shown"]["J5"] == "0.6%"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("untouched.xls", "a file of the old format (.xls, .et)"),
        ("locked.xlsx", "the file has a password"),
        ("locked.ods", "the file has a password"),
    ],
)
def test_a_file_that_was_saved_as_something_else(session: Session, name: str, why: str) -> None:
    assert [problem.reason for problem in session.read(name).problems] == [why]


def test_it_is_still_a_form_to_print_after_libreoffice_saved_it(session: Session) -> None:
    sheet = table(load_workbook(session.folder / "untouched.xlsx"))
    assert (str(sheet.page_setup.paperSize), sheet.page_setup.orientation) == ("9", "landscape")
    assert sheet.print_title_rows == "$4:$4"


def test_printed_it_is_a4_landscape_with_the_headings_on_every_page(session: Session) -> None:
    pages = PdfReader(session.folder / "many.pdf").pages[1:]  # the first has the instructions
    assert len(pages) > 2
    for page in pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)
        text = page.extract_text()
        assert all(words in text for words in ("Wording", "Filled in on", "Not classified", "progress in 2031-06"))
