package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// The page of answers is what the comparison gives today. It has the twelve questions,
// and every option file of the questions is named by one of them.
func TestAnswersPage(t *testing.T) {
	page, err := answersPage(root)
	if err != nil {
		t.Fatal(err)
	}
	committed, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(answersFile)))
	if err != nil || !bytes.Equal(page, committed) {
		t.Errorf("%s is not what the comparison gives: run make generate (%v)", answersFile, err)
	}
	rows := 0
	for line := range strings.Lines(string(page)) {
		if strings.HasPrefix(line, "| ") && strings.Count(line, " | ") == 3 && !strings.HasPrefix(line, "| question |") {
			rows++
		}
	}
	if rows != 12 {
		t.Errorf("%d questions, want 12", rows)
	}
	own, err := optionFiles(root, questionsDir)
	if err != nil || len(own) < 5 {
		t.Fatalf("%d option files: %v", len(own), err)
	}
	for _, name := range own {
		id := strings.TrimSuffix(filepath.Base(name), ".yaml")
		if !strings.Contains(string(page), "("+id) && !strings.Contains(string(page), ", "+id) {
			t.Errorf("no question names %s", id)
		}
	}
}

// A figure is written with its low and high, a fall with its sign, and its direction
// is clear only if the range is on one side of zero, at most with its end there.
func TestFacts(t *testing.T) {
	row := report.Row{Gain: report.Range{V: 1234, Lo: 1040, Hi: 2000, Known: true}, Lose: report.Exact(0), VisitsChange: report.Range{V: -710, Lo: -1500, Hi: 1200, Known: true}, Bottleneck: "staff"}
	a := answers{w: words.In(lang.English), reports: []report.Report{{
		Options:  []report.Option{{ID: "today", Against: -1}, {ID: "x", Against: 0, Name: "X"}},
		Services: []report.Service{{ID: "care", Short: lang.Same("Care"), Rows: []report.Row{{}, row}}},
		Network:  []report.NetworkRow{{}, {County: report.Range{V: 120_000, Lo: 80_000, Hi: 150_000, Known: true}, Homes: report.Range{V: -10_000, Lo: -20_000, Hi: 0, Known: true}}}}}}
	for _, tt := range []struct {
		got  fact
		want fact
	}{
		{a.people("who", "x", "care"), fact{"who: 1 200 (1 000 to 2 000) newly get there", "who, people", true, true}},
		{a.visits("", "x", "care"), fact{"−710 (−1 500 to +1 200) visits a year", "visits", false, false}},
		{a.county("all", "x"), fact{"all: county +0.12 (+0.08 to +0.15) M€ a year", "all, county", true, true}},
		{a.homes("", "x"), fact{"residents (money and time) −0.01 (−0.02 to 0.00) M€ a year", "residents (money and time)", true, false}},
	} {
		if tt.got != tt.want {
			t.Errorf("%+v, want %+v", tt.got, tt.want)
		}
	}
	rows := a.reports[0].Services[0].Rows
	rows[0].PartWeek, rows[1].PartWeek, rows[1].FewerDays = report.Exact(100), report.Exact(1000), 300
	if got, want := a.people("who", "x", "care").text, "who: 1 200 (1 000 to 2 000) newly get there, and 900 more than before get there only on one to four days a week, and 300 still get there, but on fewer days"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if a.costs("x", "dear") == nil || a.binds("x", "care", "rooms", "full") != nil {
		t.Error("a sentence stands where it is not true")
	}
	a.budget = a.reports[0]
	if got, want := a.starred(), "Not beaten at the same budget: X in none"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
