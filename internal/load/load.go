// Package load is the only reader: it turns the files of a county and its
// options into the types of pkg. Every problem of every file is gathered with
// its file, line and column before anything is given up; nothing is guessed
// without a note. Read reads a county, Option one plan, which WriteOption writes,
// and County.Locate turns the refusals of a plan into places in its file. Files
// are named after what they read: areas, forecast, grid, supply, times, option;
// tree is YAML with places.
package load

import (
	"context"
	"maps"
	"slices"

	"saavu/internal/source"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// EmbeddedCounty is the name of the embedded county's file for Embedded.
const EmbeddedCounty = "data/vantaa-kerava/county.yaml"

// Options are the choices of a reading.
type Options struct {
	// Data is the folder that {data} stands for in the paths of a county file.
	Data string
	// Embedded is where a county file that inherits finds the embedded county.
	Embedded source.Files
	// FixAxes exchanges x and y of a file where they are found to be exchanged:
	// its places lie in Finland only then. Without it such a file is a problem.
	FixAxes bool
	// Progress is told how many of how many large files are read; may be nil.
	Progress func(done, total int)
}

// Input is one file that was read, for the provenance of a result.
type Input struct {
	Name   string // as the user or the county file gave it
	SHA256 string // in hexadecimal
	Bytes  int64
}

// Settings are what the county file says about how options are compared.
type Settings struct {
	Period  travel.Period   // the hours that travel times describe
	Cycling bool            // people without a car may also cycle
	Choice  bool            // free choice among points instead of the nearest
	Path    population.Path // how the people of a year are known
}

// County is a county as its files give it, with its options. The options
// follow the order of the file; the first is what others are compared with.
type County struct {
	ID, Name  string
	Synthetic bool
	Demo      bool // the network is a demonstration, not the county's own
	Base      scenario.Base
	Rules     []report.Rule
	Known     []report.Known
	Options   []scenario.Option
	Settings  Settings
	Notes     []string // what reading had to say, in the order of the files
	Inputs    []Input  // every file that was read, in the order of reading
	Fixed     []string // files whose x and y were exchanged by FixAxes
	Asides    []string // what there is to say of the county's store: for the user, no part of the result

	store   string           // folder of its store, whether there is one or not
	file    *tree            // of the county
	sources map[string]*tree // option id to its file
}

// Read reads a county file and everything that it names: grid, areas, network,
// travel times, rules and options. A relative path in the file is relative to
// the file; {data} stands for Options.Data. Where the county's store lies beside
// the file and still holds, people and travel times come from it. The error is a
// problem.Problems with every fault of all files, those of the county file first
// and the other files by name, or the context's. Where option files alone are at
// fault, the county stands beside it with what is right of its options, so that
// Apply can find what else is wrong.
func Read(ctx context.Context, files source.Files, path string, o Options) (*County, error) {
	r, c := readCounty(ctx, &reader{options: o, files: files.Until(ctx)}, path)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	err := r.problems.Sorted(path).Err()
	if err != nil && !r.sound {
		return nil, err
	}
	c.Notes, c.Inputs, c.Fixed, c.Asides = r.notes, r.inputs, r.fixed, r.asides
	return c, err
}

// readCounty reads a county, without its store where that turns out on the way
// not to hold.
func readCounty(ctx context.Context, r *reader, path string) (*reader, *County) {
	c := r.county(ctx, path)
	if r.again {
		r = &reader{options: r.options, files: r.files, fresh: true, asides: r.asides}
		c = r.county(ctx, path)
	}
	return r, c
}

// Copy gives the county for one question: option files that are read for it, their
// places and what they add to the notes and the inputs belong to the copy alone.
// What the county holds is shared and must not be changed.
func (c *County) Copy() *County {
	out := *c
	out.sources = maps.Clone(c.sources)
	out.Notes, out.Inputs, out.Asides = slices.Clip(c.Notes), slices.Clip(c.Inputs), slices.Clip(c.Asides)
	return &out
}
