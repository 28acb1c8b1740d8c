package app

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"saavu/pkg/scenario"
)

// Invalid is the error of a county or of options that cannot be used as they
// are. Err lists every problem with its place, one a line.
type Invalid struct{ Err error }

// Error gives the problems.
func (e *Invalid) Error() string { return e.Err.Error() }

// Unwrap gives the problems as they are.
func (e *Invalid) Unwrap() error { return e.Err }

// invalid blames the files, unless the run was stopped.
func invalid(ctx context.Context, err error) error {
	if stopped := ctx.Err(); stopped != nil {
		return stopped
	}
	return &Invalid{Err: err}
}

// Unfit is the error of a request whose choices do not go together, such as a
// measure without the decay that it needs.
type Unfit struct{ Err error }

// Error says what does not fit.
func (e *Unfit) Error() string { return strings.TrimPrefix(e.Err.Error(), "access: ") }

// Unwrap gives the error as it was.
func (e *Unfit) Unwrap() error { return e.Err }

// unfit blames the choices for what neither the files nor a name are at fault for,
// unless the run was stopped.
func unfit(ctx context.Context, err error) error {
	var files *Invalid
	var name *Unknown
	if err == nil || ctx.Err() != nil || errors.As(err, &files) || errors.As(err, &name) {
		return err
	}
	return &Unfit{Err: err}
}

// Unknown is the error of a request that names what the county does not have, or
// several things that it has.
type Unknown struct {
	What  string // "option", "service or bundle"
	Name  string
	Known []string // all that there are; nil leaves them out
	Hint  string   // what the name fits or was probably meant; "" leaves it to Known
}

// Error names what was probably meant, or all that there are.
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
