package load

import (
	"errors"
	"io/fs"
	"math"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/source"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
	"saavu/pkg/spatial"
)

// Today is the id of the network as it is, which every county has as an option.
const Today = "today"

// Option reads one option file for a county that has been read. Whatever only
// the county can tell, such as an unknown id, is said by Apply; Option finds
// what is wrong with the file alone. The county remembers the places in the
// file and adds it to its Inputs; it does not add the option to its Options.
// The error is a problem.Problems; beside it stands what is right of the option,
// without an id where nothing is, so that Apply can find what else is wrong.
func Option(files source.Files, name string, c *County) (scenario.Option, error) {
	r := &reader{files: files}
	o := r.option(name, "", c)
	if err := r.problems.Sorted(name).Err(); err != nil {
		return o, err
	}
	c.Inputs = append(c.Inputs, r.inputs...)
	return o, nil
}

// option reads an option file, as far as it is right; an option without an id
// where nothing can be read.
func (r *reader) option(name, named string, c *County) scenario.Option {
	f, t := readYAML[optionFile](r, r.files, name, named, optionRules)
	if t.root == nil {
		return scenario.Option{}
	}
	o := scenario.Option{ID: f.ID, Name: f.Name, Year: f.Year, Against: f.Against, Listed: f.Listed, Split: f.Split}
	if o.ID == "" {
		base := path.Base(filepath.ToSlash(name))
		o.ID = strings.TrimSuffix(base, path.Ext(base))
	}
	if !fileName(o.ID) {
		r.problems.Add(t.problemAt(problem.Problem{Found: o.ID, Expected: "an id with a letter or a digit, without slashes, backslashes and hidden characters",
			Hint: "files of the results are named by it; it is the file's name unless id: gives another"}, "id"))
	}
	for i, change := range f.Changes {
		step := strconv.Itoa(i)
		before := r.problems.Count()
		made := r.change(&change, t, step)
		if t.root.find("changes", step).anyFault() || r.problems.Count() > before {
			continue
		}
		o.Changes, t.changes = append(o.Changes, made), append(t.changes, i)
	}
	if c.sources == nil { // a county that could not be read
		c.sources = map[string]*tree{}
	}
	c.sources[o.ID] = t
	return o
}

// fileName says whether the id of an option can be in the name of a file.
func fileName(id string) bool {
	return strings.IndexFunc(id, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) >= 0 &&
		strings.IndexFunc(id, func(c rune) bool { return c == '/' || c == '\\' || problem.Hidden(c) }) < 0
}

// readOptions reads the options that the county file names, in its order; all
// files of the folder where it gives no order.
func (r *reader) readOptions(f *countyFile, t *tree, c *County) {
	if f.Options.Dir == "" {
		return
	}
	dir, ok := r.resolve(t, f.Options.Dir, "options", "dir")
	if !ok {
		return
	}
	there, err := r.files.List(dir, ".yaml")
	if errors.Is(err, fs.ErrNotExist) {
		r.note("%s: there is no folder of options %s: the county has today alone (take the key options out, or put option files there)", baseName(t.file), f.Options.Dir)
		return
	}
	if f.Options.Order == nil && err != nil {
		r.wrong(t, "a folder of option files", source.Cause(err), "options", "dir")
	}
	type entry struct{ name, named string }
	var entries []entry
	for i, id := range f.Options.Order {
		name := r.files.Join(dir, id+".yaml")
		if id == Today && !slices.Contains(there, name) {
			name = "" // it exists without a file too
		}
		entries = append(entries, entry{name, t.place("options", "order", strconv.Itoa(i))})
	}
	if f.Options.Order == nil {
		for _, name := range there {
			entries = append(entries, entry{name, t.place("options", "dir")})
		}
	}
	seen := map[string]bool{}
	for _, e := range entries {
		if e.name == "" && !seen[Today] {
			seen[Today] = true
			c.Options = append(c.Options, scenario.Option{ID: Today, Name: "Today"})
		}
		if e.name == "" {
			continue
		}
		o := r.option(e.name, e.named, c)
		if o.ID == "" {
			continue
		}
		source := c.sources[o.ID]
		switch {
		case seen[o.ID]:
			r.problems.Add(source.problemAt(problem.Problem{Found: o.ID, Expected: "every option id once"}, "id"))
		case o.Against != "" && !seen[o.Against] && o.Against != Today:
			r.wrong(source, "the id of an option before this one", meant(o.Against, append(sortedKeys(seen), Today)), "against")
		}
		seen[o.ID] = true
		c.Options = append(c.Options, o)
	}
}

