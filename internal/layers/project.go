package layers

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/board"
	"saavu/internal/draw"
	"saavu/internal/format/crs"
	"saavu/internal/qgis"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// projectName is the name of the QGIS project in the file, and databaseName the file that
// it looks for.
const (
	projectName  = "saavu"
	databaseName = "coverage.gpkg"
)

// qgisProject is the project of all layers: a group of areas, a group of each option, a
// theme of its minutes and one of its change, and two pages to be printed.
func (f *file) qgisProject() *qgis.Project {
	p := &qgis.Project{
		Title:  dotted(f.w.Text("layer.project", "county", f.county(), "year", fmt.Sprint(f.Report.Year)), strings.Join(board.Stamp(f.w, &f.Report), " · ")),
		File:   databaseName,
		System: f.system(),
		Extent: f.extent(),
	}
	shown := f.shownOption()
	p.Groups = append(p.Groups, qgis.Group{Title: f.w.Text("layer.areas"), Layers: f.membersOf(func(x *projected) bool { return x.option < 0 && x.table != cellsName && x.part == "" }, areasName)})
	for _, k := range append([]int{shown}, f.others(shown)...) {
		visible := []string{f.named("facilities_", k), f.named("change_", k)}
		if f.reference(k) == "" {
			visible[1] = f.named("coverage_", k)
		}
		g := qgis.Group{Title: f.option(k), Closed: k != shown, Off: k != shown}
		for _, kind := range []string{"facilities_", "stations_", "allocations", "catchments", "unserved_", "area_scores", "change_", "coverage_"} {
			g.Layers = append(g.Layers, f.membersOf(func(x *projected) bool { return x.option == k && (x.table == f.named(kind, k) || x.table == kind) }, visible...)...)
		}
		p.Groups = append(p.Groups, g)
	}
	if places := f.membersOf(func(x *projected) bool { return x.option < 0 && x.part != "" }); places != nil {
		p.Groups = append(p.Groups, qgis.Group{Title: f.w.Text("saved.isochrones"), Closed: true, Off: true, Layers: places})
	}
	p.Groups = append(p.Groups, qgis.Group{Title: f.w.Text("layer.cells"), Closed: true, Off: true, Layers: f.membersOf(func(x *projected) bool { return x.table == cellsName })})
	for k := range f.Report.Options {
		p.Themes = append(p.Themes, f.theme("layer.theme_minutes", "coverage_", k))
		if f.reference(k) != "" {
			p.Themes = append(p.Themes, f.theme("layer.theme_change", "change_", k))
		}
	}
	p.Layouts = []qgis.Layout{f.pageOfOne(shown), f.pageOfThree(shown)}
	return p
}

// system is the county's system as a project states it.
func (f *file) system() qgis.System {
	home := f.home().Named()
	return qgis.System{EPSG: home.EPSG, WKT: crs.WKT(home)}
}

// named is the table of a kind of an option.
func (f *file) named(kind string, option int) string {
	return kind + Plain(f.Report.Options[option].ID)
}

// shownOption is the option that a project opens with: the first one that changes minutes
// of the first service of maps, or the first that is compared with another.
func (f *file) shownOption() int {
	found := 0
	for k := len(f.Report.Options) - 1; k >= 0; k-- {
		if f.reference(k) != "" {
			found = k
		}
	}
	for k := range f.Report.Options {
		if f.touches(k, f.mapped[0]) {
			return k
		}
	}
	return found
}

// others are the options except one.
func (f *file) others(option int) []int {
	var out []int
	for k := range f.Report.Options {
		if k != option {
			out = append(out, k)
		}
	}
	return out
}

// membersOf are layers of the project; those that are not visible are off.
func (f *file) membersOf(choose func(*projected) bool, visible ...string) []qgis.Layer {
	var out []qgis.Layer
	for i := range f.project {
		if x := &f.project[i]; choose(x) {
			out = append(out, qgis.Layer{Table: x.table, Title: x.title, Geometry: x.geometry, Part: x.part, Of: x.of, Styles: x.styles, Form: x.form, Off: !slices.Contains(visible, x.table)})
		}
	}
	return out
}

