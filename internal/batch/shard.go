package batch

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Shard is a part of the tasks of a plan. The zero value is the whole plan.
type Shard struct {
	Index int // from 0
	Of    int // number of shards, 0 without shards
}

// String counts from 1, as people and ParseShard do: 2/4.
func (s Shard) String() string { return strconv.Itoa(s.Index+1) + "/" + strconv.Itoa(s.Of) }

// MostShards is the largest number of shards.
const MostShards = 100_000

// ShardAuto is the word for a shard that the environment names.
const ShardAuto = "auto"

// ParseShard reads which shard this is: i/n, counted from 1, or auto. shards is the
// number of shards if it is given separately, else 0. env returns a variable of the
// environment, "" if it is not set. With auto, the environment is that of one of
//
//	a Slurm array         SLURM_ARRAY_TASK_ID, with _COUNT, _MIN, _MAX and _STEP
//	an indexed Kubernetes job  JOB_COMPLETION_INDEX from 0, with shards
//	GitLab's parallel     CI_NODE_INDEX from 1, with CI_NODE_TOTAL
//
// No environment, several at once, and one that contradicts shards are errors.
func ParseShard(text string, shards int, env func(string) string) (Shard, error) {
	if shards < 0 || shards > MostShards {
		return Shard{}, fmt.Errorf("%d shards, expected 1 to %d", shards, MostShards)
	}
	if text == ShardAuto {
		return shardOf(shards, env)
	}
	first, second, ok := strings.Cut(text, "/")
	i, err := strconv.Atoi(first)
	n, err2 := strconv.Atoi(second)
	if !ok || err != nil || err2 != nil || n < 1 || n > MostShards {
		return Shard{}, fmt.Errorf("%q is no shard, expected i/n such as 1/4, or %s", text, ShardAuto)
	}
	if i < 1 || i > n {
		return Shard{}, fmt.Errorf("shard %d of %d, expected 1/%d to %d/%d: shards count from 1", i, n, n, n, n)
	}
	if shards > 0 && shards != n {
		return Shard{}, fmt.Errorf("shard %s is one of %d, but the number of shards is given as %d", text, n, shards)
	}
	return Shard{i - 1, n}, nil
}

// The variables by which an environment is recognised.
const (
	slurmID  = "SLURM_ARRAY_TASK_ID"
	jobIndex = "JOB_COMPLETION_INDEX"
	nodeOfCI = "CI_NODE_INDEX"
)

// shardOf finds the shard that the environment names.
func shardOf(shards int, env func(string) string) (Shard, error) {
	var found []string
	for _, name := range []string{slurmID, jobIndex, nodeOfCI} {
		if env(name) != "" {
			found = append(found, name)
		}
	}
	if len(found) > 1 {
		return Shard{}, fmt.Errorf("the environment has %s: say which shard this is, such as 1/4", strings.Join(found, " and "))
	}
	v := &variables{env: env}
	var s Shard
	switch {
	case env(slurmID) != "":
		s = v.slurm()
	case env(jobIndex) != "":
		if s = (Shard{v.number(jobIndex, 0), shards}); v.err == nil && shards == 0 {
			v.err = fmt.Errorf("%s is set, but nothing says how many indexes the job has: give the number of shards, which is the job's completions", jobIndex)
		}
	case env(nodeOfCI) != "":
		s = Shard{v.number(nodeOfCI, 1) - 1, v.number("CI_NODE_TOTAL", 1)}
	default:
		return Shard{}, fmt.Errorf("the environment has none of %s, %s and %s: this is no Slurm array, indexed Kubernetes job or GitLab job with parallel; say which shard this is, such as 1/4", slurmID, jobIndex, nodeOfCI)
	}
	switch {
	case v.err != nil:
		return Shard{}, v.err
	case shards > 0 && s.Of != shards:
		return Shard{}, fmt.Errorf("%s belongs to %d parts, but the number of shards is given as %d: start all parts again, only what is missing is computed", found[0], s.Of, shards)
	case s.Index >= s.Of || s.Of > MostShards:
		return Shard{}, fmt.Errorf("%s=%s is beyond the last of %d shards", found[0], env(found[0]), s.Of)
	}
	return s, nil
}

