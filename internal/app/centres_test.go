package app_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saavu/internal/app"
	"saavu/internal/load"
	"saavu/internal/source"
	"saavu/pkg/report"
)

var (
	centresCounty  = filepath.Join("..", "..", "scenarios", "centres", "county.yaml")
	guidanceCounty = filepath.Join("..", "..", "scenarios", "guidance", "county.yaml")
)

// byHand compares a figure with one that is computed by hand.
func byHand(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-9*math.Max(1, math.Abs(want))) {
		t.Errorf("%s is %v, expected %v", what, got, want)
	}
}

// Each of the three centres is one change. The square metres are rooms x m2 of a room by
// type: 20 x 28 + 2 x 60 + 2 x 32. The house costs 744 m2 x 22 EUR x 12 and its running
// cost by size, and half a coordinator 0.5 x 42 EUR x 1,580 hours.
func TestPlacedCentres(t *testing.T) {
	r := sharedOf(t, centresCounty).compared(t, "staff")
	var placed []report.Centre
	for _, c := range r.Centres {
		if c.Placed {
			placed = append(placed, c)
		}
	}
	want := []struct {
		option, seat             string
		required, house, missing int
		m2, score                float64
	}{
		{"family-centre", "fc_station", 10, 4, 6, 20*28 + 2*60 + 2*32, 0.4},
		{"health-centre", "hwc_myyrmaki", 7, 3, 4, 30*28 + 2*60 + 8*32, 3.0 / 7},
		{"service-centre", "csc_korso", 6, 0, 6, 8*28 + 6*60, 0},
	}
	if len(placed) != len(want) {
		t.Fatalf("%d centres are placed", len(placed))
	}
	for i, w := range want {
		c := placed[i]
		if c.Option != w.option || c.Seat.ID != w.seat || c.Required != w.required || len(c.House) != w.house || len(c.Missing) != w.missing || len(c.Sites) != 0 {
			t.Errorf("%+v", c)
		}
		byHand(t, w.seat+" m2", c.M2, w.m2)
		byHand(t, w.seat+" score", c.Score(), w.score)
	}
	lines := map[string]float64{}
	for s := range r.Services {
		for _, l := range r.Services[s].Rows[1].Lines {
			if l.Payer == "county" {
				lines[l.Kind] += l.Money.V
			}
		}
	}
	byHand(t, "rent", lines["rent"], 744*22*12)
	byHand(t, "running cost", lines["site running cost"], 140000)
	byHand(t, "coordination", lines["coordination of placed centres"], 0.5*42*1580)
	sum := 0.0
	for _, eur := range lines {
		sum += eur
	}
	byHand(t, "the county's euros", r.Network[1].County.V, sum)
}

