"""What LibreOffice converts for this program, and what it writes itself; skipped where it is not installed."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import docx
import pytest

from egovtrack.errors import BadInput
from egovtrack.readers import bounded, read_document
from tests.readers import read, shown
from tests.readers.oldoffice import compound
from tests.readers.test_offices import HEAD_OF_WORD, PLAN, new_word

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")]


def rtf(text: str) -> bytes:
    return b"{\\rtf1\\ansi " + "".join(f"\\u{ord(c)}?" if ord(c) > 127 else c for c in text).encode() + b"}"


def converted(path: Path, ending: str) -> bytes:
    """What LibreOffice as it comes makes of a file."""
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(path.parent), str(path)]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    return path.with_suffix(f".{ending}").read_bytes()


@pytest.mark.parametrize("ending", ["doc", "rtf"])
def test_what_libreoffice_converts(tmp_path: Path, ending: str) -> None:
    (tmp_path / "plan.docx").write_bytes(new_word())
    data = converted(tmp_path / "plan.docx", ending)
    assert shown(read(data, "plan.wps")) == PLAN


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815  names of methods of HTTP

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}", asked
        serving.shutdown()


def test_libreoffice_follows_no_link_out_of_a_document(server: tuple[str, list[str]], tmp_path: Path) -> None:
    """A picture that a .doc links to is fetched unless there is nothing to fetch it with."""
    address, asked = server
    page = tmp_path / "plan.fodt"
    page.write_text(
        '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" office:version="1.3"'
        ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
        ' office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>1.abc'
        '<draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="as-char">'
        f'<draw:image xlink:href="{address}/a.png" xlink:type="simple"'
        ' xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p></office:text></office:body>'
        "</office:document>",
        "utf-8",
    )
    made = converted(page, "doc")
    converted(page.with_suffix(".doc"), "docx")
    assert asked
    asked.clear()
    assert shown(read(made, "plan.doc")) == ["1.abc"]
    assert asked == []


def test_what_libreoffice_cannot_read_is_refused() -> None:
    with pytest.raises(BadInput, match=r"plan\.doc"):
        read_document(compound({"WordDocument": HEAD_OF_WORD + b"\0"}), "plan.doc")
    assert shown(read(rtf("1.建设甲"), "plan.rtf")) == ["1.建设甲"]


def test_libreoffice_has_no_more_time_than_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "MAX_SECONDS", 2)
    with pytest.raises(BadInput, match=r"plan\.rtf.*(?:long|久|长)"):
        read_document(b"{\\rtf1 " + b"a\\par " * 1_000_000 + b"}", "plan.rtf")


def test_libreoffice_s_copy_of_a_word_document_says_the_same(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("工作要点", 0)
    for style, count in (
        ("List Number", 2),
        ("Normal", 1),
        ("List Number", 1),
        ("List Number 2", 2),
        ("List Bullet", 1),
    ):
        for _ in range(count):
            document.add_paragraph("建设平台。（责任单位：市甲局）", style=style)
    table = document.add_table(3, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "合并"
    for row, text in enumerate(("任务", "培训", "考核")):
        table.cell(row, 1).text = text
    document.add_paragraph("特此通知。")
    document.save(str(tmp_path / "plan.docx"))
    expected = shown(read((tmp_path / "plan.docx").read_bytes(), "plan.docx"))
    assert sum(line.startswith("list: ") for line in expected) == 5
    assert shown(read(converted(tmp_path / "plan.docx", "odt"), "plan.odt")) == expected
