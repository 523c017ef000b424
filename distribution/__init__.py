"""What is handed out: an offline bundle, a program that needs no Python, and how each is tried.

`pip install -e '.[test,release]'` has what these commands need: `python -m distribution.bundle`, `….frozen`, `….trial`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from egovtrack import __version__

ROOT = Path(__file__).parent.parent
HERE = sysconfig.get_platform().replace("-", "_")
"""The platform that this runs on, as wheels name it: `linux_x86_64`, `win_amd64`."""


def run(*words: str | Path) -> None:
    """Run one of Python's tools as a module, in the checkout."""
    subprocess.run([sys.executable, "-m", *map(str, words)], cwd=ROOT, check=True)


def make_wheel(folder: Path) -> Path:
    """Build the program's wheel in a folder, from an sdist: a folder `build` in the checkout may hold files of old."""
    run("build", "--quiet", "--outdir", folder, ROOT)
    (wheel,) = folder.glob("egovtrack-*.whl")
    return wheel


def packed(folder: Path, target: str, out: Path) -> Path:
    """Pack a folder as an archive that is named after the version and the platform; Windows opens .zip."""
    name = f"{folder.name}-{__version__}-{target}"
    kind = "zip" if target.startswith("win") else "gztar"
    return Path(shutil.make_archive(str(out / name), kind, folder.parent, folder.name))
