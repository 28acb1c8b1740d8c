// Package load is the only reader: it turns the files of a county and its
// options into the types of pkg. It collects all problems of all files, with file,
// line and column, before it gives up, and guesses nothing without a note. Read
// reads a county, Option an option file, which WriteOption writes, and
// County.Locate finds the refusals of an option in its file. Source files are named
// after what they read: areas, background, forecast, grid, sources, supply, times,
// option; tree is YAML with positions.
package load

import (
	"context"
	"maps"
	"slices"

	"saavu/internal/format/problem"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/pkg/lang"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// EmbeddedCounty is the name of the embedded county's file for Embedded.
const EmbeddedCounty = source.EmbeddedCounty

// Options control how a county is read.
type Options struct {
	// Data is the folder that {data} stands for in the paths of a county file.
	Data string
	// Embedded holds the embedded county, for county files that inherit from it.
	Embedded source.Files
	// FixAxes exchanges x and y of a file whose coordinates lie where the county
	// is only then. Without it such a file is a problem.
	FixAxes bool
	// Progress is called with how many of how many large files are read; may be
	// nil.
	Progress func(done, total int)
}

// Input is one file that was read, for the provenance of a result.
type Input struct {
	Name   string // as the user or the county file wrote it
	SHA256 string // in hexadecimal
	Bytes  int64
}

// Settings are how the county file wants options to be compared.
type Settings struct {
	Period  travel.Period   // time of day of the travel times
	Cycling bool            // people without a car may also cycle
	Choice  bool            // clients choose among points instead of using the nearest
	Path    population.Path // how the population of a year is computed
}

// County is a county as read from its files, with its options. The options are in
// the order of the file; the others are compared with the first.
type County struct {
	ID, Name   string
	Names      lang.Name // by language
	Synthetic  bool
	Demo       bool // the network is a demonstration, not the county's own
	Base       scenario.Base
	Rules      []report.Rule
	Known      []report.Known
	Options    []scenario.Option
	Settings   Settings
	Sources    []report.DataSource      // where its data comes from; files of unknown sources are the last one
	Background []report.BackgroundLayer // what maps show below their figures
	Notes      []report.Message         // notes of the reading, in the order of the files
	Inputs     []Input                  // every file that was read, in the order of reading
	Fixed      []string                 // files whose x and y were exchanged by FixAxes
	NoOptions  []string                 // option files that cannot be read at all, so that not even their id is known
	Asides     []string                 // messages about the county's store: for the user, not part of the result

	store   string                 // folder of its store, which may not exist
	file    *yaml.Tree             // the county file
	sources map[string]*optionTree // option id to its file
	lacks   problem.Problems       // parameters that a comparison needs and that are not there

	unsourced []string // what sources leave open, see SourceNotes
}

// Read reads a county file and everything that it names: grid, areas, network,
// travel times, rules and options. A relative path in the file is relative to
// the file; {data} stands for Options.Data. If the county has a valid store next to
// the file, people and travel times come from it. The error is a problem.Problems
// with every fault of all files, those of the county file first and the other files
// by name, or the context's. If only option files have faults, Read returns the
// county as well, with the valid parts of its options, so that Apply can find
// further faults.
func Read(ctx context.Context, files source.Files, path string, o Options) (*County, error) {
	r, c := readCounty(ctx, &reader{options: o, files: files.Until(ctx)}, path)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	err := r.problems.Sorted(path).Err()
	if err != nil && !r.optionsOnly {
		return nil, err
	}
	c.Notes, c.Inputs, c.Fixed, c.Asides = r.notes, r.inputs, r.fixed, r.asides
	return c, err
}

// readCounty reads a county. It starts again without the store if the store turns
// out to be outdated.
func readCounty(ctx context.Context, r *reader, path string) (*reader, *County) {
	c := r.county(ctx, path)
	if r.restart {
		r = &reader{options: r.options, files: r.files, fresh: true, asides: r.asides}
		c = r.county(ctx, path)
	}
	return r, c
}

// Copy returns a copy of the county for one question. Option files that are read
// for it, their positions, and the notes and inputs that they add belong to the
// copy only. Everything else is shared and must not be changed.
func (c *County) Copy() *County {
	out := *c
	out.sources = maps.Clone(c.sources)
	out.Notes, out.Inputs, out.Asides = slices.Clip(c.Notes), slices.Clip(c.Inputs), slices.Clip(c.Asides)
	return &out
}

// FileOf returns the file of an option, "" for one without a file.
func (c *County) FileOf(option string) string {
	if t := c.sources[option]; t != nil {
		return t.File
	}
	return ""
}
