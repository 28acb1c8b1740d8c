package layers

import (
	"cmp"
	"fmt"
	"math"
	"path/filepath"
	"saavu/pkg/spatial"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"saavu/internal/board"
	"saavu/internal/format/gpkg"
	"saavu/internal/qgis"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
	"saavu/pkg/travel"
)

// asked30 are the drawn comparison with every layer on request. Of the people of cells 3
// and 4 most contacts come to the first place, of cell 5 as many to each; cell 2 has few
// people; nobody goes to the third point, which is a stop.
func asked30() Maps {
	m := maps30()
	m.Asked = Asked()
	m.Mapped = []string{"neuvola"}
	m.Flows = func(option, service int) *report.Flows {
		n := m.Grid.Cells()
		f := &report.Flows{Points: []report.FlowPoint{{Facility: "nv_korso"}, {Facility: "nv_asema"}, {Facility: "nv_asema", Unit: "bus"}}, Need: make([]float64, n), Given: make([]float64, n)}
		for _, l := range []report.FlowLine{{Cell: 2, Point: 1, People: 2, First: 4, Load: 4, Seen: 1, Unmet: 3}, {Cell: 3, Point: 0, People: 20, First: 40, Load: 40, Seen: 30, Unmet: 10},
			{Cell: 3, Point: 1, People: 5, First: 10, Load: 10, Seen: 10}, {Cell: 4, Point: 0, People: 1, First: 2, Load: 2, Seen: 2},
			{Cell: 5, Point: 0, People: 3, First: 6, Load: 6, Seen: 6}, {Cell: 5, Point: 1, People: 3, First: 6, Load: 6, Seen: 6}} {
			if option == 2 { // positions are not known
				l.Load, l.Seen, l.Unmet = math.NaN(), math.NaN(), math.NaN()
			}
			f.Lines = append(f.Lines, l)
			f.Need[l.Cell] += l.First
			f.Given[l.Cell] += l.Seen
		}
		return f
	}
	times := make([]travel.Seconds, m.Grid.Cells())
	for i := range times {
		times[i] = travel.Seconds(60 * (i + 1))
		if i == 29 {
			times[i] = travel.Unreached
		}
	}
	for _, c := range m.Counties {
		c.Matrix = &travel.Matrix{Cells: len(times), Places: make([]orb.Point, 2), Tables: []travel.Table{{Mode: travel.Walk, Times: [][]travel.Seconds{times, times}}}}
	}
	return m
}

// rowsOf reads a layer of the written file as texts: the columns that are named, then the
// area of the shape in cells, – for none.
func rowsOf(t *testing.T, dir, layer string, columns ...string) []string {
	t.Helper()
	l, err := gpkg.Load(gpkg.File{Path: filepath.Join(dir, "coverage.gpkg")}, layer)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for i := range l.Len {
		values := make([]any, len(l.Columns))
		g := l.Row(i, values)
		var parts []string
		for _, name := range columns {
			at := slices.IndexFunc(l.Columns, func(c gpkg.Column) bool { return c.Name == name })
			if at < 0 {
				t.Fatalf("%s has no column %s", layer, name)
			}
			parts = append(parts, fmt.Sprint(values[at]))
		}
		shape := "–"
		switch g := g.(type) {
		case orb.MultiPolygon:
			shape = fmt.Sprint(math.Round(100*planarArea(g)/250/250) / 100)
		case orb.LineString:
			shape = "line"
		case orb.Polygon:
			shape = "square"
		}
		out = append(out, strings.Join(append(parts, shape), " "))
	}
	return out
}

// planarArea is the area of polygons without holes.
func planarArea(g orb.MultiPolygon) float64 {
	sum := 0.0
	for _, p := range g {
		for i := range len(p[0]) - 1 {
			sum += p[0][i][0]*p[0][i+1][1] - p[0][i+1][0]*p[0][i][1]
		}
	}
	return sum / 2
}

