"""What is said once of the place of a ledger: that it is on a network drive, or that others can read it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress

from egovtrack import settings
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import gettext as _

_NETWORK = re.compile("9p|afs|ceph|cifs|davfs|fuse[.](davfs2|glusterfs|rclone|sshfs)|lustre|ncpfs|nfs4?|smb3|smbfs")
_MOUNTS = "/proc/self/mountinfo"
_DRIVE_REMOTE = 4  # of GetDriveTypeW


def untold(db: str) -> Iterator[str]:
    """Yield what is to be said of the place of a ledger's file and was never said to this account, and remember it."""
    place = os.path.realpath(db)
    new = {f"{code} {place}": words for code, words in _cautions(place, db)}
    if not new:
        return
    told, known = settings.told(), ""
    with suppress(OSError), open(told, encoding="utf-8", errors="surrogateescape") as file:
        known = file.read()
    new = {line: words for line, words in new.items() if line not in known.split("\n")}
    yield from new.values()
    if new:
        from pathlib import Path

        from egovtrack.files import write_all

        content = known + "".join(f"{line}\n" for line in new)
        with suppress(EgovtrackError):  # it is said again then
            write_all({Path(told): content.encode(errors="surrogateescape")}, private=True)


def _cautions(place: str, db: str) -> Iterator[tuple[str, str]]:
    if kind := network_drive(place):
        words = _(
            "careful: the ledger {where} is on a network drive ({kind}), which may damage it when several write or the "
            "connection breaks. Keep it on a local disk, or use PostgreSQL"
        )
        yield "network", words.format(where=db, kind=kind)
    if _others_read(place):
        words = _("careful: other accounts of this machine can read the ledger {where}; chmod 600 keeps them out")
        yield "readable", words.format(where=db)


def _others_read(place: str) -> bool:
    """Return whether others can read a file of this account: all the folders above it must let them in, too."""
    try:
        found = os.stat(place)
        readers = found.st_mode & 0o44 if hasattr(os, "geteuid") and found.st_uid == os.geteuid() else 0
        while readers and place != (place := os.path.dirname(place)):
            readers &= os.stat(place).st_mode << 2
    except OSError:
        return False
    return bool(readers)


def network_drive(place: str) -> str:
    """Return what a path is on where that is a network drive; nothing where it is none, or the system does not tell."""
    if sys.platform == "win32":
        import ctypes

        drive = os.path.splitdrive(place)[0]
        is_share = re.match(r"[\\/]{2}(?![?.][\\/](?!UNC))", drive) is not None
        is_remote = is_share or ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE
        return drive if is_remote else ""
    with suppress(OSError), open(_MOUNTS, encoding="utf-8", errors="surrogateescape") as file:
        return _mounted(place, file)
    return ""


def _mounted(place: str, mounts: Iterator[str]) -> str:
    """Return the type of file system that a path is on where a network drive is mounted, by proc_pid_mountinfo(5). What
    the system itself runs from is none.
    """
    longest, found = "/", ""
    for line in mounts:
        fields = line.split(" ")
        point = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[4])
        if len(point) >= len(longest) > 0 and (place + "/").startswith(point + "/"):
            longest, found = point, fields[fields.index("-") + 1]
    return found if _NETWORK.fullmatch(found) else ""