// variables reads numbers of the environment. The first fault is kept.
type variables struct {
	env func(string) string
	err error
}

// number reads a variable that is at least least.
func (v *variables) number(name string, least int) int {
	text := v.env(name)
	n, err := strconv.Atoi(text)
	if v.err == nil && (err != nil || n < least) {
		if v.err = fmt.Errorf("%s=%q, expected a whole number from %d on", name, text, least); text == "" {
			v.err = fmt.Errorf("%s is not set", name)
		}
	}
	return n
}

// slurm places a task of an array. The array may begin at any number and have a step;
// one with holes does not say which part a task is.
func (v *variables) slurm() Shard {
	id, n, least := v.number(slurmID, 0), v.number("SLURM_ARRAY_TASK_COUNT", 1), v.number("SLURM_ARRAY_TASK_MIN", 0)
	step := 1
	if v.env("SLURM_ARRAY_TASK_STEP") != "" {
		step = v.number("SLURM_ARRAY_TASK_STEP", 1)
	}
	most := least + (n-1)*step
	if v.env("SLURM_ARRAY_TASK_MAX") != "" {
		most = v.number("SLURM_ARRAY_TASK_MAX", 0)
	}
	if v.err == nil && (most != least+(n-1)*step || id < least || id > most || (id-least)%step != 0) {
		v.err = fmt.Errorf("the Slurm array has %d tasks from %d to %d with holes, and this is task %d: submit all of them, such as --array=1-4; only what is missing is computed", n, least, most, id)
	}
	if v.err != nil {
		return Shard{}
	}
	return Shard{(id - least) / step, n}
}

// part returns which tasks of the whole plan are in the shard of the request: sorted by
// what they depend on, the i-th belongs to shard i mod n. What is stored already makes
// no difference.
func (w *work) part() func(*Task) bool {
	s := w.q.Shard
	if s.Of == 0 {
		return func(*Task) bool { return true }
	}
	var all []*Task
	for _, g := range w.groups {
		all = append(all, g.tasks...)
	}
	slices.SortFunc(all, func(a, b *Task) int {
		return cmp.Or(strings.Compare(a.coarse, b.coarse), strings.Compare(a.Name(), b.Name()))
	})
	mine := map[*Task]bool{}
	for i := s.Index; i < len(all); i += s.Of {
		mine[all[i]] = true
	}
	return func(t *Task) bool { return mine[t] }
}

// Missing is the error of a merge for which tasks have neither a result nor a failure.
// Nothing was published.
type Missing struct {
	Tasks []string // their names, in the order of the plan
	All   int      // tasks of the plan
}

// mostMissing is how many names an error lists.
const mostMissing = 20

// Error lists the first tasks.
func (m *Missing) Error() string {
	named, rest := m.Tasks, ""
	if len(named) > mostMissing {
		rest = fmt.Sprintf("\n  and %d more", len(named)-mostMissing)
		named = named[:mostMissing]
	}
	return fmt.Sprintf("%d of %d tasks are not computed, and no run was published; run their shards again:\n  %s%s", len(m.Tasks), m.All, strings.Join(named, "\n  "), rest)
}

// notComputed is the cause of a task that a partial merge does not have.
const notComputed = "no shard has computed it"

// collect takes what shards have stored, results and failures.
func (w *work) collect() error {
	if !w.store.made {
		return w.store.unmade()
	}
	var missing []*Task
	for _, t := range w.tasks {
		if t.Key != "" || t.Cause != "" {
			continue
		}
		f, err := w.store.failure(t)
		if err != nil {
			return err
		}
		if f == nil {
			missing = append(missing, t)
			continue
		}
		t.Cause = f.Cause
	}
	if len(missing) > 0 && (!w.q.Partial || w.event.Stored == 0) {
		out := &Missing{All: len(w.tasks)}
		for _, t := range missing {
			out.Tasks = append(out.Tasks, t.Name())
		}
		return out
	}
	for _, t := range missing {
		t.Cause, w.lacking = notComputed, true
		w.missing++
	}
	w.event.Failed = len(w.broken())
	w.event.Done = w.event.Stored + w.event.Failed
	w.say(nil)
	return nil
}
