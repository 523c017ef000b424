"""What the frozen program starts (LibreOffice) must not load the libraries that lie in its own folder."""

import os

for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
    os.environ.pop(name, None)
    if (before := os.environ.pop(f"{name}_ORIG", None)) is not None:
        os.environ[name] = before
