package load

import (
	"context"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"

	"saavu/data"
	"saavu/internal/load/field"
	"saavu/internal/load/optionfile"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/pkg/spatial"
	"saavu/pkg/travel"
	"saavu/scenarios"
)

func TestCounty(t *testing.T) {
	c, err := read(small(t))
	if err != nil {
		t.Fatal(err)
	}
	b := &c.Base
	if c.ID != "small" || c.Name != "Small" || !c.Synthetic || c.Demo || b.Year != 2026 || b.SnapMax != 250 {
		t.Errorf("got %s %q synthetic %v demo %v year %d snap %g", c.ID, c.Name, c.Synthetic, c.Demo, b.Year, b.SnapMax)
	}
	if want := (Settings{Period: travel.Rush, Choice: true}); c.Settings != want {
		t.Errorf("settings %+v", c.Settings)
	}
	if all, inside := b.Grid.Total(); all != 160 || inside != 160 || b.Grid.Year != 2026 || !b.Grid.Synthetic || b.Grid.Side != 250 {
		t.Errorf("grid of %g, %g people", all, inside)
	}
	if got := b.Grid.Sum(population.Group{From: 7, To: 17})[5]; math.Abs(got-2) > 1e-12 {
		t.Errorf("%g people of 7 to 17 in a cell, want 2", got)
	}
	if b.Grid.IDs[5] != 22 || b.Grid.Area[5] != 1 || b.Grid.Area[6] != 0 || b.Grid.Centres[5] != (orb.Point{385375, 6680375}) {
		t.Errorf("cell 5: id %d area %d at %v", b.Grid.IDs[5], b.Grid.Area[5], b.Grid.Centres[5])
	}
	wantAreas := []population.Area{
		{ID: "east", Name: "Itä", Names: lang.Name{En: "East", Fi: "Itä", Sv: "Öst"}, Municipality: "town", Partitions: map[string]string{"suuralue": "east", "side": "e"}, Fi: 0.8, Sv: math.NaN(), Foreign: math.NaN()},
		{ID: "west", Name: "Länsi", Names: lang.Name{En: "West", Fi: "Länsi", Sv: "Väst"}, Municipality: "town", Partitions: map[string]string{"suuralue": "west", "side": "w"}, Fi: 0.9, Sv: 0.05, Foreign: 0.05},
	}
	if d := cmp.Diff(wantAreas, b.Grid.Areas, cmpopts.EquateNaNs()); d != "" {
		t.Error(d)
	}
	wantNotes := []string{"facilities open by assumption, in no source: hs_west",
		"facilities of unknown status, treated as closed: cl_old"}
	if d := cmp.Diff(wantNotes, noted(c.Notes)); d != "" {
		t.Error(d)
	}
	wantKnown := []report.Known{{Kind: "share", What: "East", Service: "doctor", Facility: "hs_east", Value: 0.5},
		{Kind: "visits", What: "visits a year", Service: "doctor", Where: "town", Value: 400}}
	if d := cmp.Diff(wantKnown, c.Known); d != "" {
		t.Error(d)
	}
	if len(c.Rules) != 3 || c.Rules[0].Kind != "keep-service" || c.Rules[0].Severity != report.OwnRule || c.Rules[2].Number != 2 {
		t.Errorf("rules %+v", c.Rules)
	}
	if len(c.Inputs) != 8 || c.Inputs[0].Name != "data/small/county.yaml" || len(c.Inputs[0].SHA256) != 64 || c.Inputs[1].Bytes == 0 {
		t.Errorf("inputs %+v", c.Inputs)
	}
}

