#!/usr/bin/env bash
# Make the environment, or bring it up to date with a lock file: environment.sh PYTHON FOLDER LOCKFILE
set -euo pipefail
python=$1 folder=$2 lock=$3
"$python" - <<'PY' || { echo "Locator needs Python 3.11 or newer. Install it, or say which to use: make PYTHON=python3.12"; exit 1; }
import sys
sys.exit(sys.version_info < (3, 11))
PY
if [ ! -x "$folder/bin/python" ]; then
  "$python" -m venv "$folder" || { echo "Python cannot make an environment here. On Debian: apt-get install python3-venv"; exit 1; }
fi
echo "Installing what $lock names ..."
"$folder/bin/pip" install --disable-pip-version-check --progress-bar on --quiet --require-hashes -r "$lock"
"$folder/bin/pip" --version >/dev/null
case "$lock" in
  requirements.lock)
    "$folder/bin/python" -c 'import setuptools, wheel' 2>/dev/null ||
      "$folder/bin/pip" install --disable-pip-version-check --quiet --require-hashes -r requirements-build.lock
    "$folder/bin/pip" install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
    touch "$folder/.run" ;;
  requirements-dev.lock) touch "$folder/.dev" ;;
  requirements-bench.lock) touch "$folder/.bench" ;;
esac
