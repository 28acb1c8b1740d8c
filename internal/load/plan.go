package load

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/field"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/pkg/lang"
)

// PlanVersion is the version of plan files that this program reads.
const PlanVersion = 1

// EmbeddedPlanCounty is how a plan names the embedded county.
const EmbeddedPlanCounty = "embedded"

// PlainSet is the name of the parameter set of the county itself.
const PlainSet = "base"

// Plan is what a batch computes: which options of which counties, under which
// settings and parameter sets, and what is checked afterwards.
type Plan struct {
	Name     string
	Counties []string // paths of county files, relative to the working directory; "" for the embedded county
	Options  []string // ids, files, or globs of either; none for all options of a county
	Exclude  []string // ids or globs of ids
	Years    []int    // years in which each option is computed; none for its own
	Frames   []string // "staff", "budget"
	Sets     []PlanSet
	Draws    int
	Seed     uint64
	Networks int
	Measures []string // measures of the tidy list to publish; none for all
	Gates    []Gate
	Track    []string // figures to write into metrics.prom
	Lang     lang.Language
	File     Input // the plan file itself

	tree  *yaml.Tree
	files source.Files
}

// Gate is a condition on figures that is checked after every run.
type Gate struct {
	ID    string
	Title lang.Name
	When  string // the expression under which the gate is missed
	For   GateScope
}

// GateScope names what a gate is about; an empty list is all.
type GateScope struct {
	Options []string `json:"options,omitempty" jsonschema_description:"ids of options or globs of ids"`
	Years   []int    `json:"years,omitempty"`
	Sets    []string `json:"sets,omitempty" jsonschema_description:"names of parameter sets or globs of names"`
}

// planFile is the content of a plan file. Its JSON Schema is generated from it.
type planFile struct {
	Version  int           `json:"version" jsonschema:"required,minimum=1" jsonschema_description:"version of the format, 1"`
	Name     string        `json:"name" jsonschema:"required,pattern=^[\\p{L}\\p{N}_-]+$" jsonschema_description:"short name in letters, digits, _ and -"`
	County   string        `json:"county,omitempty" jsonschema:"minLength=1" jsonschema_description:"county file, relative to the plan, or embedded (default)"`
	Counties []string      `json:"counties,omitempty" jsonschema_description:"several counties, instead of county"`
	Options  []string      `json:"options,omitempty" jsonschema_description:"options by id, by file relative to the plan, or by glob of either; all options of the county by default"`
	Exclude  []string      `json:"exclude,omitempty" jsonschema_description:"ids of options to leave out, or globs of ids"`
	Years    []int         `json:"years,omitempty" jsonschema_description:"years in which each option is computed, its own year by default"`
	Frames   []string      `json:"frames,omitempty" jsonschema:"enum=staff,enum=budget" jsonschema_description:"what is the same in all options: staff (default), budget or both"`
	Sets     []planSetFile `json:"sets,omitempty" jsonschema_description:"parameter sets, in addition to the county's own values: named, drawn or swept"`
	Draws    int           `json:"draws,omitempty" jsonschema:"minimum=0,maximum=1000" jsonschema_description:"random draws of the parameters, for the ranges; 0 by default"`
	Seed     *uint64       `json:"seed,omitempty" jsonschema:"minimum=0" jsonschema_description:"seed of the draws, 1 by default"`
	Networks int           `json:"networks,omitempty" jsonschema:"minimum=0,maximum=200" jsonschema_description:"random draws of travel times and places, for the ranges of who gets there; 0 by default"`
	Measures []string      `json:"measures,omitempty" jsonschema_description:"measures to publish, as in the column measure of scores.csv; all by default"`
	Gates    []gateFile    `json:"gates,omitempty" jsonschema_description:"conditions that are checked after every run"`
	Track    []string      `json:"track,omitempty" jsonschema_description:"figures to write into metrics.prom, by the names that gates have"`
	Lang     string        `json:"lang,omitempty" jsonschema:"enum=en,enum=fi,enum=sv" jsonschema_description:"language of the report, English by default"`
}

type gateFile struct {
	ID         string     `json:"id" jsonschema:"required,pattern=^[\\p{L}\\p{N}_-]+$" jsonschema_description:"short name in letters, digits, _ and -"`
	Title      field.Name `json:"title" jsonschema:"required"`
	Expression string     `json:"expression" jsonschema:"required,minLength=1" jsonschema_description:"when the gate is missed, such as breaches.law > 0"`
	For        GateScope  `json:"for,omitempty" jsonschema_description:"the options, years and sets that the gate is about; all by default"`
}

// ReadPlan reads a plan file. Files that it names are looked for among the same files.
// The error is a problem.Problems with every fault of the file; the plan next to it has
// what is valid, nil if the file is no plan at all.
func ReadPlan(files source.Files, name string) (*Plan, error) {
	r := &input.Reader{Files: files}
	f, t := input.ReadYAML[planFile](r, r.Files, name, "", planRules)
	var p *Plan
	if t.Root != nil {
		p = plan(r, &f, t)
	}
	if p != nil {
		p.File, p.files = r.Inputs[0], files
		for i := range p.Gates { // an expression that is too long is not read
			if len(p.Gates[i].When) > longestGate {
				p.Gates[i].When = ""
			}
		}
	}
	return p, r.Problems.Sorted(name).Err()
}

