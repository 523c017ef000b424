"""Anything at all as input: each reader gives a result that adds up, or an `EgovtrackError`; never another exception.

`test_fuzz.py` is the short form that the suite runs; `python -m tests.fuzz --inputs 100000 --seed 1` the long one;
`python -m tests.fuzz.readers` goes by coverage (atheris).
"""