// edited copies a folder of scenarios with the data of the embedded county, puts one text
// for another in a file of it, and reads its county. It returns the county file.
func edited(t *testing.T, folder, file, old, by string) (string, error) {
	t.Helper()
	root, dir := filepath.Join("..", ".."), t.TempDir()
	for _, at := range []string{"data/vantaa-kerava", "scenarios/" + folder} {
		if err := os.CopyFS(filepath.Join(dir, at), os.DirFS(filepath.Join(root, at))); err != nil {
			t.Fatal(err)
		}
	}
	at := filepath.Join(dir, "scenarios", folder, file)
	text, err := os.ReadFile(at)
	if err != nil || !strings.Contains(string(text), old) {
		t.Fatal(err, old)
	}
	if err := os.WriteFile(at, []byte(strings.Replace(string(text), old, by, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	county := filepath.Join(dir, "scenarios", folder, "county.yaml")
	_, err = load.Read(t.Context(), source.OS(), county, load.Options{Embedded: request().Embedded})
	return county, err
}

// centresWith is the county of centres with a rule.
func centresWith(t *testing.T, rule string) (string, error) {
	t.Helper()
	return edited(t, "centres", "county.yaml", "templates: templates.yaml\n", "templates: templates.yaml\nrules:\n  - "+rule+"\n")
}

// A bundle is complete where all required services that the county has are near enough; as
// it lacks some, nobody knows.
func TestBundleComplete(t *testing.T) {
	county, err := centresWith(t, `{id: bundle, kind: bundle-complete, severity: wish, items: [family_centre], text: Bundle}`)
	if err != nil {
		t.Fatal(err)
	}
	verdicts := func() []report.Breach {
		var out []report.Breach
		for _, o := range sharedOf(t, county).compared(t, "staff").Options {
			out = append(out, o.Breaches...)
		}
		return out
	}
	for i, b := range verdicts() {
		if b.Verdict != "not checked" {
			t.Errorf("option %d: %s", i, b.Verdict)
		}
	}
	templates := filepath.Join(filepath.Dir(county), "templates.yaml")
	text, err := os.ReadFile(templates)
	if err != nil {
		t.Fatal(err)
	}
	known := strings.NewReplacer("neuvola_maternity, ", "", "home_help_family, family_work, neuvola_psychologist,", "", ", child_protection_assessment, child_longterm_care", "")
	for within, want := range map[string][]string{"15": {"ok", "ok", "ok", "ok"}, "1": {"inherited", "inherited", "inherited", "inherited"}} {
		new := strings.Replace(known.Replace(string(text)), "sites_within_min: 15", "sites_within_min: "+within, 1)
		if err := os.WriteFile(templates, []byte(new), 0o644); err != nil {
			t.Fatal(err)
		}
		for i, b := range verdicts() {
			if b.Verdict != want[i] {
				t.Errorf("within %s minutes, option %d: %s, expected %s", within, i, b.Verdict, want[i])
			}
		}
	}
}

func TestRefusedCentres(t *testing.T) {
	rule := `{id: bundle, kind: bundle-complete, severity: wish, items: [family_center], text: Bundle}`
	for _, tt := range []struct{ folder, file, old, by, want string }{
		{"centres", "county.yaml", "templates: templates.yaml\n", "templates: templates.yaml\nrules:\n  - " + rule + "\n",
			`found "family_center", expected the id of a template (did you mean family_centre?)`},
		{"centres", "county.yaml", "templates: templates.yaml\n", "rules:\n  - {id: b, kind: bundle-complete, severity: wish, text: Bundle}\n",
			`found "bundle-complete", expected a rule that the county can check (templates: FILE names a file of templates)`},
		{"centres", "templates.yaml", "rooms: {reception: 20,", "rooms: {reception: 0,", `expected rooms of type reception, which neuvola_child needs`},
		{"centres", "options/family-centre.yaml", "template: family_centre", "template: family_center", `place: no template "family_center" (did you mean family_centre?)`},
		{"guidance", "products.csv", "family_guidance:0.3", "family_guidence:0.3", `column "replaces": found "family_guidence:0.3", expected the id of a service (did you mean family_guidance?)`},
	} {
		county, err := edited(t, tt.folder, tt.file, tt.old, tt.by)
		if err == nil {
			q := request()
			q.County = county
			_, err = app.Open(t.Context(), q)
			if err == nil {
				_, err = fresh(t, q).Check(t.Context(), q)
			}
		}
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%v, expected %s", err, tt.want)
		}
	}
}

// 20,000 contacts of 20 minutes take 6,667 hours. Half of them end at the desk, and each of
// these makes 0.3 meetings of 60 minutes unnecessary: 3,000 hours.
func TestGuidance(t *testing.T) {
	c := sharedOf(t, guidanceCounty)
	r := c.compared(t, "staff")
	if len(r.Guidance) != 2 || r.Guidance[0].Option != "today" || r.Guidance[0].Contacts != 0 {
		t.Fatalf("%+v", r.Guidance)
	}
	g := r.Guidance[1]
	byHand(t, "contacts", g.Contacts, 20000)
	byHand(t, "hours", g.Hours, 6666.666666666667)
	byHand(t, "share that ends", g.Resolved, 0.5)
	contacts, freed := g.Freed()
	byHand(t, "contacts avoided", contacts, 3000)
	byHand(t, "hours freed", freed, 3000)
	if g.Verdict() != "costs" {
		t.Error(g.Verdict())
	}
	before, after := &r.Services[1].Rows[0], &r.Services[1].Rows[1]
	byHand(t, "need of meetings", after.Need.V, before.Need.V-3000)
	byHand(t, "meetings that are no longer left undone", after.VisitsChange.V, (before.Need.V-before.Visits.V)-(after.Need.V-after.Visits.V))
	said := 0
	for _, n := range r.Notes {
		if n.Kind == "note_guidance_costs" {
			said++
		}
	}
	if said != 1 {
		t.Errorf("%d notes", said)
	}
	// Kerava's desk has 3,000 of the contacts and avoids 450 meetings there.
	kerava := map[string]float64{}
	for _, a := range r.Allocated {
		if a.Service == "family_guidance" && a.Area == "kerava" {
			kerava[a.Option] += a.Contacts
		}
	}
	byHand(t, "meetings avoided in Kerava", kerava["today"]-kerava["desks"], 450)
	addsUp(t, c)
}
