"""The program as PyInstaller freezes it. It is no interpreter: what reads a file starts it again (readers.bounded)."""

import json
import sys

from egovtrack.cli import main
from egovtrack.readers import bounded

if sys.argv[1:2] == [bounded.FROZEN]:
    *limits, _path = json.loads(sys.argv[2])
    bounded.main(*limits)
else:
    main()
