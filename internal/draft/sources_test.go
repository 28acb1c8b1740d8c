package draft

import (
	"strings"
	"testing"

	"saavu/internal/inspect"
	"saavu/internal/words"
	"saavu/pkg/lang"
)

// A draft names the publisher where only one publishes such columns, and asks for the
// sources of all other files.
func TestSources(t *testing.T) {
	column := func(names ...string) []inspect.Column {
		var out []inspect.Column
		for _, n := range names {
			out = append(out, inspect.Column{Name: n})
		}
		return out
	}
	grid := &inspect.File{Name: "g.csv", Columns: column("id_nro", "vaesto", "he_0_2"), Cells: &inspect.Cells{Side: 250}}
	file := &inspect.File{}
	for _, c := range []struct {
		parts map[part][]*inspect.File
		lines string
		want  string
	}{
		{map[part][]*inspect.File{gridPart: {grid}}, "population:\n  grid: x\nareas:\ntravel:", `  # found by the columns of the file: correct it if the data is of another owner
  - attribution: "Tilastokeskus (Statistics Finland)"
    licence: "?"
    used_by: [population.file]
  - attribution: "?"
    licence: "?"
    used_by: [population.grid, areas, travel]
`},
		{map[part][]*inspect.File{gridPart: {grid}, cellsPart: {file}, ttmPart: {file}, longPart: {file, file}, widePart: {file}}, "population:\nareas:\ntravel:\nsupply:", `  # found by the columns of the file: correct it if the data is of another owner
  - attribution: "Digital Geography Lab, University of Helsinki"
    licence: "CC BY 4.0"
    used_by: [travel.sources.1]
  - attribution: "?"
    licence: "?"
    used_by: [population, areas, travel.sources.2, travel.sources.3, travel.sources.4, supply]
`},
		{map[part][]*inspect.File{ttmPart: {file, file}, stationsPart: {file}}, "population:\nareas:\npartitions:\nforecasts:\ntravel:\nfacilities: f.csv\nbuildings: b.csv\npoints: p.csv\nsupply:", `  # found by the columns of the file: correct it if the data is of another owner
  - attribution: "Digital Geography Lab, University of Helsinki"
    licence: "CC BY 4.0"
    used_by: [travel]
  - attribution: "?"
    licence: "?"
    used_by: [population, areas, partitions, forecasts, facilities, buildings, points, supply]
`},
		{map[part][]*inspect.File{ttmPart: {file}, widePart: make([]*inspect.File, 6)}, "travel:", `  # found by the columns of the file: correct it if the data is of another owner
  - attribution: "Digital Geography Lab, University of Helsinki"
    licence: "CC BY 4.0"
    used_by: [travel.sources.1]
  - attribution: "?"
    licence: "?"
    used_by: [travel.sources.2, travel.sources.3, travel.sources.4, travel.sources.5,
              travel.sources.6, travel.sources.7]
`},
	} {
		d := &draft{byPart: c.parts, lines: strings.Split(c.lines, "\n"), options: Options{Words: words.In(lang.English)}}
		n := len(d.lines)
		d.sources()
		var got strings.Builder
		for _, line := range d.lines[n+1:] {
			line, _, asked := strings.Cut(line, "  # QUESTION")
			if asked || strings.TrimSpace(strings.TrimLeft(line, " ")) != "" && !strings.HasPrefix(line, "                  ") {
				got.WriteString(line + "\n")
			}
		}
		if got.String() != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.lines, got.String(), c.want)
		}
	}
}
