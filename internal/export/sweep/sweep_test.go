package sweep

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"saavu/internal/export/contract"
	"saavu/internal/export/plain"
	"saavu/internal/scene"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// swept30 is report30 with a sweep of the remote share of its first service: 0, 20 and
// 40 %, and with two searches.
func swept30() report.Report {
	r := scene.ComparedReport()
	remote := report.Swept{Key: "remote.a", Kind: report.SweptRemote, Names: r.Services[0].Names, Unit: "share", Value: 0.046}
	rent := report.Swept{Key: "premises.rent_eur_m2_month", Kind: report.SweptParameter, Path: "premises.rent_eur_m2_month", Names: lang.Name{En: "rent", Fi: "vuokra", Sv: "hyra"}, Unit: "EUR/m2/month", Value: 22}
	s := report.Sweep{Levers: []report.Swept{remote}, Options: []int{0, 1}}
	for k, v := range []float64{0, 0.2, 0.4} {
		step := report.SweepStep{Values: []float64{v}}
		for option := range 2 {
			row := report.SweepRow{County: report.Exact(-1e5 * float64(k*option)), Homes: report.Range{V: 2e4, Lo: 1e4, Hi: 3e4, Known: true}}
			for range r.Services {
				row.Services = append(row.Services, report.SweepCounts{GetsThere: report.Exact(0.471), There: report.Exact(1000), Visits: report.Exact(10_000 + float64(7000*k*option)), County: row.County})
			}
			step.Rows = append(step.Rows, row)
		}
		s.Steps = append(s.Steps, step)
	}
	r.Sweeps = []report.Sweep{s}
	find := report.Find{Lever: rent, From: 0, To: 66, Tolerance: 0.066, Option: "local", Than: "central", Names: lang.Name{En: "Local", Fi: "Lähipalvelut", Sv: "Närservice"},
		Other: lang.Name{En: "Mobile", Fi: "Liikkuvat", Sv: "Mobil"}, More: true, Count: "county", Draws: 200,
		Crossings: []report.Crossing{{At: 30.25, Holds: true, Low: 27.5, High: 35}, {At: 50, Low: 41, High: 66, HighOpen: true, After: 37}}}
	never := find
	never.Crossings, never.Service, never.Of, never.Count, never.More, never.Somewhere = nil, r.Services[0].ID, r.Services[0].Names, "visits", false, 12
	plan, people := never, never
	plan.Lever, plan.From, plan.To, plan.Tolerance = remote, 0, 1, 0.001
	people.Lever, people.From, people.To, people.Tolerance = report.Swept{Key: "people.korso", Kind: report.SweptPeople, Names: lang.Same("Korso"), Unit: "ratio", Value: 1}, 0.1, 3, 0.003
	r.Finds = []report.Find{find, never, plan, people}
	return r
}

func TestSweepsInWords(t *testing.T) {
	for _, tt := range []struct {
		l        lang.Language
		wide     int
		services []string
		want     []string
	}{
		{lang.English, 100, nil, []string{"planned remote share: ", "Now: 4.6 %.", "VISITS THAT CAN BE GIVEN", "0 %          10 000        10 000\n", "20 %         10 000        17 000\n", "40 %         10 000        24 000\n",
			"chart           ▁▁▁           ▁▅█\n", "COUNTY  all services · M€ a year", "40 %           0.00         −0.20\n", "The same at every value: GET THERE IN TIME (", "RESIDENTS (money, time) (all services)"}},
		{lang.Finnish, 80, []string{"neuvola"}, []string{"Nyt: 4,6", "KÄYNNIT, JOIHIN RESURSSIT RIITTÄVÄT", "−0,20", "Sama kaikilla arvoilla"}},
		{lang.Swedish, 80, nil, []string{"Nu: 4,6", "BESÖK SOM KAN GES", "Samma vid alla värden"}},
	} {
		var b bytes.Buffer
		if err := Table(&b, swept30(), tt.services, plain.Options{Words: words.In(tt.l), Width: tt.wide}); err != nil {
			t.Fatal(err)
		}
		for _, want := range tt.want {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s: no %q in\n%s", tt.l, want, b.String())
			}
		}
		for _, line := range strings.Split(b.String(), "\n") {
			if plain.Width(line) > tt.wide {
				t.Errorf("%s: longer than %d: %q", tt.l, tt.wide, line)
			}
		}
	}
}

