// Command saavu compares plans for a network of services: who gets there, who
// gains and loses, who can be served, what it costs and whom, and which rules
// it breaks. Each verb is flags in, one call of internal/app, an exit code out.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	// A reader that closes the pipe early (| head) has what it wanted: the write
	// fails with an error instead of ending the process.
	signal.Ignore(syscall.SIGPIPE)
	ctx, cancel := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	if !signal.Ignored(syscall.SIGHUP) { // as nohup has it
		signal.Notify(signals, syscall.SIGHUP)
	}
	go endAtSecond(signals, cancel, os.Exit)
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// endAtSecond ends the work at the first signal, which leaves nothing half-written,
// and the process at the second one, wherever it is: also where it was started
// with signals ignored, as scripts start what runs in the background.
func endAtSecond(signals <-chan os.Signal, cancel context.CancelFunc, exit func(code int)) {
	<-signals
	cancel()
	<-signals
	exit(stoppedOrBusy)
}

// run is the whole command without the process: it returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := rootCommand()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	return finish(stderr, cmd.CommandPath(), err)
}
