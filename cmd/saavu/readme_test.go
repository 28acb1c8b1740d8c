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
	file := filepath.Join(t.TempDir(), "map_local.svg")
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"plot", "map", "local", "--service", "neuvola_child", "--draws", "0", "--quiet", "--out", file}, strings.NewReader(""), &out, &errs); code != 0 {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../docs/img/map_local.svg")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("docs/img/map_local.svg is not what saavu plot map local --service neuvola_child --draws 0 --out docs/img/map_local.svg writes")
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

// The commands of README run, apart from those on files that are not part of the
// project, and the head of the screen of a service is what the program prints.
func TestREADMECommandsRun(t *testing.T) {
	t.Chdir("../..")
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	for line := range strings.Lines(string(text)) {
		command, found := strings.CutPrefix(strings.TrimSpace(line), "bin/saavu ")
		if !found || strings.HasPrefix(command, "access ") || strings.Contains(command, "--data") {
			continue
		}
		ran++
		parts := strings.Split(command, `"`)
		for i := 1; i < len(parts); i += 2 { // between quotes
			parts[i] = strings.ReplaceAll(parts[i], " ", "␣")
		}
		args := arguments(strings.Join(parts, ""))
		if args[0] == "compare" {
			args = append(args, "--draws", "20")
		}
		var out, errs bytes.Buffer
		if code := run(t.Context(), args, strings.NewReader(""), &out, &errs); code != done {
			t.Errorf("%s: exit code %d: %s", command, code, errs.String())
		}
	}
	if ran < 10 {
		t.Errorf("%d commands ran: the test reads the page wrongly", ran)
	}
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"compare", "--service", "reception", "--quiet", "--draws", "0"}, strings.NewReader(""), &out, &errs); code != done {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	head, _, _ := strings.Cut(out.String(), "\n\n  ")
	if !strings.Contains(string(text), "```\n"+strings.TrimSpace(head)+"\n```\n") {
		t.Errorf("the README does not show the head of a service:\n%s", head)
	}
}

// The option files that README and FORMATS show are valid for the embedded county.
func TestPagesShowValidOptions(t *testing.T) {
	for page, name := range map[string]string{"README.md": "A bus instead of the clinic", "docs/FORMATS.md": "All kinds of changes"} {
		text, err := os.ReadFile("../../" + page)
		if err != nil {
			t.Fatal(err)
		}
		_, option, found := strings.Cut(string(text), "name: "+name+"\n")
		option, _, closed := strings.Cut(option, "```")
		if !found || !closed {
			t.Fatalf("%s has no option %q", page, name)
		}
		file := filepath.Join(t.TempDir(), "option.yaml")
		if err := os.WriteFile(file, []byte("name: "+name+"\n"+option), 0o600); err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		if code := run(t.Context(), []string{"check", file}, strings.NewReader(""), &out, &errs); code != done {
			t.Errorf("%s: exit code %d: %s", page, code, errs.String())
		}
	}
}
