package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"saavu/internal/atomic"
)

// A run that finds another one at work reports that, and that it may be run again.
func TestBusyHasAnExitCodeOfItsOwn(t *testing.T) {
	var b strings.Builder
	busy := &atomic.Busy{Name: "out/.saavu-lock"}
	code := finish(&b, "saavu compare", fmt.Errorf("output folder out: %w", busy))
	want := "saavu compare: busy; nothing was written: output folder out: another run is taking or releasing out/.saavu-lock; run this again when the other run has ended\n"
	if code != stoppedOrBusy || b.String() != want {
		t.Errorf("exit code %d: %s", code, b.String())
	}
}

func TestALostLockIsWorthAnotherRun(t *testing.T) {
	var b strings.Builder
	code := finish(&b, "saavu compare", fmt.Errorf("output folder out: %w", atomic.ErrLost))
	want := "saavu compare: output folder out: the lock was lost: another run has taken it, or its file was removed; run this again\n"
	if code != stoppedOrBusy || b.String() != want {
		t.Errorf("exit code %d: %s", code, b.String())
	}
}

// The first signal stops the work, the second one ends the process.
func TestSecondSignalEnds(t *testing.T) {
	signals, exited := make(chan os.Signal), make(chan int, 1)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go endAtSecond(signals, cancel, func(code int) { exited <- code })
	signals <- os.Interrupt
	<-ctx.Done()
	if len(exited) > 0 {
		t.Error("the first signal ended the process")
	}
	signals <- os.Interrupt
	if code := <-exited; code != stoppedOrBusy {
		t.Errorf("exit code %d", code)
	}
}
