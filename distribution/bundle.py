"""Make the offline bundle: `python -m distribution.bundle [--python 3.12]… [--target win_amd64] [-o dist]`.

All wheels that the program needs on the target, a lock file with their hashes for each Python, and what installs them
without a network and without rights. Wheels are resolved for the target, whose environment markers may be others than
those of the machine that this runs on.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import tempfile
from pathlib import Path

from distribution import HERE, ROOT, make_wheel, packed, run
from egovtrack import __version__

EXTRAS = "pdf,postgresql"
LINUX = [*(f"manylinux_2_{minor}" for minor in range(28, 16, -1)), "manylinux2014"]
"""Of glibc 2.28 or older, which the systems in use have (Kylin V10, UOS 20, Debian 10)."""
TARGETS = {
    "win_amd64": ("x86_64-pc-windows-msvc", ["win_amd64"]),
    "linux_x86_64": ("x86_64-manylinux_2_28", [f"{linux}_x86_64" for linux in LINUX]),
    "linux_aarch64": ("aarch64-manylinux_2_28", [f"{linux}_aarch64" for linux in LINUX]),
}
"""What uv and what pip calls each platform."""


def main(arguments: list[str]) -> None:
    """Make the bundle, and say where it is."""
    parser = argparse.ArgumentParser(prog="python -m distribution.bundle", description="Make the offline bundle.")
    running = f"{sys.version_info.major}.{sys.version_info.minor}"
    parser.add_argument("--python", action="append", help=f"a version that it is for; may be repeated ({running})")
    parser.add_argument("--target", choices=TARGETS, default=HERE, help=f"the platform that it is for ({HERE})")
    parser.add_argument("-o", "--out", type=Path, default=ROOT / "dist", help="the folder for the archive (dist)")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "egovtrack")
        make(folder, make_wheel(Path(place)), given.target, given.python or [running])
        archive = packed(folder, given.target, given.out)
    print(f"{archive}: {archive.stat().st_size / 1e6:.0f} MB")
    print(f"SHA-256 {hashlib.sha256(archive.read_bytes()).hexdigest()}")


def make(folder: Path, wheel: Path, target: str, pythons: list[str]) -> None:
    """Fill the folder of a bundle."""
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    shutil.copy(wheel, wheels)
    wanted = folder.parent / "wanted.txt"
    wanted.write_text(f"egovtrack[{EXTRAS}] @ {wheel.as_uri()}\n", "utf-8")
    run("pip", "download", "--quiet", "--no-deps", "--dest", wheels, "pip")  # Debian's Python has none
    for python in pythons:
        lock = folder / f"requirements-{python}.txt"
        resolver, platforms = resolve(target, python)
        run(*resolver, "--output-file", lock, wanted)
        run(*platforms, "--dest", wheels, "--requirement", lock)
        with lock.open("a", encoding="utf-8") as file:
            file.write(f"egovtrack=={__version__} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n")
    for name in ("install.py", "install.sh", "install.cmd", "README.txt"):
        text = (ROOT / "distribution" / "offline" / name).read_text("utf-8")
        for word, meant in (("VERSION", __version__), ("TARGET", target), ("PYTHONS", ", ".join(pythons))):
            text = text.replace(f"@{word}@", meant)
        line_end = "\r\n" if name.endswith((".cmd", ".txt")) else "\n"  # for Windows, which needs it
        (folder / name).write_text(text, "utf-8", newline=line_end)
    (folder / "install.sh").chmod(0o755)
    shutil.copy(ROOT / "LICENSE", folder)


def resolve(target: str, python: str) -> tuple[list[str], list[str]]:
    """Return the commands that choose the versions for a target, and that fetch their wheels."""
    triple, tags = TARGETS[target]
    return (
        ["uv", "pip", "compile", "--quiet", "--constraint=constraints.txt", "--generate-hashes", "--no-header",
         "--no-annotate", "--no-emit-package=egovtrack", "--only-binary=:all:", f"--python-version={python}",
         f"--python-platform={triple}"],
        ["pip", "download", "--quiet", "--no-deps", "--require-hashes", "--only-binary=:all:",
         f"--python-version={python}", *(f"--platform={tag}" for tag in tags)],
    )  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