func TestNetwork(t *testing.T) {
	c, err := read(small(t))
	if err != nil {
		t.Fatal(err)
	}
	n := c.Base.Network
	wantService := network.Service{ID: "clinic", Name: lang.Name{En: "Clinic", Fi: "Neuvola", Sv: "Rådgivning"}, Bundle: "clinic",
		Tier: network.Local, Target: population.Group{From: 0, To: 6}, RatePath: "visit_rates.clinic",
		Staff:         []network.Staff{{Profession: "phn", Minutes: "minutes.staff", Wage: "wage.phn"}, {Profession: "aide", Minutes: "minutes.staff", Wage: "wage.aide"}},
		RemoteMinutes: "minutes.remote", ClientMinutes: "minutes.client", RoomM2: "room_m2", RemoteMax: "remote.max", RemoteNow: "remote.now",
		UnitCost: "cost.clinic", Statutory: true, MobileOK: true}
	if d := cmp.Diff(wantService, n.Services[0]); d != "" {
		t.Error(d)
	}
	if n.Services[1].Target != population.Everyone() {
		t.Errorf("target all gives %v", n.Services[1].Target)
	}
	west := orb.Point{385125, 6680125}
	wantFacilities := []network.Facility{
		{ID: "cl_old", Name: "Vanha neuvola", Type: "neuvola", At: orb.Point{385125, 6680875}, Class: "C", Area: "west", Status: "closed", Size: "small", Production: "own", Column: 0},
		{ID: "cl_west", Name: "Länsi neuvola", Type: "neuvola", At: west, Class: "A", Area: "west", Status: "open", BarrierFree: network.Yes, Size: "small", LeaseEnd: 2030, Production: "own", Column: 1},
		{ID: "hs_east", Name: "Itä terveysasema", Type: "health_station", At: orb.Point{385875, 6680875}, Class: "B", Area: "east", Status: "open", BarrierFree: network.No, Size: "large", Production: "own", Column: 2},
		{ID: "hs_west", Name: "Länsi terveysasema", Type: "health_station", At: west, Class: "B", Area: "west", Status: "open", Size: "medium", Production: "own", Column: 1},
		{ID: "mp", Name: "Kohtaamispaikka", Type: "meeting_place", Class: "none", Area: "west", Status: "planned", Size: "small", Production: "own", Column: -1},
		{ID: "prov", Name: "Tuottaja", Type: "provider", At: orb.Point{385625, 6680625}, Class: "C", Area: "east", Status: "closed", BarrierFree: network.Yes, Size: "small", Production: "purchased", Column: 3},
		{ID: "st_east", Name: "Itä", Type: "stop", At: orb.Point{385875, 6680125}, Class: "C", Area: "east", Status: "closed", Production: "own", Column: 4},
	}
	if d := cmp.Diff([]int32{1, 3, 2, 6, 0, 4, 5}, n.Order); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(wantFacilities, n.Facilities); d != "" {
		t.Error(d)
	}
	wantPoints := []network.ServicePoint{
		{ID: "cl_west:clinic", Facility: 1, Service: 0, Channel: "on_site", FTE: []float64{2, 1}, Rooms: 2, Hours: network.Hours{Office: 31}, Swedish: network.Yes, Unit: -1, Src: "assumption"},
		{ID: "hs_east:clinic", Facility: 2, Service: 0, Channel: "on_site", FTE: []float64{0, 0}, Rooms: 1, Hours: network.Hours{Office: 0b1010}, Swedish: network.No, Unit: -1, Visiting: true, Src: "assumption"},
		{ID: "hs_east:doctor", Facility: 2, Service: 1, Channel: "on_site", FTE: []float64{2}, Hours: network.Hours{Office: 31, Evening: 15, Saturday: true}, Swedish: network.No, Unit: -1, Src: "assumption"},
		{ID: "hs_west:doctor", Facility: 3, Service: 1, Channel: "on_site", FTE: []float64{1}, Rooms: 1, Hours: network.Hours{Office: 31}, Unit: -1, Src: "assumption"},
		{ID: "prov:doctor", Facility: 5, Service: 1, Channel: "on_site", FTE: []float64{1}, Rooms: 1, Hours: network.Hours{Office: 31}, Unit: -1, Provider: true, Src: "assumption"},
	}
	if d := cmp.Diff(wantPoints, n.Points); d != "" {
		t.Error(d)
	}
}

