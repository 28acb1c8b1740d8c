package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"

	"saavu/internal/app"
)

func TestMain(m *testing.M) {
	openCounty = openOnce
	debug.SetGCPercent(200) // the embedded county stays: half of the collections find it again
	testscript.Main(m, map[string]func(){"saavu": main, killedName: killedMain})
}

// repository is the module's root.
func repository(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestScript(t *testing.T) {
	root := repository(t)
	dir, files := filepath.Join(root, "cmd", "saavu", "testdata", "script"), []string(nil) // calls change the folder
	if testing.Short() {                                                                   // race runs: scripts of what runs side by side
		for _, name := range []string{"access", "choices", "compare", "explain", "files", "import", "inspect"} {
			files = append(files, filepath.Join(dir, name+".txtar"))
		}
		dir = ""
	}
	testscript.Run(t, testscript.Params{
		Dir:                 dir,
		Files:               files,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("REPO", root)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"call":   callHere,
			"damage": damage,
			"exits":  exits,
			"json":   isJSON,
			"narrow": isNarrow,
		},
	})
}

// damage cuts a file of the newest run of a run folder: damage RUNS FILE.
func damage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: damage RUNS FILE")
	}
	list, err := filepath.Glob(ts.MkAbs(filepath.Join(args[0], "runs", "run=*", args[1])))
	if err != nil || len(list) == 0 {
		ts.Fatalf("no %s in %s", args[1], args[0])
	}
	info, err := os.Stat(list[len(list)-1])
	ts.Check(err)
	ts.Check(os.Truncate(list[len(list)-1], info.Size()/2))
}

// embeddedOnce is the embedded county, which never changes once it is read.
var embeddedOnce = sync.OnceValues(func() (*app.Session, error) {
	return app.Open(context.Background(), app.Request{Source: app.Source{Embedded: embedded()}})
})

// readAgain is a value of the context of calls that read the embedded county again.
type readAgain struct{}

// openOnce is app.Open, which reads the embedded county once.
func openOnce(ctx context.Context, q app.Request) (*app.Session, error) {
	if q.County != "" || q.Data != "" || q.FixAxes || ctx.Err() != nil || ctx.Value(readAgain{}) != nil {
		return app.Open(ctx, q)
	}
	return embeddedOnce()
}

// calling is held by the call that is at work: a process has one folder.
var calling sync.Mutex

// inFolder runs saavu in this process, in the folder of a script, and returns its exit
// code. A script that has set a variable which saavu reads needs exec, a process of its own.
func inFolder(ts *testscript.TestScript, args []string) int {
	for _, name := range []string{"COLUMNS", "SAAVU_BROWSER", "JOB_COMPLETION_INDEX"} {
		if ts.Getenv(name) != os.Getenv(name) {
			ts.Fatalf("%s is set: use exec saavu", name)
		}
	}
	calling.Lock()
	defer calling.Unlock()
	here, err := os.Getwd()
	ts.Check(err)
	ts.Check(os.Chdir(ts.MkAbs(".")))
	code := run(context.Background(), args, strings.NewReader(""), ts.Stdout(), ts.Stderr())
	ts.Check(os.Chdir(here))
	return code
}

// callHere is exec for saavu, without a process: call saavu …
func callHere(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) == 0 || args[0] != "saavu" {
		ts.Fatalf("usage: call saavu …")
	}
	if code := inFolder(ts, args[1:]); (code != done) != neg {
		ts.Fatalf("exit code %d: %s", code, ts.Stderr())
	}
}

// exits runs a command that must end with an exit code: exits 2 saavu …, or exits 2 exec
// saavu … as a process of its own.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 || args[1] == "exec" && len(args) < 3 {
		ts.Fatalf("usage: exits CODE command…")
	}
	if args[1] == "saavu" {
		if code := inFolder(ts, args[2:]); strconv.Itoa(code) != args[0] {
			ts.Fatalf("exit code %d, expected %s: %s", code, args[0], ts.Stderr())
		}
		return
	}
	command := args[1:]
	if command[0] == "exec" {
		command = command[1:]
	}
	err := ts.Exec(command[0], command[1:]...)
	code := 0
	var ended *exec.ExitError
	switch {
	case errors.As(err, &ended):
		code = ended.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, expected %s", code, args[0])
	}
}

// isJSON checks that a file, or stdout, holds JSON with some top-level keys.
func isJSON(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: json FILE KEY…")
	}
	var value map[string]json.RawMessage
	if err := json.Unmarshal([]byte(ts.ReadFile(args[0])), &value); err != nil {
		ts.Fatalf("%s: %v", args[0], err)
	}
	for _, key := range args[1:] {
		if len(value[key]) == 0 {
			ts.Fatalf("%s has no key %s", args[0], key)
		}
	}
}

