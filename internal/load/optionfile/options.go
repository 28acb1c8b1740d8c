// Package optionfile reads and writes option files: planned changes, sweeps and searches.
// It finds faults of the file itself; what depends on the county, such as an id that does
// not exist, is found when the option is applied, and a Tree locates these refusals.
package optionfile

import (
	"fmt"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/pkg/lang"
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

// Read reads the valid part of an option file. The option has no id and the tree is nil
// if nothing can be read. named is where the file is named, if anywhere.
func Read(r *input.Reader, name, named string) (scenario.Option, *Tree) {
	f, t := input.ReadYAML[File](r, r.Files, name, named, optionRules)
	if t.Root == nil {
		return scenario.Option{}, nil
	}
	o, read := optionOf(r, &f, t)
	return o, &Tree{t, read}
}

// Tree is the file of an option.
type Tree struct {
	*yaml.Tree
	changes []int // indexes in the file of the changes that could be read
}

// optionOf returns the option of a file, as far as it is valid, and the indexes of the
// changes that could be read.
func optionOf(r *input.Reader, f *File, t *yaml.Tree) (o scenario.Option, read []int) {
	o = scenario.Option{ID: f.ID, Name: f.Name.Plain(), Names: f.Name.By, Short: f.Short.Name(), Year: f.Year, Against: f.Against, Listed: f.Listed.Name(), Split: f.Split, Fit: f.Fit.fit(), Tags: f.Tags}
	if o.ID == "" {
		o.ID = ID(t.File)
	}
	if !fileName(o.ID) {
		r.Problems.Add(t.ProblemAt(problem.Problem{Found: o.ID, Expected: "an id with a letter or a digit, without slashes, backslashes and invisible characters",
			Hint: "result files are named after it; it is the file's name unless the key id sets another"}, "id"))
	}
	r.CheckNames(t, nil)
	if o.Against == o.ID {
		r.Wrong(t, "the id of another option", "compared with itself an option changes nothing; leave the key out to compare with the first option of the year", "against")
	}
	tags(r, f.Tags, t)
	questions(r, &o, f, t)
	for i, change := range f.Changes {
		step := strconv.Itoa(i)
		before := r.Problems.Count()
		made := readChange(r, change, t, step)
		if made == nil || t.Root.Find("changes", step).AnyFault() || r.Problems.Count() > before {
			continue
		}
		o.Changes, read = append(o.Changes, made), append(read, i)
	}
	return o, read
}

// ID returns the id that an option file has by its name, unless it sets another.
func ID(name string) string {
	base := path.Base(filepath.ToSlash(name))
	return strings.TrimSuffix(base, path.Ext(base))
}

// fileName reports whether an option id can be part of a file name.
func fileName(id string) bool {
	return strings.IndexFunc(id, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) >= 0 &&
		strings.IndexFunc(id, func(c rune) bool { return c == '/' || c == '\\' || problem.Hidden(c) }) < 0
}

// IDIn returns the id that an option file sets, "" if it sets none.
func IDIn(name string, content []byte) string {
	t := yaml.Parse(name, content)
	if t.Root == nil {
		return ""
	}
	return t.Root.Child("id").Str()
}