// change turns one change into the scenario's. A change that the schema has
// refused is empty.
func (r *reader) change(f *changeFile, t *tree, i string) scenario.Change {
	at := func(keys ...string) []string { return append([]string{"changes", i}, keys...) }
	var c scenario.Change
	switch {
	case f.Close != nil:
		c.Close = &scenario.Close{Facility: f.Close.Facility, Services: f.Close.Services}
	case f.Open != nil:
		c.Open = r.open(f.Open, t, at("open"))
	case f.Move != nil:
		c.Move = &scenario.Move{Facility: f.Move.Facility}
		if p := r.point(f.Move.At, t, at("move", "at")); p != nil {
			c.Move.At = *p
		}
	case f.Merge != nil:
		c.Merge = &scenario.Merge{Facility: f.Merge.Facility, Into: f.Merge.Into}
	case f.SetCapacity != nil:
		s := f.SetCapacity
		c.SetCapacity = &scenario.SetCapacity{Facility: s.Facility, Service: s.Service, FTE: orNaN(s.FTE), Rooms: orNaN(s.Rooms),
			FTEFactor: orNaN(s.FTEFactor), RoomsFactor: orNaN(s.RoomsFactor)}
	case f.SetHours != nil:
		c.SetHours = &scenario.SetHours{Facilities: f.SetHours.Facilities, Services: f.SetHours.Services}
		if h := r.openingHours(&f.SetHours.hoursFile, t, at("set-hours")); h != nil {
			c.SetHours.Hours = *h
		} else if !t.root.find(at("set-hours")...).anyFault() {
			r.wrong(t, "opening hours: days, evening, saturday or every_days", "", at("set-hours")...)
		}
	case f.AddMobile != nil:
		c.AddMobile = r.mobile(f.AddMobile, t, at("add-mobile"))
	case f.AddRemote != nil:
		c.AddRemote = &scenario.AddRemote{Service: f.AddRemote.Service, Share: f.AddRemote.Share, Support: f.AddRemote.Support}
	case f.Contract != nil:
		c.Contract = &scenario.Contract{Service: f.Contract.Service, Production: network.Production(f.Contract.Production),
			Share: f.Contract.Share, Price: f.Contract.Price}
	default:
		for path, value := range f.Set {
			c.Set = &scenario.Set{Path: path, Value: value}
		}
	}
	return c
}

func (r *reader) open(f *openFile, t *tree, at []string) *scenario.Open {
	return &scenario.Open{Facility: f.Facility, Name: f.Name, Type: f.Type, At: r.point(f.At, t, append(at, "at")),
		Services: f.Services, FTE: f.FTE, Rooms: f.Rooms, Hours: r.openingHours(&f.hoursFile, t, at), Visiting: f.Visiting,
		Production: network.Production(f.Production), BarrierFree: network.Known(f.BarrierFree), Size: f.Size,
		Interim: f.Interim, OneOff: f.OneOff}
}

func (r *reader) mobile(f *addMobileFile, t *tree, at []string) *scenario.AddMobile {
	m := &scenario.AddMobile{ID: f.ID, Name: f.Name, Kind: f.Kind, Count: 1, Services: f.Services, Schools: f.Schools}
	if f.Count != nil {
		m.Count = *f.Count
	}
	for k, s := range f.Stops {
		here := append(at, "stops", strconv.Itoa(k))
		days, ok := ParseDays(s.Days...)
		if !ok {
			r.wrong(t, dayWords, "from the earlier day to the later", append(here, "days")...)
		}
		m.Stops = append(m.Stops, scenario.Stop{Facility: s.Facility, Name: s.Name, At: r.point(s.At, t, append(here, "at")), Days: days})
	}
	return m
}

// openingHours reads hours; nil where none are given. Where only an evening, a
// Saturday or an interval is given, the office hours are those of all weekdays.
func (r *reader) openingHours(f *hoursFile, t *tree, at []string) *network.Hours {
	if f.Days == nil && f.Evening == nil && network.Known(f.Saturday) == network.Unknown && f.EveryDays == 0 {
		return nil
	}
	h := &network.Hours{Office: network.AllWeek, Saturday: network.Known(f.Saturday) == network.Yes, EveryDays: f.EveryDays}
	var ok bool
	if f.Days != nil {
		if h.Office, ok = ParseDays(f.Days...); !ok {
			r.wrong(t, dayWords, "from the earlier day to the later", append(at, "days")...)
		}
	}
	if h.Evening, ok = ParseDays(f.Evening...); !ok {
		r.wrong(t, dayWords, "from the earlier day to the later", append(at, "evening")...)
	}
	return h
}

// point gives a place in EPSG:3067 metres; nil where none is given. Degrees
// outside Finland are refused here, where they can be named as they stand;
// metres are checked by Apply.
func (r *reader) point(p *place, t *tree, at []string) *orb.Point {
	if p == nil {
		return nil
	}
	if !p.degrees || t.root.find(at...).anyFault() { // half a place is told of already
		return &p.point
	}
	if wgs84, err := spatial.ByEPSG(4326); err != nil || !wgs84.Accepts(orb.Point{p.lon, p.lat}) {
		n := t.root.find(at...)
		r.problems.Add(problem.Problem{File: t.file, Row: n.line, Char: n.col, Found: "lat " + float(p.lat) + ", lon " + float(p.lon),
			Expected: "a place in Finland", Hint: "latitude is about 60 to 70, longitude 19 to 32"})
	}
	return &p.point
}

func float(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func orNaN(v *float64) float64 {
	if v == nil {
		return math.NaN()
	}
	return *v
}
