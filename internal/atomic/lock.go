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
	// Beat is how often the holder of a lock gives a sign of life.
	Beat = 10 * time.Second
	// Stale is how long a holder that cannot be seen may be silent. Another one
	// takes its lock then.
	Stale = 6 * Beat
)

// Lock keeps work to one run at a time, over all machines that see its file. It
// is stale, and taken by the next one, where the holder's process is seen to be
// dead; where it cannot be seen (another machine or container), once it has given
// no sign of life for Stale by the clock of the machine that keeps the file. A
// process that lives keeps it, even if it is suspended. Which process reads and
// changes the file is settled by a lock of the system, which ends with the
// process; where a shared folder does not have those, two that find a stale lock
// in the same instant may both take it, and Check finds out.
type Lock struct {
	name  string
	token uint64
	stop  chan struct{}
	ended chan struct{}
}

// Holder is who has a lock.
type Holder struct {
	owner
	Since time.Time `json:"since"`
	Token uint64    `json:"token"` // tells the locks of one process apart
}

// Busy is the error of a lock that somebody else has.
type Busy struct {
	Name   string
	Holder Holder // its zero value where somebody is just taking or leaving it
}

// Error names the holder.
func (b *Busy) Error() string {
	h := b.Holder
	if h.PID == 0 {
		return "another run is just taking or leaving " + b.Name
	}
	return fmt.Sprintf("process %d on %s has held %s since %s", h.PID, h.Host, b.Name, h.Since.Format("2006-01-02 15:04:05"))
}

// ErrLost is the error of a lock that another run has taken because its holder
// gave no sign of life, or whose file somebody has removed.
var ErrLost = errors.New("the lock was lost: another run has taken it over, or somebody has removed its file")

// notice is how long a run waits for another one in silence.
const notice = time.Second

// waiting is the key of what OnWait puts into a context.
type waiting struct{}

// OnWait gives a context whose Acquire calls say, once, when it has waited for
// another holder for a second: with that holder, and for how long it waits in all.
func OnWait(ctx context.Context, say func(b *Busy, wait time.Duration)) context.Context {
	return context.WithValue(ctx, waiting{}, say)
}

// Acquire takes the lock that a file stands for, and makes the file. It waits for
// another holder until wait is over, when the error is a Busy, or ctx ends (see
// OnWait). Folders above the file must be there. Locks are not re-entrant.
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

// take writes this process into the file if nobody living stands in it.
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

// lives says whether a holder may still be at work.
func (h *Holder) lives(f *os.File) bool {
	if fate := h.fate(); fate != unknown {
		return fate == alive
	}
	info, err := f.Stat()
	return err != nil || clock(filepath.Dir(f.Name())).Sub(info.ModTime()) < Stale
}

// live gives signs of life until the lock is released.
func (l *Lock) live() {
	defer close(l.ended)
	ticker := time.NewTicker(Beat)
	defer ticker.Stop()
	for {
		select {
		case <-l.stop:
			return
		case <-ticker.C:
			_ = l.beat() // who goes on asks Check
		}
	}
}

// beat writes the holder again, which sets the time of the file.
func (l *Lock) beat() error { return l.mine(l.write) }

// Check says whether the lock is still held, with ErrLost if not. Ask it before a
// step that must not meet that of another run.
func (l *Lock) Check() error { return l.mine(func(*os.File, Holder) error { return nil }) }

// Release gives the lock to others and removes its file. Where it was lost, that
// of the new holder stays. Call it once.
func (l *Lock) Release() error {
	close(l.stop)
	<-l.ended
	err := l.mine(func(f *os.File, _ Holder) error {
		if err := f.Truncate(0); err != nil { // should the file stay, it is free
			return err
		}
		return drop(f)
	})
	if errors.Is(err, ErrLost) {
		return nil
	}
	return err
}

// mine calls do where this lock stands in the file.
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

// longestHolder is more bytes than a holder takes.
const longestHolder = 4096

// holderIn reads the holder; the zero value where there is none. What an earlier
// holder of a longer name left behind it is passed over, and so are the zeros of a
// file that a power cut emptied.
func holderIn(f *os.File) (h Holder, err error) {
	text, err := io.ReadAll(io.NewSectionReader(f, 0, longestHolder))
	if err != nil {
		return h, bare(err)
	}
	if text = bytes.Trim(text, "\x00 \n"); len(text) == 0 {
		return h, nil
	}
	if err := json.NewDecoder(bytes.NewReader(text)).Decode(&h); err != nil || h.PID <= 0 {
		return h, fmt.Errorf("%s is no lock of saavu: take it away if nobody needs it", f.Name())
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

// guarded opens the file of a lock and calls do while no other process does.
func guarded(name string, create bool, do func(f *os.File) error) (err error) {
	for range 200 { // a second: what is done takes less than a thousandth
		if info, fault := os.Lstat(name); fault == nil && !info.Mode().IsRegular() {
			return fmt.Errorf("%s is %s, expected the file of a lock: take it away if nobody needs it", name, kind(info))
		}
		var f *os.File
		if f, err = openLock(name, create); err == nil {
			if err = guard(f); err == nil {
				return errors.Join(do(f), f.Close())
			}
			f.Close()
		}
		// Windows denies a file that is being removed.
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

// opened says what to do where the file of a lock is there and cannot be opened.
func opened(name string, err error) error {
	if errors.Is(err, fs.ErrPermission) && exists(name) {
		return fmt.Errorf("%s, the lock of another user's run: %w: take it away if that run has ended", name, bare(err))
	}
	return bare(err)
}

// errGuarded is the error of a file that another process is just changing.
var errGuarded = errors.New("guarded")
