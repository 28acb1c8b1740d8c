package main

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// staffed is the county of today with its positions.
func staffed(t *testing.T) *today {
	t.Helper()
	f, c := generated(t)
	now, err := readToday(f, c)
	if err != nil {
		t.Fatal(err)
	}
	if err := now.staff(); err != nil {
		t.Fatal(err)
	}
	return now
}

// positions reads the positions of a written point.
func positions(t *testing.T, text string) []float64 {
	t.Helper()
	var out []float64
	for _, part := range strings.Split(text, "/") {
		v, err := strconv.ParseFloat(part, 64)
		if err != nil || v <= 0 {
			t.Fatalf("positions %q", text)
		}
		out = append(out, v)
	}
	return out
}

func TestPointsStandAtOpenPlaces(t *testing.T) {
	out := files(t)
	f, _ := generated(t)
	_, places := records(t, out["facilities.csv"])
	_, points := records(t, out["service-points.csv"])
	services := map[string]int{}
	for _, s := range f.head.services {
		services[s.ID] = len(s.Staff)
	}
	// The table of today: eight clinics, eight stations, seven dental clinics
	// and two family centres.
	want := map[string]int{"neuvola_child": 8, "gp_reception": 8, "nurse_reception": 8, "oral_check_child": 7,
		"oral_treatment": 7, "family_guidance": 2, "therapy_child": 2}
	got, seen := map[string]int{}, map[string]bool{}
	for _, p := range points {
		id := p["facility"] + " " + p["service"]
		if seen[id] {
			t.Errorf("%s is listed twice", id)
		}
		seen[id] = true
		got[p["service"]]++
		k := slices.IndexFunc(places, func(r map[string]string) bool { return r["id"] == p["facility"] })
		if k < 0 || places[k]["status"] != "open" || places[k]["x"] == "" {
			t.Errorf("%s is not at an open place", id)
			continue
		}
		if n := len(positions(t, p["fte"])); n != services[p["service"]] {
			t.Errorf("%s has positions of %d professions, the service has %d", id, n, services[p["service"]])
		}
		if whole(t, p["rooms"]) < 1 {
			t.Errorf("%s has %s rooms", id, p["rooms"])
		}
		partTime := p["facility"] == "hs_lansimaki"
		if (p["days"] != "mon-fri") != partTime || (p["visiting"] == "yes") != partTime {
			t.Errorf("%s: days %q, visiting %q", id, p["days"], p["visiting"])
		}
		assumed := strings.HasSuffix(places[k]["name"], "(assumption)")
		if (p["src"] == "assumption") != (assumed || partTime) || assumed != (places[k]["source"] == "assumption") {
			t.Errorf("%s: flag %q at %q", id, p["src"], places[k]["name"])
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("points %v, expected %v", got, want)
	}
}

// The county's positions are computed again from the people by age and the
// parameters as in the documents, without the model.
func TestPositionsAreConserved(t *testing.T) {
	out := files(t)
	var people [6]float64
	_, cells := records(t, out["cells.csv"])
	for _, c := range cells {
		for b, column := range []string{"p0_6", "p7_17", "p18_22", "p23_64", "p65_74", "p75"} {
			people[b] += float64(whole(t, c[column]))
		}
	}
	const productive, cover = 1150, 0.96
	for _, tc := range []struct {
		service       string
		rates         [6]float64 // a person of the band; ages are even within a band
		remote        float64
		minutes, call float64
		fill          []float64
	}{
		{"neuvola_child", [6]float64{(9.6 + 6*1.2) / 7}, 0, 60, 35, []float64{0.95}},
		{"gp_reception", [6]float64{0.6, 0.35, 0.45, 0.5, 1.1, 1.7}, 0.046, 30, 20, []float64{0.88}},
		{"nurse_reception", [6]float64{0.5, 0.4, 0.7, 0.8, 1.9, 3}, 0.288, 40, 15, []float64{0.93}},
		{"oral_check_child", [6]float64{3.0 / 7, 9.0 / 11 * 0.33}, 0, 30, 0, []float64{0.93, 0.95}},
		{"oral_treatment", [6]float64{0.12, 1.18, 0.55, 0.55, 0.75, 0.65}, 0, 50, 20, []float64{0.9, 0.95}},
		{"family_guidance", [6]float64{0.25, 0.25}, 0, 60, 20, []float64{0.8}},
		{"therapy_child", [6]float64{0.3, 0.3}, 0, 60, 50, []float64{0.85}},
	} {
		need := 0.0
		for b, rate := range tc.rates {
			need += people[b] * rate
		}
		got := make([]float64, len(tc.fill))
		_, points := records(t, out["service-points.csv"])
		for _, p := range points {
			if p["service"] == tc.service {
				for k, v := range positions(t, p["fte"]) {
					got[k] += v
				}
			}
		}
		for k, fill := range tc.fill {
			hours := need * (cover*(1-tc.remote)*tc.minutes + tc.remote*tc.call) / 60
			if want := hours / (productive * fill); math.Abs(got[k]-want) > 0.051 {
				t.Errorf("%s has %.1f positions, expected %.2f", tc.service, got[k], want)
			}
			t.Logf("%-16s need %7.0f  positions %5.1f", tc.service, need, got[k])
		}
	}
}

// Doctors divide by the known shares of their visits, nurses nearly so, by the same
// attractions and another age mix, and Kerava has its residents' part.
func TestReceptionsFollowTheKnownShares(t *testing.T) {
	known := map[string]float64{"hs_tikkurila": 24.2, "hs_martinlaakso": 20.7, "hs_myyrmaki": 18.6, "hs_hakunila": 13.3,
		"hs_korso": 8.8, "hs_lansimaki": 5.4, "hs_koivukyla": 4.5}
	_, points := records(t, files(t)["service-points.csv"])
	for service, near := range map[string]float64{"gp_reception": 0.01, "nurse_reception": 0.02} { // parts of itself
		vantaa, kerava := 0.0, 0.0
		for _, p := range points {
			if p["service"] == service && known[p["facility"]] > 0 {
				vantaa += positions(t, p["fte"])[0]
			} else if p["service"] == service {
				kerava += positions(t, p["fte"])[0]
			}
		}
		for _, p := range points {
			if want := vantaa * known[p["facility"]] / 95.5; p["service"] == service && want > 0 && math.Abs(positions(t, p["fte"])[0]/want-1) > near {
				t.Errorf("%s %s has %s positions, expected %.1f", p["facility"], service, p["fte"], want)
			}
		}
		// 13.6 % of the people live in Kerava, whose ages are near the county's.
		if share := kerava / (kerava + vantaa); share < 0.12 || share > 0.15 {
			t.Errorf("%s: Kerava has %.3f of the positions", service, share)
		}
	}
}

// Positions of services that divide by need serve what they should, and rooms
// never bind before staff does. The printed table describes today.
func TestTodayServes(t *testing.T) {
	now := staffed(t)
	cover := now.params.Value("staff.cover_today")
	n := now.place.Network
	for s := range n.Services {
		v, sm, got := &now.outcome.Services[s], &now.model.Services[s], now.serve(s)
		people := v.There.Total(-1)
		there, own := v.There.Within(-1, sm.LimitMin)/people, v.Own.Within(-1, sm.LimitMin)/people
		sum := v.There.Summary()
		t.Logf("%s: need %.0f, remote %.0f, served %.1f %%; of %.0f people %.1f %% within %g min without a car (own modes %.1f %%), median %.1f, slowest tenth %.1f min",
			n.Services[s].ID, got.Need, got.Remote, 100*got.Share, people, 100*there, sm.LimitMin, 100*own, sum.Median, sum.SlowestTenth)
		capacity := 0.0
		for _, pl := range got.Points {
			capacity += pl.Capacity
			p := n.Points[pl.Point]
			t.Logf("  %-16s fte %5.1f rooms %2.0f load %7.0f capacity %7.0f served %5.1f %% of load", n.Facilities[p.Facility].ID,
				p.FTE, p.Rooms, pl.Load, pl.Capacity, 100*pl.Seen/pl.Load)
			if pl.Bind != "staff" {
				t.Errorf("%s: %s binds", p.ID, pl.Bind)
			}
			spare := (p.Rooms - 1) * now.model.RoomHours[0] * p.Hours.DaysPerWeek() / 5 * now.model.RoomUse * 60 / sm.ClientMin
			if spare >= pl.Capacity {
				t.Errorf("%s has %.0f rooms, one fewer would do", p.ID, p.Rooms)
			}
		}
		// A tenth of a position in total, and one for each small point.
		if want := cover * (got.Need - got.RemoteNeed); math.Abs(capacity/want-1) > 0.015 {
			t.Errorf("%s can see %.0f, expected %.0f", n.Services[s].ID, capacity, want)
		}
		if got.RemoteNeed == 0 && math.Abs(got.Share-cover) > 0.015 {
			t.Errorf("%s serves %.3f of its need, expected %.2f", n.Services[s].ID, got.Share, cover)
		}
		if math.Abs(got.Remote-got.RemoteNeed) > 1e-6 || math.Abs(got.RemoteMean-sm.RemoteNow) > 1e-9 {
			t.Errorf("%s: %.0f remote contacts served of %.0f, share %.3f", n.Services[s].ID, got.Remote, got.RemoteNeed, got.RemoteMean)
		}
	}
}

// A run reads from the county file what the generator used.
func TestCountyFileHoldsTheHeadAndTheTree(t *testing.T) {
	f, _ := generated(t)
	file := files(t)["county.yaml"]
	if !bytes.HasPrefix(file, f.head.bytes) {
		t.Error("the county file does not begin with its head")
	}
	if b := files(t)["README.md"]; !bytes.HasPrefix(b, []byte("# Embedded county Vantaa-Kerava: SYNTHETIC\n")) {
		t.Error("the README does not state that the county is synthetic")
	}
	var raw struct {
		Services []map[string]any `yaml:"services"`
		Rules    []map[string]any `yaml:"rules"`
	}
	if err := yaml.Unmarshal(file, &raw); err != nil {
		t.Fatal(err)
	}
	if len(raw.Services) != 7 || len(raw.Rules) < 10 {
		t.Errorf("%d services and %d rules", len(raw.Services), len(raw.Rules))
	}
	paths := map[string]int{}
	var walk func(key string, v any)
	walk = func(key string, v any) {
		switch v := v.(type) {
		case string:
			if dotted(v) && key != "source" && key != "text" {
				paths[v]++
			}
		case map[string]any:
			for k, x := range v {
				walk(k, x)
			}
		case []any:
			for _, x := range v {
				walk(key, x)
			}
		}
	}
	for _, s := range raw.Services {
		delete(s, "short") // may hold an abbreviation
		walk("", s)
	}
	for _, r := range raw.Rules {
		walk("", r)
	}
	if len(paths) < 40 {
		t.Errorf("%d parameter paths in the head, expected more", len(paths))
	}
	for path := range paths {
		if _, ok := f.tree.Get(path); !ok && len(f.tree.Under(path)) == 0 {
			t.Errorf("%s is named in the head and is no parameter", path)
		}
	}
	known, _ := f.tree.Get("travel.threshold_min.local")
	if known.V != 20 || known.Lo != 15 || known.Hi != 25 {
		t.Errorf("the local limit is %+v", known)
	}
}

// dotted distinguishes a parameter's path from other words: lowercase segments.
func dotted(s string) bool { return strings.Contains(s, ".") && !strings.ContainsAny(s, " ;,") }

func TestPointsOfFactsAreChecked(t *testing.T) {
	f, c := generated(t)
	f.points = &table{name: "service-points.csv", columns: strings.Split("facility,service,days,visiting,src,ref", ","), rows: [][]string{
		{"hs_korso", "gp_reception", "mon-fri", "no", "source", ""},
		{"hs_korso", "gp_reception", "mon+wed", "no", "source", ""},
		{"hs_korsso", "gp_reception", "mon-fri", "no", "source", ""},
		{"fc_tikkurila", "surgery", "mon-sun", "no", "source", ""},
	}}
	_, err := readToday(f, c)
	want := `service-points.csv row 3, column service: found "gp_reception", expected a service once at a place
service-points.csv row 4, column facility: found "hs_korsso", expected an open place of facilities.csv
service-points.csv row 5, column facility: found "fc_tikkurila", expected an open place of facilities.csv
service-points.csv row 5, column service: found "surgery", expected a service of county.head.yaml
service-points.csv row 5, column days: found "mon-sun", expected mon-fri, or weekdays with + between`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}
