"""`python -m egovtrack` runs the program."""

from egovtrack.cli import main

main()
