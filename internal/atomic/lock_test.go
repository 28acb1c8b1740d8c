package atomic

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

func acquire(t *testing.T, name string) *Lock {
	t.Helper()
	l, err := Acquire(t.Context(), name, 0)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func release(t *testing.T, l *Lock) {
	t.Helper()
	if err := l.Release(); err != nil {
		t.Error(err)
	}
}

// counted adds one to the number in a file, so slowly that one of two
// concurrent calls would be lost.
func counted(dir string) error {
	l, err := Acquire(context.Background(), filepath.Join(dir, "lock"), time.Minute)
	if err != nil {
		return err
	}
	name := filepath.Join(dir, "number")
	text, _ := os.ReadFile(name)
	n, _ := strconv.Atoi(string(text))
	time.Sleep(time.Millisecond)
	return errors.Join(os.WriteFile(name, []byte(strconv.Itoa(n+1)), 0o600), l.Check(), l.Release())
}

func TestOneAtATime(t *testing.T) {
	dir := t.TempDir()
	const processes, rounds = 4, 10
	var group sync.WaitGroup
	for range processes {
		group.Go(func() {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), "SAAVU_TEST_COUNTS="+dir, fmt.Sprintf("SAAVU_TEST_ROUNDS=%d", rounds))
			if text, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, text)
			}
		})
		group.Go(func() {
			for range rounds {
				if err := counted(dir); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if got := read(t, filepath.Join(dir, "number")); got != strconv.Itoa(2*processes*rounds) {
		t.Errorf("%s rounds were counted, expected %d", got, 2*processes*rounds)
	}
	if got := files(t, dir); len(got) != 1 {
		t.Errorf("left behind: %q", got)
	}
}

func TestBusyNamesTheHolder(t *testing.T) {
	name := filepath.Join(t.TempDir(), "lock")
	l := acquire(t, name)
	_, err := Acquire(t.Context(), name, 0)
	var busy *Busy
	if !errors.As(err, &busy) || busy.Holder.PID != os.Getpid() {
		t.Fatalf("got %v", err)
	}
	want := fmt.Sprintf("process %d on %s has held %s since 20", os.Getpid(), self().Host, name)
	if !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %v, expected %s", err, want)
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(20*time.Millisecond, cancel)
	if _, err := Acquire(ctx, name, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	time.AfterFunc(20*time.Millisecond, func() { release(t, l) })
	next, err := Acquire(t.Context(), name, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	release(t, next)
	if got := files(t, filepath.Dir(name)); len(got) != 0 {
		t.Errorf("left behind: %q", got)
	}
}

// as writes another process into the file of a lock.
func as(t *testing.T, name string, o owner, silent time.Duration) {
	t.Helper()
	text, err := json.Marshal(Holder{owner: o, Token: 1})
	if err != nil {
		t.Fatal(err)
	}
	put(t, name, string(text))
	if err := os.Chtimes(name, time.Time{}, time.Now().Add(-silent)); err != nil {
		t.Fatal(err)
	}
}

func TestWhenALockIsStale(t *testing.T) {
	name := filepath.Join(t.TempDir(), "lock")
	living, _ := lives(t)
	killed, kill := lives(t)
	kill()
	again := living
	again.Start++
	away, boxed, rebooted := self(), self(), self()
	away.Host, boxed.Space, rebooted.Boot = "elsewhere", "pid:[1]", "another"
	for _, c := range []struct {
		what   string
		who    owner
		silent time.Duration
		busy   bool
	}{
		{"a living process", living, 0, true},
		{"a suspended process", living, 100 * Stale, true},
		{"a dead process", killed, 0, false},
		{"a later process of the number", again, 0, false},
		{"another machine", away, Stale / 2, true},
		{"another machine, silent", away, 2 * Stale, false},
		{"another machine, its clock a little ahead", away, -Stale / 2, true},
		{"another machine, before the clock was set back by a year", away, -365 * 24 * time.Hour, false},
		{"this machine, before the clock was set back", living, -365 * 24 * time.Hour, true},
		{"process of another container, silent", boxed, 2 * Stale, false},
		{"the same number in another container", boxed, Stale / 2, true},
		{"before the machine started, silent", rebooted, 2 * Stale, false},
	} {
		as(t, name, c.who, c.silent)
		l, err := Acquire(t.Context(), name, 0)
		if busy := (*Busy)(nil); errors.As(err, &busy) != c.busy || !c.busy && err != nil {
			t.Errorf("%s: %v, expected busy %v", c.what, err, c.busy)
		}
		if err == nil {
			release(t, l)
		}
	}
}

func TestLostLockIsFoundAndLeftToItsHolder(t *testing.T) {
	name := filepath.Join(t.TempDir(), "lock")
	first := acquire(t, name)
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if err := first.Check(); !errors.Is(err, ErrLost) {
		t.Errorf("the file has gone: %v", err)
	}
	second := acquire(t, name)
	if first.Check() == nil || first.beat() == nil || second.Check() != nil {
		t.Errorf("first %v, second %v", first.Check(), second.Check())
	}
	release(t, first)
	if err := second.Check(); err != nil {
		t.Errorf("the second lock after the release of the first: %v", err)
	}
	release(t, second)
}

func TestSignOfLifeSetsTheTime(t *testing.T) {
	name := filepath.Join(t.TempDir(), "lock")
	l := acquire(t, name)
	defer release(t, l)
	if err := os.Chtimes(name, time.Time{}, time.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	before := read(t, name)
	if err := l.beat(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(name)
	if err != nil || time.Since(info.ModTime()) > time.Minute || read(t, name) != before {
		t.Errorf("%v, time %v, text %s", err, info.ModTime(), read(t, name))
	}
}

func TestFilesThatAreNoLock(t *testing.T) {
	name := filepath.Join(t.TempDir(), "lock")
	for _, s := range []string{"mine", "{}", `{"pid":-3}`, "[1]"} {
		put(t, name, s)
		if _, err := Acquire(t.Context(), name, 0); err == nil || err.Error() != name+" is not a lock of saavu: remove it if nobody needs it" {
			t.Errorf("%q: got %v", s, err)
		}
		if read(t, name) != s {
			t.Errorf("%q was changed", s)
		}
	}
	for _, s := range []string{"", "\n", strings.Repeat("\x00", 300)} { // as left by an end between two steps
		put(t, name, s)
		l := acquire(t, name)
		release(t, l)
	}
	l := acquire(t, name)
	put(t, name, read(t, name)+"the rest of a longer one")
	if err := l.Check(); err != nil {
		t.Error(err)
	}
	release(t, l)
}

// A run that waits is given the holder once; one that waits briefly is not.
func TestOnWaitSaysForWhomOnce(t *testing.T) {
	name := filepath.Join(t.TempDir(), "lock")
	held := acquire(t, name)
	var heard []string
	ctx := OnWait(t.Context(), func(b *Busy, wait time.Duration) {
		heard = append(heard, fmt.Sprint(b.Holder.PID, wait))
	})
	if _, err := Acquire(ctx, name, notice/4); err == nil || heard != nil {
		t.Errorf("after a moment: %v, %q", err, heard)
	}
	wait := notice + notice/2
	if _, err := Acquire(ctx, name, wait); err == nil || !slices.Equal(heard, []string{fmt.Sprint(os.Getpid(), wait)}) {
		t.Errorf("%v, %q", err, heard)
	}
	release(t, held)
}

func TestALockThatCannotBeOpenedIsNamed(t *testing.T) {
	name := filepath.Join(t.TempDir(), "lock")
	if got := opened(name, fs.ErrPermission); got != fs.ErrPermission {
		t.Errorf("where it is not there: %v", got)
	}
	put(t, name, "")
	want := name + ", the lock of another user's run: permission denied: remove it if that run has ended"
	if got := opened(name, fs.ErrPermission); got.Error() != want || !errors.Is(got, fs.ErrPermission) {
		t.Errorf("got %v, expected %s", got, want)
	}
}
