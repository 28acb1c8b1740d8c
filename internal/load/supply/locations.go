package supply

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/format/ptv"
	"saavu/internal/format/record"
	"saavu/internal/format/servicemap"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/pkg/network"
	"saavu/pkg/spatial"
)

// beyond is the distance from the nearest cell, in metres, above which a location
// is taken to be in another county and is left out.
const beyond = 20_000

// maxLocations is the number of locations above which a file is refused.
const maxLocations = 200_000

// location is one location of a file of service points, from one or more rows.
type location struct {
	facility network.Facility
	file     string
	row      int
	point    orb.Point // in the file's own coordinates
	placed   bool
	closed   bool // according to its opening hours it is never open
	parts    []part
}

// part is what one row says about some services of its location.
type part struct {
	row      int
	services []int
	staff    map[string]float64 // positions by profession
	rooms    float64
	hours    network.Hours
	swedish  network.Known
}

// counts counts what the notes about a file report.
type counts struct {
	noService, noHours, noPlace, zero, drawn, outside, beyond, repeated, gone, planned, cut, assumed, unknown int

	renamed string
	differs map[string]int             // other rows of a location that contradict the first, by property
	idle    map[string]int             // rows with positions of a profession that none of their services has
	has     map[string]map[string]bool // by such a profession, the professions of the services
}

// supply reads the files of service points and adds their locations to the
// network's facilities. It returns the locations; their points are added once all
// facilities are known.
func (w *work) supply(f *File, t *yaml.Tree, near *spatial.Index) []*location {
	n := w.Network
	var out []*location
	seen := map[string]*location{}
	for i, entry := range f.Supply {
		p := &supplied{r: w, f: entry, t: t, at: []string{"supply", strconv.Itoa(i)}}
		list := p.read(n, w.Year, seen)
		list = p.placeLocations(list, near)
		p.note(n, list)
		out = append(out, list...)
	}
	taken := map[string]bool{}
	for i := range n.Facilities {
		taken[n.Facilities[i].ID] = true
	}
	for _, l := range out {
		if taken[l.facility.ID] {
			w.Problems.Add(problem.Problem{File: l.file, Row: l.row, Found: l.facility.ID, Expected: "every id once", Hint: "the facilities table has it already"})
			continue
		}
		n.Facilities = append(n.Facilities, l.facility)
	}
	return out
}

// read opens the file, finds its columns and reads its rows.
func (p *supplied) read(n *network.Network, year int, seen map[string]*location) []*location {
	before := len(p.r.Problems)
	if len(p.f.File) == 0 { // the schema has reported it
		return nil
	}
	if p.s = p.open(); p.s == nil {
		p.r.whole = false
		return nil
	}
	if own, ok := registerColumns(p.s.Format); ok {
		p.f.Columns.fill(own)
		if p.f.Services.Column == "" && len(p.f.Services.Columns) == 0 {
			p.f.Services.Column = "services"
		}
	}
	p.checkKeys(n)
	p.bindWords()
	p.bindServices(n)
	// If the services are unknown, no row can be matched to them.
	if !p.bind() || len(p.r.Problems) > before || !p.r.Services.Whole {
		p.r.whole = false
		return nil
	}
	p.counts.idle, p.counts.has, p.counts.differs = map[string]int{}, map[string]map[string]bool{}, map[string]int{}
	var out []*location
	totals := p.totals()
	err := p.s.Each(p.want, func(row *record.Row) error {
		if p.row = row; totals[row.At] {
			return nil
		}
		if len(out) == maxLocations {
			return problem.Problems{{File: p.file(), Row: row.At, Found: fmt.Sprintf("more than %d locations", maxLocations), Expected: "the locations of a county"}}
		}
		if l := p.location(n, year, seen); l != nil {
			out = append(out, l)
		}
		return nil
	})
	if err != nil {
		p.r.Add(p.name, err)
		return nil
	}
	p.r.whole = p.r.whole && len(p.r.Problems) == before
	if len(out) == 0 && len(p.r.Problems) == before {
		p.r.Problems.Add(problem.Problem{File: p.name, Found: "no location with a known service", Expected: "a row for each location",
			Hint: "service names that match no word: " + most(p.services.unmatched)})
	}
	return out
}

// open opens the file, the files or the folder of the entry.
func (p *supplied) open() *record.Source {
	path := append(p.at, "file")
	var names []string
	for _, name := range p.f.File {
		name, ok := p.r.Resolve(p.t, name, path...)
		if !ok {
			return nil
		}
		names = append(names, name)
	}
	p.name = names[0]
	return p.r.RecordsOf(names, p.f.Layer, p.t.Place(path...))
}

