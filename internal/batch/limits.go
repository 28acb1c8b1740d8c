package batch

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// ErrDeadline is why a run was stopped that had not ended by its deadline.
var ErrDeadline = errors.New("the deadline has passed")

// TooLong is why a task failed that took longer than it may.
type TooLong struct{ Limit time.Duration }

// Error names the limit.
func (t *TooLong) Error() string {
	return fmt.Sprintf("it took longer than the %s that a task may take", t.Limit)
}

// limited gives the context of tasks that are computed together the time that one of
// them may take.
func (q *Request) limited(ctx context.Context, tasks []*Task) (context.Context, context.CancelFunc) {
	limit := q.TaskTimeout
	switch {
	case limit == 0:
		return ctx, func() {}
	case q.late != nil && slices.ContainsFunc(tasks, q.late):
		limit = 0
	case q.late != nil:
		limit = time.Hour
	}
	return context.WithTimeoutCause(ctx, limit, &TooLong{q.TaskTimeout})
}

// until gives a run its deadline.
func (q *Request) until(ctx context.Context) (context.Context, context.CancelFunc) {
	if q.Deadline.IsZero() {
		return ctx, func() {}
	}
	return context.WithDeadlineCause(ctx, q.Deadline, ErrDeadline)
}

// The forms of a deadline that is a time.
var moments = []string{"15:04", "15:04:05"}

// ParseDeadline reads when a run stops at the latest: a duration from now (5h30m), a
// time of the day, the next one from now on (06:00), or a moment (2026-11-30T06:00:00Z).
func ParseDeadline(text string, now time.Time) (time.Time, error) {
	if d, err := time.ParseDuration(text); err == nil {
		if d <= 0 {
			return time.Time{}, fmt.Errorf("%q is no duration from now on, expected one such as 5h30m", text)
		}
		return now.Add(d), nil
	}
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		if !at.After(now) {
			return time.Time{}, fmt.Errorf("%s has passed", text)
		}
		return at, nil
	}
	for _, form := range moments {
		clock, err := time.Parse(form, text)
		if err != nil {
			continue
		}
		at := time.Date(now.Year(), now.Month(), now.Day(), clock.Hour(), clock.Minute(), clock.Second(), 0, now.Location())
		if !at.After(now) {
			at = time.Date(now.Year(), now.Month(), now.Day()+1, clock.Hour(), clock.Minute(), clock.Second(), 0, now.Location())
		}
		return at, nil
	}
	return time.Time{}, fmt.Errorf("%q is no deadline, expected a duration such as 5h30m, a time such as 06:00, or a moment such as 2026-11-30T06:00:00Z", text)
}
