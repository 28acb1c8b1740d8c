#!/bin/sh
# Runs saavu batch run with the arguments given, again while it ends with 75 (stopped, or
# the folder is busy), at most four times and WAIT seconds apart. Any other exit code is
# that of this script.
n=1
while :; do
  "${SAAVU:-saavu}" batch run "$@"
  code=$?
  if [ "$code" -ne 75 ] || [ "$n" -ge 4 ]; then
    exit "$code"
  fi
  n=$((n + 1))
  sleep "${WAIT:-600}"
done
