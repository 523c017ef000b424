"""Egovtrack: the obligations of an official work plan, kept as a ledger."""

__version__ = "0.1.0"
