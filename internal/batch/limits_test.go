package batch

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A deadline is a duration, the next such time of the day, or a moment.
func TestDeadlineWords(t *testing.T) {
	zone := time.FixedZone("", 2*3600)
	now := time.Date(2026, 11, 29, 22, 15, 0, 0, zone)
	for text, want := range map[string]string{
		"5h30m": "2026-11-30T03:45:00+02:00", "90s": "2026-11-29T22:16:30+02:00",
		"06:00": "2026-11-30T06:00:00+02:00", "22:15": "2026-11-30T22:15:00+02:00", "22:15:01": "2026-11-29T22:15:01+02:00",
		"2026-11-30T06:00:00Z": "2026-11-30T06:00:00Z",
	} {
		if got, err := ParseDeadline(text, now); err != nil || got.Format(time.RFC3339) != want {
			t.Errorf("%s: %v, %v, expected %s", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"0s": `"0s" is no duration from now on, expected one such as 5h30m`, "-1h": `"-1h" is no duration from now on, expected one such as 5h30m`,
		"2026-11-29T22:15:00+02:00": "2026-11-29T22:15:00+02:00 has passed",
		"25:00":                     `"25:00" is no deadline, expected a duration such as 5h30m, a time such as 06:00, or a moment such as 2026-11-30T06:00:00Z`,
		"":                          `"" is no deadline, expected a duration such as 5h30m, a time such as 06:00, or a moment such as 2026-11-30T06:00:00Z`,
	} {
		if got, err := ParseDeadline(text, now); err == nil || err.Error() != want {
			t.Errorf("%s: %v, %v, expected %s", text, got, err, want)
		}
	}
}

// At its deadline a run stops and keeps what is finished.
func TestDeadline(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	q := w.request(out)
	q.Deadline = time.Now().Add(-time.Second)
	if _, err := Run(t.Context(), q); !errors.As(err, new(*Stopped)) || !errors.Is(err, ErrDeadline) || err.Error() != "stopped at the deadline; nothing was computed yet" {
		t.Errorf("got %v", err)
	}
	// A deadline that passes as soon as two tasks are finished, however fast they are.
	ctx, pass := context.WithCancelCause(t.Context())
	q.Deadline, q.Jobs = time.Now().Add(time.Hour), 1
	q.Progress = func(e Event) {
		if e.Done == 2 {
			pass(ErrDeadline)
		}
	}
	var stopped *Stopped
	_, err := Run(ctx, q)
	if !errors.As(err, &stopped) || !errors.Is(err, ErrDeadline) || stopped.Done < 2 ||
		err.Error() != fmt.Sprintf("stopped at the deadline; %d of 7 tasks are stored, and the same command goes on from there", stopped.Done) {
		t.Fatalf("got %v", err)
	}
	if s, err := StatusOf(out); err != nil || len(s.Runs) > 0 || s.Results != stopped.Done {
		t.Errorf("%+v, %v", s, err)
	}
	q.Deadline, q.Progress = time.Now().Add(time.Hour), nil
	if run := w.run(q); run.Ran != 7-stopped.Done || run.Run == "" {
		t.Errorf("%d computed", run.Ran)
	}
}

// One task over its time and one that is refused fail alone, each with its cause. The
// others are published.
func TestTaskTimeout(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.put("options/slow.yaml", "name: Slow\nchanges:\n  - close: {facility: cl_west}\n")
	w.put("options/refused.yaml", "name: Refused\nchanges:\n  - close: {facility: hs_nowhere}\n")
	q := w.request(out)
	q.TaskTimeout = time.Second
	q.late = func(t *Task) bool { return t.Option == "slow" }
	began := time.Now()
	run := w.run(q)
	const over = "it took longer than the 1s that a task may take"
	if optionsOf(run.Failed) != "refused slow" || run.Failed[1].Cause != over || run.Ran != 7 || run.Run == "" {
		for _, f := range run.Failed {
			t.Errorf("%s: %s", f.Name(), f.Cause)
		}
		t.Fatalf("%d failed, %d computed after %s", len(run.Failed), run.Ran, time.Since(began))
	}
	text := published(t, out, run, reportFile)
	if strings.Count(text, "\n- ") != 2 || !strings.Contains(text, "- 1 task, the first is Slow, 2026, same staff: "+over+"\n") {
		t.Errorf("report.md: %s", text)
	}
}

// Work that goes on beyond the time of a task ends with that cause.
func TestTimeOfATask(t *testing.T) {
	q := Request{TaskTimeout: time.Nanosecond}
	ctx, end := q.limited(t.Context(), nil)
	defer end()
	<-ctx.Done()
	if err := context.Cause(ctx); !errors.As(err, new(*TooLong)) || err.Error() != "it took longer than the 1ns that a task may take" {
		t.Errorf("got %v", err)
	}
	q.TaskTimeout = 0
	if ctx, _ := q.limited(t.Context(), nil); ctx.Done() != t.Context().Done() {
		t.Error("without a limit there is one")
	}
}
