package app

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"saavu/pkg/scenario"
)

// Invalid is the error of a county or of options with problems. Err lists every
// problem with its place, one per line.
type Invalid struct{ Err error }

// Error returns the problems.
func (e *Invalid) Error() string { return e.Err.Error() }

// Unwrap returns the problems as errors.
func (e *Invalid) Unwrap() error { return e.Err }

// invalid makes an error Invalid, unless the run was stopped.
func invalid(ctx context.Context, err error) error {
	if stopped := ctx.Err(); stopped != nil {
		return stopped
	}
	return &Invalid{Err: err}
}

// Unfit is the error of a request whose choices cannot be combined, such as a
// measure without the decay that it needs.
type Unfit struct{ Err error }

// Error states what cannot be combined.
func (e *Unfit) Error() string { return strings.TrimPrefix(e.Err.Error(), "access: ") }

// Unwrap returns the error.
func (e *Unfit) Unwrap() error { return e.Err }

// unfit makes an error Unfit if neither the files nor a name are at fault, unless
// the run was stopped.
func unfit(ctx context.Context, err error) error {
	var files *Invalid
	var name *Unknown
	if err == nil || ctx.Err() != nil || errors.As(err, &files) || errors.As(err, &name) {
		return err
	}
	return &Unfit{Err: err}
}

// Unknown is the error of a request with a name that nothing in the county has, or
// that several things have.
type Unknown struct {
	What  string // "option", "service or bundle"
	Name  string
	Known []string // all names; nil leaves them out
	Hint  string   // what the name matches or probably means; "" to use Known
}

// Error suggests the probable name, or lists all names.
func (e *Unknown) Error() string {
	if e.Hint != "" {
		return fmt.Sprintf("no %s %q (%s)", e.What, e.Name, e.Hint)
	}
	if near, ok := scenario.Nearest(e.Name, e.Known); ok {
		return fmt.Sprintf("no %s %q (did you mean %s?)", e.What, e.Name, near)
	}
	if len(e.Known) == 0 {
		return fmt.Sprintf("no %s %q", e.What, e.Name)
	}
	return fmt.Sprintf("no %s %q (there are: %s)", e.What, e.Name, strings.Join(e.Known, ", "))
}
