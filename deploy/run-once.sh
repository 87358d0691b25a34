#!/bin/sh
# run-once.sh PYTHON [ARGS]: `make run`. Says what to do next where a bare exit status would leave a newcomer puzzled.
set -u
python=$1
shift
"$python" -m monitor run "$@"
status=$?
if [ "$status" = 3 ]; then
  echo "Without a network? 'make demo' shows the whole job against a small internet on this machine." >&2
fi
exit "$status"
