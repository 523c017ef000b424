"""Make the program that needs no Python, for the platform that this runs on: `python -m distribution.frozen [DIR]`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from distribution import HERE, ROOT, make_wheel, packed


def main(out: Path) -> None:
    """Freeze what is installed in an environment of its own, where nothing else is, and pack it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        venv.create(folder / "venv", with_pip=True)
        programs = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
        wanted = [f"{make_wheel(folder)}[pdf,postgresql]", "pyinstaller", "tzdata"]
        pip = [programs / "python", "-m", "pip", "install", "--quiet", "-c", ROOT / "constraints.txt", *wanted]
        freeze = [programs / "pyinstaller", "--log-level=WARN", "--distpath", folder, "--workpath", folder / "work"]
        for words in (pip, [*freeze, ROOT / "distribution" / "egovtrack.spec"]):
            subprocess.run([str(word) for word in words], cwd=folder, check=True)
        archive = packed(folder / "egovtrack", f"{HERE}-frozen", out)
    print(f"{archive}: {archive.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main(Path(*sys.argv[1:2]).resolve() if sys.argv[1:] else ROOT / "dist")
