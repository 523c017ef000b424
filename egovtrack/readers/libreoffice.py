"""Formats that LibreOffice converts where it is installed: .doc and .wps, .rtf, .xlsb.

It runs in a process of its own, with a profile of its own in a folder that is deleted, and neither runs what is in a
document nor follows links out of it.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from egovtrack.archive import members
from egovtrack.draft import Document
from egovtrack.readers.bounded import run
from egovtrack.readers.docx import read_docx
from egovtrack.readers.tables import read_xlsx
from egovtrack.refusals import refusal

_MEMORY = 4_000_000_000
_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe", "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/opt/libreoffice/program/soffice",
)  # fmt: skip
"""Where it is installed without being found by its name."""
_SETTINGS = (
    *(
        ("/org.openoffice.Office.Common/Security/Scripting", name, "true")
        for name in ("DisableMacrosExecution", "BlockUntrustedRefererLinks", "DisableActiveContent")
    ),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    *(
        ("/org.openoffice.Inet/Settings", f"ooInet{kind}Proxy{what}", value)
        for kind in ("HTTP", "HTTPS", "FTP")
        for what, value in (("Name", "127.0.0.1"), ("Port", "9"))
    ),
    ("/org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
)
"""No macros, no links, and no proxy behind its name: a picture that a .doc links to is fetched in spite of the rest."""
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    + "</oor:items>"
)


def read_doc(data: bytes, name: str) -> Document:
    """Read a document of Word 97 to 2003, or of WPS.

    Raises:
        BadInput: LibreOffice is not installed, cannot read it or takes too long (also as `docx.read_docx`).
    """
    return read_docx(_converted(data, name, ".doc", "docx"), name)


def read_rtf(data: bytes, name: str) -> Document:
    """Read a document in Rich Text Format. Raises BadInput as `read_doc`."""
    return read_docx(_converted(data, name, ".rtf", "docx"), name)


def read_xlsb(data: bytes, name: str) -> Document:
    """Read a workbook in Excel's binary format. Raises BadInput as `read_doc`."""
    return read_xlsx(_converted(data, name, ".xlsb", "xlsx"), name)


def _converted(data: bytes, name: str, ending: str, target: str) -> bytes:
    """Return the document in the format `target`."""
    program = next(filter(None, map(shutil.which, ("soffice", "libreoffice", *_PLACES))), None)
    if program is None:
        raise refusal("foreign", name, kind=ending, suffix=f".{target}")
    with tempfile.TemporaryDirectory(prefix="egovtrack-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
        source = folder / f"document{ending}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = [profile, "--headless", "--norestore", "--convert-to", target, "--outdir", temporary]
        run([program, *options, str(source)], b"", name, _MEMORY)
        try:
            made = source.with_suffix(f".{target}").read_bytes()
        except FileNotFoundError as error:
            raise refusal("unreadable", name, reason="LibreOffice") from error
    members(made, name)
    return made
