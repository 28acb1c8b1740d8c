package atomic

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

const (
	// Beat is how often the holder of a lock updates its file.
	Beat = 10 * time.Second
	// Stale is how long a holder whose process is not visible may go without an
	// update. Then another run takes the lock.
	Stale = 6 * Beat
)

// Lock limits work to one run at a time, across all machines that share its
// file. A stale lock is taken by the next run. It is stale if the holder's
// process is dead. If the process is not visible (another machine or
// container), it is stale after Stale without an update, by the clock of the
// machine that stores the file. A living process keeps its lock, even if it is
// suspended. A lock of the operating system, which ends with the process,
// decides who reads and changes the file. On a shared folder without such
// locks, two runs that find a stale lock at the same moment may both take it;
// Check detects that.
type Lock struct {
	name  string
	token uint64
	stop  chan struct{}
	ended chan struct{}
}

// Holder identifies the process that has a lock.
type Holder struct {
	owner
	Since time.Time `json:"since"`
	Token uint64    `json:"token"` // distinguishes the locks of one process
}

// Busy is the error of a lock that another run holds.
type Busy struct {
	Name   string
	Holder Holder // zero if another run is taking or releasing it
}

// Error names the holder.
func (b *Busy) Error() string {
	h := b.Holder
	if h.PID == 0 {
		return "another run is taking or releasing " + b.Name
	}
	return fmt.Sprintf("process %d on %s has held %s since %s", h.PID, h.Host, b.Name, h.Since.Format("2006-01-02 15:04:05"))
}

// ErrLost is the error of a lock that another run has taken because its holder did
// not update it, or whose file was removed.
var ErrLost = errors.New("the lock was lost: another run has taken it, or its file was removed")

// notice is how long a run waits before OnWait is called.
const notice = time.Second

// waiting is the context key of OnWait.
type waiting struct{}

// OnWait returns a context with which Acquire calls say once, after it has
// waited one second for another holder, with that holder and the total time
// that it waits.
func OnWait(ctx context.Context, say func(b *Busy, wait time.Duration)) context.Context {
	return context.WithValue(ctx, waiting{}, say)
}

// Acquire takes the lock of a file, and creates the file. It waits for another
// holder until ctx ends or wait is over; then the error is a Busy (see OnWait).
// The folder of the file must exist. Locks are not re-entrant.
func Acquire(ctx context.Context, name string, wait time.Duration) (*Lock, error) {
	l := &Lock{name: name, token: rand.Uint64(), stop: make(chan struct{}), ended: make(chan struct{})}
	say, _ := ctx.Value(waiting{}).(func(*Busy, time.Duration))
	for began := time.Now(); ; {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		err := l.take()
		if err == nil {
			break
		}
		busy, waited := (*Busy)(nil), time.Since(began)
		if !errors.As(err, &busy) || waited > wait {
			return nil, err
		}
		if say != nil && waited >= notice {
			say(busy, wait)
			say = nil
		}
		select {
		case <-ctx.Done():
		case <-time.After(50 * time.Millisecond):
		}
	}
	go l.live()
	return l, nil
}

// take writes this process into the file unless a living process is in it.
func (l *Lock) take() error {
	return guarded(l.name, true, func(f *os.File) error {
		h, err := holderIn(f)
		if err != nil {
			return err
		}
		if h.PID != 0 && h.lives(f) {
			return &Busy{Name: l.name, Holder: h}
		}
		if err := l.write(f, Holder{owner: self(), Since: time.Now().Truncate(time.Second), Token: l.token}); err != nil {
			return errors.Join(err, drop(f)) // such as on a full disk
		}
		return nil
	})
}

// lives reports whether a holder may still be running.
func (h *Holder) lives(f *os.File) bool {
	if fate := h.fate(); fate != unknown {
		return fate == alive
	}
	info, err := f.Stat()
	// A time far ahead is no sign of life: the clock has been set back since.
	return err != nil || clock(filepath.Dir(f.Name())).Sub(info.ModTime()).Abs() < Stale
}

