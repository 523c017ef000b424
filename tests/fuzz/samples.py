"""Small valid files of every kind that is read; fuzzing begins with them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from functools import cache
from io import BytesIO

import docx
from openpyxl import Workbook

from egovtrack.forms import write_form
from egovtrack.opendocument import NAMESPACES
from tests.forms import FORM, edited, typed
from tests.readers.ofds import lines, ofd
from tests.readers.oldoffice import workbook
from tests.readers.pdfs import pdf

LINES = (
    "某市2031年政务数据工作要点",
    "某府办发〔2031〕3号",
    "一、重点任务",
    "（一）建平台",
    "1.建成20个业务系统，2031年6月底前完成。（牵头部门：市甲局；责任部门、单位：市乙委、各区政府）",
    "2.制定管理办法。（责任部门：市政府有关部门等）",
)
TEXT = "\n".join(LINES)
MARKDOWN = (
    "# 某市2031年工作要点\n\n## 一、重点任务\n\n- **建平台**（责任单位：市甲局）\n\n"
    "| 序号 | 任务 |\n|---|---|\n| 1 | 建 |\n"
)
CSV = '序号,重点任务,牵头单位,责任单位,完成时限\n1,建平台,市甲局,市乙委、市丙局,6月底前\n2,"管\n平台",市乙委,,\n'
HTML = (
    "<!DOCTYPE html><html><head><title>要点</title></head><body><div>{}</div>"
    "<table><tr><td>1</td></tr></table></body></html>"
)
MHT = (
    'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\n'
    "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
)
WORD_XML = (
    '<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>{}'
    "</w:body></w:wordDocument>"
)
EXCEL_XML = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table>{}</Table></Worksheet>'
    "</Workbook>"
)
SETTINGS = """db = "a.db"
lang = "zh"
format = "csv"
quiet = true
width = 80

[depts]
list = { kind = "party" }
"""
LIGHTS = 'version = "1"\nblocked_days = 30\nbehind_points = 20\nsilent_cycles = 1\ndue_days = 30\n'
REGISTRY_CSV = """name,full,kind,aliases,from,until,successor,basis
市甲局,某市甲局,department,甲局、甲,2031-01-01,,,某号
"""
REGISTRY = """[[department]]
name = "市甲局"
full = "某市甲局"
kind = "department"
aliases = ["甲局"]
from = 2031-01-01
former = [{ name = "市旧局", full = "某市旧局", until = 2032-01-01 }]

[[collective]]
name = "各县政府"
kind = "universal"
members = ["district"]
"""
DIVISION = """[division]
title = "工作分工"
number = "某府办发〔2031〕9号"
issued = 2031-02-03

[[leader]]
name = "张三"
post = "副市长"
field = [{ name = "数据", relation = "in_charge", departments = ["市财政局"] }]
"""


@cache
def documents() -> Mapping[str, bytes]:
    """Plan documents by the name of their file."""
    return {
        "plan.txt": TEXT.encode(),
        "plan-gb.txt": TEXT.encode("gb18030"),
        "plan.md": MARKDOWN.encode(),
        "plan.csv": CSV.encode(),
        "plan.html": HTML.format("".join(f"<p>{line}</p>" for line in LINES)).encode(),
        "plan.docx": _word(),
        "plan.xlsx": _workbook(),
        "plan.pdf": pdf([line[:27] for line in LINES]),
        "plan.ofd": ofd(lines([line[:27] for line in LINES])),
        "plan.odt": open_document("".join(f"<text:p>{line}</text:p>" for line in LINES)),
        "plan.ods": open_document(
            f"<table:table>{''.join(map(_cells, CSV.splitlines()[:2]))}</table:table>", "spreadsheet"
        ),
        "plan.mht": MHT.encode() + HTML.format("".join(f"<p>{line}</p>" for line in LINES)).encode() + b"\n--x--\n",
        "plan.doc": WORD_XML.format("".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in LINES)).encode(),
        "plan.xls": workbook([line.split(",") for line in CSV.replace('"管\n平台"', "管平台").splitlines()]),
        "plan.xml": EXCEL_XML.format("".join(_row(line) for line in CSV.splitlines()[:2])).encode(),
    }


def open_document(body: str, kind: str = "text") -> bytes:
    """A package in OpenDocument format."""
    spaces = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    content = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    return packed({"content.xml": f"<office:document-content {spaces}>{content}</office:document-content>".encode()})


def _cells(line: str) -> str:
    cells = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in line.split(","))
    return f"<table:table-row>{cells}</table:table-row>"


def _row(line: str) -> str:
    cells = "".join(f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in line.split(","))
    return f"<Row>{cells}</Row>"


@cache
def form() -> bytes:
    """A form with one row filled in."""
    return edited(write_form(FORM), typed({"L5": "已接入8个系统"}))


def _word() -> bytes:
    document, stream = docx.Document(), BytesIO()
    for line in LINES:
        document.add_paragraph(line)
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "序号", "市甲局"
    document.save(stream)
    return packed(parts(stream.getvalue()) | {"docProps/thumbnail.jpeg": b"\xff\xd8\xff"})


@cache
def registry() -> bytes:
    """A registry as a workbook."""
    book, stream = Workbook(), BytesIO()
    for line in REGISTRY_CSV.splitlines():
        book.worksheets[0].append(line.split(","))
    book.save(stream)
    return stream.getvalue()


def _workbook() -> bytes:
    book, stream = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    for line in CSV.replace('"管\n平台"', "管平台").splitlines():
        sheet.append(line.split(","))
    sheet.merge_cells("C2:C3")
    book.save(stream)
    return stream.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """The members of an archive."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def packed(members: Mapping[str, bytes]) -> bytes:
    """An archive of these members; stored, so that bytes changed in it stay in one place."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()
