package batch

import (
	"encoding/json"
	"math"
	"runtime"
	"runtime/debug"
	"strconv"

	"saavu/internal/engine"
	"saavu/pkg/params"
)

// KeyVersion is raised with every change of what keys are made of.
const KeyVersion = 2

// Parts are what a result is a result of, by name: hashes of the sections of the
// county and of the option, and the settings. Everything else, such as the number of
// processors, paths, names and the language, changes no figure.
type Parts map[string]string

// The names of parts that are no sections of the county.
const (
	partModel   = "model"
	partMachine = "machine"
	partOption  = "option"
	partDraws   = "draws"
	partSeed    = "seed"
	partPeriod  = "period"
	partPath    = "path"
	partDetail  = "detail"
)

// The beginnings of the names of a section among the parts, and of the section of a table
// of travel times.
const (
	sectionPrefix = "county "
	timesPrefix   = "times "
)

// partsOf returns the parts of a task without those of the option.
func partsOf(county []section, s engine.Settings, detail bool) Parts {
	p := Parts{"key": strconv.Itoa(KeyVersion), partModel: engine.Model, partMachine: machine(),
		"frame": s.Frame, partPeriod: s.Period.String(), "cycling": strconv.FormatBool(s.Cycling), "choice": strconv.FormatBool(s.Choice),
		partPath: s.Path.String(), "least staff": strconv.FormatFloat(s.MinStaff, 'g', -1, 64),
		partDetail: strconv.FormatBool(detail), partDraws: strconv.Itoa(s.Draws), "networks": strconv.Itoa(s.Networks)}
	if s.Draws > 0 || s.Networks > 0 {
		p[partSeed] = strconv.FormatUint(s.Seed, 10)
	}
	for _, x := range county {
		p[sectionPrefix+x.name] = x.hash
	}
	return p
}

// machine is the architecture that the program was built for: another may round sums
// of products in another way.
func machine() string {
	level := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "GOAMD64" {
				level = s.Value
			}
		}
	}
	if level == "" && runtime.GOARCH == "amd64" {
		level = "v1" // the default of the compiler
	}
	return runtime.GOARCH + level
}

// hashOf is the SHA-256 of a value as JSON with sorted keys.
func hashOf(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic("batch: " + err.Error()) // texts and finite numbers only
	}
	return sumOf(text)
}

// Read is a parameter that a result depends on, with its value when it was computed.
type Read struct {
	Path  string   `json:"path"`
	Value *float64 `json:"value,omitempty"` // nil if it is not known or a text
	Text  string   `json:"text,omitempty"`
	Low   *float64 `json:"low,omitempty"` // low, high and draw only where they are drawn
	High  *float64 `json:"high,omitempty"`
	Draw  string   `json:"draw,omitempty"`
}

// readsOf returns the values of parameters. Ranges matter only if they are drawn.
func readsOf(t params.Tree, paths []string, drawn bool) []Read {
	out := make([]Read, 0, len(paths))
	for _, path := range paths {
		p, _ := t.Get(path)
		r := Read{Path: path, Text: p.Text}
		if p.Known && p.Text == "" {
			r.Value = known(p.V)
		}
		if drawn && p.Ranged() {
			r.Low, r.High, r.Draw = known(p.Lo), known(p.Hi), p.SharedDraw
		}
		out = append(out, r)
	}
	return out
}

// known returns a pointer to a number; nil if it is not finite.
func known(v float64) *float64 {
	if v-v != 0 || math.IsNaN(v) {
		return nil
	}
	return &v
}

// finder finds the keys of results that tasks with the same parameters would have, by
// the lists of parameters that earlier tasks have read.
type finder struct {
	tree  params.Tree
	drawn bool
	reads map[string]reading // by hash of a list of paths
}

// reading is the parameters of a list with their values, and the hash of these.
type reading struct {
	values []Read
	hash   string
}

func newFinder(t params.Tree, s engine.Settings) *finder {
	return &finder{t, s.Draws > 0 || s.Networks > 0, map[string]reading{}}
}

// key returns the key of a result with these parts that read the paths of a list.
func (f *finder) key(coarse string, list pathList) string {
	r, ok := f.reads[list.hash]
	if !ok {
		r.values = readsOf(f.tree, list.paths, f.drawn)
		r.hash = hashOf(r.values)
		f.reads[list.hash] = r
	}
	return hashOf([]string{coarse, list.hash, r.hash})
}

// pathList is a list of parameters that some task has read.
type pathList struct {
	hash  string
	paths []string
}

func newPathList(paths []string) pathList { return pathList{hashOf(paths)[:16], paths} }
