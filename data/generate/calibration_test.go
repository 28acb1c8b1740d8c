package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The page of the known figures is what the facts and a run give today. Each figure of
// the county file and of known.csv stands on it once, and a figure that differs is in
// bold.
func TestCalibrationPage(t *testing.T) {
	page, err := calibrationPage(root)
	if err != nil {
		t.Fatal(err)
	}
	committed, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(calibrationFile)))
	if err != nil || !bytes.Equal(page, committed) {
		t.Errorf("%s is not what the generator makes: run make generate (%v)", calibrationFile, err)
	}
	known, err := readTable(filepath.Join(root, filepath.FromSlash(factsDir)), "known.csv")
	if err != nil {
		t.Fatal(err)
	}
	sections := strings.Split(string(page), "\n## ")
	rows := func(k int) (out [][]string) {
		for line := range strings.Lines(sections[k]) {
			if line = strings.TrimSpace(line); strings.HasPrefix(line, "| ") {
				out = append(out, strings.Split(strings.Trim(line, "| "), " | "))
			}
		}
		return out[1:]
	}
	if checked, fitted, cost, computed, none := rows(1), rows(2), rows(3), rows(4), rows(5); len(checked) != 5 || len(fitted) != 8 || len(cost) != 8 || len(computed)+len(none) != len(known.rows) {
		t.Errorf("%d checked, %d fitted, %d costs, %d computed and %d without a counterpart of %d", len(checked), len(fitted), len(cost), len(computed), len(none), len(known.rows))
	}
	for _, want := range []string{
		"| doctors' contacts a person, whole country | 0.62 | – | 1.17 | **-47 %** | THL 2022 | the national figure has",
		"| Koivukylä | 4.5 % | 4.5 % | 0.20 | planning document 003, lines 509–563 |",
		"| staff of a doctor's visit | county | 53.58 | 54 | EUR/contact | -1 % |",         // 30 min at 78 EUR/h, 1,580 of 1,150 hours
		"| people who can use digital services | county | 88.1 % | 88.0 % | share | 0 % |", // 0.92 of the youngest to 0.45 of the oldest
		"| people | 2018, county | 264,420 | 264,420 | people | 0 % |",
		"| under 18 | 2018, county | 20.6 % | 20.6 % | share | 0 % |",
		"| other languages | 2021, Vantaa | 26.9 % | 23.0 % | share | **+17 %** |",
	} {
		if !bytes.Contains(page, []byte(want)) {
			t.Errorf("not on the page: %s", want)
		}
	}
	for _, r := range append(rows(4), rows(5)...) {
		if r[len(r)-1] == "" {
			t.Errorf("%q says not what it tests", r)
		}
	}
}

// Faults of known.csv are reported together.
func TestCalibrationFaults(t *testing.T) {
	dir := t.TempDir()
	for _, folder := range []string{"data", "scenarios"} {
		if err := os.CopyFS(filepath.Join(dir, folder), os.DirFS(filepath.Join(root, folder))); err != nil {
			t.Fatal(err)
		}
	}
	put := func(rows string) {
		text := "group,what,value,unit,when,whose,held,of,src,ref,why\n" + rows
		if err := os.WriteFile(filepath.Join(dir, "data", "facts", "known.csv"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("A,a,1,share,soon,county,people,all,source,x,y\nA,b,1,share,,county,rate,no_service,source,x,y\n" +
		"A,c,1,share,,county,parameter,no.path,source,x,y\nA,d,1,share,,county,guess,,source,x,y\nA,d,1,share,,county,ages,no.path,source,x,y\nA,e,,,,,none,,source,x,\nA,f,many,,,county,contacts,gp_reception,source,x,y\n")
	_, err := calibrationPage(dir)
	want := `known.csv row 2, column held: found "people all", expected a year under when
known.csv row 3, column held: found "rate no_service", expected ids of services
known.csv row 4, column held: found "parameter no.path", expected the path of a known parameter
known.csv row 5, column held: found "guess ", expected people, documents, language, parameter, ages, rate, contacts, staff or none
known.csv row 6, column held: found "ages no.path", expected the path of a parameter by age
known.csv row 7, column why: found "", expected what the figure tests, or why nothing is set against it
known.csv row 8, column value: found "many", expected a number`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nexpected\n%s", err, want)
	}
}

func TestMisfit(t *testing.T) {
	for _, tt := range []struct {
		model, known float64
		want         string
	}{{109, 100, "+9 %"}, {111, 100, "**+11 %**"}, {89, 100, "**-11 %**"}, {100.4, 100, "0 %"}, {1, 0, "unknown"}} {
		if got := misfit(tt.model, tt.known); got != tt.want {
			t.Errorf("%g against %g: %s, expected %s", tt.model, tt.known, got, tt.want)
		}
	}
	for v, want := range map[float64]string{0.6153: "0.62", 54: "54", 999.5: "999.5", 12_125.4: "12,125", 1_234_567: "1,234,567"} {
		if got := figure(v); got != want {
			t.Errorf("%g: %s, expected %s", v, got, want)
		}
	}
}