func TestLayersOnRequest(t *testing.T) {
	m := asked30()
	dir := written(t, m)
	for _, c := range []struct {
		layer   string
		columns []string
		want    []string // the first rows
	}{
		{"catchments", []string{"option", "service", "id", "name", "unit", "users", "first", "load", "seen", "unmet", "cells", "inside"}, []string{
			"today neuvola nv_korso Korson neuvola <nil> 24 48 48 38 10 3 1 3", "today neuvola nv_asema Asema <ja> tori <nil> 10 20 20 17 3 1 0.2 1", "today neuvola nv_asema Asema <ja> tori bus 0 0 0 0 0 0 <nil> –"}},
		{"allocations", []string{"option", "service", "id", "facility", "unit", "users", "first", "load", "seen", "unmet"}, []string{
			"today neuvola 5000002 nv_asema <nil> 2 4 4 1 3 line", "today neuvola 5000003 nv_korso <nil> 20 40 40 30 10 line"}},
		{"unserved_today", []string{"id", "area_id", "area", "people", "neuvola_need", "neuvola_given", "neuvola_unserved"}, []string{
			"5000002 korso Korso 6 4 1 3 square", "5000003 kivisto Kivistö 100 50 40 10 square"}},
		{"area_scores", []string{"option", "service", "id", "name"}, nil},
		{"isochrones", []string{"service", "id", "option_first", "mode", "period", "from_min", "to_min", "cells"}, nil},
	} {
		rows := rowsOf(t, dir, c.layer, c.columns...)
		for i, want := range c.want {
			if i >= len(rows) || rows[i] != want {
				t.Errorf("%s, row %d: %q, expected %q", c.layer, i+1, rows[min(i, len(rows)-1)], want)
			}
		}
		if len(rows) == 0 {
			t.Errorf("%s is empty", c.layer)
		}
		page := formats(t)
		_, page, _ = strings.Cut(page, "### Layers on request")
		l, err := gpkg.Load(gpkg.File{Path: filepath.Join(dir, "coverage.gpkg")}, c.layer)
		if err != nil {
			t.Fatal(err)
		}
		for _, column := range l.Columns {
			name := strings.TrimSuffix(strings.TrimSuffix(strings.Replace(column.Name, "neuvola_", "<service>_", 1), "_low"), "_high")
			if !strings.Contains(page, "`"+name+"`") {
				t.Errorf("FORMATS.md does not name %s of %s", name, c.layer)
			}
			if column.Title == "" {
				t.Errorf("%s: %s has no title", c.layer, column.Name)
			}
		}
	}
	// Where positions are not known, load is unknown, not 0.
	if rows := rowsOf(t, dir, "catchments", "option", "load", "first"); !slices.Contains(rows, "local-2030 <nil> 48 3") {
		t.Errorf("catchments: %q", rows)
	}
	// Each cell with people is in one class of a place; the last is not reached.
	rows := rowsOf(t, dir, "isochrones", "id", "from_min", "to_min", "cells", "people")
	if rows[len(rows)-1] != "nv_asema <nil> <nil> 1 100 1" {
		t.Errorf("isochrones: %q", rows)
	}
}

// In public maps users who are few are left out and others are rounded, and no layer has
// numbers of cells from which others could be computed.
func TestLayersOnRequestOfPublicMaps(t *testing.T) {
	m := asked30()
	m.Result = m.Protected()
	m.Words = words.In(lang.Finnish)
	if err := m.Check(); err == nil || err.Error() != "layers: a public file has no allocations, unserved" {
		t.Errorf("%v", err)
	}
	m.Asked = slices.DeleteFunc(Asked(), func(name string) bool { return Unpublished([]string{name}) != nil })
	dir := written(t, m)
	if rows := rowsOf(t, dir, "catchments", "id", "unit", "users", "load", "inside"); rows[0] != "nv_korso <nil> <nil> 48 <nil> 3" || rows[2] != "nv_asema bus <nil> 0 <nil> –" {
		t.Errorf("catchments: %q", rows)
	}
	l, err := gpkg.Load(gpkg.File{Path: filepath.Join(dir, "coverage.gpkg")}, "catchments")
	if err != nil || !strings.HasPrefix(l.Title, "Vaikutusalueet") || l.Columns[0].Title != "Vaihtoehto" {
		t.Errorf("%v: %q %q", err, l.Title, l.Columns[0].Title)
	}
}

