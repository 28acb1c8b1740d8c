#!/usr/bin/env bash
# A Slurm of four nodes on this machine, and a night on it in which things die.
#
#   .ci/slurm.sh SAAVU
#
# SAAVU is the program. It needs Debian's slurm-wlm and munge, and no systemd, cgroups,
# database or root. All daemons belong to this script, listen on 127.0.0.1 and are
# stopped at its end, whatever the end is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

PATH="$PATH:/usr/sbin:/sbin"
saavu=$(realpath "${1:?the program saavu}")
nodes=4
variants=40
tasks=$((2 * (variants + 1))) # today is one more, and there are two frames
dir=$(mktemp -d)
port=$((20000 + $$ % 20000))
export SLURM_CONF="$dir/slurm.conf"

fail() {
  printf 'error: %s\n' "$*" >&2
  tail -n 25 "$dir"/log/* "$dir"/jobs/*.log 2>/dev/null >&2 || true
  exit 1
}

# of FILE...: the process ids that stand in files.
of() { cat "$@" 2>/dev/null || true; }

# jobs_of PATTERN: the step daemons and scripts of this cluster.
jobs_of() { pgrep -f "$1" || true; }

stop() {
  local code=$?
  trap - EXIT INT TERM
  timeout 10 scancel --user="$(id -un)" --quiet 2>/dev/null || true
  # shellcheck disable=SC2046
  kill $(of "$dir"/pid/slurmd.*) $(of "$dir"/pid/slurmctld) 2>/dev/null || true
  sleep 0.5
  # shellcheck disable=SC2046
  kill -9 $(of "$dir"/pid/slurmd.*) $(of "$dir"/pid/slurmctld) $(steps) $(jobs_of "$dir/spool") $(jobs_of "$dir/night") 2>/dev/null || true
  # shellcheck disable=SC2046
  kill $(of "$dir"/pid/munged) 2>/dev/null || true
  for _ in 1 2 3 4 5; do # munged writes its seed when it ends
    rm -rf "$dir" 2>/dev/null && break
    sleep 0.5
  done
  exit "$code"
}
trap stop EXIT
trap 'exit 130' INT TERM

# steps: the step daemons of this cluster. Their command line is changed to the job, so
# they are known by their environment.
steps() {
  local pid
  for pid in $(pgrep slurmstepd || true); do
    if { tr '\0' '\n' <"/proc/$pid/environ"; } 2>/dev/null | grep -qxF "SLURM_CONF=$SLURM_CONF"; then
      echo "$pid"
    fi
  done
}

start() {
  mkdir -p "$dir"/{log,pid,state,spool,munge,jobs}
  chmod 755 "$dir" "$dir/munge"
  dd if=/dev/urandom of="$dir/munge/key" bs=128 count=1 status=none
  chmod 400 "$dir/munge/key"
  munged --force --socket="$dir/munge/socket" --key-file="$dir/munge/key" --seed-file="$dir/munge/seed" \
    --pid-file="$dir/pid/munged" --log-file="$dir/log/munged" 2>/dev/null
  local me host i
  me=$(id -un) host=$(hostname -s)
  {
    # A credential lives for ten seconds, so that a job of a lost node starts again soon.
    printf '%s\n' ClusterName=night "SlurmctldHost=$host(127.0.0.1)" "SlurmUser=$me" "SlurmdUser=$me" \
      "AuthType=auth/munge" "AuthInfo=socket=$dir/munge/socket,cred_expire=10" \
      "SlurmctldPort=$port" "SlurmctldPidFile=$dir/pid/slurmctld" "SlurmdPidFile=$dir/pid/slurmd.%n" \
      "SlurmctldLogFile=$dir/log/slurmctld" "SlurmdLogFile=$dir/log/slurmd.%n" \
      "StateSaveLocation=$dir/state" "SlurmdSpoolDir=$dir/spool/%n" \
      ProctrackType=proctrack/linuxproc TaskPlugin=task/none JobAcctGatherType=jobacct_gather/none MpiDefault=none \
      SelectType=select/cons_tres SelectTypeParameters=CR_Core SchedulerParameters=batch_sched_delay=0,sched_interval=1 \
      SlurmctldTimeout=10 SlurmdTimeout=5 SlurmdParameters=config_overrides KillWait=2 JobRequeue=1 MinJobAge=600 ReturnToService=2
    for ((i = 1; i <= nodes; i++)); do
      echo "NodeName=node$i NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + i)) CPUs=1 RealMemory=4096"
      mkdir "$dir/spool/node$i"
    done
    echo "PartitionName=all Nodes=node[1-$nodes] Default=YES"
  } >"$SLURM_CONF"
  slurmctld -c
  for ((i = 1; i <= nodes; i++)); do
    slurmd -c -N "node$i"
  done
  wait_for 30 "$nodes idle nodes" nodes_are_idle
}

nodes_are_idle() { [ "$(sinfo --noheader --states=idle --format=%D 2>/dev/null)" = "$nodes" ]; }

# wait_for SECONDS WHAT COMMAND...: until the command succeeds.
wait_for() {
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || fail "no $what in time"
    sleep 0.1
  done
}

# plan: many variants of the embedded county in both frames. The draws make a part long
# enough to be killed in the middle.
plan() {
  local i
  mkdir -p "$dir/night/options"
  for ((i = 1; i <= variants; i++)); do
    printf 'name: V%d\nchanges:\n  - set-capacity: {facility: nv_korso, service: neuvola_child, fte_factor: 1.%03d}\n' "$i" "$i" >"$dir/night/options/v$i.yaml"
  done
  printf '%s\n' 'version: 1' 'name: night' 'options: ["options/*.yaml"]' 'frames: [staff, budget]' 'draws: 500' >"$dir/night/plan.yaml"
}

# submit: the array of four parts and the merge after it, by the example of the pages.
submit() {
  (cd "$dir/jobs" && SAAVU="$saavu" PLAN="$dir/night/plan.yaml" RUNS="$dir/night/runs" \
    "$OLDPWD/docs/examples/nightly/slurm/submit.sh" --array=1-4 --cpus-per-task=1 --mem=100M)
}

stored() { find "$dir/night/runs/tasks" -name '*.json.zst' 2>/dev/null | wc -l; }
has_stored() { [ "$(stored)" -ge "$1" ]; }
has_ended() { [ -z "$(squeue --noheader --jobs="$1" 2>/dev/null)" ] && scontrol --oneliner show job "$1" | grep -qE 'JobState=(COMPLETED|FAILED)'; }
exit_of() { scontrol --oneliner show job "$1" | grep -oE ' ExitCode=[0-9]+' | cut -d= -f2; }

# place K: the job id and the node of part K of the array that runs.
place() { squeue --noheader --array --jobs="$array" --states=running --format='%K %A %N' | awk -v k="$1" '$1 == k {print $2, $3}'; }

# family PID: a process and its children, their children too.
family() {
  local child
  echo "$1"
  for child in $(pgrep -P "$1" || true); do family "$child"; done
}

# daemon JOB: the step daemon of a job.
daemon() { pgrep -f "^slurmstepd: \[$1\." || true; }

start
plan
"$saavu" batch run "$dir/night/plan.yaml" --out "$dir/night/alone" --quiet >"$dir/log/alone"
echo "Slurm $(sinfo --version | cut -d' ' -f2) with $nodes nodes is up after $SECONDS s; one machine: $(tail -n 1 "$dir/log/alone")"

read -r array merge < <(submit)
wait_for 60 "results of the parts" has_stored 1
# Three parts meet with three ends. The step daemon of one dies and leaves its part
# running alone. The node of another dies with everything on it. The third one is killed,
# which Slurm takes for its end.
read -r job1 node1 <<<"$(place 1)"
read -r job2 node2 <<<"$(place 2)"
read -r job3 node3 <<<"$(place 3)"
[ -n "${node1:-}" ] && [ -n "${node2:-}" ] && [ -n "${node3:-}" ] || fail "the parts ended before anything could be killed"
step1=$(daemon "$job1") step2=$(daemon "$job2") step3=$(daemon "$job3")
[ -n "$step1" ] && [ -n "$step2" ] && [ -n "$step3" ] || fail "a part has no step daemon"
# shellcheck disable=SC2046
kill -9 "$step1" "$(cat "$dir/pid/slurmd.$node2")" $(family "$step2") $(pgrep -P "$step3")
echo "killed with $(stored) results stored: the step daemon of part 1 on $node1, $node2 with part 2, and part 3 on $node3"
scontrol reconfigure
wait_for 150 "end of the merge" has_ended "$merge"
left=$((tasks - $(stored)))
again=$(cat "$dir"/jobs/saavu-nightly-*.log | grep -c '"msg":"run begins"')
echo "$SECONDS s: the merge ended with $(exit_of "$merge"), $left tasks are missing; the four parts were started $again times"
[ "$(exit_of "$merge")" = 5 ] && [ "$left" -gt 0 ] || fail "expected the merge to miss tasks of part 3, and to end with 5"
grep -q "^saavu batch merge: $left of $tasks tasks are not computed" "$dir/jobs/saavu-merge.log" || fail "the merge does not say what is missing"
[ ! -e "$dir/night/runs/runs" ] || fail "a run was published without all tasks"
[ "$again" -gt 4 ] || fail "Slurm did not start the lost parts again"

rm "$dir"/jobs/saavu-*.log
read -r array merge < <(submit)
wait_for 60 "end of the second merge" has_ended "$merge"
computed=$(grep -hoE '[0-9]+ computed' "$dir"/jobs/saavu-nightly-*.log | awk '{n += $1} END {print n}')
echo "$SECONDS s: submitted again: $computed computed, the merge ended with $(exit_of "$merge")"
[ "$computed" = "$left" ] || fail "expected the $left missing tasks to be computed and nothing else"
[ "$(exit_of "$merge")" = 0 ] || fail "the merge failed"
for table in figures set tasks; do
  cmp "$dir"/night/runs/runs/*/$table.parquet "$dir"/night/alone/runs/*/$table.parquet || fail "$table.parquet differs from that of one machine"
done
echo "the tables are those of one machine, to the byte"
