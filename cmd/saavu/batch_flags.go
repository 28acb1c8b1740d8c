package main

import (
	"os"
	"time"

	"github.com/spf13/cobra"

	"saavu/internal/batch"
)

// limitFlags are the flags that end tasks and runs in time.
type limitFlags struct{ deadline string }

func (l *limitFlags) add(cmd *cobra.Command, q *batch.Request) {
	f := cmd.Flags()
	f.DurationVar(&q.TaskTimeout, "task-timeout", 0, "a task that takes longer than `DURATION`, such as 90s, fails; the others go on")
	f.StringVar(&l.deadline, "deadline", "", "stop at `WHEN` at the latest, with exit code 75: a duration (5h30m), a time (06:00) or a moment (2026-11-30T06:00:00Z)")
}

// check reads the flags into a request.
func (l *limitFlags) check(cmd *cobra.Command, q *batch.Request) error {
	given := cmd.Flags().Changed
	if given("task-timeout") && q.TaskTimeout <= 0 {
		return usage("", "--task-timeout %s: expected more than 0s", q.TaskTimeout)
	}
	if !given("deadline") {
		return nil
	}
	var err error
	if q.Deadline, err = batch.ParseDeadline(l.deadline, time.Now()); err != nil {
		return usage("", "--deadline %s: %v", l.deadline, err)
	}
	return nil
}

// shardFlags are the flags by which a run is one shard of several.
type shardFlags struct {
	shard  string
	shards int
}

func (s *shardFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&s.shard, "shard", "", "compute only part `I/N` of the plan, from 1/N to N/N, and publish nothing; auto: the part that a Slurm array, an indexed Kubernetes job or GitLab's parallel gives this process")
	f.Var(&whole[int]{&s.shards, 1}, "shards", "`N` parts in all, where the environment of --shard auto does not say it (Kubernetes)")
}

// part returns the shard that the flags name, the zero value without them.
func (s *shardFlags) part(cmd *cobra.Command) (batch.Shard, error) {
	given := cmd.Flags().Changed
	switch {
	case given("shards") && !given("shard"):
		return batch.Shard{}, usage("such as --shard auto --shards 4", "--shards without --shard")
	case !given("shard"):
		return batch.Shard{}, nil
	}
	part, err := batch.ParseShard(s.shard, s.shards, os.Getenv)
	if err != nil {
		return part, usage("", "--shard %s: %v", s.shard, err)
	}
	return part, nil
}
