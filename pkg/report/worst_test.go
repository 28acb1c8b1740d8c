package report_test

import (
	"slices"
	"testing"

	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// All large areas of which equally few get there are the worst, in their own order: one of
// them alone would seem to be better in an option in which another is named.
func TestWorstAreas(t *testing.T) {
	area := func(name string, people, share float64, identified bool) report.Area {
		return report.Area{Name: name, People: people, GetsThere: report.Exact(share), Identified: identified}
	}
	row := report.Row{WorstArea: "C", WorstShare: report.Exact(0.001), Areas: []report.Area{
		area("A", 900, 0.004, true), area("B", 900, 0.006, true), area("C", 600, 0.001, true), area("D", 499, 0, true), area("E", 900, 0, false),
		{Name: "F", People: 900, Identified: true}, area("G", 500, 0, true)}}
	names := func() (out []string) {
		for _, n := range row.Worst() {
			out = append(out, n.In(lang.English))
		}
		return out
	}
	if got := names(); !slices.Equal(got, []string{"A", "C", "G"}) {
		t.Errorf("the worst areas are %q, expected A, C and G", got)
	}
	row.WorstArea, row.WorstNames = "X", lang.Name{En: "Ex"}
	if got := names(); !slices.Equal(got, []string{"Ex", "A", "C", "G"}) {
		t.Errorf("with one that has no row: %q", got)
	}
	row.WorstArea = ""
	if got := names(); got != nil {
		t.Errorf("no worst area: %q", got)
	}
}
