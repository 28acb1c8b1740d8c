package app_test

import (
	"math"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"

	"saavu/internal/export"
	"saavu/internal/format/gpkg"
	"saavu/internal/layers"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// table is a layer read back: its rows by column.
type table struct {
	t    *testing.T
	l    gpkg.Layer
	rows [][]any
	at   []orb.Geometry
}

func loaded(t *testing.T, dir, name string) *table {
	t.Helper()
	l, err := gpkg.Load(gpkg.File{Path: filepath.Join(dir, "coverage.gpkg")}, name)
	if err != nil {
		t.Fatal(err)
	}
	out := &table{t: t, l: l}
	for i := range l.Len {
		values := make([]any, len(l.Columns))
		g := l.Row(i, values)
		out.rows, out.at = append(out.rows, values), append(out.at, g)
	}
	return out
}

// column is the index of a column.
func (x *table) column(name string) int {
	for c := range x.l.Columns {
		if x.l.Columns[c].Name == name {
			return c
		}
	}
	x.t.Fatalf("%s: no column %s", x.l.Name, name)
	return -1
}

// sum adds up a column over the rows whose other columns have given values.
func (x *table) sum(column string, with map[string]any) (sum float64, n int) {
	at := x.column(column)
	of, want := []int{}, []any{}
	for name, v := range with {
		of, want = append(of, x.column(name)), append(want, v)
	}
rows:
	for _, row := range x.rows {
		for i, c := range of {
			if row[c] != want[i] {
				continue rows
			}
		}
		switch v := row[at].(type) {
		case float64:
			sum += v
		case int64:
			sum += float64(v)
		}
		n++
	}
	return sum, n
}

// The layers that are written on request add up to the report: catchments and lines to the
// load of each station, need that is not met to the row of the service, the classes of
// minutes of a place to all people, and areas to their own figures.
func TestLayersOnRequestAddUpToTheReport(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	q := request("today", "central-max", "mobile")
	q.Service, q.OutDir, q.Layers, q.Page = "reception", t.TempDir(), export.Layers(), true
	out, err := compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	agree := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-9*max(1, math.Abs(want)) {
			t.Errorf("%s: %v, in the report %v", what, got, want)
		}
	}
	catchments, lines, iso, areas := loaded(t, q.OutDir, "catchments"), loaded(t, q.OutDir, "allocations"), loaded(t, q.OutDir, "isochrones"), loaded(t, q.OutDir, "area_scores")
	shapes := 0
	for _, at := range catchments.at {
		if at != nil {
			shapes++
		}
	}
	if shapes < len(catchments.rows)/2 || lines.l.Geometry != gpkg.LineString || lines.at[0] == nil {
		t.Errorf("%d of %d catchments have a shape; lines are %s", shapes, len(catchments.rows), lines.l.Geometry)
	}
	for k, o := range out.Report.Options {
		unserved := loaded(t, q.OutDir, "unserved_"+layers.Plain(o.ID))
		for s := range out.Report.Services {
			v := &out.Report.Services[s]
			if v.ID != "gp_reception" && v.ID != "nurse_reception" {
				if _, n := catchments.sum("load", map[string]any{"service": v.ID}); n > 0 {
					t.Errorf("catchments of %s, which was not asked for", v.ID)
				}
				continue
			}
			row := &v.Rows[k]
			what := o.ID + ", " + v.ID + ": "
			of := map[string]any{"option": o.ID, "service": v.ID}
			for _, l := range row.Loads {
				if l.Channel != "mobile" { // one point of a facility
					of["id"], of["unit"] = l.Facility, nil
				} else {
					of["id"], of["unit"] = l.Facility, l.Unit
				}
				load, n := catchments.sum("load", of)
				seen, _ := catchments.sum("seen", of)
				if n != 1 {
					t.Errorf("%s%d catchments of %s", what, n, l.Facility)
				}
				agree(what+"load of the catchment of "+l.Facility, load, l.Load)
				agree(what+"seen of the catchment of "+l.Facility, seen, l.Seen)
				of["facility"] = of["id"]
				delete(of, "id")
				load, _ = lines.sum("load", of)
				seen, _ = lines.sum("seen", of)
				agree(what+"load of lines to "+l.Facility, load, l.Load)
				agree(what+"seen of lines to "+l.Facility, seen, l.Seen)
				delete(of, "facility")
			}
			delete(of, "unit")
			cells, n := catchments.sum("cells", of)
			if all := loadedCells(t, q.OutDir, o.ID); n != len(row.Loads) || int(cells) != all {
				t.Errorf("%scatchments have %v cells, the county %d", what, cells, all)
			}
			need, _ := unserved.sum(v.ID+"_need", nil)
			given, _ := unserved.sum(v.ID+"_given", nil)
			left, _ := unserved.sum(v.ID+"_unserved", nil)
			agree(what+"need", need, row.Need.V)
			agree(what+"given", given, row.Visits.V)
			agree(what+"not given", left, row.Need.V-row.Visits.V)
			for _, a := range row.Areas {
				of["id"] = a.ID
				for name, want := range map[string]float64{"gets_there": a.GetsThere.V, "gets_there_low": a.GetsThere.Lo, "gets_there_high": a.GetsThere.Hi, "need": a.Need, "visits": a.Visits, "target": a.People} {
					if got, n := areas.sum(name, of); n != 1 || math.Abs(got-want) > 1e-9*max(1, math.Abs(want)) {
						t.Errorf("%s%s of %s: %v, in the report %v", what, name, a.ID, got, want)
					}
				}
			}
		}
	}
	people := out.Page.Grid.Sum(population.Everyone())
	all := 0.0
	for i, n := range people {
		if out.Page.Grid.Area[i] >= 0 {
			all += n
		}
	}
	for i := range iso.rows {
		of := map[string]any{}
		for _, name := range []string{"service", "id", "mode", "period", "option_first"} {
			of[name] = iso.rows[i][iso.column(name)]
		}
		sum, n := iso.sum("people", of)
		if agree("people of the classes of a place", sum, all); n < 2 || n > 6 {
			t.Errorf("%d classes of %v", n, of)
		}
	}
	e, err := export.OpenEarlier(t.Context(), q.OutDir)
	if err != nil {
		t.Fatal(err)
	}
	d, err := e.Difference("central-max", "mobile", nil)
	if err != nil {
		t.Fatal(err)
	}
	v := &out.Report.Services[serviceOf(&out.Report, "gp_reception")]
	x := &table{t: t, l: d}
	for i := range d.Len {
		values := make([]any, len(d.Columns))
		x.at = append(x.at, d.Row(i, values))
		x.rows = append(x.rows, values)
	}
	there, n := x.sum("gp_reception_there", nil)
	agree("difference of people who get there in time", there, v.Rows[1].There.V-v.Rows[2].There.V)
	if n != loadedCells(t, q.OutDir, "today") || there == 0 {
		t.Errorf("the difference has %d cells and %v people", n, there)
	}
}

func loadedCells(t *testing.T, dir, option string) int {
	return len(loaded(t, dir, "coverage_"+layers.Plain(option)).rows)
}

func serviceOf(r *report.Report, id string) int {
	for s := range r.Services {
		if r.Services[s].ID == id {
			return s
		}
	}
	return -1
}
