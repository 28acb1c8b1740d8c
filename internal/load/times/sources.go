package times

import (
	"strconv"

	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/pkg/network"
	"saavu/pkg/travel"
)

// Sources returns the sources that a county file declares; nil with problems.
// Keys that a layout does not use are refused, so that none is silently ignored.
func Sources(r *input.Reader, f *File, t *yaml.Tree, ends *Ends) []Source {
	if len(f.Sources) == 0 {
		if t.Root.Find("travel").Child("sources") == nil {
			r.Wrong(t, "the key sources", "list the files of travel times, each with its layout", "travel")
		} else {
			r.Wrong(t, "a file of travel times", "", "travel", "sources")
		}
		return nil
	}
	before := len(r.Problems)
	var out []Source
	for i := range f.Sources {
		c := sourceCheck{r, t, []string{"travel", "sources", strconv.Itoa(i)}, ends, true}
		if s := c.source(&f.Sources[i]); c.good {
			out = append(out, s)
		}
	}
	if len(r.Problems) > before {
		return nil
	}
	return out
}

// Ends are the facilities that travel times may lead to, and whether all of them
// could be read.
type Ends struct {
	Facilities []network.Facility
	Whole      bool
}

// sourceCheck checks one declared source against the needs of its layout.
type sourceCheck struct {
	r    *input.Reader
	t    *yaml.Tree
	path []string
	ends *Ends // nil without facilities
	good bool
}

func (c *sourceCheck) wrong(expected, hint string, path ...string) {
	c.good = false
	c.r.Wrong(c.t, expected, hint, append(c.path[:len(c.path):len(c.path)], path...)...)
}

// need requires a key, forbid refuses one.
func (c *sourceCheck) need(given bool, key, hint string, path ...string) {
	if !given && c.absent(append(path, key)...) {
		c.wrong("the key "+key, hint, path...)
	}
	c.good = c.good && given
}

func (c *sourceCheck) forbid(given bool, key, layout string, path ...string) {
	if given {
		c.wrong("no key "+key+" in the layout "+layout, "", append(path, key)...)
	}
}

// absent reports whether a key is missing. A key that is invalid has been reported.
func (c *sourceCheck) absent(path ...string) bool {
	n := c.t.Root.Find(c.path...)
	for _, step := range path {
		if n = n.Child(step); n == nil {
			return true
		}
	}
	return false
}

// source converts one declared source.
func (c *sourceCheck) source(d *SourceFile) Source {
	s := Source{Layout: d.Layout, Layer: d.Layer, Unit: d.Unit, From: d.From, To: d.To, Of: d.Percentiles}
	if d.Layout == "" { // the schema has reported it
		c.good = false
		return s
	}
	key, name := "file", d.File
	if d.Layout == "ttm" {
		key, name = "dir", d.Dir
		c.forbid(d.File != "", "file", "ttm")
		c.forbid(d.Layer != "", "layer", "ttm")
		if d.Unit == "seconds" {
			c.wrong("minutes, or no unit", "the times of the layout ttm are whole minutes", "unit")
		}
		c.forbid(d.From != "", "from", "ttm")
		c.forbid(d.Ends != "", "destinations", "ttm")
		c.forbid(d.Places != nil, "places", "ttm")
		c.forbid(d.Missing != nil, "missing", "ttm")
	} else {
		c.forbid(d.Dir != "", "dir", d.Layout)
		c.need(d.Unit != "", "unit", "minutes or seconds: it is never guessed")
		for _, m := range d.Missing {
			s.Missing = append(s.Missing, string(m))
		}
		if d.Missing != nil && s.Missing == nil {
			s.Missing = []string{}
		}
	}
	c.forbid(d.To != "" && d.Layout != "long", "to", d.Layout)
	c.forbid(d.Percentiles != "" && d.Layout != "long", "percentiles", d.Layout)
	c.need(name != "", key, "")
	c.tables(d, &s)
	if name != "" {
		path := append(c.path[:len(c.path):len(c.path)], key)
		ok := false
		s.Name, ok = c.r.Resolve(c.t, name, path...)
		s.Named = c.t.Place(path...)
		c.good = c.good && ok
	}
	c.places(d, &s)
	return s
}

// tables converts the declared tables.
func (c *sourceCheck) tables(d *SourceFile, s *Source) {
	if d.Layout != "ttm" {
		c.need(len(d.Tables) > 0, "tables", "the mode and the time of day of its times")
	}
	if d.Layout == "wide" && len(d.Tables) > 1 {
		c.wrong("one table", "a file of the layout wide has one table", "tables")
	}
	for i, t := range d.Tables {
		at := []string{"tables", strconv.Itoa(i)}
		if d.Layout == "wide" {
			c.forbid(t.Time != "", "time", "wide", at...)
			c.forbid(t.Metres != "", "metres", "wide", at...)
		} else {
			c.need(t.Time != "", "time", "the column of the times", at...)
			c.need(t.Percentile != 0 || d.Percentiles == "", "percentile", "percentiles distinguish the rows", at...)
		}
		mode, _ := travel.ParseMode(t.Mode)
		period, _ := travel.ParsePeriod(t.Period) // empty is any
		s.Tables = append(s.Tables, Table{Mode: mode, Period: period, Percentile: t.Percentile, Time: t.Time, Metres: t.Metres})
	}
}

// places finds what the ids of destinations refer to.
func (c *sourceCheck) places(d *SourceFile, s *Source) {
	switch {
	case d.Layout == "ttm":
	case d.Places != nil && d.Ends != "":
		c.wrong("either places or destinations", "places are destinations with their own ids", "places")
	case d.Places != nil && d.Places.File == "": // the schema has reported it
		c.good = false
	case d.Places != nil:
		path := append(c.path[:len(c.path):len(c.path)], "places", "file")
		if name, ok := c.r.Resolve(c.t, d.Places.File, path...); ok {
			s.Places = placesTable(c.r, d.Places, name, c.t.Place(path...))
		}
		c.good = c.good && s.Places != nil
	case d.Ends == "facilities":
		if c.ends != nil {
			s.Places = FacilityPlaces(c.ends.Facilities)
		}
		c.good = c.good && c.ends != nil && c.ends.Whole
	}
}
