"""Any text that the ledger keeps comes back from a file of any format, as far as the format can hold it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import lxml.etree
import lxml.html
import openpyxl
import pytest
from hypothesis import example, given, settings, strategies as st
from markdown_it import MarkdownIt
from openpyxl.utils.escape import unescape

from egovtrack.cells import MOST
from egovtrack.formats import FORMATS
from egovtrack.sheets import make_sheet
from egovtrack.streams import one_line
from egovtrack.views import write_to

PIECES = (
    "<r>", "</r>", "<t>", "</t>", "<r><t>假的</t></r>", "<r>坏", "_x0041_", "_x005F_", "_x000D_", "=1+1",
    "@SUM", "+86", "-", "'", '"', "|", "\\", "`", "*", "_", "&amp;", "<b>", "<script>alert(1)</script>", "<!--", "]]>",
    "\r\n", "\n", "\r", "\t", "  ", "\x01", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u202e", "\u200b", "\ufffe",
    "\uffff", "\0", "\ud800", "\udfff", "~~", "![x](y)", "# ", "$", ":)", "📄",
    "市财政局", "40%", "2017-1", "001", "http://a.b", "TRUE", "#REF!", ",", ";", "\ufeff",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=6).map("".join).map(
    # What is half of a character beside another half would be one with it.
    lambda text: text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
)  # fmt: skip
LONG = "长" * 39_990 + "<b>=1\r\n|‹"
Reader = Callable[[Path], list[str]]


def of_csv(path: Path) -> list[str]:
    """The apostrophe that keeps a spreadsheet from taking a text for a formula is not part of it."""
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    return [row[1].removeprefix("'") for row in rows[1:]]


def of_json(path: Path) -> list[str]:
    return [row["note"] for row in json.loads(path.read_bytes())["rows"]]


def of_jsonl(path: Path) -> list[str]:
    return [json.loads(line)["note"] for line in path.read_bytes().decode().split("\n") if line]


def of_xlsx(path: Path) -> list[str]:
    (sheet,) = openpyxl.load_workbook(path).worksheets
    cells = [str(sheet.cell(row, 2).value or "") for row in range(2, sheet.max_row + 1)]
    assert all(cell.data_type in {"s", "inlineStr", "n"} for (cell,) in sheet.iter_rows(min_col=2, max_col=2))
    with zipfile.ZipFile(path) as book:  # what programs read that take the file for what it says
        rows = list(lxml.etree.fromstring(book.read("xl/worksheets/sheet1.xml")).iter("{*}row"))
    raw = ["".join(map(str, row[1].itertext())) if len(row) > 1 else "" for row in rows[1:]]
    found = [unescape(cell) for cell in cells]
    assert [unescape(cell) for cell in raw] == found
    return found


def of_html(path: Path) -> list[str]:
    page = lxml.html.fromstring(path.read_bytes().decode())
    assert not page.xpath("//script|//b|//r")
    return [" ".join("".join(map(str, cell.itertext())).split()) for cell in page.iter("td")][1::2]


def of_markdown(path: Path) -> list[str]:
    """What CommonMark with tables and strikethrough makes of the cells: words, and no mark-up."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(path.read_bytes().decode())
    cells = [tokens[at + 1] for at, token in enumerate(tokens) if token.type == "td_open"][1::2]
    words = [each for cell in cells for each in cell.children or ()]
    assert {each.type for each in words} <= {"text", "text_special"}
    return [" ".join("".join(each.content for each in cell.children or ()).split()) for cell in cells]


def of_text(path: Path) -> list[str]:
    """Columns stand two blanks apart, and the second is the last."""
    lines = path.read_bytes().decode().split("\n")
    rule = next(at for at, line in enumerate(lines) if line.startswith("--"))
    return [" ".join(line.partition("  ")[2].split()) for line in lines[rule + 1 :] if line]


def of_docx(path: Path) -> list[str]:
    (table,) = docx.Document(str(path)).tables
    return [row.cells[1].text for row in table.rows][1:]


def exactly(text: str) -> str:
    return text


def in_utf8(text: str) -> str:
    """Half of a character stands as what it would be in a program's text: as it does in json, which gives it back."""
    return text.encode("utf-8", "backslashreplace").decode()


def in_a_cell(text: str) -> str:
    """XML cannot hold what is no character; openpyxl reads an empty text as no value."""
    return re.sub("[\ufffe\uffff\ud800-\udfff]", "\ufffd", text)


def in_a_paragraph(text: str) -> str:
    """Word knows one kind of line end, and no control characters."""
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", in_a_cell(text))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def on_a_line(text: str) -> str:
    """Pages show a text on one line: what is not seen stands as a space, and several spaces as one."""
    return " ".join(one_line(text).split())


READERS: dict[str, tuple[Reader, Callable[[str], str]]] = {
    "csv": (of_csv, lambda text: in_utf8(text).removeprefix("'")),
    "json": (of_json, exactly),
    "jsonl": (of_jsonl, exactly),
    "xlsx": (of_xlsx, in_a_cell),
    "html": (of_html, on_a_line),
    "markdown": (of_markdown, on_a_line),
    "docx": (of_docx, in_a_paragraph),
    "text": (of_text, on_a_line),
}


def test_every_format_of_files_is_read_back() -> None:
    assert FORMATS.keys() - READERS.keys() == {"table"}, "a format without a test of what it holds"


@pytest.mark.parametrize("name", READERS)
@settings(deadline=None, max_examples=40)
@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
@example(texts=["\r\n", "", "=1+1", "@SUM", "<script>alert(1)</script>", "a|b\\|c\\", "~~a~~ **b** [c](d) `e`"])
@example(texts=["<r><t>假的</t></r>", "<r>坏", "<r> 甲 & ‹乙 </r>", "<r>_x0041_</r>"])
def test_any_text_comes_back(name: str, texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("out") / f"x{FORMATS[name].ending}"
    rows = [{"ref": "2017-1", "note": text} for text in texts]
    write_to(make_sheet("notes", date(2017, 3, 1), "", rows, keys=("ref", "note")), str(path), name)
    reader, kept = READERS[name]
    assert reader(path) == [kept(text) for text in texts]


@pytest.mark.parametrize("name", sorted(READERS.keys() - {"xlsx"}))
def test_a_long_text_comes_back(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"x{FORMATS[name].ending}"
    rows = [{"ref": "1", "note": LONG}, {"ref": "2", "note": "后面"}]
    write_to(make_sheet("notes", date(2017, 3, 1), "", rows, keys=("ref", "note")), str(path), name)
    reader, kept = READERS[name]
    assert reader(path) == [kept(LONG), "后面"]


@pytest.mark.parametrize("text", ["长" * 40_000, "📄" * 20_000, "<r>" + "长" * 40_000 + "</r>"])
def test_what_a_cell_does_not_hold_is_cut_visibly(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    rows = [{"ref": "1", "note": text}, {"ref": "2", "note": "后面"}]
    write_to(make_sheet("notes", date(2017, 3, 1), "", rows, keys=("ref", "note")), str(path))
    cut, after = of_xlsx(path)
    kept, _dots, said = cut.partition("… (cut")
    assert text.startswith(kept)
    assert str(len(text)) in said
    assert MOST - 200 < len(cut.encode("utf-16-le")) / 2 <= MOST
    assert after == "后面"


def test_a_long_text_that_looks_like_xml_is_text(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    text = "<r>" + "<" * 32_700 + "</r>"
    write_to(make_sheet("notes", date(2017, 3, 1), "", [{"ref": "1", "note": text}], keys=("ref", "note")), str(path))
    assert of_xlsx(path)[0].rstrip() == text
