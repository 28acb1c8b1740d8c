// Command saavu compares plans for a network of services: who gets there, who gains
// and loses, who can be served, what it costs and who pays, and which rules it
// breaks. Each verb reads flags, makes one call of internal/app and returns an exit
// code.
package main

import (
	"cmp"
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

func main() {
	// A reader may close the pipe early (| head) when it has enough. The write then
	// fails with an error instead of ending the process.
	signal.Ignore(syscall.SIGPIPE)
	ctx, cancel := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	if !signal.Ignored(syscall.SIGHUP) { // unless nohup ignores it
		signal.Notify(signals, syscall.SIGHUP)
	}
	go endAtSecond(signals, cancel, os.Exit)
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// endAtSecond stops the work at the first signal, which leaves nothing half-written.
// The second signal ends the process wherever it is. Both also work if the process
// was started with signals ignored, as scripts start background jobs.
func endAtSecond(signals <-chan os.Signal, cancel context.CancelFunc, exit func(code int)) {
	<-signals
	cancel()
	<-signals
	exit(stoppedOrBusy)
}

// run runs the whole command without ending the process and returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := rootCommand()
	root.SetArgs(joined(args))
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	helped := helpFaults(root)
	cmd, err := root.ExecuteContextC(ctx)
	if err == nil {
		err = *helped
	}
	return finish(stderr, cmd.CommandPath(), err)
}

// helpFaults keeps the first error of writing a help text, which the command itself
// would lose.
func helpFaults(root *cobra.Command) *error {
	var fault error
	help := root.HelpFunc()
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		out := &watched{to: cmd.OutOrStdout()}
		cmd.SetOut(out)
		help(cmd, args)
		cmd.SetOut(out.to)
		fault = cmp.Or(fault, out.fault)
	})
	return &fault
}

// watched is a writer that keeps its first error.
type watched struct {
	to    io.Writer
	fault error
}

func (w *watched) Write(text []byte) (int, error) {
	n, err := w.to.Write(text)
	w.fault = cmp.Or(w.fault, err)
	return n, err
}
