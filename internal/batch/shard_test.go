package batch

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A shard is read from its words and from the environment of each scheduler, whether it
// counts from 0 or from 1.
func TestShardOf(t *testing.T) {
	for words, want := range map[string]Shard{
		"1/1": {0, 1}, "1/4": {0, 4}, "4/4": {3, 4}, "4/4 shards=4": {3, 4},
		// Slurm: --array=0-3, 1-4, 10-40:10, and one task.
		"auto SLURM_ARRAY_TASK_ID=0 SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_MAX=3 SLURM_ARRAY_TASK_STEP=1":     {0, 4},
		"auto SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_MAX=3 SLURM_ARRAY_TASK_STEP=1":     {3, 4},
		"auto SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=4 SLURM_ARRAY_TASK_STEP=1":     {0, 4},
		"auto SLURM_ARRAY_TASK_ID=4 SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=4 SLURM_ARRAY_TASK_STEP=1":     {3, 4},
		"auto SLURM_ARRAY_TASK_ID=30 SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_MIN=10 SLURM_ARRAY_TASK_MAX=40 SLURM_ARRAY_TASK_STEP=10": {2, 4},
		"auto SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_TASK_COUNT=1 SLURM_ARRAY_TASK_MIN=7":                                                    {0, 1},
		"auto SLURM_ARRAY_TASK_ID=2 SLURM_ARRAY_TASK_COUNT=2 SLURM_ARRAY_TASK_MIN=1 shards=2":                                           {1, 2},
		// Kubernetes counts from 0.
		"auto JOB_COMPLETION_INDEX=0 shards=4": {0, 4},
		"auto JOB_COMPLETION_INDEX=3 shards=4": {3, 4},
		// GitLab counts from 1.
		"auto CI_NODE_INDEX=1 CI_NODE_TOTAL=4":          {0, 4},
		"auto CI_NODE_INDEX=4 CI_NODE_TOTAL=4 shards=4": {3, 4},
	} {
		if got, err := parsed(words); err != nil || got != want {
			t.Errorf("%s: got %+v, %v, expected %+v", words, got, err, want)
		}
	}
	for words, want := range map[string]string{
		"":                     `"" is no shard, expected i/n such as 1/4, or auto`,
		"2":                    `"2" is no shard, expected i/n such as 1/4, or auto`,
		"a/4":                  `"a/4" is no shard, expected i/n such as 1/4, or auto`,
		"1/0":                  `"1/0" is no shard, expected i/n such as 1/4, or auto`,
		"1/4/4":                `"1/4/4" is no shard, expected i/n such as 1/4, or auto`,
		"0/4":                  "shard 0 of 4, expected 1/4 to 4/4: shards count from 1",
		"5/4":                  "shard 5 of 4, expected 1/4 to 4/4: shards count from 1",
		"1/4 shards=5":         "shard 1/4 is one of 4, but the number of shards is given as 5",
		"auto":                 "the environment has none of SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX and CI_NODE_INDEX: this is no Slurm array, indexed Kubernetes job or GitLab job with parallel; say which shard this is, such as 1/4",
		"auto CI_NODE_TOTAL=1": "the environment has none of SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX and CI_NODE_INDEX: this is no Slurm array, indexed Kubernetes job or GitLab job with parallel; say which shard this is, such as 1/4",
		"auto JOB_COMPLETION_INDEX=1 CI_NODE_INDEX=1 CI_NODE_TOTAL=2":                "the environment has JOB_COMPLETION_INDEX and CI_NODE_INDEX: say which shard this is, such as 1/4",
		"auto JOB_COMPLETION_INDEX=1":                                                "JOB_COMPLETION_INDEX is set, but nothing says how many indexes the job has: give the number of shards, which is the job's completions",
		"auto JOB_COMPLETION_INDEX=4 shards=4":                                       "JOB_COMPLETION_INDEX=4 is beyond the last of 4 shards",
		"auto JOB_COMPLETION_INDEX=-1 shards=4":                                      `JOB_COMPLETION_INDEX="-1", expected a whole number from 0 on`,
		"auto JOB_COMPLETION_INDEX=x shards=4":                                       `JOB_COMPLETION_INDEX="x", expected a whole number from 0 on`,
		"auto CI_NODE_INDEX=0 CI_NODE_TOTAL=4":                                       `CI_NODE_INDEX="0", expected a whole number from 1 on`,
		"auto CI_NODE_INDEX=5 CI_NODE_TOTAL=4":                                       "CI_NODE_INDEX=5 is beyond the last of 4 shards",
		"auto CI_NODE_INDEX=1":                                                       "CI_NODE_TOTAL is not set",
		"auto CI_NODE_INDEX=1 CI_NODE_TOTAL=4 shards=2":                              "CI_NODE_INDEX belongs to 4 parts, but the number of shards is given as 2: start all parts again, only what is missing is computed",
		"auto SLURM_ARRAY_TASK_ID=1":                                                 "SLURM_ARRAY_TASK_COUNT is not set",
		"auto SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_TASK_COUNT=4":                        "SLURM_ARRAY_TASK_MIN is not set",
		"auto SLURM_ARRAY_TASK_ID=5 SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_MIN=1": "the Slurm array has 4 tasks from 1 to 4 with holes, and this is task 5: submit all of them, such as --array=1-4; only what is missing is computed",
		"auto SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_TASK_COUNT=3 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=7 SLURM_ARRAY_TASK_STEP=1": "the Slurm array has 3 tasks from 1 to 7 with holes, and this is task 7: submit all of them, such as --array=1-4; only what is missing is computed",
		"auto SLURM_ARRAY_TASK_ID=2 SLURM_ARRAY_TASK_COUNT=1 SLURM_ARRAY_TASK_MIN=2 shards=4":                                       "SLURM_ARRAY_TASK_ID belongs to 1 parts, but the number of shards is given as 4: start all parts again, only what is missing is computed",
		"1/4 shards=-1": "-1 shards, expected 1 to 100000",
	} {
		if got, err := parsed(words); err == nil || err.Error() != want {
			t.Errorf("%s: got %+v, %v, expected %s", words, got, err, want)
		}
	}
}

