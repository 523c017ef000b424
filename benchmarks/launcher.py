"""Run a command and write its figures to a file descriptor: `python -I -S launcher.py FD COMMAND …`.

A process is said to have had at least the memory of the one that started it: this one is as small as Python can be.
"""

import os
import sys
import time

start = time.perf_counter()
process = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_pid, status, usage = os.wait4(process, 0)
wall = time.perf_counter() - start
figures = f"{wall} {usage.ru_utime + usage.ru_stime} {usage.ru_maxrss / 1024}"
os.write(int(sys.argv[1]), figures.encode())
sys.exit(os.waitstatus_to_exitcode(status))