// isNarrow checks that no line is longer than 100 characters.
func isNarrow(ts *testscript.TestScript, neg bool, args []string) {
	for i, line := range strings.Split(ts.ReadFile(args[0]), "\n") {
		if n := utf8.RuneCountInString(line); n > 100 {
			ts.Fatalf("line %d has %d characters: %s", i+1, n, line)
		}
	}
}

// shellWords splits a command as a shell does: at spaces outside double quotes.
func shellWords(line string) []string {
	quoted := false
	words := strings.FieldsFunc(line, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return r == ' ' && !quoted
	})
	for i := range words {
		words[i] = strings.ReplaceAll(words[i], `"`, "")
	}
	return words
}

// Every example of every help text works with the embedded county. Ranges are
// switched off unless the example needs them, and then of a few draws.
func TestExamples(t *testing.T) {
	root := repository(t)
	dir := t.TempDir()
	for _, name := range []string{"data", "scenarios"} {
		// A copy: an example may write next to a county file.
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(root, name))); err != nil {
			t.Fatal(err)
		}
	}
	// A set of one empty file, until the example of compare writes its own.
	set := map[string]string{"empty.txt": "", "provenance.json": `{"files": [{"name": "empty.txt", "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "bytes": 0}]}`}
	if err := os.Mkdir(filepath.Join(dir, "out"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range set {
		if err := os.WriteFile(filepath.Join(dir, "out", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, feed := range []string{"feed.zip", "bus.zip", "rail.zip"} { // folders of timetables, and a map without streets
		for name, text := range map[string]string{"stops.txt": "stop_id,stop_lat,stop_lon\nA,60,25\nB,60,25.1\n", "routes.txt": "route_id,route_type\n1,3\n",
			"calendar_dates.txt": "service_id,date,exception_type\nd,20260105,1\n", "trips.txt": "route_id,service_id,trip_id\n1,d,t\n",
			"stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt,08:00:00,08:00:00,A,1\nt,08:09:00,08:09:00,B,2\n"} {
			if err := os.MkdirAll(filepath.Join(dir, feed), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, feed, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "streets.osm.pbf"), []byte("\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x02\x0a\x00"), 0o644); err != nil {
		t.Fatal(err)
	}
	printer := filepath.Join(dir, "browser.sh") // in place of the browser of --pdf
	if err := os.WriteFile(printer, []byte("#!/bin/sh\nfor a in \"$@\"; do case \"$a\" in --print-to-pdf=*) printf '%%PDF-1.4\\n%%%%EOF\\n' >\"${a#*=}\";; esac; done\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SAAVU_BROWSER", printer)
	t.Chdir(dir)
	for range 2 { // runs to compare and to prune
		var out, err strings.Builder
		if code := run(context.Background(), []string{"batch", "run", "scenarios/vantaa-kerava/nightly.yaml", "--out", "runs"}, nil, &out, &err); code != done {
			t.Fatal(err.String())
		}
	}
	ran := 0
	var visit func(c *cobra.Command)
	visit = func(c *cobra.Command) {
		for _, child := range c.Commands() {
			if child.Name() != "completion" && child.Name() != "help" {
				visit(child)
			}
		}
		if c.Example == "" {
			t.Errorf("%s has no example", c.CommandPath())
		}
		for i, line := range strings.Split(c.Example, "\n") {
			words := shellWords(line)
			if len(words) < 2 || words[0] != "saavu" {
				t.Errorf("%s: the example %q does not start with saavu", c.CommandPath(), line)
				continue
			}
			args := words[1:]
			if testing.Short() && i > 0 {
				continue // race runs: one example per verb
			}
			switch {
			case args[0] == "compare" && !strings.Contains(line, "--draws"):
				args = append(args, "--draws", "0")
			case args[0] == "report" || args[0] == "plot": // a picture of ranges needs some
				args = append(args, "--draws", "4")
			}
			if strings.Contains(line, "--networks") {
				args = append(args, "--networks", "2") // the later flag counts
			}
			var out, err strings.Builder
			// A file, nothing on stdout.
			writes := args[0] == "report" || args[0] == "plot" || args[0] == "impact" && strings.Contains(line, "--out ") || args[0] == "export" && !strings.Contains(line, "--list")
			if args[0] == "export" && i == 0 { // of an earlier run with these options
				if code := run(context.Background(), []string{"compare", "local", "mobile", "--draws", "0", "--out-dir", "out"}, nil, &out, &err); code != done {
					t.Fatal(err.String())
				}
				out.Reset()
			}
			if code := run(context.Background(), args, nil, &out, &err); code != done || (out.Len() == 0) != writes {
				t.Errorf("%s: exit code %d, %d bytes, stderr: %s", line, code, out.Len(), err.String())
			}
			ran++
		}
	}
	visit(rootCommand())
	if ran < 6 {
		t.Errorf("only %d examples were found", ran)
	}
}
