package main

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"saavu/pkg/network"
)

// sheet writes rows as CSV with LF line ends.
func sheet(rows [][]string) []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.WriteAll(rows) // a buffer accepts every write
	return out.Bytes()
}

// cellsCSV lists the populated squares: centre in EPSG:3067 metres, area,
// people by age band.
func cellsCSV(f *facts, c *county) []byte {
	rows := [][]string{strings.Split("id,x,y,area,p0_6,p7_17,p18_22,p23_64,p65_74,p75", ",")}
	for _, s := range c.cells {
		p := s.centre()
		row := []string{strconv.FormatInt(s.id(), 10), metres(p[0]), metres(p[1]), f.areas[s.area].id}
		for _, n := range s.ages {
			row = append(row, strconv.Itoa(n))
		}
		rows = append(rows, row)
	}
	return sheet(rows)
}

func metres(v float64) string { return strconv.FormatFloat(v, 'f', 0, 64) }

// facilitiesCSV lists the service places in metres; a place without a
// coordinate keeps empty x and y.
func facilitiesCSV(f *facts) []byte {
	t := f.facilities
	columns := strings.Split("id,name,name_fi,name_sv,name_en,type,area,x,y,coord_class,status,size,barrier_free,lease_end,building,source,note", ",")
	rows := [][]string{columns}
	for i, place := range f.places() {
		x, y := "", ""
		if place.Class != network.ClassNone {
			x, y = metres(place.At[0]), metres(place.At[1])
		}
		row := make([]string, len(columns))
		for c, column := range columns {
			switch column {
			case "name":
				row[c] = place.Name
			case "name_fi":
				row[c] = place.Names.Fi
			case "name_sv":
				row[c] = place.Names.Sv
			case "name_en":
				row[c] = place.Names.En
			case "x":
				row[c] = x
			case "y":
				row[c] = y
			case "status":
				row[c] = string(place.Status)
			case "source":
				row[c] = t.text(i, "src")
			case "note":
				row[c] = place.Note
			default:
				row[c] = t.text(i, column)
			}
		}
		rows = append(rows, row)
	}
	return sheet(rows)
}

// buildingsCSV lists the buildings that several facilities share, at the place of
// the first of them. Who owns them and their notice are assumptions; square metres,
// rents and running costs are unknown and empty.
func buildingsCSV(f *facts) []byte {
	t := f.buildings
	columns := strings.Split("building,name,name_fi,name_sv,name_en,kind,x,y,coord_class,m2,rent_eur_m2_month,fixed_eur_year,lease_end,notice_months,divisible,source,note", ",")
	rows := [][]string{columns}
	places := f.places()
	for i := range t.rows {
		id := t.text(i, "building")
		k := slices.IndexFunc(f.facilities.rows, func(row []string) bool { return slices.Contains(row, id) })
		at := places[k]
		rows = append(rows, []string{id, t.text(i, "name"), t.text(i, "name"), t.text(i, "name_sv"), t.text(i, "name_en"), t.text(i, "kind"), metres(at.At[0]), metres(at.At[1]), string(at.Class), "", "", "", "",
			t.text(i, "notice_months"), "", t.text(i, "src"), t.text(i, "note") + "; owner and notice assumed"})
	}
	return sheet(rows)
}

// waitingCSV lists the waits that were observed, and which are not known.
func waitingCSV(f *facts) []byte {
	columns := strings.Split("point,service,profession,from,to,n1,n2,n3,n4,n5,total,t3_own,t3_other,censored,note", ",")
	rows := [][]string{append(columns[:len(columns)-1:len(columns)-1], "source", "note")}
	for i := range f.waits.rows {
		var row []string
		for _, c := range columns[:len(columns)-1] {
			row = append(row, f.waits.text(i, c))
		}
		rows = append(rows, append(row, f.waits.text(i, "src")+", "+f.waits.text(i, "ref"), f.waits.text(i, "note")))
	}
	return sheet(rows)
}

// stationsCSV lists the rail lines stop by stop, in order, in metres.
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
