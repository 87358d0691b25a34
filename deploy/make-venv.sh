#!/bin/sh
# make-venv.sh PYTHON VENV: a virtual environment, also on a Debian that splits venv off from python3.
set -eu
python=$1 venv=$2
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Python 3.11 or newer is needed; '$python' is $("$python" --version 2>&1). Name another one: make PYTHON=python3.12 ..." >&2
  exit 2
fi
if "$python" -c 'import venv, ensurepip' 2>/dev/null; then exec "$python" -m venv "$venv"; fi
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "This Python has no venv module; installing python3-venv with apt-get." >&2
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
  exec "$python" -m venv "$venv"
fi
echo "This Python has no venv module. Install it (Debian, Ubuntu: sudo apt install python3-venv) and try again." >&2
exit 2
