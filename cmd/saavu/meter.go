package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"strconv"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"saavu/internal/atomic"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// patience is how long a run stays silent before it shows progress.
const patience = time.Second

// meter shows progress on a terminal once a run has lasted longer than
// patience. A nil meter shows none.
type meter struct {
	w     io.Writer
	words *words.Words
	start time.Time

	mu  sync.Mutex
	bar *progressbar.ProgressBar
}

// newMeter returns nil where progress would disturb.
func newMeter(stderr io.Writer, quiet bool, w *words.Words) *meter {
	if quiet || !terminal(stderr) {
		return nil
	}
	return &meter{w: stderr, words: w, start: time.Now()}
}

// report returns the callback of a run.
func (m *meter) report() func(doing report.Message, share float64) {
	if m == nil {
		return nil
	}
	return func(doing report.Message, share float64) {
		m.mu.Lock()
		defer m.mu.Unlock()
		if m.bar == nil {
			if time.Since(m.start) < patience {
				return
			}
			m.bar = progressbar.NewOptions(100, progressbar.OptionSetWriter(m.w), progressbar.OptionClearOnFinish(),
				progressbar.OptionSetPredictTime(false), progressbar.OptionSetWidth(30))
		}
		m.bar.Describe(m.words.Message(doing))
		// Only the terminal can fail here, and then nothing can be shown.
		_ = m.bar.Set(min(99, int(100*share)))
	}
}

// clear removes the bar from the screen.
func (m *meter) clear() {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.bar != nil {
		_ = m.bar.Clear()
	}
}

// patiently returns the context of a run that writes a set of files. If the run waits
// for another one, a note says which one and for how long.
func patiently(cmd *cobra.Command, quiet bool, m *meter, w *words.Words) context.Context {
	if quiet {
		return cmd.Context()
	}
	return atomic.OnWait(cmd.Context(), func(b *atomic.Busy, wait time.Duration) {
		m.clear()
		holder := w.Text("busy.taking", "file", b.Name)
		if h := b.Holder; h.PID != 0 {
			holder = w.Text("busy.held", "process", strconv.Itoa(h.PID), "host", h.Host, "file", b.Name, "since", h.Since.Format(time.DateTime))
		}
		fmt.Fprintln(cmd.ErrOrStderr(), noted(w, w.Text("note_waiting", "seconds", int(math.Round(wait.Seconds())), "holder", holder)))
	})
}
