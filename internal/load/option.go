package load

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/internal/source"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

// Today is the id of the present network, which every county has as an option.
const Today = "today"

// AsToday returns the option of the present network with the people of a year, for
// a county without such an option file; 0 is the county's year.
func AsToday(year int) scenario.Option {
	o := scenario.Option{ID: Today, Names: lang.Name{En: "Today", Fi: "Nykytila", Sv: "Nuläge"}, Year: year}
	if year != 0 {
		of := " " + strconv.Itoa(year)
		o.ID, o.Names = fmt.Sprintf("%s-%d", Today, year), lang.Name{En: o.Names.En + of, Fi: o.Names.Fi + of, Sv: o.Names.Sv + of}
	}
	o.Name = o.Names.En
	return o
}

// Option reads one option file for a county that has been read. It finds faults in
// the file itself; Apply finds those that depend on the county, such as an unknown
// id. The county remembers the positions in the file and adds the file to its
// Inputs, but does not add the option to its Options. The error is a
// problem.Problems. With an error Option returns the valid part of the option, so
// that Apply can find further faults; it has no id if nothing is valid.
func Option(files source.Files, name string, c *County) (scenario.Option, error) {
	r := &reader{files: files, home: c.Base.CRS}
	o := r.option(name, "", c)
	if err := r.problems.Sorted(name).Err(); err != nil {
		return o, err
	}
	c.Inputs = append(c.Inputs, r.inputs...)
	return o, nil
}

// option reads the valid part of an option file; the option has no id if
// nothing can be read.
func (r *reader) option(name, named string, c *County) scenario.Option {
	f, t := readYAML[optionFile](r, r.files, name, named, optionRules)
	if t.Root == nil {
		return scenario.Option{}
	}
	o, read := r.optionOf(&f, t)
	if c.sources == nil { // the county could not be read
		c.sources = map[string]*optionTree{}
	}
	c.sources[o.ID] = &optionTree{t, read}
	return o
}

// optionTree is the file of an option.
type optionTree struct {
	*yaml.Tree
	changes []int // indexes in the file of the changes that could be read
}

// optionOf returns the option of a file, as far as it is valid, and the indexes of the
// changes that could be read.
func (r *reader) optionOf(f *optionFile, t *yaml.Tree) (o scenario.Option, read []int) {
	o = scenario.Option{ID: f.ID, Name: f.Name.plain(), Names: f.Name.by, Short: f.Short.name(), Year: f.Year, Against: f.Against, Listed: f.Listed.name(), Split: f.Split, Fit: f.Fit.fit(), Tags: f.Tags}
	if o.ID == "" {
		o.ID = OptionID(t.File)
	}
	if !fileName(o.ID) {
		r.problems.Add(t.ProblemAt(problem.Problem{Found: o.ID, Expected: "an id with a letter or a digit, without slashes, backslashes and invisible characters",
			Hint: "result files are named after it; it is the file's name unless the key id sets another"}, "id"))
	}
	r.fitting(t, nil)
	if o.Against == o.ID {
		r.wrong(t, "the id of another option", "compared with itself an option changes nothing; leave the key out to compare with the first option of the year", "against")
	}
	r.tags(f.Tags, t)
	r.questions(&o, f, t)
	for i, change := range f.Changes {
		step := strconv.Itoa(i)
		before := r.problems.Count()
		made := r.change(change, t, step)
		if made == nil || t.Root.Find("changes", step).AnyFault() || r.problems.Count() > before {
			continue
		}
		o.Changes, read = append(o.Changes, made), append(read, i)
	}
	return o, read
}

// OptionID returns the id that an option file has by its name, unless it sets another.
func OptionID(name string) string {
	base := path.Base(filepath.ToSlash(name))
	return strings.TrimSuffix(base, path.Ext(base))
}

// fileName reports whether an option id can be part of a file name.
func fileName(id string) bool {
	return strings.IndexFunc(id, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) >= 0 &&
		strings.IndexFunc(id, func(c rune) bool { return c == '/' || c == '\\' || problem.Hidden(c) }) < 0
}

