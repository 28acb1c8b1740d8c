package main

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// The output of a comparison does not depend on the number of processors.
func TestProcessorsDoNotMatter(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	args, files := []string{"compare", "local", "mobile", "--quiet", "--draws", "3"}, 11
	if testing.Short() { // on a small county
		world(t)
		args, files = []string{"compare", "--county", "county.yaml", "--close", "station", "--quiet", "--draws", "3"}, 7
	}
	var want map[string]string
	for _, processors := range []int{1, 2, 8} {
		runtime.GOMAXPROCS(processors)
		dir := filepath.Join(t.TempDir(), "out")
		var out strings.Builder
		code, stderr := call(context.WithValue(t.Context(), readAgain{}, true), &out, append(slices.Clone(args), "--out-dir", dir)...)
		if code != done {
			t.Fatalf("%d processors: exit code %d: %s", processors, code, stderr)
		}
		got := map[string]string{"the table": out.String(), "the notes": strings.ReplaceAll(stderr, dir, "out")}
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			text, err := os.ReadFile(filepath.Join(dir, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			got[e.Name()] = string(text)
		}
		if want == nil {
			if want = got; len(want) < files {
				t.Fatalf("only %d files", len(want))
			}
			continue
		}
		for name := range want {
			if got[name] != want[name] {
				t.Errorf("%d processors: %s differs from the run with one", processors, name)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%d processors: %d files, one processor writes %d", processors, len(got), len(want))
		}
	}
}
