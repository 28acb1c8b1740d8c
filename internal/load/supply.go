package load

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/format/ptv"
	"saavu/internal/format/record"
	"saavu/internal/format/servicemap"
	"saavu/pkg/network"
	"saavu/pkg/spatial"
)

// beyond is the distance from the nearest cell, in metres, from which on a
// location of a file belongs to another county and is left out.
const beyond = 20_000

// mostLocations is the number of locations above which a file is refused.
const mostLocations = 200_000

// location is a place of a file of service points with what its rows say.
type location struct {
	facility network.Facility
	file     string
	row      int
	point    orb.Point // in the file's own coordinates
	placed   bool
	closed   bool // its opening hours say that it is never open
	parts    []part
}

// part is what one row says of some services of its location.
type part struct {
	row      int
	services []int
	staff    map[string]float64 // positions by profession
	rooms    float64
	hours    network.Hours
	swedish  network.Known
}

// supplyCounts are what a file is told to hold beside what is read.
type supplyCounts struct {
	noService, noHours, noPlace, zero, drawn, outside, beyond, repeated, gone, planned, cut, assumed, unknown int

	renamed string
	differs map[string]int             // further rows of a location that say otherwise, by what
	idle    map[string]int             // rows with positions that no service of theirs has, by profession
	has     map[string]map[string]bool // by such a profession, those that the services have
}

// supply reads the files of service points into the network's facilities and
// gives what they say of points, to be added when all facilities are known.
func (r *reader) supply(f *countyFile, t *tree, n *network.Network, near *spatial.Index) []*location {
	var out []*location
	seen := map[string]*location{}
	for i, entry := range f.Supply {
		p := &supplied{r: r, f: entry, t: t, at: []string{"supply", strconv.Itoa(i)}}
		list := p.read(n, f.County.Year, seen)
		list = p.settle(list, near)
		p.note(n, list)
		out = append(out, list...)
	}
	taken := map[string]bool{}
	for i := range n.Facilities {
		taken[n.Facilities[i].ID] = true
	}
	for _, l := range out {
		if taken[l.facility.ID] {
			r.problems.Add(problem.Problem{File: l.file, Row: l.row, Found: l.facility.ID, Expected: "every id once", Hint: "the table of facilities has it already"})
			continue
		}
		n.Facilities = append(n.Facilities, l.facility)
	}
	return out
}

// read opens the file, finds its columns and reads its rows.
func (p *supplied) read(n *network.Network, year int, seen map[string]*location) []*location {
	before := len(p.r.problems)
	if len(p.f.File) == 0 { // the schema has said so
		return nil
	}
	if p.s = p.open(); p.s == nil {
		p.r.unsure.facilities = true
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
	// Where the services are not known, no row can say which of them it gives.
	if !p.bind() || len(p.r.problems) > before || p.r.unsure.services {
		p.r.unsure.facilities = true
		return nil
	}
	p.counts.idle, p.counts.has, p.counts.differs = map[string]int{}, map[string]map[string]bool{}, map[string]int{}
	var out []*location
	totals := p.totals()
	err := p.s.Each(p.want, func(row *record.Row) error {
		if p.row = row; totals[row.At] {
			return nil
		}
		if len(out) == mostLocations {
			return problem.Problems{{File: p.file(), Row: row.At, Found: fmt.Sprintf("more than %d locations", mostLocations), Expected: "the locations of a county"}}
		}
		if l := p.location(n, year, seen); l != nil {
			out = append(out, l)
		}
		return nil
	})
	if err != nil {
		p.r.add(p.name, err)
		return nil
	}
	p.r.unsure.facilities = p.r.unsure.facilities || len(p.r.problems) > before
	if len(out) == 0 && len(p.r.problems) == before {
		p.r.problems.Add(problem.Problem{File: p.name, Found: "no location with a known service", Expected: "a row for each location",
			Hint: "names of services that no word matches: " + most(p.services.unmatched)})
	}
	return out
}

// open opens the file, the files or the folder of the entry.
func (p *supplied) open() *record.Source {
	path := append(p.at, "file")
	var names []string
	for _, name := range p.f.File {
		name, ok := p.r.resolve(p.t, name, path...)
		if !ok {
			return nil
		}
		names = append(names, name)
	}
	p.name = names[0]
	return p.r.recordsOf(names, p.f.Layer, p.t.place(path...))
}

// fill takes the columns of a register where the entry names none.
func (c *supplyColumns) fill(own supplyColumns) {
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

// checkKeys checks what the entry must say of its columns.
func (p *supplied) checkKeys(n *network.Network) {
	c := &p.f.Columns
	if c.ID == "" {
		p.wrongKey("", "the key id", "the column that tells locations apart", "columns")
	}
	if (c.X == "") != (c.Y == "") {
		p.wrongKey("", "both of the keys x and y, or neither", "", "columns")
	}
	if c.X == "" && c.Y == "" && !p.s.Places {
		p.wrongKey("", "the keys x and y", joinHints("the file has no geometries", columnsOf(p.s)), "columns")
	}
	professions := map[string]bool{}
	for i := range n.Services {
		for _, s := range n.Services[i].Staff {
			professions[s.Profession] = true
		}
	}
	known := sortedKeys(professions)
	for _, profession := range sortedKeys(c.Staff) {
		if !professions[profession] && !p.r.unsure.services {
			p.wrongKey(profession, "a profession of the county's services: "+strings.Join(known, ", "), meant(profession, known), "columns", "staff", profession)
		}
	}
}

// location reads the row. It is nil where the row adds to a location that is
// there already, or is left out.
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
	for _, key := range sortedKeys(p.f.Columns.Rooms) {
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
	p.again(first, l, this)
	return nil
}

// again adds a further row of a location, or says what is wrong with it.
func (p *supplied) again(first, l *location, this part) {
	at := "row " + strconv.Itoa(first.row)
	if first.file != l.file {
		at += " of " + first.file
	}
	if first.placed != l.placed || first.point != l.point {
		p.wrong("id", "one place for an id", at+" puts it elsewhere")
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
		p.wrong("id", "a service once at a location", at+" has it already")
	}
}

// id gives the id of the row in the characters that ids may have.
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

// countCut counts texts that are as long as the format that they came through
// allows: their end is missing.
func (p *supplied) countCut() {
	if n := len([]rune(p.text("services"))); p.s.Format != ptv.Format && p.s.Format != servicemap.Format && (n == 254 || n == 255) {
		p.counts.cut++
	}
}