// readOptions reads the options that the county file lists, in its order, or all
// files of the folder if it lists none.
func (r *reader) readOptions(f *countyFile, t *yaml.Tree, c *County) {
	if f.Options.Dir == "" {
		return
	}
	dir, ok := r.resolve(t, f.Options.Dir, "options", "dir")
	if !ok {
		return
	}
	there, err := r.files.List(dir, ".yaml")
	if errors.Is(err, fs.ErrNotExist) {
		r.note("%s: there is no option folder %s, so the only option is today (remove the key options, or add option files there)", source.Base(t.File), f.Options.Dir)
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
		entries = append(entries, entry{name, t.Place("options", "order", strconv.Itoa(i))})
	}
	if f.Options.Order == nil {
		for _, name := range there {
			entries = append(entries, entry{name, t.Place("options", "dir")})
		}
	}
	seen := map[string]bool{}
	for _, e := range entries {
		if e.name == "" && !seen[Today] {
			seen[Today] = true
			c.Options = append(c.Options, AsToday(0))
		}
		if e.name == "" {
			continue
		}
		o := r.option(e.name, e.named, c)
		if o.ID == "" {
			c.NoOptions = append(c.NoOptions, e.name)
			continue
		}
		file := c.sources[o.ID]
		switch {
		case seen[o.ID]:
			r.problems.Add(file.ProblemAt(problem.Problem{Found: o.ID, Expected: "every option id once"}, "id"))
		case o.Against != "" && o.Against != o.ID && !seen[o.Against] && o.Against != Today:
			r.wrong(file.Tree, "the id of an option before this one", naming.Suggest(o.Against, append(slices.Sorted(maps.Keys(seen)), Today)), "against")
		}
		seen[o.ID] = true
		c.Options = append(c.Options, o)
	}
}

// change converts one change to that of package scenario; nil for one that the
// schema has refused.
func (r *reader) change(f changeFile, t *yaml.Tree, i string) scenario.Change {
	for kind, text := range f {
		if c := scenario.New(kind); c != nil {
			r.fields(c.Fields(), text, t, []string{"changes", i, kind})
			return c
		}
	}
	return nil
}

// fields reads a map of fields, or a text that is short for one of them.
func (r *reader) fields(fields []scenario.Field, text json.RawMessage, t *yaml.Tree, at []string) {
	var keys map[string]json.RawMessage
	if alone := slices.IndexFunc(fields, func(f scenario.Field) bool { return f.Alone }); alone >= 0 && text[0] == '"' {
		keys = map[string]json.RawMessage{fields[alone].Name: text}
	} else if err := json.Unmarshal(text, &keys); err != nil {
		return // the schema has refused it
	}
	if fields[0].Key {
		for key, value := range keys {
			*fields[0].Value.(*string), keys = key, map[string]json.RawMessage{fields[1].Name: value}
		}
	}
	for _, f := range fields {
		here := append(slices.Clone(at), f.Name)
		switch v := f.Value.(type) {
		case **network.Hours:
			*v = r.openingHours(text, t, at)
		case *network.Hours:
			if h := r.openingHours(text, t, at); h != nil {
				*v = *h
			} else if f.Need && !t.Root.Find(at...).AnyFault() {
				r.wrong(t, "opening hours: days, evening, saturday or every_days", "", at...)
			}
		default:
			value := keys[f.Name]
			if f.Names != nil && len(value) > 0 && value[0] == '{' {
				var by nameFile
				if err := json.Unmarshal(value, &by); err == nil { // else the schema has refused it
					*f.Names, *f.Value.(*string) = by.by, by.plain()
				}
				continue
			}
			if value != nil && string(value) != "null" {
				r.value(f.Value, value, t, here)
			}
		}
	}
}

// value reads the value of one field.
func (r *reader) value(to any, text json.RawMessage, t *yaml.Tree, at []string) {
	var err error
	switch to := to.(type) {
	case *orb.Point:
		*to = r.point(text, t, at)
	case **orb.Point:
		p := r.point(text, t, at)
		*to = &p
	case *network.Known:
		err = json.Unmarshal(text, (*yesNo)(to))
	case *uint8:
		*to = r.days(text, t, at)
	case *[]scenario.Stop:
		var stops []json.RawMessage
		err = json.Unmarshal(text, &stops)
		*to = make([]scenario.Stop, len(stops))
		for k := range stops {
			r.fields((*to)[k].Fields(), stops[k], t, append(slices.Clone(at), strconv.Itoa(k)))
		}
	default:
		err = json.Unmarshal(text, to)
	}
	if err != nil {
		r.wrong(t, "a value that fits its key", "", at...)
	}
}

// days reads weekdays.
func (r *reader) days(text json.RawMessage, t *yaml.Tree, at []string) uint8 {
	var words weekdays
	err := json.Unmarshal(text, &words)
	days, ok := ParseDays(words...)
	if err != nil || !ok {
		r.wrong(t, dayWords, "from the earlier day to the later", at...)
	}
	return days
}

// openingHours reads the hours among fields; nil if there are none. If only an
// evening, a Saturday or an interval is given, there are office hours on all
// weekdays.
func (r *reader) openingHours(text json.RawMessage, t *yaml.Tree, at []string) *network.Hours {
	var f hoursFile
	if err := json.Unmarshal(text, &f); err != nil { // it is a text, or the schema has reported it
		return nil
	}
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

// OptionIDIn returns the id that an option file sets, "" if it sets none.
func OptionIDIn(name string, content []byte) string {
	t := yaml.Parse(name, content)
	if t.Root == nil {
		return ""
	}
	return t.Root.Child("id").Str()
}
