package waits

import (
	"bytes"
	"flag"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"saavu/internal/scene"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
	"saavu/pkg/waiting"
)

var update = flag.Bool("update", false, "write golden files")

func TestSimulated(t *testing.T) {
	r := waiting.Runs{Runs: 4, Events: 4000, Seed: 1}
	s := &Simulated{Kind: "phone", Unit: "min", Load: 1.2, Runs: r, Figures: waiting.Phone{Agents: 10, Calls: 12, Service: 1, Patience: 2}.Compare(r)}
	schema, err := SimulatedSchema()
	if err != nil {
		t.Fatal(err)
	}
	scene.Golden(t, *update, "../../../docs/schema/simulate.schema.json", string(schema))
	var b bytes.Buffer
	if err := SimulatedJSON(&b, s); err != nil {
		t.Fatal(err)
	}
	scene.Follows(t, scene.Compiled(t, schema), b.Bytes())
	for _, l := range lang.Languages() {
		b.Reset()
		if err := SimulatedTable(&b, s, 80, false, words.In(l)); err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(b.String(), "\n") {
			if len([]rune(line)) > 80 {
				t.Errorf("%s: a line of %d characters: %s", l, len([]rune(line)), line)
			}
		}
	}
}

// made is the waits of three points, one of them not known, and of an option.
func made(t *testing.T) *report.Waits {
	nan := math.NaN()
	day := func(text string) time.Time { d, _ := time.Parse(time.DateOnly, text); return d }
	point := func(id string, c *waiting.Counts, third [2]waiting.Third) report.WaitPoint {
		o := waiting.Observed{Point: id, From: day("2021-08-01"), To: day("2021-09-30"), Counts: c, Third: third}
		p := report.WaitPoint{ID: id, Names: lang.Same("Station " + id), From: o.From, To: o.To, Law: o.Law(), Third: third, Reaches: [2]float64{nan, nan}}
		if l := p.Law; l != nil {
			for i, limit := range waiting.Limits() {
				low, high := l.Sampling(limit)
				p.Shares[i] = waiting.Range{Low: low, Value: l.Within(limit), High: high}
			}
			p.Quick, p.Waiting, p.Drift, p.Fit = l.Quick(), l.Waiting(), waiting.Drift(), l.Fit()
			_, p.Reaches[0] = l.Reaches(third[0].Days, third[0].Censored)
		}
		return p
	}
	r := &report.Waits{County: lang.Same("A county"), File: "waiting.csv", Service: "doctor", Names: lang.Same("Doctor"), Target: 7, From: 46, Draws: 10, Visits: 93,
		Stations: waiting.Range{Low: 100, Value: 170, High: 300}, Law: report.WaitLaw{Short: 14, Long: 90, Young: 0.2, Share: 0.93, Low: 0, High: 1},
		Points: []report.WaitPoint{
			point("a", &waiting.Counts{421, 79, 144, 87, 4}, [2]waiting.Third{{Days: 66}, {Days: 90, Censored: true}}),
			point("b", &waiting.Counts{12, 3, 0, 0, 0}, [2]waiting.Third{{Days: nan}, {Days: nan}}),
			point("c", nil, [2]waiting.Third{{Days: 36}, {Days: nan}}),
		}}
	r.Points[0].More, r.Points[0].Weeks = waiting.Range{Low: 8.4, High: 38.9}, waiting.Range{Low: 1.2, High: math.Inf(1)}
	r.Rules = []report.WaitRule{{Rule: report.Rule{ID: "limit", Text: "Care within three months", Number: 90}, Share: 0.995, Beyond: []lang.Name{lang.Same("Station a")}, Exact: true},
		{Rule: report.Rule{ID: "soon", Text: "Care within ten days", Number: 10}, Share: 0.6}}
	inf := math.Inf(1)
	none := waiting.Range{Low: nan, Value: nan, High: nan}
	r.Options = []report.WaitOption{{ID: "less", Names: lang.Same("Fewer"), Year: 2026, Staffed: true, Reach: 1000, InTime: 400, Unknown: 100, Points: []report.WaitChange{
		{ID: "a", Names: lang.Same("Station a"), Known: 1, Gap: waiting.Range{Low: -1, Value: 0.5, High: 2}, Change: waiting.Range{Low: 0.5, Value: 0.5, High: 0.5}, Moved: 150,
			Wait: waiting.Range{Low: 20, Value: 30, High: inf}, Weeks: waiting.Range{Low: 3.5, Value: inf, High: inf}, Target: waiting.Range{Low: 0.2, Value: 0.4, High: 0.6}, Third: [2]float64{70, 90}, Bound: [2]bool{false, true}},
		{ID: "b", Names: lang.Same("Station b"), Known: 1, Gap: waiting.Range{Low: 1, Value: 2, High: 3}, Change: waiting.Range{Low: 1, Value: 2, High: 3},
			Wait: waiting.Range{Low: 20, Value: 30, High: 40}, Weeks: waiting.Range{Low: inf, Value: inf, High: inf}, Third: [2]float64{nan, nan}},
		{ID: "c", Names: lang.Same("Station c"), Known: 0, Gap: none, Change: none, Wait: none, Weeks: none, Target: none, Third: [2]float64{nan, nan}},
	}}, {ID: "other", Names: lang.Same("Without positions"), Year: 2030}}
	return r
}

// The contract has every figure, unknown ones as null, and fits its schema.
func TestJSON(t *testing.T) {
	schema, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	scene.Golden(t, *update, "../../../docs/schema/waiting.schema.json", string(schema))
	var b bytes.Buffer
	if err := JSON(&b, made(t)); err != nil {
		t.Fatal(err)
	}
	scene.Golden(t, *update, "testdata/waiting.json", b.String())
	scene.Follows(t, scene.Compiled(t, schema), b.Bytes())
	b.Reset()
	if err := JSON(&b, &report.Waits{}); err != nil {
		t.Fatal(err)
	}
	scene.Follows(t, scene.Compiled(t, schema), b.Bytes())
}

func TestTable(t *testing.T) {
	scene.Sheets(t, *update, "testdata/waiting", func(out io.Writer, width int, w *words.Words) error { return Table(out, made(t), width, false, w) })
	if list := Answer(&report.Waits{}, words.In(lang.English)); len(list) != 1 || !strings.HasPrefix(list[0], "No visits by class of wait") {
		t.Errorf("%q", list)
	}
}
