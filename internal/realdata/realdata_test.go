package realdata

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// noted is a test that only records how it would end.
type noted struct {
	testing.TB
	end string
}

func (n *noted) Helper()                        {}
func (n *noted) Fatalf(format string, a ...any) { n.end = "fatal: " + fmt.Sprintf(format, a...) }
func (n *noted) Skipf(format string, a ...any)  { n.end = "skip: " + fmt.Sprintf(format, a...) }

func TestDir(t *testing.T) {
	here := t.TempDir()
	gone := filepath.Join(here, "gone")
	for _, c := range []struct{ dir, require, end string }{
		{here, "", ""}, {here, "1", ""},
		{gone, "", "skip: skipped, no real data: "}, {gone, "1", "fatal: real data is required: "},
	} {
		t.Setenv("SAAVU_SHARED_DATA", c.dir)
		t.Setenv("SAAVU_REQUIRE_DATA", c.require)
		n := &noted{}
		if got := Dir(n); got != c.dir {
			t.Errorf("%v: %s", c, got)
		}
		if !strings.HasPrefix(n.end, c.end) || (n.end == "") != (c.end == "") {
			t.Errorf("%v: ends with %q", c, n.end)
		}
	}
}

func TestDirIsAbsolute(t *testing.T) {
	t.Setenv("SAAVU_SHARED_DATA", ".")
	want, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if got := Dir(t); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestDirNextToTheModule(t *testing.T) {
	t.Setenv("SAAVU_SHARED_DATA", "")
	module := t.TempDir()
	below, data := filepath.Join(module, "saavu", "pkg", "a"), filepath.Join(module, "shared", "data")
	for _, dir := range []string{below, data} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(module, "saavu", "go.mod"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Chdir(below)
	if got := Dir(t); got != data {
		t.Errorf("%s, want %s", got, data)
	}
}
