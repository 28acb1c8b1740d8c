package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"saavu/internal/engine"
	"saavu/internal/load"
	"saavu/internal/source"
	"saavu/pkg/params"
)

// pageFile is the page of all parameters, from the module root.
const pageFile = "docs/PARAMETERS.md"

// parametersPage makes the page of all parameters of the county in the folder of
// data below root, as a run reads it.
func parametersPage(root string) ([]byte, error) {
	f, err := readFacts(filepath.Join(root, filepath.FromSlash(factsDir)))
	if err != nil {
		return nil, err
	}
	c, err := buildCounty(f)
	if err != nil {
		return nil, err
	}
	files := source.Embedded(os.DirFS(filepath.Join(root, "data")), os.DirFS(filepath.Join(root, "scenarios")))
	read, err := load.Read(context.Background(), files, load.EmbeddedCounty, load.Options{})
	if err != nil {
		return nil, err
	}
	asked, err := readingsOf(f, c, read)
	if err != nil {
		return nil, err
	}
	var out, body strings.Builder
	var n struct{ numbers, ranged, drawn, unread int }
	group := ""
	for _, p := range read.Base.Params.All() {
		if top, _, _ := strings.Cut(p.Path, "."); top != group {
			group = top
			fmt.Fprintf(&body, "\n## %s\n\n| parameter | value | unit | low to high | in draws | source | range | read by |\n|---|---:|---|---|---|---|---|---|\n", group)
		}
		if p.Text == "" {
			n.numbers++
		}
		if p.Ranged() {
			n.ranged++
		}
		if p.Drawn() {
			n.drawn++
		}
		if asked[p.Path] == nil {
			n.unread++
		}
		pageRow(&body, &p, asked[p.Path])
	}
	fmt.Fprintf(&out, pageHead, len(read.Base.Params.All()), n.numbers, n.ranged, n.drawn, n.unread)
	return []byte(out.String() + body.String()), nil
}

const pageHead = `# Parameters of the embedded county

Written by ` + "`make generate`" + ` from ` + "`data/facts`" + ` and from what the code reads; do not edit by hand. A county
with ` + "`inherit: embedded`" + ` has these parameters where its own file gives none ([FORMATS.md](FORMATS.md)).

%d parameters, %d of them numbers; %d numbers have a low and a high, %d change in draws, and no code reads %d
parameters: they are facts for later.

- *low to high*: the range; *one-sided* if the value is one of its ends. A dash: no range, for the reason under *range*.
- *in draws*: the name of the draw that the parameter shares with others; *own* if it shares none; *networks* if travel times
  depend on it, so that only ` + "`--networks`" + ` draws it; *fixed* if no draw changes it, such as a time limit; a dash without a range.
- *source*: flag (document, source, derived, assumption) and reference, as in ` + "`data/facts/SOURCES.md`" + `.
- *range*: what low and high are based on, or why there are none.
- *read by*: the steps that read it. *cells* and *positions* make the embedded county before any run; *times* (of travel) and
  *people* make what all options share; *delivery* and *cost* compute an option; *checks* compare the model with known
  figures. Services are named if the step does not read it for all of them. Mobile units and contracts are those of the
  county's own options.
`

// pageRow writes the row of a parameter.
func pageRow(out *strings.Builder, p *params.Param, who *engine.Reading) {
	value, span, draw := "unknown", "–", "–"
	switch {
	case p.Text != "":
		value = p.Text
	case p.Known:
		value = inFull(p.V)
	}
	if p.Ranged() {
		span = inFull(p.Lo) + " to " + inFull(p.Hi)
	}
	switch {
	case p.Drawn() && p.SharedDraw != "":
		draw = p.SharedDraw
	case p.Drawn():
		draw = "own"
	case p.InNetworks():
		draw = "networks"
	case p.Ranged():
		draw = "fixed"
	}
	source := p.Src.String()
	if p.Ref != "" {
		source += ": " + p.Ref
	}
	why := p.Range
	if why == "" {
		why = "–"
	}
	for _, cell := range []string{"`" + p.Path + "`", value, p.Unit, span, draw, source, why, readers(who)} {
		out.WriteString("| " + strings.ReplaceAll(cell, "|", `\|`) + " ")
	}
	out.WriteString("|\n")
}

// inFull writes a number without an exponent.
func inFull(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