// fill uses the columns of a register for those that the entry does not name.
func (c *columnsFile) fill(own columnsFile) {
	for _, f := range []struct {
		to   *string
		from string
	}{{&c.ID, own.ID}, {&c.Name, own.Name}, {&c.NameEn, own.NameEn}, {&c.NameFi, own.NameFi}, {&c.NameSv, own.NameSv},
		{&c.OpeningHours, own.OpeningHours}, {&c.Languages, own.Languages},
		{&c.Status, own.Status}, {&c.Provider, own.Provider}, {&c.BarrierFree, own.BarrierFree}} {
		if *f.to == "" {
			*f.to = f.from
		}
	}
}

// checkKeys checks the keys of the entry's columns.
func (p *supplied) checkKeys(n *network.Network) {
	c := &p.f.Columns
	if c.ID == "" {
		p.wrongKey("", "the key id", "the column that identifies locations", "columns")
	}
	if (c.X == "") != (c.Y == "") {
		p.wrongKey("", "both of the keys x and y, or neither", "", "columns")
	}
	if c.X == "" && c.Y == "" && !p.s.Places {
		p.wrongKey("", "the keys x and y", problem.Hints("the file has no geometries", input.ColumnsOf(p.s)), "columns")
	}
	professions := map[string]bool{}
	for i := range n.Services {
		for _, s := range n.Services[i].Staff {
			professions[s.Profession] = true
		}
	}
	known := slices.Sorted(maps.Keys(professions))
	for _, profession := range slices.Sorted(maps.Keys(c.Staff)) {
		if !professions[profession] && p.r.Services.Whole {
			p.wrongKey(profession, "a profession of the county's services: "+strings.Join(known, ", "), naming.Suggest(profession, known), "columns", "staff", profession)
		}
	}
}

// location reads the row. It returns nil if the row adds to an existing location or
// is left out.
func (p *supplied) location(n *network.Network, year int, seen map[string]*location) *location {
	services := p.given()
	p.countCut()
	id := p.id()
	if id == "" {
		p.wrong("id", "an id", "")
		return nil
	}
	if len(services) == 0 {
		p.counts.noService++
		return nil
	}
	l := &location{file: p.file(), row: p.row.At, facility: p.facility(id, year)}
	l.point, l.placed = p.point()
	swedish := l.facility.Languages
	this := part{row: p.row.At, services: services, staff: p.staff(n, services), hours: p.hours(), swedish: speaksSwedish(swedish)}
	for _, key := range slices.Sorted(maps.Keys(p.f.Columns.Rooms)) {
		v, _ := p.amount("rooms." + key)
		this.rooms += v
	}
	if this.hours.DaysPerWeek() == 0 {
		l.closed = true
		this.hours = p.usual()
	}
	first := seen[id]
	if first == nil {
		l.parts = []part{this}
		seen[id] = l
		return l
	}
	p.addRow(first, l, this)
	return nil
}

// addRow adds another row of a location, or reports what is wrong with it.
func (p *supplied) addRow(first, l *location, this part) {
	at := "row " + strconv.Itoa(first.row)
	if first.file != l.file {
		at += " of " + first.file
	}
	if first.placed != l.placed || first.point != l.point {
		p.wrong("id", "one place for an id", at+" gives other coordinates")
		return
	}
	for _, what := range first.otherThan(l) {
		p.counts.differs[what]++
	}
	var old, fresh []int
	for _, s := range this.services {
		if slices.ContainsFunc(first.parts, func(q part) bool { return slices.Contains(q.services, s) }) {
			old = append(old, s)
		} else {
			fresh = append(fresh, s)
		}
	}
	switch {
	case len(old) == 0:
		first.parts = append(first.parts, this)
	case len(fresh) == 0 && len(this.staff) == 0 && this.rooms == 0:
		p.counts.repeated++
	default:
		p.wrong("id", "each service once at a location", at+" has it already")
	}
}

// id returns the id of the row, with characters that ids may not have replaced.
func (p *supplied) id() string {
	id := p.text("id")
	fit := strings.Map(func(c rune) rune {
		if strings.ContainsRune(": \t\n/\\", c) {
			return '_'
		}
		return c
	}, id)
	if fit != id && p.counts.renamed == "" {
		p.counts.renamed = fmt.Sprintf("%q is %s", id, fit)
	}
	return fit
}

// countCut counts texts of the maximum length of a shapefile: they were probably
// truncated.
func (p *supplied) countCut() {
	if n := len([]rune(p.text("services"))); p.s.Format != ptv.Format && p.s.Format != servicemap.Format && (n == 254 || n == 255) {
		p.counts.cut++
	}
}
