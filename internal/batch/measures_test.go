package batch

import (
	"path/filepath"
	"strings"
	"testing"

	"saavu/internal/words"
	"saavu/pkg/lang"
)

// A measure that a plan leaves out of its tables is not compared: its figures are neither
// 0 nor unknown, and no cause has changed them.
func TestMeasuresOfOneNight(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	all := "version: 1\nname: test\ncounty: small/county.yaml\noptions: [options/mine.yaml, options/bus.yaml]\n"
	w.put("plan.yaml", all)
	w.run(w.request(out))
	w.put("plan.yaml", all+"measures: [gets_there, can_be_served]\n")
	w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.5,")
	w.edit("small/points.csv", "hs_east,gp_reception,0.02", "hs_east,gp_reception,0.015")
	few := w.run(w.request(out))
	w.put("plan.yaml", all)
	w.edit("small/county.yaml", "gp: {v: 0.5,", "gp: {v: 0.6,")
	again := w.run(w.request(out))
	for _, c := range []struct{ before, after string }{{"1", "2"}, {"2", "3"}} {
		d, err := Compare(t.Context(), DiffRequest{Out: out, Before: c.before, After: c.after, Relative: DiffTolerance, Why: true, Embedded: w.request("").Embedded})
		if err != nil {
			t.Fatal(err)
		}
		for i := range d.Figures {
			if f := &d.Figures[i]; f.Measure != "gets_there" && f.Measure != "can_be_served" {
				t.Errorf("%s and %s: %s %+v", c.before, c.after, f.Task, f.place())
			}
		}
		counted := 0
		for _, p := range d.Parts {
			counted += p.Changed
		}
		if len(d.Figures) == 0 || d.Counts.Changed != len(d.Figures) || d.Counts.Changed != counted || (d.Counts.Gone > 100) != (c.before == "1") || (d.Counts.New > 100) != (c.before == "2") {
			t.Errorf("%s and %s: %+v, %d figures, %d counted", c.before, c.after, d.Counts, len(d.Figures), counted)
		}
		text := d.Text(words.In(lang.English))
		if want := words.In(lang.English).Text("diff.published", "new", d.Counts.New, "gone", d.Counts.Gone) + "\n"; !strings.Contains(text, want) || strings.Contains(text, "of a point") {
			t.Errorf("%s and %s: lacks %q:\n%s", c.before, c.after, want, text)
		}
	}
	say := words.In(lang.English)
	for _, run := range []*Outcome{few, again} {
		text := published(t, out, run, reportFile)
		for _, not := range []string{say.Text("batch.unknown_now"), "not known before"} {
			if strings.Contains(text, not) {
				t.Errorf("%s has %q:\n%s", run.Run, not, text)
			}
		}
	}
}

// A figure without a value has no range.
func TestNoRangeWithoutValue(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	run := w.run(w.request(out))
	rows, err := rowsIn[figureRow]([]byte(published(t, out, run, figuresFile)))
	if err != nil {
		t.Fatal(err)
	}
	prices := 0
	for i := range rows {
		r := &rows[i]
		prices += btoi(r.Measure == ofTheSet && r.Value == nil)
		if r.Value == nil && (r.Low != nil || r.High != nil) {
			t.Errorf("%s %+v has no value, but a range", taskNamed(r), r.id().place)
		}
	}
	if prices == 0 {
		t.Error("every option has a price")
	}
}