func TestLayersOnRequestAreChecked(t *testing.T) {
	m := maps30()
	m.Asked = []string{"catchments", "catchment"}
	want := "layers: no kind \"catchment\", expected catchments, allocations, unserved, isochrones, area_scores\nlayers: catchments, catchment need where people go, which was not computed"
	if err := m.Check(); err == nil || err.Error() != want {
		t.Errorf("%v", err)
	}
}

// The difference of two layers of cells has the cells of both.
func TestDifference(t *testing.T) {
	layer := func(rows ...[]any) gpkg.Layer {
		return gpkg.Layer{Name: "l", Geometry: gpkg.Point, CRS: spatial.CRS{EPSG: 3067}, Len: len(rows), Columns: []gpkg.Column{{Name: "id", Type: gpkg.Integer}, {Name: "a_min", Type: gpkg.Integer, Title: "minutes"},
			{Name: "a_own_min", Type: gpkg.Integer}, {Name: "a_there", Type: gpkg.Real}}, Row: func(i int, values []any) orb.Geometry {
			copy(values, rows[i])
			return orb.Point{1, 2}
		}}
	}
	d := Differ{IDs: [2]string{"x-a", "y"}, Names: [2]string{"X", "Y"}, Service: strings.ToUpper, Stamp: []string{"MADE UP"}, Words: words.In(lang.English)}
	l, err := Difference(layer([]any{int64(1), int64(10), nil, 5.0}, []any{int64(2), nil, nil, 3.0}), layer([]any{int64(1), int64(4), nil, 1.5}, []any{int64(3), int64(7), nil, 2.0}), d)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i := range l.Len {
		values := make([]any, len(l.Columns))
		if l.Row(i, values) == nil {
			t.Error("a cell has no place")
		}
		got = append(got, fmt.Sprint(values[0])+" "+fmt.Sprint(values[1])+" "+fmt.Sprint(values[2]))
	}
	if want := []string{"1 6 3.5", "2 <nil> 3", "3 <nil> -2"}; !slices.Equal(got, want) || l.Name != "difference_x_a_y" || l.Columns[1].Name != "a_minutes" || l.Columns[1].Title != "A: minutes without a car · X − Y" || l.Title != "X − Y · MADE UP" {
		t.Errorf("%q %s %q %+v", got, l.Name, l.Title, l.Columns)
	}
	// It opens with the colours of the first figure that differs.
	if len(l.Styles) != 2 || l.Styles[0].Name != l.Columns[1].Title || !strings.Contains(l.Styles[0].QML, "+10 or more") {
		t.Errorf("%+v", l.Styles)
	}
	if l.Columns[0].Title != "Cell id" {
		t.Errorf("the id has the title %q, which is not of the language", l.Columns[0].Title)
	}
	// It opens with the service that the run draws, though another one comes before it.
	two := func(b int64) gpkg.Layer {
		l := gpkg.Layer{Name: "l", Geometry: gpkg.Point, Len: 1, Columns: []gpkg.Column{{Name: "id", Type: gpkg.Integer}, {Name: "a_min", Type: gpkg.Integer}, {Name: "b_min", Type: gpkg.Integer}}, Row: func(_ int, values []any) orb.Geometry {
			copy(values, []any{int64(1), b, b})
			return orb.Point{1, 2}
		}}
		s := qgis.Style{Name: "b", Rules: []qgis.Rule{{Label: "b", Tests: []qgis.Test{{Column: "b_min", Op: qgis.UpTo, Value: 15}}, Symbol: qgis.Symbol{Shape: qgis.Fill}}}}
		l.Styles = stored(&l, []qgis.Style{s}, nil)
		return l
	}
	if l, err := Difference(two(9), two(3), d); err != nil || len(l.Styles) != 2 || l.Styles[0].Name != l.Columns[2].Title {
		t.Errorf("the first style is %q (%v)", l.Styles[0].Name, err)
	}
	// In public, people of which one number is hidden, or who are few, are unknown.
	d.Public = true
	l, err = Difference(layer([]any{int64(1), nil, nil, 20.0}, []any{int64(2), nil, nil, 30.0}, []any{int64(4), nil, nil, 10.0}), layer([]any{int64(1), nil, nil, 12.5}, []any{int64(3), nil, nil, 20.0}, []any{int64(4), nil, nil, 10.0}, []any{int64(2), nil, nil, 60.0}), d)
	if err != nil {
		t.Fatal(err)
	}
	got = nil
	for i := range l.Len {
		values := make([]any, len(l.Columns))
		l.Row(i, values)
		got = append(got, fmt.Sprint(values[0], " ", values[2]))
	}
	if want := []string{"1 <nil>", "2 -30", "4 0", "3 <nil>"}; !slices.Equal(got, want) {
		t.Errorf("public: %q", got)
	}
	if _, err := Difference(layer(), gpkg.Layer{Name: "m"}, d); err == nil || err.Error() != "the layers l and m have no column id, or no figures of the same service" {
		t.Errorf("%v", err)
	}
}

