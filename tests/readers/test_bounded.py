"""What a file may cost: processor time and memory, of a process of its own."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from egovtrack.errors import BadInput
from egovtrack.readers import bounded, read_document
from tests.readers.pdfs import pdf

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no processes")


def python(code: str) -> bytes:
    return bounded.run([sys.executable, "-c", code], b"", "plan.pdf")


@pytest.fixture(autouse=True)
def a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "MAX_SECONDS", 1)


def test_waiting_for_a_busy_machine_costs_nothing() -> None:
    assert python("import time; time.sleep(1.2); print('read')") == b"read\n"


def test_processor_time_has_an_end() -> None:
    with pytest.raises(BadInput, match=r"plan\.pdf.*(?:long|久|长)"):
        python("while True: pass")


def test_so_has_the_clock_and_nothing_is_left_running(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bounded, "_PATIENCE", 1)
    started = tmp_path / "pid"
    code = f"import os, time; p = os.fork(); p or open({str(started)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    with pytest.raises(BadInput, match=r"plan\.pdf"):
        python(code)
    child = int(started.read_text())
    for _ in range(100):
        try:
            state = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return
        if state == "Z":
            return
        time.sleep(0.05)
    os.kill(child, 9)
    pytest.fail("the process that it started still runs")


def test_memory_has_an_end() -> None:
    assert python("print(len(bytes(9 * 10 ** 8 // 2)))") == b"450000000\n"
    assert python("print(len(bytes(2 * 10 ** 9)))") == b""


def test_where_nothing_limits_a_process_it_watches_itself() -> None:
    code = "import sys; from egovtrack.readers.bounded import _watch; _watch(0)"
    with pytest.raises(BadInput, match=r"long|久|长"):
        bounded.run([sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}; {code}"], b"", "plan.pdf")


def test_a_pdf_of_many_crowded_pages_is_given_up() -> None:
    pytest.importorskip("pdfplumber")
    page = b"BT /F 10 Tf " + b"1 0 0 1 72 780 Tm <4e00> Tj " * 3000 + b"ET"
    with pytest.raises(BadInput, match=r"plan\.pdf.*(?:long|久|长)"):
        read_document(pdf(*[page] * 30), "plan.pdf")
