"""Install egovtrack for this user from the files beside this one: no network, no rights. `install.py [FOLDER]`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VERSION = "@VERSION@"
WINDOWS = os.name == "nt"


def main() -> None:
    """Install with a Python that the bundle is for, and say how the program is called."""
    pythons = sorted(lock.stem.partition("-")[2] for lock in HERE.glob("requirements-*.txt"))
    running = "{}.{}".format(*sys.version_info)
    if running not in pythons:
        again(pythons, running)
    if len(sys.argv) > 1:
        home = Path(sys.argv[1]).resolve()
    else:
        home = Path(os.environ["LOCALAPPDATA"], "Programs") if WINDOWS else Path.home() / ".local"
        home /= "egovtrack"
    place = home / VERSION  # what is there of an earlier version stays until this one works
    if place.exists() and not (place / "pyvenv.cfg").exists():
        sys.exit(f"这个文件夹里有别的东西，没有安装 / not installed, something else is there: {place}")
    venv.create(place, with_pip=False, clear=True, symlinks=not WINDOWS)
    programs = place / ("Scripts" if WINDOWS else "bin")
    (pip,) = (HERE / "wheels").glob("pip-*.whl")
    lock = HERE / f"requirements-{running}.txt"
    words = [programs / "python", "-I", pip / "pip", "--isolated", "install", "--quiet", "--no-index", "--no-cache-dir",
             "--find-links", HERE / "wheels", "--require-hashes", "--requirement", lock]  # fmt: skip
    if subprocess.call([str(word) for word in words]):
        sys.exit("没有装成；安装包供 @TARGET@ 使用 / not installed; this bundle is for @TARGET@")
    print(f"已安装 / installed: egovtrack {VERSION}\n运行 / run: {called(home, programs)}")


def again(pythons: list[str], running: str) -> None:
    """Run this file with a Python that the bundle is for, if there is one, and exit."""
    for version in reversed(pythons):
        for words in (["py", f"-{version}"], [f"python{version}"]):
            if shutil.which(words[0]) and not subprocess.call([*words, "-c", ""], stderr=subprocess.DEVNULL):
                sys.exit(subprocess.call([*words, str(HERE / "install.py"), *sys.argv[1:]]))
    needed = "、".join(pythons)
    sys.exit(f"安装包供 Python {needed} 使用，这里是 {running} / for Python {needed}, and this is {running}")


def called(home: Path, programs: Path) -> Path:
    """Put the program where this user finds it, in place of an earlier version; return how it is called."""
    if WINDOWS:
        command = home / "egovtrack.cmd"
        command.write_text(f'@"%~dp0{VERSION}\\Scripts\\egovtrack.exe" %*\n')
        return command
    command = (home if len(sys.argv) > 1 else home.parent) / "bin" / "egovtrack"
    command.parent.mkdir(parents=True, exist_ok=True)
    if command.is_symlink() or not command.exists():
        command.unlink(missing_ok=True)
        command.symlink_to(programs / "egovtrack")
        return command
    return programs / "egovtrack"


if __name__ == "__main__":
    main()
