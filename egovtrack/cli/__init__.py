"""The command line: `main` is the program."""

import sys

from egovtrack.errors import not_installed
from egovtrack.i18n import gettext as _

try:
    from egovtrack.cli.program import main
except ImportError as error:
    told = not_installed(error)
    sys.exit(_("error: {message}").format(message=told.message) + _(" — {hint}").format(hint=told.hint))

__all__ = ["main"]
