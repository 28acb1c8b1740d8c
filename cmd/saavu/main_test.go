package main

import (
	"context"
	"os"
	"testing"
)

// The first signal ends the work, the second one the process.
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
