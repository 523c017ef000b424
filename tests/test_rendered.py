"""The papers on their pages, as LibreOffice sets them: with the usual faces missing, and with faces that are there.

The pages are kept as pictures where EGOVTRACK_TEST_PAGES names a folder, to be looked at.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from egovtrack.reports import Letter, Para, Report
from egovtrack.reports.layout import Layout
from egovtrack.views.word import write_docx
from tests.conftest import Program, sqlite_only
from tests.test_chasing import DEPT, OTHER, answer
from tests.test_notices import PAPER

pdfplumber = pytest.importorskip("pdfplumber")
pytestmark = [
    sqlite_only,
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("soffice") or not shutil.which("pdftoppm"), reason="nothing renders pages"),
]

MM = 72 / 25.4
SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
FACES: dict[str, dict[str, Any]] = {
    "absent": {},
    "present": {"body": SERIF, "title": SERIF, "head": SANS, "second": SERIF, "number": SERIF, "latin": SERIF},
}
"""The faces of the papers: those of the standard, which few machines have besides those of offices, and others."""
HANGING = "，。、；：”’）》"  # what may stand beyond the end of a line, by the rules of Chinese typesetting
FEW = "市公安局"  # has two items
PAPERS = ("催办单", "督办单", "通报", "长文", "版记")
SIGNED = Letter("海滨市人民政府办公室", ["第1期"], "各有关单位", "市政府办公室", date(2017, 4, 20))


@pytest.fixture(scope="module")
def pages(shared: Path | str, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """The papers as PDF, by the faces and the name of each; and the form that goes with a notice."""
    folder = tmp_path_factory.mktemp("papers")
    kept = Path(os.environ.get("EGOVTRACK_TEST_PAGES") or folder / "pages")
    (folder / "paper.toml").write_text(PAPER + 'printer = "市政府办公室电子政务科"\n', "utf-8")
    Program(shared)("rules", "set", "paper", str(folder / "paper.toml"), "--from", "2017-03-01")
    answer(Program(shared, "2017-04-03"), DEPT, "2017-03")
    office = Program(shared, "2017-04-18")
    made: dict[tuple[str, str], Path] = {}
    for faces, names in FACES.items():
        lines = "\n".join(f'{kind} = "{face}"' for kind, face in names.items())
        (folder / "layout.toml").write_text(f'version = "{faces}"\n{lines}\n', "utf-8")
        office("rules", "set", "layout", str(folder / "layout.toml"), "--from", "2017-03-01")
        made |= {(faces, name): folder / f"{name}-{faces}.docx" for name in PAPERS}
        office("notice", OTHER, "--plan", "2017", "--level", "urge", "-o", str(made[faces, "催办单"]))
        office("notice", FEW, "--plan", "2017", "--level", "supervise", "-o", str(made[faces, "督办单"]))
        office("notice", "round-up", "--plan", "2017", "--period", "2017-03", "-o", str(made[faces, "通报"]))
        layout = Layout(**names)
        made[faces, "长文"].write_bytes(write_docx([Report(["标题"], [Para(["国" * 3000])])], layout=layout))
        made[faces, "版记"].write_bytes(write_docx(list(imprints()), layout=layout))
    office("form", OTHER, "--period", "2017-03", "--plan", "2017", "-o", str(folder / "填报表.xlsx"), lang="zh")
    made["", "填报表"] = folder / "填报表.xlsx"
    profile = tmp_path_factory.mktemp("profile").as_uri()
    words = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
    ]
    subprocess.run([*words, *map(str, made.values())], check=True, capture_output=True, timeout=600)
    kept.mkdir(parents=True, exist_ok=True)
    for path in made.values():
        drawn = ["pdftoppm", "-r", "60", "-png", str(path.with_suffix(".pdf")), str(kept / path.stem)]
        subprocess.run(drawn, check=True, timeout=300)
        assert list(kept.glob(f"{path.stem}-*.png")), path.name
    return {place: path.with_suffix(".pdf") for place, path in made.items()}


def imprints() -> Iterator[Report]:
    """Papers whose text ends on each line of a page in turn."""
    for lines in range(10, 24):
        yield Report(["标题"], [Para(["国"])] * lines, SIGNED._replace(cc="市政府分管领导", printer="市政府办公室"))


@contextmanager
def opened(path: Path) -> Iterator[list[Any]]:
    with pdfplumber.open(path) as document:
        yield document.pages


def lines_of(page: Any) -> list[str]:
    """The lines of a page's text, from above to below, without blanks."""
    signs = sorted(
        (sign for sign in page.chars if sign["text"].strip()), key=lambda sign: (round(sign["bottom"]), sign["x0"])
    )
    return [
        "".join(sign["text"] for sign in line) for _, line in groupby(signs, key=lambda sign: round(sign["bottom"]))
    ]


