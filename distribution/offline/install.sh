#!/bin/sh
# Install egovtrack for this user, without a network: ./install.sh [FOLDER]. PYTHON may name the Python to use.
here=$(dirname "$0")
for python in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11 python; do
  command -v "$python" >/dev/null 2>&1 && exec "$python" "$here/install.py" "$@"
done
echo "没有找到 Python（需要 @PYTHONS@）/ no Python was found (needed: @PYTHONS@)" >&2
exit 1
