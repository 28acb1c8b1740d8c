package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Each place where docs/coverage.csv says that a requirement can be seen is there: a
// command prints the words, a file has the column, a measure or the field, a test exists
// (go test ./... runs it), a schema has the key. What is met shows where.
func TestCoverageIsSeen(t *testing.T) {
	t.Chdir("../..")
	in, err := os.Open("docs/coverage.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	c := coverage{out: t.TempDir(), printed: map[string]string{}}
	if code, stderr := call(t.Context(), &bytes.Buffer{}, "compare", "--out-dir", c.out, "--draws", "20", "--quiet"); code != done {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	seen := 0
	for _, row := range rows[1:] {
		id, state, shown, note := row[0], row[5], row[6], row[7]
		if (state == "met") != (note == "" || shown != "" && state == "met") || state != "met" && note == "" || state == "met" && shown == "" {
			t.Errorf("%s: %s, shown %q, note %q: what is met shows where, the rest says why not", id, state, shown, note)
		}
		for item := range strings.SplitSeq(shown, "; ") {
			if item == "" {
				continue
			}
			seen++
			if err := c.see(t, item); err != nil {
				t.Errorf("%s: %s: %v", id, item, err)
			}
		}
	}
	if seen < 100 {
		t.Errorf("%d places seen: the test reads the list wrongly", seen)
	}
	if c.see(t, "schema county: no_such_key") == nil || c.see(t, "scores.csv: no_such_measure") == nil || c.see(t, "report.json: options.no_such") == nil || c.see(t, "go test ./pkg/cost -run TestNoSuch") == nil || c.see(t, "saavu version => no such words") == nil {
		t.Error("what is not there is seen")
	}
}

// coverage is what the places of the list are looked up in.
type coverage struct {
	out     string            // folder of a comparison
	printed map[string]string // by command
}

// see looks up one place.
func (c *coverage) see(t *testing.T, item string) error {
	if test, found := strings.CutPrefix(item, "go test ./"); found {
		dir, name, _ := strings.Cut(test, " -run ")
		return hasTest(dir, name)
	}
	if command, found := strings.CutPrefix(item, "saavu "); found {
		command, words, _ := strings.Cut(command, " => ")
		text, err := c.print(t, command)
		if err == nil && (words == "" || !strings.Contains(text, words)) {
			err = fmt.Errorf("%q is not printed", words)
		}
		return err
	}
	file, name, _ := strings.Cut(item, ": ")
	if kind, found := strings.CutPrefix(file, "schema "); found {
		text, err := c.print(t, "schema "+kind)
		if err == nil && !strings.Contains(text, `"`+name+`": {`) {
			err = fmt.Errorf("no such key")
		}
		return err
	}
	data, err := os.ReadFile(filepath.Join(c.out, file))
	if err != nil {
		return err
	}
	if filepath.Ext(file) == ".json" {
		var value any
		if err := json.Unmarshal(data, &value); err != nil {
			return err
		}
		if !hasField(value, strings.Split(name, ".")) {
			return fmt.Errorf("no such field, or null in every place")
		}
		return nil
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		return err
	}
	measure := slices.Index(rows[0], "measure")
	if !slices.Contains(rows[0], name) && !slices.ContainsFunc(rows, func(row []string) bool { return measure >= 0 && row[measure] == name }) {
		return fmt.Errorf("no such column or measure")
	}
	return nil
}

// print returns what a command prints.
func (c *coverage) print(t *testing.T, command string) (string, error) {
	if text, known := c.printed[command]; known {
		return text, nil
	}
	var out bytes.Buffer
	code, stderr := call(t.Context(), &out, strings.Fields(command)...)
	if code != done {
		return "", fmt.Errorf("exit code %d: %s", code, stderr)
	}
	c.printed[command] = out.String()
	return out.String(), nil
}

// hasTest finds a test in the files of a folder.
func hasTest(dir, name string) error {
	files, err := filepath.Glob(filepath.Join(filepath.FromSlash(dir), "*_test.go"))
	if err != nil {
		return err
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if bytes.Contains(text, []byte("\nfunc "+name+"(t *testing.T) {")) {
			return nil
		}
	}
	return fmt.Errorf("no such test")
}

// hasField reports whether a field of a JSON value, or of any in a list, has a value.
func hasField(value any, path []string) bool {
	if list, is := value.([]any); is {
		return slices.ContainsFunc(list, func(v any) bool { return hasField(v, path) })
	}
	if len(path) == 0 {
		return value != nil
	}
	fields, is := value.(map[string]any)
	return is && hasField(fields[path[0]], path[1:])
}
