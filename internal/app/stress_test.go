package app_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"saavu/internal/app"
	"saavu/pkg/report"
	"saavu/scenarios"
)

// Each stress test gives what a separate comparison gives in which somebody makes the
// same loss by hand; as planned is the comparison itself; and each test moves what it is
// about, and nothing else.
func TestStressIsASeparateComparison(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	session, err := app.Open(t.Context(), request())
	if err != nil {
		t.Fatal(err)
	}
	compared := func(q app.Request) report.Report {
		out, err := session.Compare(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		return out.Report
	}
	q := request("remote", "multi-provider", "centralised")
	q.Draws = 4
	plain := compared(q)
	if plain.Stress != nil {
		t.Fatal("stress tests that nobody asked for")
	}
	q.Stress = true
	r := compared(q)
	index := map[string]int{}
	for k, o := range r.Options {
		index[o.ID] = k
	}
	tests := map[report.StressTest]*report.StressRun{}
	for k := range r.Stress.Tests {
		tests[r.Stress.Tests[k].Test] = &r.Stress.Tests[k]
	}
	if len(tests) != 6 || len(r.Stress.Tests) != 6 {
		t.Fatalf("%d tests", len(r.Stress.Tests))
	}
	for id, k := range index {
		sameCounts(t, "as planned", tests[report.Planned].Rows[k], plain, id)
	}

	// a site lost: today's site is closed by hand
	lost := tests[report.SiteLost].Lost
	if today := lost[index["today"]].Facilities; !slices.Contains(today, "hs_tikkurila") || len(today) < 2 {
		t.Errorf("today loses %v, expected the health station of Tikkurila with what is in its building", today)
	}
	if site := lost[index["centralised"]].Facilities; !slices.Contains(site, "hs_tikkurila") || !slices.Contains(site, "fc_tikkurila") {
		t.Errorf("centralised loses %v, expected the health station of Tikkurila with the family centre that it puts there", site)
	}
	by := q
	by.Stress = false
	lostFile := filepath.Join(t.TempDir(), "lost.yaml")
	closed := "name: Lost\nfit: [rooms, staff]\nchanges:\n"
	for _, id := range lost[index["today"]].Facilities {
		closed += "  - close: " + id + "\n"
	}
	if err := os.WriteFile(lostFile, []byte(closed), 0o644); err != nil {
		t.Fatal(err)
	}
	by.Options = []string{lostFile}
	hand := compared(by)
	for s := range r.Services {
		got, want := tests[report.SiteLost].Rows[index["today"]].Services[s], hand.Services[s].Rows[1]
		if got.Visits != want.Visits || got.GetsThere != want.GetsThere {
			t.Errorf("site lost, %s: %+v, by hand %+v", r.Services[s].ID, got.Visits, want.Visits)
		}
	}
	if zero := tests[report.SiteLost].Rows[index["today"]].County; zero.V != 0 {
		t.Errorf("today is compared with itself in the same test: %+v", zero)
	}

	// a provider lost: the option without its largest contract and without the points
	// for it
	contract := tests[report.ProviderOut].Lost[index["multi-provider"]]
	if contract.Service != "oral_treatment" || contract.Share != 0.25 || contract.Production != "voucher" || tests[report.ProviderOut].Lost[index["remote"]].Any() {
		t.Fatalf("%+v", tests[report.ProviderOut].Lost)
	}
	text, err := scenarios.FS.ReadFile("vantaa-kerava/multi-provider.yaml")
	if err != nil {
		t.Fatal(err)
	}
	without := strings.Replace(string(text), "  - contract: {service: oral_treatment, production: voucher, share: 0.25}\n", "", 1)
	without = strings.ReplaceAll(without, "[oral_treatment, therapy_child, family_guidance]", "[therapy_child, family_guidance]")
	file := filepath.Join(t.TempDir(), "without.yaml")
	if err := os.WriteFile(file, []byte(without), 0o644); err != nil || len(without) >= len(text)-60 {
		t.Fatalf("%v\n%s", err, without)
	}
	by.WhatIf, by.Options = nil, []string{file}
	sameCounts(t, "provider lost", tests[report.ProviderOut].Rows[index["multi-provider"]], compared(by), "without")
	if got, want := tests[report.ProviderOut].Rows[index["remote"]], tests[report.Planned].Rows[index["remote"]]; got.County != want.County {
		t.Errorf("remote has no contract to lose, but %+v, as planned %+v", got.County, want.County)
	}

	visits := func(test report.StressTest, option string) float64 {
		return tests[test].Rows[index[option]].Services[1].Visits.V
	}
	if p, is := visits(report.Planned, "today"), visits(report.Recruitment, "today"); is >= p || is < 0.85*p {
		t.Errorf("doctors' visits %g with a tenth fewer filled positions, %g as planned", is, p)
	}
	if p, is := visits(report.Planned, "today"), visits(report.LessRemote, "today"); is != p {
		t.Errorf("today has no planned remote contacts, but %g visits, %g as planned", is, p)
	}
	if p, is := visits(report.Planned, "remote"), visits(report.LessRemote, "remote"); is >= p {
		t.Errorf("remote: %g visits with half of its remote contacts, %g as planned", is, p)
	}
	for id, k := range index {
		if p, is := visits(report.Planned, id), visits(report.HigherRent, id); is != p {
			t.Errorf("%s: higher rents change visits from %g to %g", id, p, is)
		}
		if c := tests[report.HigherRent].Rows[k].County; id == "centralised" && c == tests[report.Planned].Rows[k].County {
			t.Error("centralised: higher rents change no euros")
		}
	}
}