// theme is a map of an option: borders and names of areas, places, and cells.
func (f *file) theme(key, kind string, option int) qgis.Theme {
	t := qgis.Theme{Name: f.w.Text(key, "option", f.option(option))}
	for _, table := range []string{areasName, f.named("facilities_", option), f.named(kind, option)} {
		at := slices.IndexFunc(f.project, func(x projected) bool { return x.table == table })
		t.Layers = append(t.Layers, qgis.Themed{Table: table, Style: f.project[at].styles[0].Name})
	}
	return t
}

// extent is what all maps show: the cells.
func (f *file) extent() orb.Bound {
	if len(f.cells) == 0 {
		return orb.Bound{}
	}
	b := f.Grid.Centres[f.cells[0]].Bound()
	for _, i := range f.cells {
		b = b.Extend(f.Grid.Centres[i])
	}
	return b.Pad(f.Grid.Side / 2)
}

// scaleKm is a round length for each half of a scale bar: about a tenth of the width.
func (f *file) scaleKm() float64 {
	b := f.extent()
	wanted := math.Max((b.Max[0]-b.Min[0])/10_000, 0.1)
	km := math.Pow(10, math.Floor(math.Log10(wanted)))
	for _, n := range []float64{5, 2} {
		if n*km <= wanted {
			return n * km
		}
	}
	return km
}

// under is the line below maps: whose data they show, and what is not of the real world.
func (f *file) under() string {
	v := &f.Report.Services[f.mapped[0]]
	return dotted(strings.Join(board.Stamp(f.w, &f.Report), " · "), board.Limit(f.w, v), f.w.Term("period", f.Report.Period), board.Credits(f.w, &f.Report))
}

// text is a text of a page in ink.
func text(x, y, w, h float64, content string, size float64, bold bool) qgis.TextItem {
	return qgis.TextItem{Box: qgis.Box{X: x, Y: y, W: w, H: h}, Text: content, Size: size, Bold: bold, Color: draw.Light.Ink}
}

// mapTitle is the title of a map of an option.
func (f *file) mapTitle(change bool, option int) string {
	service, name := f.service(f.mapped[0]), f.w.Option(&f.Report.Options[option])
	if change {
		return f.w.Text("map.change_title", "service", service, "option", name, "reference", f.reference(option))
	}
	return f.w.Text("map.minutes_title", "service", service, "option", name)
}

// mapHead is the title of a map next to others of the same service.
func (f *file) mapHead(change bool, option int) string {
	what := f.w.Text("layer.minutes")
	if change {
		what = f.w.Text("layer.journeys") + ", " + f.w.Text("layer.compared", "reference", f.reference(option))
	}
	return f.w.Text("layer.style", "service", f.w.Option(&f.Report.Options[option]), "what", what)
}

// mapFact is the figure of the report that a map stands for.
func (f *file) mapFact(change bool, option int) string {
	row, limit := &f.Report.Services[f.mapped[0]].Rows[option], f.Report.Services[f.mapped[0]].LimitMin
	switch {
	case change && row.Gain.Usable() && row.Lose.Usable():
		return f.w.Text("map.change_desc", "gain", f.w.Count(row.Gain.V), "lose", f.w.Count(row.Lose.V))
	case !change && row.GetsThere.Usable() && limit.Usable():
		return f.w.Text("map.minutes_desc", "share", f.w.Share(report.Exact(row.GetsThere.V)), "minutes", math.Round(limit.V*10)/10)
	}
	return f.w.Text("map.unknown_desc")
}

// legend explains the cells and places of a map.
func (f *file) legend(at qgis.Box, of int, kind string, option int) qgis.LegendItem {
	what := "layer.minutes"
	if kind == "change_" {
		what = "layer.journeys"
	}
	return qgis.LegendItem{Box: at, Of: of, Layers: []qgis.Explained{{Table: f.named(kind, option), Title: words.Capital(f.w.Text(what))}, {Table: f.named("facilities_", option), Title: words.Capital(f.w.Text("layer.signs"))}}}
}

