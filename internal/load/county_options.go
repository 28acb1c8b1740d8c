package load

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strconv"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/internal/load/optionfile"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/internal/source"
	"saavu/pkg/scenario"
)

// Option reads one option file for a county that has been read. It finds faults in
// the file itself; Apply finds those that depend on the county, such as an unknown
// id. The county remembers the positions in the file and adds the file to its
// Inputs, but does not add the option to its Options. The error is a
// problem.Problems. With an error Option returns the valid part of the option, so
// that Apply can find further faults; it has no id if nothing is valid.
func Option(files source.Files, name string, c *County) (scenario.Option, error) {
	r := &input.Reader{Files: files, Home: c.Base.CRS}
	o, file := optionfile.Read(r, name, "")
	c.keep(o.ID, file)
	if err := r.Problems.Sorted(name).Err(); err != nil {
		return o, err
	}
	c.Inputs = append(c.Inputs, r.Inputs...)
	return o, nil
}

// readOptions reads the options that the county file lists, in its order, or all
// files of the folder if it lists none.
func (r *reading) readOptions(f *countyFile, t *yaml.Tree, c *County) {
	if f.Options.Dir == "" {
		return
	}
	dir, ok := r.Resolve(t, f.Options.Dir, "options", "dir")
	if !ok {
		return
	}
	there, err := r.Files.List(dir, ".yaml")
	if errors.Is(err, fs.ErrNotExist) {
		r.Note("%s: there is no option folder %s, so the only option is today (remove the key options, or add option files there)", source.Base(t.File), f.Options.Dir)
		return
	}
	if f.Options.Order == nil && err != nil {
		r.Wrong(t, "a folder of option files", source.Cause(err), "options", "dir")
	}
	type entry struct{ name, named string }
	var entries []entry
	for i, id := range f.Options.Order {
		name := r.Files.Join(dir, id+".yaml")
		if id == optionfile.Today && !slices.Contains(there, name) {
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
		if e.name == "" && !seen[optionfile.Today] {
			seen[optionfile.Today] = true
			c.Options = append(c.Options, optionfile.AsToday(0))
		}
		if e.name == "" {
			continue
		}
		o, file := optionfile.Read(r.Reader, e.name, e.named)
		c.keep(o.ID, file)
		if o.ID == "" {
			c.NoOptions = append(c.NoOptions, e.name)
			continue
		}
		switch {
		case seen[o.ID]:
			r.Problems.Add(file.ProblemAt(problem.Problem{Found: o.ID, Expected: "every option id once"}, "id"))
		case o.Against != "" && o.Against != o.ID && !seen[o.Against] && o.Against != optionfile.Today:
			r.Wrong(file.Tree, "the id of an option before this one", naming.Suggest(o.Against, append(slices.Sorted(maps.Keys(seen)), optionfile.Today)), "against")
		}
		seen[o.ID] = true
		c.Options = append(c.Options, o)
	}
}

// keep remembers the file of an option, if there is one.
func (c *County) keep(id string, file *optionfile.Tree) {
	if file == nil {
		return
	}
	if c.sources == nil { // the county could not be read
		c.sources = map[string]*optionfile.Tree{}
	}
	c.sources[id] = file
}

// Locate finds the positions of refusals in the option's file. An option that was
// not read from a file keeps the number of the change. If some changes of the file
// could not be read, refusals about what they name are left out, since they may be
// a consequence.
func (c *County) Locate(o scenario.Option, refused []scenario.Refusal) optionfile.Refusals {
	return c.sources[o.ID].Locate(o, refused, c.Base.Network)
}

// Whole reports whether all changes of an option's file could be read.
func (c *County) Whole(o scenario.Option) bool { return c.sources[o.ID].Whole() }

// FileOf returns the file of an option, "" for one without a file.
func (c *County) FileOf(option string) string {
	if t := c.sources[option]; t != nil {
		return t.File
	}
	return ""
}