// TestMatrix recomputes walking and driving times from the formula of the
// synthetic router: road distance times pace, plus the fixed minutes.
func TestMatrix(t *testing.T) {
	c, err := read(small(t))
	if err != nil {
		t.Fatal(err)
	}
	m := c.Base.Matrix
	if err := m.Validate(); err != nil || m.Columns() != 5 || m.Cells != 16 || len(m.Tables) != 6 {
		t.Fatalf("%v, %d columns, %d tables", err, m.Columns(), len(m.Tables))
	}
	walk, _ := m.Table(travel.Walk, travel.Rush)
	car, _ := m.Table(travel.Car, travel.Midday)
	for i, centre := range c.Base.Grid.Centres {
		d := math.Hypot(centre[0]-385875, centre[1]-6680875)
		if got, want := float64(walk.Times[2][i]), d*1.25*3.6/4.5; math.Abs(got-want) > 0.5 {
			t.Errorf("cell %d walks %g s, want %g", i, got, want)
		}
		if got, want := float64(car.Times[2][i]), 300+d*1.35*3.6/32; math.Abs(got-want) > 0.5 {
			t.Errorf("cell %d drives %g s, want %g", i, got, want)
		}
		if got, want := float64(walk.Metres[2][i]), d*1.25; math.Abs(got-want) > 1 {
			t.Errorf("cell %d walks %g m, want %g", i, got, want)
		}
	}
}