func TestFindsInWords(t *testing.T) {
	for l, wants := range map[lang.Language][]string{
		lang.English: {"rent · Local > Mobile · All services, county, M€ a year", "So from 30.25 on. The turning point is between 27.5 and 35 in 90 % of the draws.", "Not so from 50 on. The turning point has no range: 37 of 200 draws have none up to 66.",
			"Never from 0 to 66. In 12 of 200 draws it is so at some value that was tried.", "Searched from 0 to 66, to within 0.066. Now: 22 (EUR/m2/month). All options have the value, today too.", "rent · Local < Mobile",
			"Now: 4.6 %. Options that are compared with another one have the value as their plan.", "Now: 1 ×. All options have these people, today too; staff and places stay."},
		lang.Finnish: {"Näin on arvosta 30,25 alkaen. Käännekohta on 90 prosentissa arvonnoista välillä 27,5 – 35.", "Ei koskaan välillä 0 – 66."},
		lang.Swedish: {"Så är det från och med 30,25. Vändpunkten ligger mellan 27,5 och 35 i 90 % av dragningarna.", "Aldrig från 0 till 66."},
	} {
		var b bytes.Buffer
		if err := Finds(&b, swept30(), plain.Options{Words: words.In(l)}); err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(strings.ReplaceAll(b.String(), "\n", " "), "\u00a0", " ")
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q in\n%s", l, want, b.String())
			}
		}
	}
}

// sweep.csv has every figure of every step once, and report.json the same figures.
func TestSweepInFiles(t *testing.T) {
	r := swept30()
	r.Sweeps[0].Steps[2].Rows[1].Services[0].Visits = report.Range{}
	r.Sweeps[0].Steps[2].Rows[1].Services[0].GetsThere = report.Exact(math.NaN())
	var b bytes.Buffer
	if err := contract.SweepCSV(&b, &r); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 1+3*2*(2+5*len(r.Services)) {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	found := 0
	for _, row := range rows {
		line := strings.Join(row, ",")
		for _, want := range []string{"1,remote.a,0.2,,," + r.Options[1].ID + ",,county_change,-100000,-100000,-100000,EUR/year,true",
			"1,remote.a,0.4,,," + r.Options[1].ID + "," + r.Services[0].ID + ",visits_that_can_be_given,,,,contacts/year,true"} {
			if line == want {
				found++
			}
		}
	}
	if found != 2 {
		t.Errorf("%d of 2 rows in %v", found, rows[:9])
	}
	b.Reset()
	if err := contract.JSON(&b, r, nil); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Sweeps []struct {
			Levers []struct{ Key, Kind string }
			Steps  []struct {
				Values []float64
				Rows   []struct {
					Option   string
					County   struct{ Value float64 } `json:"county_eur"`
					Services []struct {
						Visits struct{ Value *float64 }
					}
				}
			}
		}
		Finds []struct {
			Crossings []struct {
				At, Lo, Hi float64
				HiOpen     bool `json:"hi_open"`
				After      int
			}
		}
	}
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	s := doc.Sweeps[0]
	if s.Levers[0].Kind != "remote" || s.Steps[1].Values[0] != 0.2 || s.Steps[1].Rows[1].County.Value != -1e5 || s.Steps[2].Rows[1].Services[0].Visits.Value != nil || *s.Steps[1].Rows[1].Services[0].Visits.Value != 17_000 {
		t.Errorf("%+v", s)
	}
	if c := doc.Finds[0].Crossings; len(c) != 2 || c[1].At != 50 || !c[1].HiOpen || c[1].After != 37 || c[0].Lo != 27.5 {
		t.Errorf("%+v", c)
	}
	// without questions nothing is added
	b.Reset()
	if err := contract.JSON(&b, scene.ComparedReport(), nil); err != nil || strings.Contains(b.String(), `"sweeps"`) || strings.Contains(b.String(), `"finds"`) {
		t.Errorf("a report without questions has answers (%v)", err)
	}
}

// stressed30 is report30 with stress tests: as planned, fewer staff, a site lost, and
// one that cannot be computed.
func stressed30() report.Report {
	r := scene.ComparedReport()
	rows := func(visits ...float64) (out []report.SweepRow) {
		for _, v := range visits {
			row := report.SweepRow{County: report.Exact(-1e5), Homes: report.Exact(2e4)}
			for range r.Services {
				row.Services = append(row.Services, report.SweepCounts{GetsThere: report.Exact(0.471), There: report.Exact(1000), Visits: report.Range{V: v, Lo: v - 100, Hi: v + 100, Known: true}, County: row.County, Homes: row.Homes})
			}
			out = append(out, row)
		}
		return out
	}
	station := []lang.Name{{En: "East station", Fi: "Itäinen asema", Sv: "Östra stationen"}}
	r.Stress = &report.Stress{Options: []int{0, 1}, Tests: []report.StressRun{
		{Test: report.Planned, Factor: 1, Rows: rows(10_000, 12_000)},
		{Test: report.Recruitment, Factor: 0.9, Rows: rows(9_000, 11_000)},
		{Test: report.LessRemote, Factor: 0.5, Why: "digital.under_delivery_factor"},
		{Test: report.HigherRent, Factor: 1.2762815625, Years: 5, Rows: rows(10_000, 12_000)},
		{Test: report.SiteLost, Factor: 1, Rows: rows(8_000, 12_000), Lost: []report.Lost{{Facilities: []string{"east"}, Site: station}, {Facilities: []string{"east"}, Site: station}}},
		{Test: report.ProviderOut, Factor: 1, Rows: rows(10_000, 7_000), Lost: []report.Lost{{}, {Service: r.Services[0].ID, Of: r.Services[0].Names, Production: "voucher", Share: 0.25}}},
	}}
	return r
}

