package load

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"saavu/internal/source"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// stating is the small county with further keys.
func stating(t *testing.T, keys string) fstest.MapFS {
	files := small(t)
	edit(t, files, "small/county.yaml", "- points: points.csv\n+ points: points.csv\\n"+strings.ReplaceAll(keys, "\n", `\n`)+"\n")
	return files
}

const manySources = `sources:
  - title: {en: Grid, fi: Ruudukko}
    attribution: City of Small, CC BY 4.0
    licence: CC BY 4.0
    url: https://example.org/grid
    date: 2025-12-31
    used_by: [population, areas.file]
  - {attribution: {fi: Rautatiet, sv: Järnvägar}, licence: CC0-1.0, date: 2024, used_by: travel}
  - {attribution: Us, used_by: [facilities, parameters.minutes,
               known]}`

// Sources come with their files and names in every language; files that none of them
// covers are the last one, whose owner is not known.
func TestSources(t *testing.T) {
	c, err := read(stating(t, manySources))
	if err != nil {
		t.Fatal(err)
	}
	want := []report.DataSource{
		{Title: lang.Name{En: "Grid", Fi: "Ruudukko", Sv: "Ruudukko"}, Attribution: lang.Same("City of Small, CC BY 4.0"), Licence: "CC BY 4.0", URL: "https://example.org/grid", Date: "2025-12-31",
			UsedBy: []string{"population", "areas.file"}, Files: []string{"cells.csv", "areas.csv"}},
		{Attribution: lang.Name{En: "Rautatiet", Fi: "Rautatiet", Sv: "Järnvägar"}, Licence: "CC0-1.0", Date: "2024", UsedBy: []string{"travel"}, Files: []string{"stations.csv"}},
		{Attribution: lang.Same("Us"), UsedBy: []string{"facilities", "parameters.minutes", "known"}, Files: []string{"facilities.csv"}},
		{UsedBy: []string{"points"}, Files: []string{"points.csv"}},
	}
	if !slices.EqualFunc(c.Sources, want, sameSource) {
		t.Errorf("got\n%+v\nwant\n%+v", c.Sources, want)
	}
	if !c.Sources[1].Covers("travel.stations") || c.Sources[1].Covers("travels") || c.Sources[0].Covers("areas") || c.Sources[3].Known() {
		t.Error("what a source covers")
	}
	if notes := c.SourceNotes(); notes != nil {
		t.Errorf("a synthetic county needs no sources: %q", notes)
	}
}

func sameSource(a, b report.DataSource) bool {
	return a.Title == b.Title && a.Attribution == b.Attribution && a.Licence == b.Licence && a.URL == b.URL && a.Date == b.Date && slices.Equal(a.UsedBy, b.UsedBy) && slices.Equal(a.Files, b.Files)
}

// Of real data, each file without an attribution and each source without a licence is
// reported with its place. The county is read all the same.
func TestSourceNotes(t *testing.T) {
	for _, c := range []struct {
		keys string
		want []string
	}{
		{"", []string{"data without an attribution: population.file (data/small/county.yaml:7:35), areas.file (data/small/county.yaml:8:30), " +
			"travel.stations (data/small/county.yaml:9:39), facilities (data/small/county.yaml:10:13), points (data/small/county.yaml:11:9); " +
			"add to the county file: sources: [{attribution: whom to name, licence: its licence, used_by: [population.file, areas.file, travel.stations, facilities, points]}]"}},
		{manySources, []string{"data without an attribution: points (data/small/county.yaml:11:9); " +
			"add to the county file: sources: [{attribution: whom to name, licence: its licence, used_by: [points]}]",
			`sources without a licence, whose data may perhaps not be used: "Us" (data/small/county.yaml:20:5); add licence, such as CC BY 4.0`}},
		{"sources: [{attribution: All, licence: MIT, used_by: [population, areas, travel, facilities, points]}]", nil},
	} {
		files := stating(t, c.keys)
		edit(t, files, "small/county.yaml", "- synthetic: true\n+ synthetic: false\n")
		got, err := read(files)
		if err != nil {
			t.Fatal(err)
		}
		if notes := got.SourceNotes(); !slices.Equal(notes, c.want) {
			t.Errorf("%s: got\n%q\nwant\n%q", c.keys, notes, c.want)
		}
	}
}

// A county that inherits parameters inherits their sources, but not those of what it
// has itself.
func TestSourcesAreInherited(t *testing.T) {
	from := string(small(t)["small/county.yaml"].Data) + `sources:
  - {attribution: Both, used_by: [population, parameters]}
  - {attribution: Rules, used_by: rules}
  - {attribution: Services, used_by: services}
  - {attribution: People, used_by: [population]}
`
	files := small(t)
	own := string(files["small/county.yaml"].Data)
	at := strings.Index(own, "rules:\n")
	files["small/county.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(own[:at], "  year: 2026\n", "  year: 2026\ninherit: embedded\nsources: [{attribution: Own, used_by: [population, parameters.minutes]}]\n", 1))}
	embedded := source.Embedded(fstest.MapFS{"vantaa-kerava/county.yaml": {Data: []byte(from)}}, nil)
	c, err := Read(context.Background(), source.Embedded(files, nil), "data/small/county.yaml", Options{Embedded: embedded})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range c.Sources {
		got = append(got, s.Attribution.En+": "+strings.Join(s.UsedBy, " "))
	}
	want := []string{"Own: population parameters.minutes", "Both: parameters", "Rules: rules", ": areas.file travel.stations facilities points"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