func TestParameters(t *testing.T) {
	c, err := read(small(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []params.Param{
		{Path: "visit_rates.clinic.0-6", V: 2, Lo: 1.5, Hi: 2.5, Known: true, Unit: "contacts/person/year", Src: params.Source, Ref: "test"},
		{Path: "minutes.staff", V: 40, Lo: 40, Hi: 40, Known: true, Unit: "min"},
		{Path: "remote.later", Unit: "share"},
		{Path: "travel.metric", V: math.NaN(), Known: true, Text: "minutes one way", Unit: "text", Src: params.Document},
	} {
		got, ok := c.Base.Params.Get(want.Path)
		if d := cmp.Diff(want, got, cmpopts.EquateNaNs()); !ok || d != "" {
			t.Errorf("%s: %v %s", want.Path, ok, d)
		}
	}
}

func TestOptionChanges(t *testing.T) {
	c, err := read(small(t))
	if err != nil {
		t.Fatal(err)
	}
	wgs84, _ := spatial.ByEPSG(4326)
	west := wgs84.ToTM35(orb.Point{24.925, 60.2385})
	nan := math.NaN()
	want := scenario.Option{ID: "less", Name: "Less", Against: "today", Listed: lang.Same("shown for the test"), Changes: []scenario.Change{
		&scenario.Close{Facility: "hs_west"},
		&scenario.Close{Facility: "hs_east", Services: []string{"clinic"}},
		&scenario.Open{Facility: "new_1", Name: "New", Type: "neuvola", At: &orb.Point{385625, 6680125}, Services: []string{"clinic"}, FTE: 1,
			Hours: &network.Hours{Office: 0b00101, Evening: 1, Saturday: true}, BarrierFree: network.Yes},
		&scenario.Move{Facility: "cl_west", At: west},
		&scenario.SetCapacity{Facility: "hs_east", Service: "doctor", FTE: nan, Rooms: nan, FTEFactor: 0.5, RoomsFactor: nan},
		&scenario.SetHours{Facilities: []string{"hs_east"}, Hours: network.Hours{Office: 31, Evening: 0b10111}},
		&scenario.AddMobile{ID: "bus", UnitKind: "care_bus", Count: 1, Services: []string{"clinic"}, Stops: []scenario.Stop{
			{Facility: "hs_east", Days: 1}, {Facility: "bus_1", Name: "Stop", At: &orb.Point{385375, 6680375}, Days: 0b11010}}},
		&scenario.AddRemote{Service: "clinic", Share: 0.25, Support: true},
		&scenario.Contract{Service: "doctor", Production: network.Purchased, Share: 0.2, Price: 100},
		&scenario.Set{Path: "minutes.staff", Value: 35},
	}}
	if d := cmp.Diff(want, c.Options[1], cmpopts.EquateNaNs()); d != "" {
		t.Error(d)
	}
	base, err := c.Apply(c.Options[1])
	if err != nil {
		t.Fatal(err)
	}
	if p, _ := base.Params.Get("minutes.staff"); p.V != 35 || base.Matrix.Columns() != c.Base.Matrix.Columns()+3 {
		t.Errorf("minutes %g, %d columns", p.V, base.Matrix.Columns())
	}
}

// TestOptionFile reads an option that the county file does not name.
func TestOptionFile(t *testing.T) {
	files := small(t)
	files["small/options/extra.yaml"] = &fstest.MapFile{Data: []byte("name: Extra\nchanges:\n  - close: hs_wets\n")}
	c, err := read(files)
	if err != nil {
		t.Fatal(err)
	}
	before := len(c.Inputs)
	o, err := Option(source.Embedded(files, nil), "data/small/options/extra.yaml", c)
	if err != nil || o.ID != "extra" || len(c.Inputs) != before+1 || len(c.Options) != 2 {
		t.Fatalf("%+v, %v, %d inputs", o, err, len(c.Inputs))
	}
	_, err = c.Apply(o)
	if want := `data/small/options/extra.yaml:3:12: close: no facility "hs_wets" (did you mean hs_west?)`; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	// An option without a file, from the command line, keeps the change's number.
	_, err = c.Apply(scenario.Option{ID: "line", Changes: []scenario.Change{&scenario.Close{Facility: "cl_old"}}})
	if want := "option line, change 1: close: cl_old is already closed"; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	if _, err = Option(source.Embedded(files, nil), "data/small/options/none.yaml", c); err == nil || !strings.Contains(err.Error(), "there is no such file") {
		t.Errorf("a missing option gives %v", err)
	}
}

// Result files are named after an option id. An id with path separators, or with
// only dots, is refused.
func TestIDsOfOptionsNameFiles(t *testing.T) {
	files := small(t)
	c, err := read(files)
	if err != nil {
		t.Fatal(err)
	}
	const refused = `, expected an id with a letter or a digit, without slashes, backslashes and invisible characters (result files are named after it; it is the file's name unless the key id sets another)`
	for name, want := range map[string]string{"..yaml": ".", "---.yaml": "---", "_.yaml": "_"} {
		files["small/options/"+name] = &fstest.MapFile{Data: []byte("name: X\nchanges: []\n")}
		_, err := Option(source.Embedded(files, nil), "data/small/options/"+name, c)
		if err == nil || !strings.HasSuffix(err.Error(), `found "`+want+`"`+refused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, id := range []string{"../up", `a\b`, "a/b", "a\u202eb", "a\u0000b", "."} {
		files["small/options/x.yaml"] = &fstest.MapFile{Data: fmt.Appendf(nil, "name: X\nid: %q\nchanges: []\n", id)}
		_, err := Option(source.Embedded(files, nil), "data/small/options/x.yaml", c)
		if err == nil || !strings.Contains(err.Error(), "x.yaml:2:5: found "+strconv.Quote(id)+refused) {
			t.Errorf("%q: %v", id, err)
		}
	}
	for _, id := range []string{"länsi 2", "a.b", "1", "x-y_z"} {
		files["small/options/x.yaml"] = &fstest.MapFile{Data: fmt.Appendf(nil, "name: X\nid: %q\nchanges: []\n", id)}
		if o, err := Option(source.Embedded(files, nil), "data/small/options/x.yaml", c); err != nil || o.ID != id {
			t.Errorf("%q: %v", id, err)
		}
	}
}

// Today needs no file if the order names it, and stays the first: no other option
// becomes the baseline in its place.
func TestTodayNeedsNoFile(t *testing.T) {
	files := small(t)
	delete(files, "small/options/today.yaml")
	c, err := read(files)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(scenario.Option{ID: optionfile.Today, Name: "Today", Names: lang.Name{En: "Today", Fi: "Nykytila", Sv: "Nuläge"}}, c.Options[0]); d != "" || len(c.Options) != 2 {
		t.Errorf("%d options: %s", len(c.Options), d)
	}
}

// A letter that is not UTF-8 is refused at its position. Otherwise it would
// become a replacement character in every table.
func TestYAMLIsUTF8(t *testing.T) {
	files := small(t)
	c, err := read(files)
	if err != nil {
		t.Fatal(err)
	}
	const hint = ", expected a YAML file in UTF-8 (save it as UTF-8: editors have the encoding under Save as)"
	for text, want := range map[string]string{
		"changes: []\nname: ää L\xe4nsi\n": `x.yaml:2:11: found "text that is not UTF-8"` + hint,
		"\xff\xfen\x00a\x00":               `x.yaml: found "text in UTF-16"` + hint,
	} {
		files["small/options/x.yaml"] = &fstest.MapFile{Data: []byte(text)}
		_, err := Option(source.Embedded(files, nil), "data/small/options/x.yaml", c)
		if err == nil || err.Error() != "data/small/options/"+want {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestInherit reads the small county without services, rules and most
// parameters, which it takes from an embedded county.
func TestInherit(t *testing.T) {
	embedded := fstest.MapFS{}
	for name, f := range small(t) {
		embedded[strings.Replace(name, "small/", "vantaa-kerava/", 1)] = f
	}
	text := string(embedded["vantaa-kerava/county.yaml"].Data)
	text = strings.Replace(text, "items: [cl_west]", "items: [cl_elsewhere]", 1)
	embedded["vantaa-kerava/county.yaml"] = &fstest.MapFile{Data: []byte(text)}
	own := strings.Replace(text[:strings.Index(text, "services:")], "population:", "inherit: embedded\npopulation:", 1) +
		"parameters:\n  minutes:\n    staff: {v: 45, src: document}\n"
	dir := t.TempDir()
	for name, f := range small(t) {
		if name == "small/county.yaml" {
			f = &fstest.MapFile{Data: []byte(own)}
		}
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "small", "county.yaml")
	c, err := Read(context.Background(), source.OS(), path, Options{Embedded: source.Embedded(embedded, nil)})
	if err != nil {
		t.Fatal(err)
	}
	if p, _ := c.Base.Params.Get("minutes.staff"); p.V != 45 || p.Src != params.Document {
		t.Errorf("own parameter %+v", p)
	}
	if p, _ := c.Base.Params.Get("minutes.client"); p.V != 30 {
		t.Errorf("inherited parameter %+v", p)
	}
	if len(c.Base.Network.Services) != 2 || len(c.Rules) != 2 || len(c.Known) != 0 {
		t.Errorf("%d services, %d rules, %d known", len(c.Base.Network.Services), len(c.Rules), len(c.Known))
	}
	if note := "the inherited rule keep does not fit this county and is left out: A clinic in the west"; !slices.Contains(noted(c.Notes), note) {
		t.Errorf("notes %q", noted(c.Notes))
	}
	if c.Inputs[1].Name != EmbeddedCounty {
		t.Errorf("second input %s", c.Inputs[1].Name)
	}
	for _, listed := range []struct{ services, want, note string }{
		{"[clinic]", "clinic", "points.csv: service points of doctor, which the county file does not list, are left out: 3"},
		{"[doctor, clinic]", "doctor clinic", ""},
		{"[dcotor]", "", `county.yaml:8:12: found "dcotor", expected the id of a service of the embedded county (did you mean doctor?)`},
	} {
		if err := os.WriteFile(path, []byte(strings.Replace(own, "inherit: embedded\n", "inherit: embedded\nservices: "+listed.services+"\n", 1)), 0o644); err != nil {
			t.Fatal(err)
		}
		limited, err := Read(context.Background(), source.OS(), path, Options{Embedded: source.Embedded(embedded, nil)})
		if err != nil {
			if !strings.Contains(err.Error(), listed.note) || listed.want != "" {
				t.Errorf("%s: %v", listed.services, err)
			}
			continue
		}
		var ids []string
		for _, s := range limited.Base.Network.Services {
			ids = append(ids, s.ID)
		}
		if got := strings.Join(ids, " "); got != listed.want || listed.note != "" && !slices.Contains(noted(limited.Notes), listed.note) {
			t.Errorf("%s: %s\n%s", listed.services, got, strings.Join(noted(limited.Notes), "\n"))
		}
	}
	near := strings.Replace(own, "staff: {v: 45", "stafff: {v: 45", 1)
	if err := os.WriteFile(path, []byte(near), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err = Read(context.Background(), source.OS(), path, Options{Embedded: source.Embedded(embedded, nil)})
	if err == nil || !strings.Contains(err.Error(), "did you mean minutes.staff?") {
		t.Errorf("a misspelt parameter gives %v", err)
	}
}

func TestNotes(t *testing.T) {
	files := small(t)
	edit(t, files, "small/areas.csv", "- town,80,0.9\n+ town,90,0.9\n")
	edit(t, files, "small/stations.csv", "- main,1,west,West,385125,6680125,10,source,assumption\n+ \n- main,2,east,East,385875,6680875,10,source,assumption\n+ \n")
	edit(t, files, "small/facilities.csv", "- 385875,6680125\n+ 395875,6680125\n- cl_west,Länsi neuvola,neuvola,west,385125,6680125,A\n+ cl_west,Länsi neuvola,neuvola,west,,,none\n")
	c, err := Read(context.Background(), source.Embedded(files, nil), "data/small/county.yaml", Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"areas.csv: area west has 80 people in the grid and 90 in the table",
		"stations.csv has no stops, so the travel times have no trains",
		"facility st_east is 10.0 km from the nearest cell of the grid",
		"facilities open but without travel times, so they get no clients: cl_west",
	} {
		if !slices.Contains(noted(c.Notes), want) {
			t.Errorf("no note %q in %q", want, noted(c.Notes))
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, source.Embedded(small(t), nil), "data/small/county.yaml", Options{}); err != context.Canceled {
		t.Errorf("got %v", err)
	}
}

func TestFiles(t *testing.T) {
	f := source.Embedded(fstest.MapFS{"a/b.csv": {Data: []byte("x")}}, fstest.MapFS{"o/one.yaml": {}, "o/two.yaml": {}, "o/other.txt": {}})
	if got, err := f.Read("data/a/../a/b.csv"); err != nil || string(got) != "x" {
		t.Errorf("%q, %v", got, err)
	}
	for _, name := range []string{"a/b.csv", "data", "other/a", "../data/a/b.csv"} {
		if _, err := f.Read(name); err == nil {
			t.Errorf("%s is read", name)
		}
	}
	names, err := f.List("scenarios/o", ".yaml")
	if d := cmp.Diff([]string{"scenarios/o/one.yaml", "scenarios/o/two.yaml"}, names); err != nil || d != "" {
		t.Error(err, d)
	}
	if _, err := (source.Files{}).Read("data/a/b.csv"); err == nil || !os.IsNotExist(err.(*fs.PathError).Err) {
		t.Errorf("the zero Files gives %v", err)
	}
}

func TestDays(t *testing.T) {
	for text, want := range map[string]int{"mon-fri": 31, "tue+thu": 10, "mon-wed+fri": 23, "": 0, "Mon": 1,
		"fri-mon": -1, "sat": -1, "mon-": -1, "mon,tue": -1, "+": -1} {
		got, ok := field.ParseDays(text)
		if (want < 0) == ok || ok && int(got) != want {
			t.Errorf("%q gives %d, %v", text, got, ok)
		}
	}
}

// A rule about a type that no facility has would hold trivially, or fail
// everywhere: a note reports it.
func TestRuleOfATypeThatNoFacilityHas(t *testing.T) {
	files := small(t)
	edit(t, files, "small/county.yaml", "- items: [side, health_station]\n+ items: [side, health_statoin]\n")
	c, err := read(files)
	want := "rule each: no facility is of the type health_statoin: the types are health_station, meeting_place, neuvola, provider, stop"
	if err != nil || !slices.Contains(noted(c.Notes), want) {
		t.Errorf("%v, want %q", err, want)
	}
}

// If only option files have faults, the county is returned with the problems
// and the valid part of its options, so that refusals can be found too.
func TestOptionsAtFaultLeaveTheCounty(t *testing.T) {
	files := small(t)
	files["small/options/today.yaml"] = &fstest.MapFile{Data: []byte("name: Now\nchanges:\n  - closs: a\n  - close: nosuch\n  - close: x\n    clse: y\n  - close: p\n    close: q\n")}
	c, err := Read(context.Background(), source.Embedded(files, nil), "data/small/county.yaml", Options{})
	if err == nil || c == nil {
		t.Fatalf("got %v, %v", c, err)
	}
	if want := `data/small/options/today.yaml:4:12: close: no facility "nosuch"`; !strings.Contains(fmt.Sprint(c.Check()), want) {
		t.Errorf("got %v, expected %s", c.Check(), want)
	}
	files["small/county.yaml"].Data = append(files["small/county.yaml"].Data, "colour: red\n"...)
	if c, err = Read(context.Background(), source.Embedded(files, nil), "data/small/county.yaml", Options{}); err == nil || c != nil {
		t.Errorf("of a county at fault: got %v, %v", c, err)
	}
}

// A location with one coordinate, and days that are not days, are one problem each.
func TestOneFaultOfAChangeIsOneProblem(t *testing.T) {
	for change, want := range map[string]string{
		"move: {facility: hs_west, at: {lat: 60.3}}":           "expected the key lon",
		"move: {facility: hs_west, at: {lat: x, lon: 24.9}}":   `found "x", expected a number`,
		"set-hours: {facilities: [hs_west], days: 5}":          `found "5", expected text or a list`,
		"set-hours: {facilities: [hs_west]}":                   "expected opening hours",
		"move: {facility: hs_west, at: {lat: 6.3, lon: 24.9}}": `found "lat 6.3, lon 24.9", expected a place in Finland`,
	} {
		files := small(t)
		files["small/options/x.yaml"] = &fstest.MapFile{Data: []byte("name: X\nchanges:\n  - " + change + "\n")}
		_, err := Option(source.Embedded(files, nil), "data/small/options/x.yaml", &County{})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v, expected %s", change, err, want)
		}
	}
}

func TestBracesWithoutQuotes(t *testing.T) {
	for _, text := range []string{"population: {format: cells, file: {data}/cells.csv}\n", "population:\n  file: {data}/cells.csv\n  side: 250\n",
		"partitions:\n  - {data}/cells.csv\n  - b\n"} {
		tree := yaml.Parse("county.yaml", []byte(text))
		if err := tree.Problems.Err(); err == nil || !strings.Contains(err.Error(), `put quotes around a value that begins with {: "{data}/cells.csv"`) {
			t.Errorf("%s: %v", text, err)
		}
	}
	files := with(t, "county.yaml", "file: cells.csv", "file: {data}")
	if _, err := read(files); err == nil || !strings.Contains(err.Error(), `put quotes around a value that begins with {: "{data}"`) {
		t.Error(err)
	}
}

func TestIDsAsDocumented(t *testing.T) {
	for _, id := range []string{"../x", "a b", "a/b", "a_b", ""} {
		_, err := read(with(t, "county.yaml", "id: small", fmt.Sprintf("id: %q", id)))
		if err == nil || !strings.Contains(err.Error(), "expected short name in letters, digits and -") {
			t.Errorf("%q: %v", id, err)
		}
	}
	for _, service := range []string{"id: all", "bundle: all", `id: "a:b"`, `id: ""`} {
		if _, err := read(with(t, "county.yaml", "services:\n", "services:\n  - {"+service+"}\n")); err == nil || !strings.Contains(err.Error(), "all stands for every service") && !strings.Contains(err.Error(), "expected short name in letters, digits, _ and -") {
			t.Errorf("%s: %v", service, err)
		}
	}
}

// A comparison without public transport is a problem with its position and a hint.
func TestTimesThatAComparisonNeeds(t *testing.T) {
	c, err := read(small(t))
	if err != nil || c.CheckTimes(travel.Rush) != nil {
		t.Fatal(err, c.CheckTimes(travel.Rush))
	}
	all := c.Base.Matrix.Tables
	for want, keep := range map[string]func(travel.Table) bool{
		"add a table {mode: transit, period: rush} to a source": func(x travel.Table) bool { return x.Mode == travel.Walk },
		"add a table {mode: walk, period: rush} to a source":    func(x travel.Table) bool { return x.Mode == travel.Transit },
		"there are times of midday":                             func(x travel.Table) bool { return x.Mode == travel.Walk || x.Period == travel.Midday },
	} {
		c.Base.Matrix.Tables = slices.DeleteFunc(slices.Clone(all), func(x travel.Table) bool { return !keep(x) })
		if err := c.CheckTimes(travel.Rush); err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "data/small/county.yaml:9:") {
			t.Errorf("got %v, expected %s", err, want)
		}
	}
}

// A county may lack parameters that only a comparison needs. They are listed with their place:
// a misspelt one at its key, others at the group in which they are missing.
func TestParametersThatAComparisonNeeds(t *testing.T) {
	files := small(t)
	text := string(files["small/county.yaml"].Data)
	files["small/county.yaml"].Data = []byte(strings.Replace(text, "travel:\n    ", "travel:\n    car_eur_kmm: {v: 0.2, unit: EUR/km, src: assumption}\n    ", 1))
	c, err := Read(context.Background(), source.Embedded(files, nil), "data/small/county.yaml", Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = c.CheckParameters()
	for _, want := range []string{
		`data/small/county.yaml:73:5: found "travel.car_eur_kmm", expected travel.car_eur_km (a comparison needs this one and does not know the other: is it misspelt?)`,
		"data/small/county.yaml:73:5: found nothing, expected the parameters travel.combined_trip_discount, travel.escort_share (by age), ",
		"data/small/county.yaml:51:3: found nothing, expected the parameters assignment.decay_per_min, ",
		" (a comparison needs it; inherit: embedded gives those that a county lacks)",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("lacks %s\n%v", want, err)
		}
	}
	whole, err := Read(context.Background(), source.Embedded(data.FS, scenarios.FS), EmbeddedCounty, Options{})
	if err != nil || whole.CheckParameters() != nil {
		t.Errorf("%v, %v", err, whole.CheckParameters())
	}
}

// A wide table with a row for each destination, and a long one with exchanged
// columns, get a hint that says so.
func TestExchangedTravelTimes(t *testing.T) {
	for text, want := range map[string]string{
		"layout: wide, file: t.csv, unit: minutes, destinations: facilities, tables: [{mode: walk}]":                    "rows and columns look exchanged",
		"layout: long, file: l.csv, unit: minutes, destinations: facilities, tables: [{mode: walk, time: travel_time}]": "use from: to_id, to: from_id",
	} {
		files := with(t, "county.yaml", "travel: {format: synthetic, stations: stations.csv}", "travel: {format: tables, sources: [{"+text+"}]}")
		files["small/t.csv"] = &fstest.MapFile{Data: []byte("id,s1_1,s1_2\nhs_west,5,6\n")}
		files["small/l.csv"] = &fstest.MapFile{Data: []byte("from_id,to_id,travel_time\nhs_west,s1_1,5\nhs_west,s1_2,6\n")}
		if _, err := read(files); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, expected %s", err, want)
		}
	}
}
