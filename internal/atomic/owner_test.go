package atomic

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestMain can run as a helper process that lives until its input ends, that
// counts, or that is killed while it publishes.
func TestMain(m *testing.M) {
	if dir := os.Getenv("SAAVU_TEST_COUNTS"); dir != "" {
		rounds, err := strconv.Atoi(os.Getenv("SAAVU_TEST_ROUNDS"))
		for ; err == nil && rounds > 0; rounds-- {
			err = counted(dir)
		}
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if os.Getenv("SAAVU_TEST_LIVES") != "" {
		fmt.Println(began(os.Getpid()))
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}
	if dir := os.Getenv("SAAVU_TEST_PUBLISHES"); dir != "" {
		killed(dir)
	}
	os.Exit(m.Run())
}

// lives starts a process, and returns it and a function that ends it without
// waiting for it.
func lives(t *testing.T) (who owner, kill func()) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "SAAVU_TEST_LIVES=1")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); _ = cmd.Wait() })
	who = self()
	who.PID = cmd.Process.Pid
	line, err := bufio.NewReader(out).ReadString('\n')
	if _, fault := fmt.Sscan(line, &who.Start); err != nil || fault != nil {
		t.Fatal(err, fault)
	}
	return who, func() {
		if err := cmd.Process.Kill(); err != nil {
			t.Error(err)
		}
		for deadline := time.Now().Add(10 * time.Second); who.fate() != dead; {
			if time.Now().After(deadline) {
				t.Fatal("the killed process lives for 10 s")
			}
			time.Sleep(time.Millisecond)
		}
	}
}

// leftBy creates a temporary file of a process.
func leftBy(t *testing.T, dir string, o owner, number uint64) string {
	t.Helper()
	name := fmt.Sprintf(".saavu-%s-%d-%d-%016x", o.site(), o.PID, o.Start, number)
	put(t, filepath.Join(dir, name), "part")
	return name
}

func TestFateOfProcesses(t *testing.T) {
	here := self()
	if here.Boot == "" || here.Start == 0 || here.fate() != alive {
		t.Fatalf("this process is %+v, fate %d", here, here.fate())
	}
	other, kill := lives(t)
	if other.fate() != alive {
		t.Errorf("%+v does not live", other)
	}
	again := other
	again.Start++ // a later process with the same id
	if again.fate() != dead {
		t.Errorf("%+v lives", again)
	}
	kill() // and nothing waits for it
	away := here
	away.Boot = "another"
	boxed := here
	boxed.Space = "pid:[1]"
	for _, o := range []owner{away, boxed, {Host: here.Host, Boot: here.Boot, Space: here.Space, PID: here.PID}} {
		if o.fate() != unknown {
			t.Errorf("%+v: fate %d, expected unknown", o, o.fate())
		}
	}
}

// The next write removes files of dead processes. Files of living or invisible
// processes stay, and so do other files with similar names.
func TestFilesOfDeadProcessesAreSwept(t *testing.T) {
	dir := t.TempDir()
	running, _ := lives(t)
	killed, kill := lives(t)
	kill()
	away := self()
	away.Host = "elsewhere"
	stay := []string{leftBy(t, dir, running, 1), leftBy(t, dir, self(), 2), leftBy(t, dir, away, 3), "mine.csv", ".saavu-notes",
		strings.Replace(leftBy(t, t.TempDir(), killed, 4), ".saavu", "saavu", 1)}
	for _, name := range stay[3:] {
		put(t, filepath.Join(dir, name), "mine")
	}
	leftBy(t, dir, killed, 5)
	late := filepath.Join(dir, leftBy(t, dir, away, 6))
	if err := os.Chtimes(late, time.Time{}, time.Now().Add(-idle-time.Minute)); err != nil {
		t.Fatal(err)
	}
	if err := Write(filepath.Join(dir, "out"), text("new")); err != nil {
		t.Fatal(err)
	}
	want := append(stay, "out")
	slices.Sort(want)
	if got := files(t, dir); !slices.Equal(got, want) {
		t.Errorf("files\n%q, expected\n%q", got, want)
	}
	leftBy(t, dir, killed, 7)
	if err := WriteNew(filepath.Join(dir, "again"), text("new")); err != nil {
		t.Fatal(err)
	}
	if got := files(t, dir); len(got) != len(want)+1 {
		t.Errorf("files %q", got)
	}
}
