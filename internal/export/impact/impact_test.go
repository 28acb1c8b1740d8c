package impact

import (
	"bytes"
	"flag"
	"fmt"
	"strings"
	"testing"

	"saavu/internal/scene"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

var update = flag.Bool("update", false, "write the golden files again")

// compared is a made-up comparison with groups of every chapter and positions that move.
func compared() *report.Report {
	r := scene.ComparedReport()
	for s := range r.Services {
		for k := range r.Services[s].Rows {
			row := &r.Services[s].Rows[k]
			step := 0.1 * float64(k)
			row.Groups = []report.GroupRow{
				{Name: "age 0-6", People: 800, Cells: 9, GetsThere: report.Exact(0.4 + step), Identified: true},
				{Name: "mobility-limited", People: 4, Cells: 2, GetsThere: report.Exact(0.3), Identified: true},
				{Name: "Swedish", People: 120, Cells: 9, GetsThere: report.Exact(0.5 - step)},
			}
			row.ChildMinutes = -6000 * float64(k)
			row.Loads = []report.PointLoad{
				{Facility: "a", Staff: []report.Positions{{Profession: "nurse", N: 6 - 2*float64(k)}}},
				{Facility: "b", Staff: []report.Positions{{Profession: "nurse", N: 1 + 2*float64(k)}}},
			}
		}
	}
	return &r
}

func TestWrite(t *testing.T) {
	r := compared()
	at := -1
	for k := range r.Options {
		if r.Options[k].Against >= 0 {
			at = k
			break
		}
	}
	for _, l := range lang.Languages() {
		var b bytes.Buffer
		if err := Write(&b, r, at, words.In(l)); err != nil {
			t.Fatal(err)
		}
		scene.Golden(t, *update, fmt.Sprintf("testdata/impact_%s.md", l), b.String())
		for _, word := range []string{"save", "better", "benefit", "NaN", "Inf"} {
			if l == lang.English && strings.Contains(b.String(), word) {
				t.Errorf("%q in the form", word)
			}
		}
	}
}

// Positions are added up by profession; those that a place loses have moved or end.
func TestPositions(t *testing.T) {
	load := func(facility string, list ...report.Positions) report.PointLoad {
		return report.PointLoad{Facility: facility, Staff: list}
	}
	before := &report.Row{Loads: []report.PointLoad{load("a", report.Positions{Profession: "gp", N: 4}, report.Positions{Profession: "nurse", N: 2}), load("b", report.Positions{Profession: "gp", N: 6})}}
	after := &report.Row{Loads: []report.PointLoad{load("b", report.Positions{Profession: "gp", N: 9}), load("c", report.Positions{Profession: "nurse", N: 2})}}
	got := positionsOf(before, after)
	want := []positions{{"gp", 10, 9, 4}, {"nurse", 2, 2, 2}}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, expected %v", got, want)
	}
}

// Names cannot become Markdown.
func TestHostileNames(t *testing.T) {
	r := compared()
	for i, text := range scene.Hostile() {
		r.Services[0].Names, r.Services[0].Short = lang.Same(text), lang.Same(text)
		var b bytes.Buffer
		if err := Write(&b, r, 1, nil); err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{"<script", "](javascript:", "\x1b", "\u202e", "\u2028"} {
			if strings.Contains(strings.ReplaceAll(b.String(), `\]`, ""), bad) {
				t.Errorf("text %d: %q in the form", i, bad)
			}
		}
	}
}