// parsed parses a shard, with variables and a number of shards after it.
func parsed(words string) (Shard, error) {
	text, rest, _ := strings.Cut(words, " ")
	vars, shards := map[string]string{}, 0
	for _, word := range strings.Fields(rest) {
		name, value, _ := strings.Cut(word, "=")
		vars[name] = value
		if name == "shards" {
			for _, digit := range strings.TrimPrefix(value, "-") {
				shards = 10*shards + int(digit-'0')
			}
			if value[0] == '-' {
				shards = -shards
			}
		}
	}
	return ParseShard(text, shards, func(name string) string { return vars[name] })
}

// shardedWorld has failures too: those are part of what shards compute.
func shardedWorld(t *testing.T) *world {
	w := newWorld(t)
	w.put("options/refused.yaml", "name: Refused\nchanges:\n  - close: {facility: hs_nowhere}\n")
	w.put("options/broken.yaml", "name: Broken\nchange:\n  - close: hs_east\n")
	w.edit("plan.yaml", "name: test\n", "name: test\nsets:\n  - name: cheap\n    values: {staff.fill_rate.gp: 0.7}\n")
	return w
}

// Any number of shards in any order, one of them twice, and a merge give the tables of
// one run of the whole plan. A shard publishes nothing.
func TestShards(t *testing.T) {
	w, out := shardedWorld(t), filepath.Join(t.TempDir(), "runs")
	whole := w.run(w.request(out))
	want := tables(t, out, whole.Run)
	if len(whole.Tasks) != 18 || len(whole.Failed) != 4 {
		t.Fatalf("%d tasks, %d failed", len(whole.Tasks), len(whole.Failed))
	}
	draw := rand.New(rand.NewPCG(3, 12))
	for _, n := range []int{1, 2, 4, 7} {
		out := filepath.Join(t.TempDir(), "runs")
		order := draw.Perm(n)
		seen := map[string]int{}
		for _, i := range append(order, order[0]) {
			q := w.request(out)
			q.Shard = Shard{i, n}
			run := w.run(q)
			if run.Run != "" {
				t.Errorf("shard %s publishes %s", q.Shard, run.Run)
			}
			if len(run.Tasks) < 18/n || len(run.Tasks) > 18/n+1 {
				t.Errorf("shard %s has %d tasks", q.Shard, len(run.Tasks))
			}
			for _, x := range run.Tasks {
				seen[x.Name()]++
			}
			if len(seen) == 18 && seen[run.Tasks[0].Name()] == 2 && run.Ran != 0 {
				t.Errorf("shard %s computes %d tasks again", q.Shard, run.Ran)
			}
		}
		if len(seen) != 18 {
			t.Errorf("%d shards have %d tasks", n, len(seen))
		}
		q := w.request(out)
		q.Merge = true
		run := w.run(q)
		same(t, tables(t, out, run.Run), want)
		s, err := StatusOf(out)
		if err != nil || len(s.Runs) != 1 || s.Latest == nil || !s.Latest.Whole || s.Latest.Keys == "" || len(run.Failed) != 4 {
			t.Errorf("%d shards: %+v, %v", n, s, err)
		}
	}
}

