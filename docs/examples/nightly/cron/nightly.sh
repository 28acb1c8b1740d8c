#!/bin/sh
# Runs saavu batch run with the arguments given, again while it ends with 75 (stopped, or
# the folder is busy), at most four times and WAIT seconds apart. All of them together may
# take LIMIT seconds: each has what is left as its deadline, and after that none begins,
# so that a night never goes on by day. Any other exit code is that of this script.
end=$(($(date +%s) + ${LIMIT:-17100}))
n=1
while :; do
  left=$((end - $(date +%s)))
  if [ "$left" -le 0 ]; then
    exit 75
  fi
  "${SAAVU:-saavu}" batch run "$@" --deadline "${left}s"
  code=$?
  if [ "$code" -ne 75 ] || [ "$n" -ge 4 ] || [ $(($(date +%s) + ${WAIT:-600})) -ge "$end" ]; then
    exit "$code"
  fi
  n=$((n + 1))
  sleep "${WAIT:-600}"
done
