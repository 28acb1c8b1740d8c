package export

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"saavu/internal/scene"
	"saavu/pkg/params"
	"saavu/pkg/report"
)

var update = flag.Bool("update", false, "write the golden files again")

// golden compares a text with its file.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (go test -update writes it)", err)
	}
	if got != string(want) {
		t.Errorf("%s differs (go test -update writes it); got:\n%s", path, got)
	}
}

// world30 is the drawn comparison with all that a folder has.
func world30() Set {
	s := Set{Result: scene.Compared(), Version: "test", Hashes: []string{"a1", "a2", "a3", "a4"}, Inputs: []Input{{"points.csv", "bb", 20}, {"county.yaml", "aa", 10}}}
	s.Params, _ = params.New([]params.Param{
		{Path: "travel.speed_kmh.walk", V: 4.5, Lo: 4, Hi: 5, Known: true, Unit: "km/h", Src: params.Assumption},
		{Path: "visit_rates.dental", Unit: "1/year", Src: params.Source, Ref: "not published"},
		{Path: "words", Text: "as today", V: math.NaN(), Known: true, Src: params.Document},
	})
	return s
}

func report30() report.Report { return scene.ComparedReport() }

// wideReport has the largest figures and the longest names that are possible.
func wideReport() report.Report {
	r := report30()
	for k := range r.Options {
		r.Options[k].Name = fmt.Sprintf("Hyvin pitkän nimen saanut vaihtoehto äöå %d", k)
		r.Options[k].Breaches = []report.Breach{{Rule: "a", Severity: report.OwnRule, Verdict: "inherited", Detail: report.NewMessage("rule_closed", "list", []string{"Länsi-Vantaan-perhekeskus-joka-ei-mahdu-yhdelle-riville-koska-sen-nimi-on-pidempi-kuin-sata-merkkiä-äö"})}}
		for v := range r.Services {
			row := &r.Services[v].Rows[k]
			row.Points, row.WorstArea, row.WorstShare = 134, "Keski-Uudenmaan itäinen suuralue", report.Exact(1)
			row.Gain, row.Lose = scene.Around(102_000, 9000), scene.Around(233_400, 9000)
			row.County, row.Homes, row.GetsThere = scene.Around(-12.4e6, 10.2e6), scene.Around(-22.3e6, 5e6), scene.Around(0.87, 0.11)
			row.ServedSame, row.Served = report.Exact(1), report.Exact(1)
			row.Worth = report.Worth{Verdict: report.Stated, County: -12.4e6, Visits: -123_456}
		}
		if k == 2 {
			r.Options[k].Levers = nil
			for _, name := range []string{"places", "capacity and hours", "mobile units", "remote contacts", "contracts", "parameters", "interaction"} {
				r.Options[k].Levers = append(r.Options[k].Levers, report.Lever{Name: name, Known: true, County: -112.4e6, Homes: 102e6, Services: []report.LeverEffect{
					{Service: "neuvola", There: -233_400, Served: -1}, {Service: "dental", There: 102_000, Served: 0.5}}})
			}
		}
		r.Network[k].MinServedService = "Maternity and child clinic, a very long name of a service indeed"
		r.Network[k].Payers = append(r.Network[k].Payers, report.Payer{Name: "the municipality of the client", Money: scene.Around(-12.4e6, 10e6)})
	}
	return r
}