// More shards than tasks: some have nothing to do, and that is no error.
func TestEmptyShards(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	tasks := 0
	for i := range 9 {
		q := w.request(out)
		q.Shard = Shard{i, 9}
		tasks += len(w.run(q).Tasks)
	}
	if tasks != 7 {
		t.Errorf("%d tasks", tasks)
	}
}

// A merge without all tasks names them and publishes nothing, unless what is there is
// asked for: that is no whole run.
func TestMissing(t *testing.T) {
	w, out := shardedWorld(t), filepath.Join(t.TempDir(), "runs")
	q := w.request(out)
	q.Merge = true
	if _, err := Run(t.Context(), q); !errors.As(err, new(*BadFolder)) {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a merge makes the folder")
	}
	q = w.request(out)
	q.Shard = Shard{1, 3}
	part := w.run(q)
	q = w.request(out)
	q.Merge = true
	_, err := Run(t.Context(), q)
	var missing *Missing
	if !errors.As(err, &missing) || missing.All != 18 {
		t.Fatalf("got %v", err)
	}
	for _, x := range part.Tasks {
		if slices.Contains(missing.Tasks, x.Name()) {
			t.Errorf("%s is computed", x.Name())
		}
	}
	if text := err.Error(); !strings.Contains(text, " of 18 tasks are not computed, and no run was published; run their shards again:\n  "+missing.Tasks[0]+"\n") ||
		len(missing.Tasks) > 20 && !strings.HasSuffix(text, " more") {
		t.Errorf("got %s", text)
	}
	if s, err := StatusOf(out); err != nil || len(s.Runs) != 0 {
		t.Errorf("%+v, %v", s, err)
	}
	q.Partial = true
	run := w.run(q)
	s, err := StatusOf(out)
	if err != nil || len(s.Runs) != 1 || s.Latest != nil {
		t.Fatalf("%+v, %v", s, err)
	}
	lacking := 0
	for _, x := range run.Failed {
		if x.Cause == notComputed {
			lacking++
		}
	}
	if lacking != len(missing.Tasks) {
		t.Errorf("%d tasks lack, %d are missing", lacking, len(missing.Tasks))
	}
	rows, err := rowsIn[taskRow]([]byte(published(t, out, run, tasksFile)))
	if err != nil || len(rows) != 18 {
		t.Errorf("%d tasks, %v", len(rows), err)
	}
	// Without any result there is nothing to publish.
	q.Out = filepath.Join(t.TempDir(), "runs")
	empty, _ := OpenStore(q.Out)
	if err := empty.Create(); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(t.Context(), q); !errors.As(err, &missing) {
		t.Errorf("got %v", err)
	}
}
