"""Egovtrack: the obligations of an official work plan, kept as a ledger."""

import sys

__version__ = "0.2.0"

if sys.version_info < (3, 11):  # noqa: UP036  a checkout is run by any Python, which would tell of its syntax
    sys.exit("error: egovtrack needs Python 3.11 or newer, and this is " + sys.version.split()[0])
