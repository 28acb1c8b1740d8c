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
		l.log.Error("task failed", "task", e.Task, "cause", e.Cause)
	case begins:
		l.log.Info("run begins", "tasks", e.All, "stored", e.Stored)
	case now.Sub(l.said) >= every:
		l.said = now
		l.log.Info("progress", "done", e.Done, "tasks", e.All, "failed", e.Failed, "seconds_left", int(left.Seconds()))
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
	case !l.quiet:
		fmt.Fprintln(l.w, noted(l.words, err.Error()))
	}
}

// end writes the last line of the log.
func (l *batchLog) end(out *batch.Outcome, err error) {
	switch {
	case l.log == nil || out == nil:
	case err != nil:
		l.log.Error("run ended", "error", err.Error())
	default:
		l.log.Info("run ended", "run", out.Run, "tasks", len(out.Tasks), "stored", out.Stored, "computed", out.Ran, "failed", len(out.Failed))
	}
}
