package main

import (
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"saavu/internal/batch"
	"saavu/internal/words"
)

// batchLog reports how far a batch is: a bar with the remaining time on a terminal, and
// one JSON object a line elsewhere.
type batchLog struct {
	w     io.Writer
	words *words.Words
	log   *slog.Logger // nil on a terminal
	quiet bool

	mu    sync.Mutex
	bar   *progressbar.ProgressBar
	began time.Time // of the first event
	first int       // tasks that were done then
	said  time.Time // the latest line of progress
	by    []*cause  // of failures, in the order of their first task
}

// every is how often a line of progress is written.
const every = 10 * time.Second

func newBatchLog(stderr io.Writer, quiet bool, w *words.Words) *batchLog {
	l := &batchLog{w: stderr, words: w, quiet: quiet}
	if !quiet && !terminal(stderr) {
		l.log = slog.New(slog.NewJSONHandler(stderr, nil))
	}
	return l
}

// event returns the callback of a run.
func (l *batchLog) event() func(batch.Event) {
	if l.quiet {
		return nil
	}
	return func(e batch.Event) {
		l.mu.Lock()
		defer l.mu.Unlock()
		now := time.Now()
		begins := l.began.IsZero()
		if begins {
			l.began, l.first, l.said = now, e.Done, now
		}
		left := l.left(e, now)
		if l.log != nil {
			l.line(e, left, begins, now)
			return
		}
		l.show(e, left, now)
	}
}

// left is the remaining time, 0 if it is not known yet.
func (l *batchLog) left(e batch.Event, now time.Time) time.Duration {
	if e.Done == l.first {
		return 0
	}
	return now.Sub(l.began) / time.Duration(e.Done-l.first) * time.Duration(e.All-e.Done)
}

// line writes an event as JSON.
func (l *batchLog) line(e batch.Event, left time.Duration, begins bool, now time.Time) {
	switch {
	case e.Task != "":
		l.failed(e)
	case begins:
		l.log.Info("run begins", "tasks", e.All, "stored", e.Stored)
	case now.Sub(l.said) >= every:
		l.said = now
		l.log.Info("progress", "done", e.Done, "tasks", e.All, "failed", e.Failed, "seconds_left", int(left.Seconds()))
	}
}

// cause is why tasks failed.
type cause struct {
	text  string
	tasks int
	first string // name of a task
}

// mostCauses is how many causes are named.
const mostCauses = 20

// failed writes the first failure of each cause. The others are counted for the end of
// the log.
func (l *batchLog) failed(e batch.Event) {
	for _, c := range l.by {
		if c.text == e.Cause {
			c.tasks++
			return
		}
	}
	if l.by = append(l.by, &cause{e.Cause, 1, e.Task}); len(l.by) <= mostCauses {
		l.log.Error("task failed", "task", e.Task, "cause", e.Cause)
	}
}

// counted writes how many tasks failed for a cause that more than one had.
func (l *batchLog) counted() {
	for k, c := range l.by {
		if c.tasks > 1 && k < mostCauses {
			l.log.Error("tasks failed", "tasks", c.tasks, "first", c.first, "cause", c.text)
		}
	}
	if n := len(l.by) - mostCauses; n > 0 {
		l.log.Error("tasks failed for other causes", "causes", n)
	}
}

// show moves the bar.
func (l *batchLog) show(e batch.Event, left time.Duration, now time.Time) {
	if l.bar == nil {
		if now.Sub(l.began) < patience {
			return
		}
		l.bar = progressbar.NewOptions(max(1, e.All), progressbar.OptionSetWriter(l.w), progressbar.OptionClearOnFinish(),
			progressbar.OptionSetPredictTime(false), progressbar.OptionShowCount(), progressbar.OptionSetWidth(30))
	}
	l.bar.ChangeMax(max(1, e.All))
	text := l.words.Text("progress.batch")
	if left > 0 {
		text += " · " + l.words.Text("batch.time_left", "time", left.Round(time.Second).String())
	}
	l.bar.Describe(text)
	_ = l.bar.Set(min(e.Done, e.All-1)) // only the terminal can fail here
}

// clear removes the bar from the screen.
func (l *batchLog) clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.bar != nil {
		_ = l.bar.Clear()
	}
}

// note writes a note for the user.
func (l *batchLog) note(text string) {
	switch {
	case l.log != nil:
		l.log.Info("note", "text", text)
	case !l.quiet:
		fmt.Fprintln(l.w, noted(l.words, text))
	}
}

// warn writes a warning, which is no part of the result.
func (l *batchLog) warn(err error) {
	switch {
	case l.log != nil:
		l.log.Warn("warning", "text", err.Error())
	default: // also with --quiet: nobody else says it
		fmt.Fprintln(l.w, noted(l.words, err.Error()))
	}
}

// end writes the last line of the log.
func (l *batchLog) end(out *batch.Outcome, err error) {
	if l.log != nil && out != nil {
		l.counted()
	}
	switch {
	case l.log == nil || out == nil:
	case err != nil:
		l.log.Error("run ended", "error", err.Error())
	default:
		if out.Due != nil {
			l.log.Info("dry run ended", "tasks", len(out.Tasks), "stored", out.Stored, "due", len(out.Due))
			return
		}
		l.log.Info("run ended", "run", out.Run, "tasks", len(out.Tasks), "stored", out.Stored, "computed", out.Ran, "failed", len(out.Failed))
	}
}
