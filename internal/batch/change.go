package batch

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"saavu/internal/load/optionfile"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// The kinds of a change between two runs.
const (
	ChangeProgram = "program" // the version of the program, its model, its machine or its own county
	ChangeKey     = "key"     // a key of a county file, or a parameter by its path
	ChangePlan    = "plan"    // a key of the plan
	ChangeOption  = "option"  // an option file
	ChangeFile    = "file"    // another file
	ChangeFolder  = "folder"  // several files of a folder
	ChangeAxes    = "axes"    // --fix axes
)

// Change is something that two runs were not given alike.
type Change struct {
	Kind   string   `json:"kind" jsonschema:"enum=program,enum=key,enum=plan,enum=option,enum=file,enum=folder,enum=axes" jsonschema_description:"what changed"`
	File   string   `json:"file,omitempty" jsonschema_description:"the file or folder, under its name in the later run"`
	Path   string   `json:"path,omitempty" jsonschema_description:"the key with the keys and ids below it, the parameter (parameters. and its path), the parameter of a set of the plan (sets., the set and the path), or the id of an option"`
	Before string   `json:"before" jsonschema_description:"the value as JSON, a long one clipped; of a file: the first digits of its SHA-256, empty if it was not there"`
	After  string   `json:"after"`
	Files  []string `json:"files,omitempty" jsonschema_description:"of a folder: the files"`

	Values []ValueChange `json:"values,omitempty" jsonschema_description:"of a table of products: the figures that differ"`

	below   string            // the file below the folder of its county or of the plan
	county  string            // id of the only county that has it; "" if others may have it
	short   string            // as below, with the id of the county if there are several
	touches []string          // ids of the options that it can change; nil for all
	key     string            // file whose keys are mixed
	names   map[string]change // files that it replaces, by name

	programs [2]report.Message // Before and After of a program in no language
}

// change is a file in both runs; an empty hash if it is not there.
type change struct{ before, after input }

// input is an input of a run.
type input struct {
	of *Record
	InputRecord
}

// manyFiles is how many changed files of a folder are listed on their own.
const manyFiles = 3

// pair is two runs of a folder that are compared.
type pair struct {
	store    *Store
	embedded source.Files
	a, b     *Record
	files    map[string]change        // every file of either, by its name in b
	keyed    map[string]*keyedFile    // county files and plans that differ, with their keys
	read     map[string]*yaml.KeyFile // by hash; see keysOf
	changes  []Change
	follows  []string // keys of the plan that differ and say only which tasks there are, or nothing about figures
}

// keyedFile is a file that can be mixed by key.
type keyedFile struct {
	before, after *yaml.KeyFile
	follows       map[string]bool // paths that a mix has from the later run
}

// follows are keys of a plan that a mixed plan has from the later run: they say only
// which tasks there are, or nothing about figures.
var follows = []string{"version", "name", "county", "counties", "exclude", "years", "frames", "measures", "gates", "track", "lang"}

// followed reports whether a change of a plan is one of those. A parameter set that only one
// of two plans has gives only one of them its tasks, and a set of a sweep has its value in its
// name.
func followed(c yaml.KeyChange) bool {
	if name, parameter, ok := yaml.SetOf(c.Path); ok {
		return parameter == "" && (name != yaml.DrawnSets || c.Before == "" || c.After == "")
	}
	return slices.Contains(follows, c.Path)
}

// reaches reports whether a change can change the tasks of a parameter set.
func (c *Change) reaches(set string) bool {
	name, _, ok := yaml.SetOf(c.Path)
	return c.Kind != ChangePlan || !ok || name == set || name == yaml.DrawnSets && strings.HasPrefix(set, name+"-")
}

// compare lists what two runs were not given alike.
func (s *Store) compare(a, b *Record, embedded source.Files) *pair {
	p := &pair{store: s, embedded: embedded, a: a, b: b, files: map[string]change{}, keyed: map[string]*keyedFile{}, read: map[string]*yaml.KeyFile{}}
	rename := moved(a, b)
	for _, i := range a.inputs() {
		p.files[rename(i.Name)] = change{before: input{a, i}}
	}
	for _, i := range b.inputs() {
		c := p.files[i.Name]
		c.after = input{b, i}
		p.files[i.Name] = c
	}
	if program := p.program(); program != nil {
		p.changes = append(p.changes, *program)
	}
	if a.FixAxes != b.FixAxes {
		p.changes = append(p.changes, Change{Kind: ChangeAxes, Before: onOff(a.FixAxes), After: onOff(b.FixAxes)})
	}
	counties := map[string]bool{}
	for _, c := range b.Counties {
		counties[c.File] = c.File != ""
	}
	var options, files []Change
	for name, c := range p.files {
		switch {
		case c.before.SHA256 == c.after.SHA256:
		case (name == b.Plan.File || counties[name]) && p.keys(name, c):
		case isOption(name) && name != b.Plan.File && !counties[name]:
			options = append(options, p.option(name, c))
		default:
			files = append(files, Change{Kind: ChangeFile, File: name, Before: short(c.before), After: short(c.after), names: map[string]change{name: c}})
		}
	}
	byFile := func(x, y Change) int { return cmp.Or(strings.Compare(x.File, y.File), strings.Compare(x.Path, y.Path)) }
	slices.SortFunc(options, byFile)
	slices.SortFunc(files, byFile)
	slices.SortStableFunc(p.changes, byFile)
	p.changes = append(append(p.changes, options...), p.folders(files)...)
	p.shorten()
	return p
}

