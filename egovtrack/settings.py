"""The settings: one table. A flag beats a variable, a variable the project's file, that the user's, that the default.

Files are TOML: `egovtrack.toml` in the working folder, `config.toml` in the user's configuration folder. Their
top-level keys are settings; a table `[command]` gives defaults for that command's options.
"""

import os
import sys
from typing import Any, NamedTuple

from egovtrack.datafiles import read_toml
from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.formats import TEXT
from egovtrack.i18n import LANGUAGES, N_, gettext as _


class Setting(NamedTuple):
    """A global option: `choices` limits a text, `kind` is what the value is."""

    name: str
    flag: str
    help: str
    kind: type[str] | type[int] | type[bool] = str
    default: str | int | bool | None = None
    choices: tuple[str, ...] = ()
    metavar: str | None = None

    @property
    def variable(self) -> str:
        """The name of its environment variable."""
        return "EGOVTRACK_" + self.name.upper()


SETTINGS = (
    Setting("db", "--db", N_("The ledger: a file, or a postgresql:// URL."), metavar="PATH|URL"),
    Setting("lang", "--lang", N_("Language of labels and messages."), choices=LANGUAGES),
    Setting("format", "--format", N_("How results are written."), choices=TEXT),
    Setting("quiet", "--quiet", N_("Print only results and errors."), kind=bool, default=False),
    Setting("no_color", "--no-color", N_("No colours (NO_COLOR does the same)."), kind=bool, default=False),
    Setting("width", "--width", N_("Columns of a table (default: the terminal's)."), kind=int),
    Setting("today", "--today", N_("The day to take for today."), metavar="DATE"),
    Setting("zone", "--zone", N_("The office's time zone."), default="Asia/Shanghai"),
    Setting("user", "--by", N_("Name recorded as author (default: the login name)."), metavar="NAME"),
    Setting(
        "clock_ok", "--clock-ok", N_("The machine's clock is right, however far ahead it is."), kind=bool, default=False
    ),
)

DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


def paths() -> tuple[str, str]:
    """Return the files that settings are read from, the user's and the project's; they need not exist."""
    return os.path.join(_folder("config", "XDG_CONFIG_HOME", "~/.config"), "config.toml"), "egovtrack.toml"


def default_ledger() -> str:
    """Return the ledger in the user's data folder."""
    return os.path.join(_folder("data", "XDG_DATA_HOME", "~/.local/share"), "ledger.db")


def told() -> str:
    """Return the file that says what need not be said to the user again; it need not exist."""
    return os.path.join(_folder("state", "XDG_STATE_HOME", "~/.local/state"), "told")


def _folder(kind: str, variable: str, usual: str) -> str:
    """Return the user's folder of a kind. The XDG base directory specification is two lines; platformdirs, which knows
    all other systems, takes longer to load than a listing takes to be read.
    """
    if sys.platform in {"win32", "darwin"}:
        import platformdirs

        found: str = getattr(platformdirs, f"user_{kind}_dir")("egovtrack", appauthor=False)
        return found
    given = os.environ.get(variable, "")
    return os.path.join(given if os.path.isabs(given) else os.path.expanduser(usual), "egovtrack")


def from_files() -> dict[str, Any]:
    """Return what the files set, the project's over the user's; days as ISO texts.

    Raises EgovtrackError where a file cannot be read or belongs to somebody else, BadInput where it is no TOML, and
    UsageError for a value of the wrong kind.
    """
    merged: dict[str, Any] = {}
    kinds = {setting.name: setting.kind for setting in SETTINGS}
    for path in paths():
        for key, value in _read(path).items():
            if key in kinds and type(value) is not kinds[key]:
                raise UsageError(_("{path}: {value} is no value for {key}").format(path=path, value=value, key=key))
            merged[key] = {**merged.get(key, {}), **value} if isinstance(value, dict) else value
    return merged


def file_with(*keys: str) -> str:
    """Return the file that sets a key: of a table where there are several keys."""
    for path in reversed(paths()):
        content: Any = _read(path)
        for key in keys:
            content = content.get(key) if isinstance(content, dict) else None
        if content is not None:
            return path
    return ""


def _read(path: str) -> dict[str, Any]:
    if not os.path.exists(path):
        return {}
    if stranger := _stranger(path):
        raise EgovtrackError(
            _("{path} belongs to {name}, and would say where you write, and as whom").format(path=path, name=stranger),
            _("make a copy of it that is yours, or work in another folder"),
        )
    return {key: _without_days(value) for key, value in read_toml(path).items()}


def _without_days(value: Any) -> Any:
    """Return a value with days as ISO texts, at any depth."""
    if isinstance(value, dict):
        return {key: _without_days(each) for key, each in value.items()}
    if isinstance(value, list):
        return [*map(_without_days, value)]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _stranger(path: str) -> str | None:
    """Return to whom a file or a link to it belongs, if neither to this account nor to the administrator; where the
    system does not tell (Windows), None.
    """
    if not hasattr(os, "getuid"):
        return None
    for uid in (os.stat(path).st_uid, os.lstat(path).st_uid):
        if uid not in {os.getuid(), 0}:
            from egovtrack.writer import account_name

            return account_name(uid)
    return None
