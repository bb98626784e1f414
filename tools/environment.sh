#!/usr/bin/env bash
# Make the environment, or bring it up to date with a lock file: environment.sh PYTHON FOLDER LOCKFILE
# It can be stopped and run again at any moment: the stamp is set last, and half an environment is made anew.
set -euo pipefail
python=$1 folder=$2 lock=$3 name=$(basename "$3" .lock)
case "$name" in
  requirements) stamp=.run ;;
  *) stamp=.${name#requirements-} ;;
esac

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Locator needs Python 3.11 or newer. Install it, or say which one to use: make PYTHON=python3.12" >&2
  exit 1
fi

if ! "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
  if [ -e "$folder" ] && [ ! -e "$folder/pyvenv.cfg" ]; then
    echo "$folder is there already and is no Python environment. Move it away, or choose another: make VENV=.venv-locator" >&2
    exit 1
  fi
  rm -rf "$folder"
  if ! "$python" -m venv "$folder" >/dev/null 2>&1; then
    rm -rf "$folder"
    echo "Python cannot make an environment here. On Debian and Ubuntu: apt-get install python3-venv" >&2
    exit 1
  fi
fi

install() {
  "$folder/bin/python" -m pip install --disable-pip-version-check --no-input --progress-bar off "$@"
}

rm -f "$folder/$stamp"
install --require-hashes -r "$lock" 2>&1 | "$python" tools/pip_progress.py "$lock"
if [ "$stamp" = .run ]; then
  "$folder/bin/python" -c 'import setuptools, wheel' 2>/dev/null ||
    install --quiet --require-hashes -r requirements-build.lock
  # setuptools warns about every editable install; there is nothing that a reader could do about it
  PYTHONWARNINGS=ignore install --quiet --no-deps --no-build-isolation --editable .
fi
touch "$folder/$stamp"
