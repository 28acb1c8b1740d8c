package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"saavu/internal/app"
	"saavu/internal/atomic"
	"saavu/internal/format/problem"
	"saavu/pkg/scenario"
)

// The exit codes.
const (
	done = iota
	failed
	wrongUsage
	notValid
	targetMissed
	someFailed    = 5  // some tasks of a batch failed; the others are published
	stoppedOrBusy = 75 // EX_TEMPFAIL of sysexits.h: the same command may succeed later
)

// usageFault is an error in the command line.
type usageFault struct{ text, hint string }

// Error returns what is wrong, with the hint.
func (e *usageFault) Error() string {
	if e.hint == "" {
		return e.text
	}
	return e.text + " (" + e.hint + ")"
}

func usage(hint, format string, args ...any) error {
	return &usageFault{text: fmt.Sprintf(format, args...), hint: hint}
}

// missed is the error of a run that succeeded but missed a target of --fail-on.
type missed struct {
	target  string
	reasons []string
}

// Error lists the reasons.
func (e *missed) Error() string { return strings.Join(e.reasons, "\n") }

// finish prints what went wrong and what to do about it, and returns the exit code.
func finish(stderr io.Writer, verb string, err error) int {
	var badUsage *usageFault
	var unknown *app.Unknown
	var unfit *app.Unfit
	var invalid *app.Invalid
	var target *missed
	var unread *unreadFiles
	var broken *notWhole
	var busy *atomic.Busy
	var night *nightFault
	printLine := func(format string, args ...any) {
		fmt.Fprintln(stderr, problem.ShownLines(fmt.Sprintf(format, args...)))
	}
	switch {
	case err == nil, closedPipe(err):
		return done
	case errors.As(err, &night):
		printLine("%s: %v", verb, err)
		return night.code
	case errors.As(err, &target):
		printLine("%s: --fail-on %s:\n%s", verb, target.target, indented(err))
		return targetMissed
	case errors.As(err, &unread), errors.As(err, &broken):
		printLine("%s: %v", verb, err)
		return notValid
	case errors.As(err, &invalid):
		printLine("%s: the county or an option is not valid; nothing was done:\n%s", verb, indented(err))
		return notValid
	case errors.As(err, &badUsage), errors.As(err, &unknown), errors.As(err, &unfit):
		printLine("%s: %v\nRun %s --help for flags and examples.", verb, err, verb)
		return wrongUsage
	case errors.Is(err, context.Canceled):
		printLine("%s: stopped; nothing was written", verb)
		return stoppedOrBusy
	case errors.As(err, &busy):
		printLine("%s: busy; nothing was written: %v; run this again when the other run has ended", verb, err)
		return stoppedOrBusy
	case errors.Is(err, atomic.ErrLost):
		printLine("%s: %v; run this again", verb, err)
		return stoppedOrBusy
	default:
		for _, err := range apart(err) {
			printLine("%s: %v", verb, err)
		}
	}
	return failed
}

// closedPipe reports whether the reader of stdout has closed it. A stdout that was
// closed before the start (>&-) gives no error to find: the runtime of Go opens the
// null device in its place, which a shell or a script may have meant too.
func closedPipe(err error) bool {
	return errors.Is(err, pipeEnded) || errors.Is(err, io.ErrClosedPipe)
}

// apart is the errors that an error joins, and nothing else.
func apart(err error) []error {
	several, ok := err.(interface{ Unwrap() []error })
	if !ok || errors.Join(several.Unwrap()...).Error() != err.Error() {
		return []error{err}
	}
	var out []error
	for _, err := range several.Unwrap() {
		out = append(out, apart(err)...)
	}
	return out
}

func indented(err error) string {
	return "  " + strings.ReplaceAll(err.Error(), "\n", "\n  ")
}

// flagFault turns an error of the flag parser into a usageFault with a hint.
func flagFault(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		hint := "flags have long names only"
		if cmd.Flags().ShorthandLookup("n") != nil {
			hint = "short are -n, -j and -k only"
		}
		return usage(hint, "no flag -%s", unknown.GetSpecifiedShortnames())
	case errors.As(err, &unknown):
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		hint := ""
		if near, ok := scenario.Nearest(unknown.GetSpecifiedName(), names); ok {
			hint = "did you mean --" + near + "?"
		}
		return usage(hint, "no flag --%s", unknown.GetSpecifiedName())
	case errors.As(err, &invalid):
		reason := invalid.Unwrap().Error()
		if number := new(strconv.NumError); errors.As(invalid.Unwrap(), &number) || strings.HasPrefix(reason, "strconv.") {
			reason = "expected a whole number, 0 or more"
			if invalid.GetFlag().Value.Type() == "float64" {
				reason = "expected a number, such as 0.01"
			}
			if invalid.GetFlag().Value.Type() == "bool" {
				reason = "expected true or false"
			}
		}
		if invalid.GetFlag().Value.Type() == "duration" {
			reason = "expected a duration with its unit, such as 90s or 5m"
		}
		return usage("", "--%s %s: %s", invalid.GetFlag().Name, invalid.GetValue(), reason)
	}
	return usage("", "%v", err)
}