// The project has the rows of each option in its group, and isochrones by place, each drawn
// at first by the usual mode; lines are wide where many come.
func TestLayersOnRequestInTheProject(t *testing.T) {
	m := asked30()
	f, err := m.file()
	if err != nil {
		t.Fatal(err)
	}
	p := f.qgisProject()
	var got []string
	for _, g := range p.Groups {
		for _, l := range g.Layers {
			if l.Part != "" || strings.HasPrefix(l.Table, "unserved_") {
				if world := dotted(board.World(f.w, &f.Report)...); world == "" || !strings.HasSuffix(l.Title, world) {
					t.Errorf("the layer %q does not say %q", l.Title, world)
				}
				of := []string{}
				for _, test := range l.Of {
					of = append(of, fmt.Sprint(test.Column, "=", test.Value))
				}
				got = append(got, fmt.Sprint(g.Title, ": ", l.Table, " ", of, " ", len(l.Styles), " ", l.Off))
			}
		}
	}
	want := []string{}
	for _, option := range []string{"centralised", "today", "local-2030"} {
		for _, x := range []string{"allocations [option=%s]", "catchments [option=%s]", "unserved_%s []", "area_scores [option=%s]"} {
			id := option
			if strings.HasPrefix(x, "unserved") {
				id = Plain(option)
			}
			k := slices.IndexFunc(m.Report.Options, func(o report.Option) bool { return o.ID == option })
			want = append(want, f.option(k)+": "+fmt.Sprintf(x, id)+" 1 true")
		}
	}
	if len(got) < len(want)+2 || !slices.Equal(got[:len(want)], want) || !strings.HasPrefix(got[len(want)], "Times to places: isochrones [service=neuvola id=nv_") {
		t.Errorf("%q, expected %q and places", got, want)
	}
	widths := []float64{}
	for _, l := range p.Groups[1].Layers {
		if l.Table != "allocations" {
			continue
		}
		for _, r := range l.Styles[0].Rules {
			if !r.Heading {
				widths = append(widths, r.Symbol.Width)
			}
		}
	}
	if len(widths) != len(lineClasses) || !slices.IsSortedFunc(widths, func(a, b float64) int { return cmp.Compare(b, a) }) {
		t.Errorf("widths of lines: %v", widths)
	}
}
