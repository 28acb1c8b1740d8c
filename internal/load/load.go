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
	"fmt"
	"maps"
	"slices"

	"saavu/internal/format/problem"
	"saavu/internal/load/areas"
	"saavu/internal/load/contracts"
	"saavu/internal/load/goals"
	"saavu/internal/load/input"
	"saavu/internal/load/kept"
	"saavu/internal/load/optionfile"
	"saavu/internal/load/parameters"
	"saavu/internal/load/products"
	"saavu/internal/load/times"
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
type Input = input.File

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
	Products   *products.List  // what services consist of; nil without a file of them
	Contracts  *contracts.List // with other producers; nil without a file of them
	Observed   *goals.Observed // what was observed; nil without a file of it
	Goals      *goals.List     // of the county; nil without a file of them
	Settings   Settings
	Sources    []report.DataSource      // where its data comes from; files of unknown sources are the last one
	Background []report.BackgroundLayer // what maps show below their figures
	Notes      []report.Message         // notes of the reading, in the order of the files
	Inputs     []Input                  // every file that was read, in the order of reading
	Fixed      []string                 // files whose x and y were exchanged by FixAxes
	NoOptions  []string                 // option files that cannot be read at all, so that not even their id is known
	Asides     []string                 // messages about the county's store: for the user, not part of the result

	store   string                      // folder of its store, which may not exist
	file    *yaml.Tree                  // the county file
	sources map[string]*optionfile.Tree // option id to its file
	lacks   problem.Problems            // parameters that a comparison needs and that are not there

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
	r, c := readCounty(ctx, newReading(files.Until(ctx), o), path)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	err := r.Problems.Sorted(path).Err()
	if err != nil && !r.optionsOnly {
		return nil, err
	}
	c.Notes, c.Inputs, c.Fixed, c.Asides = r.Notes, r.Inputs, r.Fixed, r.store.Asides
	return c, err
}

// reading reads one county: what its parts share, and what they found for each other.
type reading struct {
	*input.Reader
	embedded source.Files // the embedded county, for county files that inherit from it

	parameters  *parameters.Set
	areas       *areas.Found // nil if people come from the store
	cellNames   []string     // ids of cells as written in a table of the project's own format
	ids         countyIDs
	optionsOnly bool // the county file is valid: only options can have faults

	fresh   bool         // the store is ignored
	asides  []string     // messages about a store that turned out to be outdated
	store   *kept.Store  // nil if the county file cannot be read
	restart bool         // the store turned out to be outdated: read everything again without it
	ahead   *times.Ahead // files of travel times that are read while people are read
}

// countyIDs are the ids that sections of the county file refer to.
type countyIDs struct{ areas, facilities, services input.IDs }

func newReading(files source.Files, o Options) *reading {
	return &reading{Reader: &input.Reader{Files: files, Data: o.Data, FixAxes: o.FixAxes, Progress: o.Progress}, embedded: o.Embedded}
}

// readCounty reads a county. It starts again without the store if the store turns
// out to be outdated.
func readCounty(ctx context.Context, r *reading, path string) (*reading, *County) {
	c := r.county(ctx, path)
	if r.restart {
		r = &reading{Reader: r.Apart(), embedded: r.embedded, fresh: true, asides: r.store.Asides}
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

// CheckParameters lists the parameters that a comparison needs and the county does not have.
// Accessibility measures need none of them, so Read does not report this. The error is a
// problem.Problems.
func (c *County) CheckParameters() error { return c.lacks.Err() }

// CheckTimes lists the travel times that a comparison of a period needs and the
// county does not have. Accessibility measures need fewer, so Read does not report
// this. The error is a problem.Problems.
func (c *County) CheckTimes(period travel.Period) error {
	if c.Base.Matrix == nil || c.file == nil {
		return nil
	}
	var out problem.Problems
	for _, mode := range []travel.Mode{travel.Walk, travel.Transit} {
		if _, ok := c.Base.Matrix.Table(mode, period); ok {
			continue
		}
		hint := fmt.Sprintf("a comparison needs walking and public transport: add a table {mode: %s, period: %s} to a source; saavu access works without it", mode, period)
		for _, other := range []travel.Period{travel.Rush, travel.Midday} {
			if _, ok := c.Base.Matrix.Table(mode, other); ok {
				hint = fmt.Sprintf("there are times of %s: set period: %s under county, or --period %s", other, other, other)
			}
		}
		out.Add(c.file.ProblemAt(problem.Problem{Found: "no travel times of mode " + mode.String() + " for " + period.String(),
			Expected: "times of walk and transit for " + period.String(), Hint: hint}, "travel", "sources"))
	}
	return out.Err()
}
