"""Make egovtrack/characters.txt with OpenCC: `python -m docs characters`; a test compares them.

OpenCC has no wheel for 32-bit Windows, and its dictionaries take longer to load than most commands run.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

from opencc import OpenCC

_PLACE = Path(__file__).parent.parent / "egovtrack" / "characters.txt"


def made() -> dict[Path, bytes]:
    """Return the file: where it is from, the traditional characters, and the simplified form of each."""
    convert = OpenCC("t2s").convert
    signs = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    forms = {sign: form for sign in signs if (form := convert(sign)) != sign}
    lines = (f"OpenCC {version('opencc')}, Apache License 2.0", "".join(forms), "".join(forms.values()))
    return {_PLACE: "".join(f"{line}\n" for line in lines).encode()}