func onOff(on bool) string {
	if on {
		return "true"
	}
	return "false"
}

// short is the beginning of the hash of a file.
func short(i input) string { return i.SHA256[:min(8, len(i.SHA256))] }

func isOption(name string) bool {
	return strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}

// program is the change of what the runs were computed with, nil if it is the same.
func (p *pair) program() *Change {
	own := func(r *Record) string {
		var list []string
		for _, c := range r.Counties {
			for _, i := range c.Inputs {
				if i.Embedded {
					list = append(list, i.Name+" "+i.SHA256)
				}
			}
		}
		slices.Sort(list)
		return hashOf(slices.Compact(list))[:8]
	}
	x, y := own(p.a), own(p.b)
	if x == y {
		x, y = "", ""
	}
	of := [2]report.Message{programOf(p.a, x), programOf(p.b, y)}
	english := words.In(lang.English)
	before, after := english.Message(of[0]), english.Message(of[1])
	if before == after {
		return nil
	}
	return &Change{Kind: ChangeProgram, Before: before, After: after, programs: of}
}

// programOf is what a run was computed with; own is the hash of the embedded county, ""
// to leave it out.
func programOf(r *Record, own string) report.Message {
	var county report.Message
	if own != "" {
		county = report.NewMessage("change.embedded", "hash", own)
	}
	return report.NewMessage("change.with", "program", r.Program, "model", r.Model, "machine", r.Machine, "county", county)
}

// keysOf reads the keys of a county file or a plan, once; nil if they are not there.
func (p *pair) keysOf(i input) *yaml.KeyFile {
	f, read := p.read[i.SHA256]
	if read || i.of == nil {
		return f
	}
	if text, err := p.store.content(i.of, i.InputRecord, p.embedded); err == nil {
		f, _ = yaml.ReadKeys(i.Name, text)
	}
	p.read[i.SHA256] = f
	return f
}

// keys adds the changes of a file by key. It returns false if the content of the file
// is not there: then it changes as a whole.
func (p *pair) keys(name string, c change) bool {
	k := &keyedFile{p.keysOf(c.before), p.keysOf(c.after), map[string]bool{}}
	if k.before == nil || k.after == nil {
		return false
	}
	p.keyed[name] = k
	kind := ChangeKey
	if name == p.b.Plan.File {
		kind = ChangePlan
	}
	for _, x := range k.before.Changes(k.after) {
		if kind == ChangeKey || !followed(x) {
			p.changes = append(p.changes, Change{Kind: kind, File: name, Path: x.Path, Before: x.Before, After: x.After, key: name})
		} else {
			p.follows = append(p.follows, x.Path)
			k.follows[x.Path] = true
		}
	}
	return true
}

// option is the change of an option file.
func (p *pair) option(name string, c change) Change {
	out := Change{Kind: ChangeOption, File: name, Path: optionfile.ID(name), Before: short(c.before), After: short(c.after), names: map[string]change{name: c}}
	for _, i := range []input{c.before, c.after} {
		id := optionfile.ID(name)
		if i.of == nil {
			continue
		}
		if text, err := p.store.content(i.of, i.InputRecord, p.embedded); err == nil {
			id = cmp.Or(optionfile.IDIn(name, text), id)
		}
		out.Path = id
		out.touches = append(out.touches, id)
	}
	return out
}

// folders puts many changed files of one folder together.
func (p *pair) folders(files []Change) []Change {
	count := map[string]int{}
	for _, f := range files {
		count[path.Dir(f.File)]++
	}
	var out []Change
	for _, f := range files {
		dir := path.Dir(f.File)
		if count[dir] <= manyFiles || slices.Contains(p.homes(), folderOf(f.File)) {
			out = append(out, f)
			continue
		}
		k := slices.IndexFunc(out, func(c Change) bool { return c.Kind == ChangeFolder && c.File == dir })
		if k < 0 {
			k = len(out)
			out = append(out, Change{Kind: ChangeFolder, File: dir, names: map[string]change{}})
		}
		out[k].Files = append(out[k].Files, f.File)
		out[k].names[f.File] = f.names[f.File]
	}
	return out
}
