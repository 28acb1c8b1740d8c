#!/bin/bash
# Submits the parts of a plan, and the merge for when all of them have ended, in whatever
# way. Arguments are those of sbatch for the parts, such as --array=1-8.
#
#   PLAN=nightly.yaml RUNS=runs ./submit.sh
set -euo pipefail
: "${PLAN:?the plan file}" "${RUNS:?the run folder, on a disk that all nodes see}"
export PLAN RUNS
here=$(dirname "${BASH_SOURCE[0]}")
parts=$(sbatch --parsable "$@" "$here/shards.sbatch")
merge=$(sbatch --parsable --dependency="afterany:$parts" "$here/merge.sbatch")
echo "$parts $merge"
