package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"saavu/pkg/spatial"
)

// sheet writes rows as CSV with LF line ends.
func sheet(rows [][]string) []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.WriteAll(rows) // a buffer takes every write
	return out.Bytes()
}

// cellsCSV lists the populated squares: centre in EPSG:3067 metres, area,
// people by age band.
func cellsCSV(f *facts, c *county) []byte {
	rows := [][]string{strings.Split("id,x,y,area,p0_6,p7_17,p18_22,p23_64,p65_74,p75", ",")}
	for _, s := range c.cells {
		p := s.centre()
		row := []string{fmt.Sprintf("s%d_%d", s.row, s.col), metres(p[0]), metres(p[1]), f.areas[s.area].id}
		for _, n := range s.ages {
			row = append(row, strconv.Itoa(n))
		}
		rows = append(rows, row)
	}
	return sheet(rows)
}

func metres(v float64) string { return strconv.FormatFloat(v, 'f', 0, 64) }

// facilitiesCSV gives the service places in metres; a place without a
// coordinate keeps empty x and y.
func facilitiesCSV(f *facts) []byte {
	t := f.facilities
	wgs, _ := spatial.ByEPSG(4326) // known: readFacts has used it
	columns := strings.Split("id,name,type,area,x,y,coord_class,status,size,barrier_free,lease_end,source,note", ",")
	rows := [][]string{columns}
	for i := range t.rows {
		x, y := "", ""
		if t.text(i, "coord_class") != "none" {
			p := t.place(i, wgs)
			x, y = metres(p[0]), metres(p[1])
		}
		row := make([]string, len(columns))
		for c, column := range columns {
			switch column {
			case "x":
				row[c] = x
			case "y":
				row[c] = y
			case "source":
				row[c] = t.text(i, "src")
			default:
				row[c] = t.text(i, column)
			}
		}
		rows = append(rows, row)
	}
	return sheet(rows)
}

// stationsCSV gives the rail lines stop by stop, in order, in metres.
func stationsCSV(f *facts) []byte {
	rows := [][]string{strings.Split("line,seq,station,name,x,y,headway_min,coord_src,headway_src", ",")}
	t := f.lines
	for i := range t.rows {
		id := t.text(i, "station")
		for k, s := range f.stations {
			if s.id == id {
				rows = append(rows, []string{t.text(i, "line"), t.text(i, "seq"), id, s.name, metres(s.at[0]), metres(s.at[1]),
					t.text(i, "headway_min"), f.stopped.text(k, "src"), t.text(i, "headway_src")})
			}
		}
	}
	return sheet(rows)
}

// readme says beside the data what it is.
func readme(c *county) []byte {
	var out strings.Builder
	fmt.Fprintf(&out, `# Embedded county Vantaa-Kerava (SYNTHETIC grid)

Written by `+"`go run ./data/generate`"+` from the facts in `+"`data/facts`"+`; do not edit by hand.

%d people live on %d synthetic squares of %d m. No square shows how many people
really live there, and the areas are the squares nearest to each centre, not
boundaries. Only the totals rest on sources: the county's total and, as far as
`+"`data/facts/areas.csv`"+` flags them so, the shares of the areas. Ages by area
come from the district statistics, raked to the county's age shares.

| file | one row is |
|---|---|
| cells.csv | a populated square: centre in EPSG:3067 metres, area, people by age band |
| areas.csv | an area: people, language shares, three partitions, with source flags |
| facilities.csv | a service place: EPSG:3067 metres, coordinate class, what is assumed |
| stations.csv | a stop of a rail line, in order, with the line's interval in minutes |
| parameters.yaml | a tree of parameters: value, unit, source flag, reference, low, high |

| age band | people |
|---|---|
`, c.total, len(c.cells), cellSide)
	for b, n := range c.ages {
		fmt.Fprintf(&out, "| %s | %d |\n", bands[b], n)
	}
	return []byte(out.String())
}
