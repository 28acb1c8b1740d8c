package load

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/pkg/report"
)

// dataKeys are the keys of a county file that have data; sources state whose it is.
var dataKeys = []string{"population", "areas", "partitions", "forecasts", "travel", "facilities", "buildings", "points", "waiting", "supply", "background",
	"services", "rules", "known", yaml.ParametersKey}

// inheritable are those of dataKeys that a county may take from the embedded one.
var inheritable = []string{"services", "rules", yaml.ParametersKey}

// fileUse is a key of the county file that names files of data.
type fileUse struct {
	key   string // as in used_by of a source: items of lists count from 1
	place string // file:line:column
	files []string
}

// fileUses lists the keys that name files of data, in the order of dataKeys.
func (f *countyFile) fileUses(t *yaml.Tree) []fileUse {
	var out []fileUse
	add := func(key string, files ...string) {
		files = slices.DeleteFunc(files, func(name string) bool { return name == "" })
		if n := t.KeyNode(key); n != nil && len(files) > 0 {
			out = append(out, fileUse{key, fmt.Sprintf("%s:%d:%d", t.File, n.Line, n.Col), files})
		}
	}
	item := func(list string, i int) string { return list + "." + strconv.Itoa(i+1) }
	add("population.file", f.Population.File)
	add("population.grid", f.Population.Grid)
	add("areas.file", f.Areas.File)
	add("areas.table", f.Areas.Table)
	for i := range f.Partitions {
		add(item("partitions", i), f.Partitions[i].File)
	}
	for i := range f.Forecasts {
		add(item("forecasts", i), f.Forecasts[i].File)
	}
	add("travel.stations", f.Travel.Stations)
	for i := range f.Travel.Sources {
		s := &f.Travel.Sources[i]
		add(item("travel.sources", i), s.Dir, s.File)
		if s.Places != nil {
			add(item("travel.sources", i)+".places", s.Places.File)
		}
	}
	add("facilities", f.Facilities)
	add("buildings", f.Buildings)
	add("points", f.Points)
	add("waiting", f.Waiting)
	for i := range f.Supply {
		add(item("supply", i), slices.Clone(f.Supply[i].File)...)
	}
	for _, kind := range report.BackgroundKinds() {
		for i, x := range f.Background.Of(kind) {
			add(f.Background.Key(t, kind, i), x.File)
		}
	}
	return out
}

// sources reads where the data comes from. Files of no source are listed at the end,
// as one source that is not known. A county that takes parameters, services or rules
// from the embedded one takes their sources, too.
func (r *reading) sources(f *countyFile, t *yaml.Tree, from *countyFile, ft *yaml.Tree) []report.DataSource {
	var out []report.DataSource
	uses := f.fileUses(t)
	stated := map[string]bool{}
	for i := range f.Sources {
		x := &f.Sources[i]
		s := x.source()
		if !s.Known() { // the schema has reported it
			continue
		}
		for k, use := range x.UsedBy {
			r.checkUse(use, t, ft, usedAt(t, i, k)...)
		}
		for _, u := range uses {
			if s.Covers(u.key) {
				stated[u.key] = true
				s.Files = append(s.Files, u.files...)
			}
		}
		out = append(out, s)
	}
	return append(append(out, inheritedSources(f, from)...), unstated(uses, stated)...)
}

// source is the source as reports show it.
func (x *sourceFile) source() report.DataSource {
	title, owner := x.Title.Name(), x.Attribution.Name()
	return report.DataSource{Title: title.Or(title), Attribution: owner.Or(owner), Licence: x.Licence, URL: x.URL, Date: string(x.Date), UsedBy: slices.Clone(x.UsedBy)}
}

// usedAt is the path of a key in used_by, which is a text or a list.
func usedAt(t *yaml.Tree, source, use int) []string {
	at := []string{"sources", strconv.Itoa(source), "used_by"}
	if n := t.Root.Find(at...); n.Kind == yaml.List {
		at = append(at, strconv.Itoa(use))
	}
	return at
}

// checkUse checks that a source names a key with data. A key may be inherited.
func (r *reading) checkUse(use string, t, ft *yaml.Tree, at ...string) {
	top, _, _ := strings.Cut(use, ".")
	known := t.KeyNode(use) != nil || ft != nil && slices.Contains(inheritable, top) && ft.KeyNode(use) != nil
	if known && slices.Contains(dataKeys, top) {
		return
	}
	var here []string
	for _, key := range dataKeys {
		if t.Root.Child(key) != nil || ft != nil && slices.Contains(inheritable, key) {
			here = append(here, key)
		}
	}
	r.Problems.Add(t.ProblemAt(problem.Problem{Found: use, Expected: "a key of this file that has data: " + problem.OneOf(here) + ", or a part of one, such as supply.2",
		Hint: naming.Suggest(use, here)}, at...))
}

// inheritedSources are the sources of what a county takes from the embedded one.
func inheritedSources(f, from *countyFile) []report.DataSource {
	var out []report.DataSource
	for i := range from.Sources {
		s := from.Sources[i].source()
		s.UsedBy = slices.DeleteFunc(s.UsedBy, func(use string) bool {
			top, _, _ := strings.Cut(use, ".")
			own := top == "services" && len(f.Services) > 0 || top == "rules" && len(f.Rules) > 0
			return own || !slices.Contains(inheritable, top)
		})
		if len(s.UsedBy) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// unstated is the source of all files of no source; nil for none.
func unstated(uses []fileUse, stated map[string]bool) []report.DataSource {
	var s report.DataSource
	for _, u := range uses {
		if !stated[u.key] {
			s.UsedBy, s.Files = append(s.UsedBy, u.key), append(s.Files, u.files...)
		}
	}
	if s.UsedBy == nil {
		return nil
	}
	return []report.DataSource{s}
}

// sourceNotes says which data has no attribution, and which source no licence, each
// with its place in the county file.
func (f *countyFile) sourceNotes(t *yaml.Tree, list []report.DataSource) []string {
	var out, keys, places, bare []string
	uses := f.fileUses(t)
	for _, s := range list {
		for _, u := range uses {
			if !s.Known() && slices.Contains(s.UsedBy, u.key) {
				keys, places = append(keys, u.key), append(places, u.key+" ("+u.place+")")
			}
		}
	}
	if keys != nil {
		out = append(out, fmt.Sprintf("data without an attribution: %s; add to the county file: sources: [{attribution: whom to name, licence: its licence, used_by: [%s]}]",
			strings.Join(places, ", "), strings.Join(keys, ", ")))
	}
	for i := range f.Sources {
		if x := &f.Sources[i]; x.Licence == "" {
			bare = append(bare, fmt.Sprintf("%s (%s)", strconv.Quote(problem.Clip(x.Attribution.Plain())), t.Place("sources", strconv.Itoa(i))))
		}
	}
	if bare != nil {
		out = append(out, "sources without a licence, whose data may perhaps not be used: "+strings.Join(bare, ", ")+"; add licence, such as CC BY 4.0")
	}
	return out
}

// SourceNotes says which data has no attribution, and which source no licence, with
// places in the county file. They are required for real data only: a synthetic county
// has none of these notes.
func (c *County) SourceNotes() []string {
	if c.Synthetic {
		return nil
	}
	return c.unsourced
}