func TestStressInWords(t *testing.T) {
	for _, tt := range []struct {
		l    lang.Language
		wide int
		want []string
	}{
		{lang.English, 100, []string{"recruitment: the fill rate of every profession × 0.9", "remote: not computed, no value of: planned remote contacts made", "rent: +5 % a year for 5 years, all rents × 1.28",
			"in which the model places them, so less is lost than when the site closes and all else stays (compare --close); East station: 2026, Centralised network", "voucher, 25 % of contacts: Centralised network; nothing to lose: 2026",
			"as planned 10 000 12 000 recruitment 9 000 11 000 site lost 8 000 12 000 provider lost 10 000 7 000", "The same in every test: GET THERE IN TIME ("}},
		{lang.Finnish, 80, []string{"rekrytointi: jokaisen ammattiryhmän täyttöaste × 0,9", "kaikki vuokrat × 1,28", "Itäinen asema: 2026, ", "palveluseteli, 25 % asioinneista"}},
		{lang.Swedish, 80, []string{"alla hyror × 1,28", "Östra stationen: 2026, ", "servicesedel, 25 % av kontakterna"}},
	} {
		var b bytes.Buffer
		if err := Stress(&b, stressed30(), nil, plain.Options{Words: words.In(tt.l), Width: tt.wide}); err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(strings.ReplaceAll(b.String(), "\u00a0", " ")), " ")
		for _, want := range tt.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q in\n%s", tt.l, want, b.String())
			}
		}
		for _, line := range strings.Split(b.String(), "\n") {
			if plain.Width(line) > tt.wide {
				t.Errorf("%s: longer than %d: %q", tt.l, tt.wide, line)
			}
		}
	}
	var b bytes.Buffer
	if err := Stress(&b, scene.ComparedReport(), nil, plain.Options{}); err != nil || b.Len() > 0 {
		t.Errorf("a report without stress tests prints %q (%v)", b.String(), err)
	}
}

// stress.csv has every figure of every computed test once, and report.json the same.
func TestStressInFiles(t *testing.T) {
	r := stressed30()
	var b bytes.Buffer
	if err := contract.StressCSV(&b, &r); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 1+5*2*(2+5*len(r.Services)) {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	want := "provider_lost," + r.Options[1].ID + "," + r.Services[0].ID + ",visits_that_can_be_given,7000,6900,7100,contacts/year,true"
	found := false
	for _, row := range rows {
		found = found || strings.Join(row, ",") == want
	}
	if !found {
		t.Errorf("no row %s", want)
	}
	b.Reset()
	if err := contract.JSON(&b, r, nil); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Stress []struct {
			Test    string
			Factor  float64
			Missing string
			Lost    []struct {
				Option, Service, Production string
				Facilities                  []string
				Share                       float64
			}
			Rows []struct{ Option string }
		}
	}
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	if s := doc.Stress; len(s) != 6 || s[1].Factor != 0.9 || len(s[1].Rows) != 2 || s[2].Missing != "digital.under_delivery_factor" || len(s[2].Rows) != 0 || s[4].Lost[1].Facilities[0] != "east" ||
		len(s[5].Lost) != 1 || s[5].Lost[0].Option != r.Options[1].ID || s[5].Lost[0].Production != "voucher" || s[5].Lost[0].Share != 0.25 {
		t.Errorf("%+v", s)
	}
	b.Reset()
	if err := contract.JSON(&b, scene.ComparedReport(), nil); err != nil || strings.Contains(b.String(), `"stress"`) {
		t.Errorf("a report without tests has them (%v)", err)
	}
}

// A search by who gets there names the networks as its draws, or says that it needs
// them; no other search does.
func TestFindsByWhoGetsThereNameTheNetworks(t *testing.T) {
	r := swept30()
	for _, tt := range []struct {
		count string
		draws int
		want  string
		not   []string
	}{
		{"people", 6, "The draws are 6 drawn networks.", []string{"No range"}}, {"people", 0, "No range: who gets there needs drawn networks (--networks 20).", []string{"no draws", "The draws are"}},
		{"county", 6, "in 90 % of the draws", []string{"drawn networks"}}, {"county", 0, "No range: no draws.", []string{"drawn networks"}},
	} {
		f := r.Finds[0]
		f.Count, f.Draws, f.Crossings = report.CountNames()[0], tt.draws, []report.Crossing{{At: 30, Holds: true, Low: 25, High: 35}}
		if tt.count == "county" {
			f.Count = report.CountNames()[2]
		}
		one := r
		one.Finds = []report.Find{f}
		var b bytes.Buffer
		if err := Finds(&b, one, plain.Options{Words: words.In(lang.English)}); err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(b.String(), "\n", " ")
		for _, not := range tt.not {
			if strings.Contains(text, not) {
				t.Errorf("%s, %d draws: %q in %s", tt.count, tt.draws, not, text)
			}
		}
		if !strings.Contains(text, tt.want) {
			t.Errorf("%s, %d draws: no %q in %s", tt.count, tt.draws, tt.want, text)
		}
	}
}
