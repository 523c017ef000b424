"""Try what is handed out: `python -m distribution.trial PLACE` runs every command of the program there, and says which
failed.

PLACE is an archive, a folder with the frozen program in it, or the program itself. An archive is unpacked and a bundle
installed first, by the Python that the variable PYTHON names. All of it happens in a folder with a Chinese name, in an
empty environment and, on Linux, without a network. The commands are those of the tests; documents of every kind are
read, tables and reports written in every format, and a ledger of an earlier revision is upgraded.
"""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from docx import Document
from openpyxl import Workbook

from egovtrack import __version__
from egovtrack.formats import FILES, REPORTS
from tests.commands import prepare, runs
from tests.conftest import ALL, ROOT, SEEDED_ON
from tests.readers.ofds import lines, ofd
from tests.readers.oldoffice import workbook
from tests.readers.pdfs import pdf
from tests.readers.test_libreoffice import rtf

WINDOWS = sys.platform == "win32"
LINES = ("2031年某市电子政务工作要点", "1.建设云平台。（责任单位：市公安局）", "2.完善公文交换。（责任单位：市民政局）")
ROWS = (("序号", "重点任务", "责任单位"), ("1", "建设云平台", "市公安局"), ("2", "完善公文交换", "市民政局"))


def main(place: Path) -> int:
    """Try what is at a place; returns 1 where something failed."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder, "试 用"))
        trial.program = trial.installed(place)
        failed = [told for told in trial.all() if told]
    print("\n".join((*failed, f"{trial.count} commands, {len(failed)} failed")))
    return bool(failed)


class Trial:
    """A user's account on a machine where nothing is: a home, no variables, no network."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir(parents=True)
        self.program: list[str] = []
        self.count = 0
        self._alone: list[str] = []
        self._environment = {"HOME": str(self.home), "PATH": "/usr/local/bin:/usr/bin:/bin"}
        self._environment |= {"PYTHON": os.environ["PYTHON"]} if "PYTHON" in os.environ else {}
        if WINDOWS:
            self._environment = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "COMSPEC")}
            self._environment |= dict.fromkeys(("USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(self.home))
        elif sys.platform == "linux":
            self._alone = ["unshare", "-n" if os.geteuid() == 0 else "-rn"]
            routes = self.run("cat", "/proc/net/route").stdout.splitlines()
            assert len(routes) <= 1, routes  # a head and no route

    def run(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a program there."""
        return subprocess.run(
            [*self._alone, *map(str, words)], cwd=self.folder, env=self._environment, stdin=subprocess.DEVNULL,
            capture_output=True, encoding="utf-8", errors="replace", check=False,
        )  # fmt: skip

    def installed(self, place: Path) -> list[str]:
        """Put there what is at a place; returns the words that run the program."""
        if place.is_file() and place.suffix not in {".zip", ".gz"}:
            return [str(place.resolve())]
        there = self.folder / "程 序"
        if place.is_dir():
            shutil.copytree(place, there, symlinks=True)
        else:
            shutil.unpack_archive(place, self.folder)
            (self.folder / "egovtrack").rename(there)
        if not (there / "install.py").exists():
            return [str(there / ("egovtrack.exe" if WINDOWS else "egovtrack"))]
        done = self.run(*(("cmd", "/c", there / "install.cmd") if WINDOWS else ("sh", there / "install.sh")))
        print(done.stdout, done.stderr)
        return [done.stdout.splitlines()[1].partition("run: ")[2]]

    def all(self) -> Iterator[str]:
        """Run everything there; yields what failed, and an empty text for what did not."""
        yield self.tried("--version", holds=__version__)
        yield self.tried("--lang", "zh", "dept", "--help", holds="责任事项")
        yield self.tried("--db", "postgresql://127.0.0.1:1/none", "status", code=1, holds="127.0.0.1")
        seeded = self.folder / "seeded.db"
        yield self.tried("--db", seeded, "--today", SEEDED_ON, "seed", *ALL)
        prepare(self.folder, seeded)
        ledger = ("--db", self.folder / "ledger.db", "--today", "2017-04-10")
        made = self.folder / "各种文件"
        made.mkdir()
        for name, data in documents().items():
            (made / name).write_bytes(data)
            read = ("--format", "json", "import", made / name, *KEY, "--dry-run")
            yield self.tried(*ledger, *read, holds='"ref": "2031-2"')
        for ending in FILES:
            yield self.tried(*ledger, "list", "--dept", "市财政局", "-o", made / f"list{ending}")
        for ending in REPORTS:
            yield self.tried(*ledger, "report", "2017", "-o", made / f"report{ending}")
        for words in runs(self.folder):
            yield self.tried(*ledger, *words)
        with closing(sqlite3.connect(self.folder / "old.db")) as old:
            old.executescript((ROOT / "tests/data/ledger-0002.sql").read_text("utf-8"))
        yield self.tried("--db", self.folder / "old.db", "db", "upgrade")
        yield self.tried("--db", self.folder / "old.db", "check")

    def tried(self, *words: str | Path, code: int = 0, holds: str = "") -> str:
        """Run the program; returns what was wrong: it must exit so (3: a check found something) and say so."""
        self.count += 1
        done = self.run(*self.program, *words)
        if done.returncode in {code, 3} and holds in done.stdout + done.stderr:
            return ""
        return f"exit code {done.returncode}: {' '.join(map(str, words))}\n{done.stderr or done.stdout}"


KEY = ("--key", "2031", "--issued", "2031-03-01")


def documents() -> dict[str, bytes]:
    """Return the same two tasks as documents of several kinds."""
    word, book, made = Document(), Workbook(), (io.BytesIO(), io.BytesIO())
    for line in LINES:
        word.add_paragraph(line)
    for row in ROWS:
        book.active.append(row)  # type: ignore[union-attr]
    word.save(made[0])
    book.save(made[1])
    page = "".join(f"<p>{line}</p>" for line in LINES)
    return {
        "plan.txt": "\n".join(LINES).encode(), "plan.md": "\n\n".join(LINES).encode("gb18030"),
        "plan.html": f"<!DOCTYPE html><html><body>{page}</body></html>".encode(), "plan.pdf": pdf(LINES),
        "plan.ofd": ofd(lines(LINES)), "plan.docx": made[0].getvalue(), "plan.xlsx": made[1].getvalue(),
        "plan.xls": workbook(ROWS), "plan.csv": "\n".join(map(",".join, ROWS)).encode(),
        **({"plan.rtf": rtf("\n".join(LINES))} if shutil.which("soffice") else {}),
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
