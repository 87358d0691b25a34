#!/bin/sh
# install-locked.sh PYTHON LOCK: the packages of a lock, each by its hash; says what to do where they cannot be had.
set -u
"$1" -m pip install --disable-pip-version-check --quiet --require-hashes -r "$2" && exit
cat >&2 <<SAY
The packages of $2 could not be installed.
Behind a proxy, try again with HTTPS_PROXY=http://proxy.example:3128 before make; with an index of your own, PIP_INDEX_URL=https://.../simple;
with an authority of your own, PIP_CERT=/path/to/ca.pem. Without any network: "make bundle" on a machine that has one (docs/operations.md).
SAY
exit 1