// plan checks a plan and fills in its defaults.
func plan(r *input.Reader, f *planFile, t *yaml.Tree) *Plan {
	p := &Plan{Name: f.Name, Options: f.Options, Exclude: f.Exclude, Years: f.Years, Frames: f.Frames, Draws: f.Draws, Seed: 1, Networks: f.Networks,
		Measures: f.Measures, Track: f.Track, Lang: lang.Language(f.Lang), tree: t}
	if f.Version > PlanVersion {
		r.Wrong(t, "version "+strconv.Itoa(PlanVersion)+" of a plan", "a newer program reads it", "version")
	}
	if f.Seed != nil {
		p.Seed = *f.Seed
	}
	if p.Lang == "" {
		p.Lang = lang.English
	}
	if len(f.Frames) == 0 {
		p.Frames = []string{"staff"}
	}
	counties := f.Counties
	switch {
	case t.Root.Child("counties") == nil:
		counties = []string{f.County}
	case t.Root.Child("county") != nil:
		r.Wrong(t, "county or counties, not both", "", "county")
	}
	for i, name := range counties {
		if name = strings.TrimSpace(name); name == EmbeddedPlanCounty || name == "" && f.Counties == nil {
			p.Counties = append(p.Counties, "")
			continue
		} else if name == "" {
			r.Wrong(t, "a county file or embedded", "", "counties", strconv.Itoa(i))
			continue
		}
		p.Counties = append(p.Counties, r.Files.Join(input.DirOf(t.File), name))
	}
	for i, year := range f.Years {
		if n := t.Root.Find("years", strconv.Itoa(i)); n != nil && !n.AnyFault() && (year < 1990 || year > lastYear) {
			r.Wrong(t, "a year from 1990 to "+strconv.Itoa(lastYear), "", "years", strconv.Itoa(i))
		}
	}
	for i, g := range f.Gates {
		if len(g.Expression) > longestGate {
			r.Problems.Add(t.ProblemAt(problem.Problem{Found: fmt.Sprintf("a text of %d characters", len(g.Expression)), Expected: fmt.Sprintf("an expression of at most %d characters", longestGate)}, "gates", strconv.Itoa(i), "expression"))
		}
	}
	for _, key := range []string{"counties", "options", "frames", "years", "measures"} {
		if n := t.Root.Child(key); n != nil && !n.AnyFault() && len(n.Children) == 0 {
			r.Wrong(t, "at least one item", "leave out the key for the default", key)
		}
	}
	once(r, t, p.Counties, "counties")
	once(r, t, f.Options, "options")
	once(r, t, f.Frames, "frames")
	once(r, t, f.Years, "years")
	once(r, t, f.Measures, "measures")
	p.Sets = sets(r, f, t)
	for _, g := range f.Gates {
		p.Gates = append(p.Gates, Gate{ID: g.ID, Title: g.Title.Name(), When: g.Expression, For: g.For})
	}
	unique(r, t, f.Gates, "gates", "id", func(g gateFile) string { return g.ID })
	return p
}

// lastYear is the last year that an option may be computed in, longestGate the number of
// characters of an expression that a person may still read.
const (
	lastYear    = 2200
	longestGate = 2000
)

// once refuses items of a list that it has already.
func once[T comparable](r *input.Reader, t *yaml.Tree, list []T, key string) {
	seen := map[T]bool{}
	for i, v := range list {
		if n := t.Root.Find(key, strconv.Itoa(i)); n != nil && n.AnyFault() {
			continue
		}
		if seen[v] {
			r.Wrong(t, "every item once", "", key, strconv.Itoa(i))
		}
		seen[v] = true
	}
}

// unique refuses names that an earlier item of a list has.
func unique[T any](r *input.Reader, t *yaml.Tree, list []T, key, field string, name func(T) string) {
	seen := map[string]bool{}
	for i, v := range list {
		if n := name(v); n != "" && seen[n] {
			r.Wrong(t, "every "+field+" once", "", key, strconv.Itoa(i), field)
		} else {
			seen[n] = true
		}
	}
}

// Wrong is the problem of a value in the plan, with its place: path is the keys and
// indexes that lead to it.
func (p *Plan) Wrong(found, expected, hint string, path ...string) problem.Problem {
	return p.tree.ProblemAt(problem.Problem{Found: found, Expected: expected, Hint: hint}, path...)
}

// WrongCounty is the problem of one of Counties that cannot be read.
func (p *Plan) WrongCounty(name, hint string) problem.Problem {
	at := []string{"county"}
	if list := p.tree.Root.Child("counties"); list != nil {
		k := slices.IndexFunc(list.Children, func(n *yaml.Node) bool { return p.Join(strings.TrimSpace(n.Str())) == name })
		at = []string{"counties", strconv.Itoa(k)}
	}
	return p.Wrong(p.tree.Root.Find(at...).Str(), "a county file", hint, at...)
}

// WrongAt is Wrong for a part of a text: at counts its characters from the beginning of
// the text. The problem shows the text with a mark under the part.
func (p *Plan) WrongAt(at int, found, expected, hint string, path ...string) problem.Problem {
	n := p.tree.Root.Find(path...)
	if n == nil {
		return p.tree.ProblemAt(problem.Problem{Found: found, Expected: expected, Hint: hint}, path...)
	}
	text, _ := n.Scalar.(string)
	out := p.tree.ProblemAt(problem.Problem{Found: found, Expected: expected, Hint: hint, Below: problem.Marked(text, at)}, path...)
	if n.Inset >= 0 {
		out.Char += n.Inset + at
	}
	return out
}

// Join returns the path of a file that the plan names.
func (p *Plan) Join(name string) string { return p.files.Join(input.DirOf(p.tree.File), name) }

// Matches lists the files of a glob that the plan names, sorted. An error is that of
// the glob.
func (p *Plan) Matches(glob string) ([]string, error) {
	return p.files.Glob(p.Join(glob))
}
