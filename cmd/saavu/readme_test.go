package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The README shows the screen of its first command and a map of the option Local.
// Both must be what the program makes today.
func TestREADMEShowsWhatIsPrinted(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"compare", "--quiet"}, strings.NewReader(""), &out, &errs); code != 0 {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	if !strings.Contains(string(readme), "```\n"+strings.TrimSpace(out.String())+"\n```\n") {
		t.Errorf("the README does not show the screen:\n%s", out.String())
	}
}

// The README shows what its access commands print, for the county and for the tables
// of docs/examples.
func TestREADMEShowsMeasuresOfAccess(t *testing.T) {
	t.Chdir("../..")
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for line := range strings.Lines(string(readme)) {
		command, found := strings.CutPrefix(strings.TrimSpace(line), "bin/saavu access ")
		if !found {
			continue
		}
		seen++
		command = strings.Replace(command, "--out access.csv", "--out "+filepath.Join(t.TempDir(), "access.csv"), 1)
		var out, errs bytes.Buffer
		if code := run(t.Context(), append([]string{"access", "--quiet"}, strings.Fields(command)...), strings.NewReader(""), &out, &errs); code != done {
			t.Fatalf("%s: exit code %d: %s", command, code, errs.String())
		}
		if want := line + "```\n\n```\n" + strings.TrimSpace(out.String()) + "\n```\n"; !strings.Contains(string(readme), want) {
			t.Errorf("the README does not show:\n%s", want)
		}
	}
	if seen != 2 {
		t.Errorf("%d access commands in the README, expected 2", seen)
	}
}

// docs/EXPLAIN.md shows what its commands print.
func TestEXPLAINShowsWhatIsPrinted(t *testing.T) {
	page, err := os.ReadFile("../../docs/EXPLAIN.md")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for line := range strings.Lines(string(page)) {
		command, found := strings.CutPrefix(strings.TrimSpace(line), "bin/saavu explain ")
		if !found {
			continue
		}
		seen++
		var out, errs bytes.Buffer
		if code := run(t.Context(), append([]string{"explain", "--quiet"}, strings.Fields(command)...), strings.NewReader(""), &out, &errs); code != done {
			t.Fatalf("%s: exit code %d: %s", command, code, errs.String())
		}
		if want := line + "```\n\n```\n" + strings.TrimSpace(out.String()) + "\n```\n"; !strings.Contains(string(page), want) {
			t.Errorf("docs/EXPLAIN.md does not show:\n%s", want)
		}
	}
	if seen != 2 {
		t.Errorf("%d explain commands in docs/EXPLAIN.md, expected 2", seen)
	}
}

func TestREADMEShowsTheMapThatIsWritten(t *testing.T) {
	if testing.Short() {
		return // it writes a whole GeoPackage, which is slow with the race detector
	}
	dir := t.TempDir()
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"compare", "today", "local", "--draws", "0", "--quiet", "--out-dir", dir}, strings.NewReader(""), &out, &errs); code != 0 {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	want, err := os.ReadFile(filepath.Join(dir, "map_local.svg"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../docs/img/map_local.svg")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("docs/img/map_local.svg is not what compare --out-dir writes")
	}
}

// The variants are files next to the county's own options and can be applied to it.
func TestVariantsAreValid(t *testing.T) {
	files, err := filepath.Glob("../../scenarios/vantaa-kerava/variants/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no variants: %v", err)
	}
	var out, errs bytes.Buffer
	if code := run(t.Context(), append([]string{"check", "--quiet", "remote"}, files...), strings.NewReader(""), &out, &errs); code != 0 {
		t.Errorf("exit code %d: %s%s", code, out.String(), errs.String())
	}
}