@pytest.mark.parametrize("faces", FACES)
@pytest.mark.parametrize("name", PAPERS)
def test_every_page_is_a4_and_keeps_its_margins(pages: dict[tuple[str, str], Path], faces: str, name: str) -> None:
    with opened(pages[faces, name]) as made:
        for page in made:
            assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
            for sign in page.chars:
                at, where = (sign["x0"] / MM, sign["x1"] / MM, sign["top"] / MM, sign["bottom"] / MM), sign["text"]
                assert at[0] > 27, (page.page_number, where)
                assert at[1] < 185 or where in HANGING, (page.page_number, where)
                assert at[2] > 36, (page.page_number, where)
                assert at[3] < 263 or at[2] > 268, (page.page_number, where)


@pytest.mark.parametrize("faces", FACES)
def test_a_full_page_has_22_lines_of_28_characters(pages: dict[tuple[str, str], Path], faces: str) -> None:
    with opened(pages[faces, "长文"]) as made:
        body = [line for line in lines_of(made[1]) if "国" in line]
    assert [len(line) for line in body] == [28] * 22


@pytest.mark.parametrize("faces", FACES)
def test_page_numbers_stand_between_dashes_odd_right_and_even_left(
    pages: dict[tuple[str, str], Path], faces: str
) -> None:
    with opened(pages[faces, "通报"]) as made:
        assert len(made) > 3
        for page in made:
            signs = sorted((s for s in page.chars if s["top"] / MM > 265 and s["text"].strip()), key=lambda s: s["x0"])
            assert "".join(sign["text"] for sign in signs) == f"—{page.page_number}—"
            left, right = signs[0]["x0"] / MM - 28, 184 - signs[-1]["x1"] / MM
            assert (right if page.page_number % 2 else left) == pytest.approx(5, abs=1.5)


@pytest.mark.parametrize("faces", FACES)
def test_the_labels_of_a_table_stand_on_each_of_its_pages(pages: dict[tuple[str, str], Path], faces: str) -> None:
    with opened(pages[faces, "通报"]) as made:
        found = ["".join(lines_of(page)) for page in made]
    annex = next(place for place, text in enumerate(found) if text.startswith("附件各单位"))
    assert len(found) > annex + 1
    assert all("推进中" in text or "推进已报" in text or "责任" in text for text in found[annex:])
    assert "合计335" in found[-1]


@pytest.mark.parametrize("faces", FACES)
def test_the_imprint_stands_at_the_foot_of_the_last_page(pages: dict[tuple[str, str], Path], faces: str) -> None:
    """Wherever the text ends, and never over it."""
    with opened(pages[faces, "版记"]) as made:
        last = [page for page in made if "抄送：市政府分管领导" in lines_of(page)]
        assert len(last) == len(list(imprints()))
        for page in last:
            edges = [edge["bottom"] / MM for edge in (*page.lines, *page.rects)]
            assert max(edges) == pytest.approx(262, abs=1)
            copied = min(sign["top"] for sign in page.chars if sign["text"] == "抄")
            text = [sign["bottom"] for sign in page.chars if sign["top"] < copied]
            assert not text or max(text) < copied
        assert {page.page_number for page in last} >= {made[-1].page_number}


def test_a_sheet_of_supervision_is_two_pages_the_second_to_be_filled_in(pages: dict[tuple[str, str], Path]) -> None:
    with opened(pages["absent", "督办单"]) as made:
        found = ["".join(lines_of(page)) for page in made]
    assert len(found) == 2 * 2
    assert all("督办编号" in text and "任务原文" in text for text in found[::2])
    assert all("签收人" in text and "核实人" in text and "抄送" in text for text in found[1::2])


def test_the_form_of_a_notice_is_a_page_across(pages: dict[tuple[str, str], Path]) -> None:
    with opened(pages["", "填报表"]) as made:
        assert {(round(page.width / MM), round(page.height / MM)) for page in made[1:]} == {(297, 210)}
        assert all("编号" in "".join(lines_of(page)) for page in made[1:])