// live updates the file until the lock is released.
func (l *Lock) live() {
	defer close(l.ended)
	ticker := time.NewTicker(Beat)
	defer ticker.Stop()
	for {
		select {
		case <-l.stop:
			return
		case <-ticker.C:
			_ = l.beat() // the holder calls Check
		}
	}
}

// beat writes the holder again, which updates the time of the file.
func (l *Lock) beat() error { return l.mine(l.write) }

// Check returns ErrLost if the lock is no longer held. Call it before a step
// that must not run at the same time as another run's.
func (l *Lock) Check() error { return l.mine(func(*os.File, Holder) error { return nil }) }

// Release releases the lock and removes its file. If the lock was lost, the file of
// the new holder stays. Call it once.
func (l *Lock) Release() error {
	close(l.stop)
	<-l.ended
	err := l.mine(func(f *os.File, _ Holder) error {
		if err := f.Truncate(0); err != nil { // if the file stays, it is empty and so free
			return err
		}
		return drop(f)
	})
	if errors.Is(err, ErrLost) {
		return nil
	}
	return err
}

// mine calls do if this lock is in the file.
func (l *Lock) mine(do func(f *os.File, h Holder) error) error {
	err := guarded(l.name, false, func(f *os.File) error {
		h, err := holderIn(f)
		if err == nil && (h.Token != l.token || h.owner != self()) {
			err = ErrLost
		}
		if err != nil {
			return err
		}
		return do(f, h)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return ErrLost
	}
	return err
}

// longestHolder is more bytes than any holder needs.
const longestHolder = 4096

// holderIn reads the holder; the zero value if there is none. It ignores the
// rest of a longer earlier holder, and the zeros of a file after a power cut.
func holderIn(f *os.File) (h Holder, err error) {
	text, err := io.ReadAll(io.NewSectionReader(f, 0, longestHolder))
	if err != nil {
		return h, bare(err)
	}
	if text = bytes.Trim(text, "\x00 \n"); len(text) == 0 {
		return h, nil
	}
	if err := json.NewDecoder(bytes.NewReader(text)).Decode(&h); err != nil || h.PID <= 0 {
		return h, fmt.Errorf("%s is not a lock of saavu: remove it if nobody needs it", f.Name())
	}
	return h, nil
}

func (l *Lock) write(f *os.File, h Holder) error {
	text, err := json.Marshal(h)
	if err == nil {
		_, err = f.WriteAt(append(text, '\n'), 0)
	}
	if err == nil {
		err = f.Truncate(int64(len(text)) + 1)
	}
	return bare(err)
}

// guarded opens the file of a lock and calls do while no other process has it.
func guarded(name string, create bool, do func(f *os.File) error) (err error) {
	for range 200 { // one second in all: do takes less than a millisecond
		if info, fault := os.Lstat(name); fault == nil && !info.Mode().IsRegular() {
			return fmt.Errorf("%s is %s, expected the file of a lock: remove it if nobody needs it", name, kind(info))
		}
		var f *os.File
		if f, err = openLock(name, create); err == nil {
			if err = guard(f); err == nil {
				return errors.Join(do(f), f.Close())
			}
			f.Close()
		}
		// Windows denies access to a file that is being removed.
		if !errors.Is(err, errGuarded) && !(runtime.GOOS == "windows" && errors.Is(err, fs.ErrPermission)) {
			return opened(name, err)
		}
		time.Sleep(5 * time.Millisecond)
	}
	if errors.Is(err, errGuarded) {
		return &Busy{Name: name}
	}
	return opened(name, err)
}

// opened explains what to do if the file of a lock exists but cannot be opened.
func opened(name string, err error) error {
	if errors.Is(err, fs.ErrPermission) && exists(name) {
		return fmt.Errorf("%s, the lock of another user's run: %w: remove it if that run has ended", name, bare(err))
	}
	return bare(err)
}

// errGuarded is the error of a file that another process is changing.
var errGuarded = errors.New("guarded")