// pageOfOne is a landscape A4 with the change of an option, or its minutes if it is
// compared with nothing.
func (f *file) pageOfOne(option int) qgis.Layout {
	change := f.reference(option) != ""
	key, kind := "layer.theme_minutes", "coverage_"
	if change {
		key, kind = "layer.theme_change", "change_"
	}
	return qgis.Layout{Name: f.w.Text("layer.page_one"), Width: 297, Height: 210,
		Maps:    []qgis.MapItem{{Box: qgis.Box{X: 10, Y: 24, W: 207, H: 170}, Theme: f.w.Text(key, "option", f.option(option))}},
		Texts:   []qgis.TextItem{text(10, 8, 277, 14, f.mapTitle(change, option), 14, true), text(10, 196, 277, 9, f.under(), 7, false)},
		Legends: []qgis.LegendItem{f.legend(qgis.Box{X: 222, Y: 24, W: 66, H: 140}, 0, kind, option)},
		Scales:  []qgis.ScaleItem{{Box: qgis.Box{X: 222, Y: 182, W: 60, H: 10}, Of: 0, Km: f.scaleKm()}},
	}
}

// pageOfThree is a landscape A3 with the minutes before, the minutes now and the change;
// below them are the places and the areas in numbers.
func (f *file) pageOfThree(option int) qgis.Layout {
	before := max(f.Report.Options[option].Against, 0)
	l := qgis.Layout{Name: f.w.Text("layer.page_three"), Width: 420, Height: 297}
	const width, gap, top, bottom = 130.0, 5.0, 34.0, 278.0
	e := f.extent()
	high := min(max(width*(e.Max[1]-e.Min[1])/max(e.Max[0]-e.Min[0], 1), 100), 165)
	places, areas := f.placeTable(option), f.areaTable(before, option)
	high = min(max(high, bottom-top-20-rowHeight*float64(max(len(places.rows), len(areas.rows))+1)), high*1.2)
	l.Texts = append(l.Texts, text(10, 9, 400, 10, dotted(f.service(f.mapped[0]), f.w.Text("layer.project", "county", f.county(), "year", fmt.Sprint(f.Report.Options[option].Year))), 16, true), text(10, 283, 400, 9, f.under(), 8, false))
	for i, m := range []struct {
		change bool
		option int
	}{{false, before}, {false, option}, {true, option}} {
		if m.change && f.reference(option) == "" {
			continue
		}
		key, kind := "layer.theme_minutes", "coverage_"
		if m.change {
			key, kind = "layer.theme_change", "change_"
		}
		x := 10 + float64(i)*(width+gap)
		l.Maps = append(l.Maps, qgis.MapItem{Box: qgis.Box{X: x, Y: top, W: width, H: high}, Theme: f.w.Text(key, "option", f.option(m.option))})
		l.Texts = append(l.Texts, fitting(text(x, top-13, width, 12, f.mapHead(m.change, m.option), 11, true), 2))
		l.Texts = append(l.Texts, text(x, top+high+3, width, 10, f.mapFact(m.change, m.option), 10, false))
		if under := top + high + 15; i != 1 { // the maps of minutes have one legend
			l.Legends = append(l.Legends, f.legend(qgis.Box{X: 10 + 172*float64(i), Y: under, W: 60, H: bottom - under}, i, kind, m.option))
		}
	}
	f.write(&l, &places, 75, top+high+15, bottom)
	if f.reference(option) != "" {
		f.write(&l, &areas, 220, top+high+15, bottom)
	}
	l.Scales = []qgis.ScaleItem{{Box: qgis.Box{X: 350, Y: 268, W: 60, H: 10}, Of: 0, Km: f.scaleKm()}}
	return l
}
