// Package draft writes the beginning of a county file from the findings of
// inspect: the mappings that columns make clear, and a question with "?" where
// nothing shows what is right. It decides which part of a county each file is,
// and guesses no unit, no mode of travel and no service. load refuses a county
// file in which a "?" is left.
package draft

import (
	"fmt"
	"path"
	"strings"
	"unicode"

	"saavu/internal/inspect"
)

// County is a drafted county file.
type County struct {
	Text      []byte
	Questions []Question // in the file's order
	Unused    []string   // files that it does not use, each with the reason and what to write
}

// Question is something that the files do not answer.
type Question struct {
	Line int // line of the text
	Text string
}

// Options are the settings of a draft.
type Options struct {
	// Path converts the name of a file to the name that the county file must
	// use; nil leaves names unchanged.
	Path func(name string) string
	// Services are the ids of the services that are inherited.
	Services []string
}

// Of drafts a county file. The report must have no unreadable file.
func Of(r *inspect.Report, o Options) *County {
	d := &draft{report: r, options: o, used: map[*inspect.File]bool{}}
	d.sort()
	d.head()
	d.county()
	d.population()
	d.areas()
	d.travel()
	d.network()
	d.forecasts()
	d.optionFiles()
	d.parameters()
	d.rest()
	return &County{Text: []byte(strings.Join(d.lines, "\n") + "\n"), Questions: d.questions, Unused: d.unused}
}

// draft collects the lines of a county file.
type draft struct {
	report    *inspect.Report
	options   Options
	lines     []string
	questions []Question
	unused    []string
	used      map[*inspect.File]bool
	profile   bool // ages are distributed by a parameter
	byPart    map[part][]*inspect.File
}

// line adds a line. Names of files and columns also appear in comments: any
// line break in them becomes a space.
func (d *draft) line(format string, args ...any) {
	d.lines = append(d.lines, oneLine(fmt.Sprintf(format, args...)))
}

func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if r != unicode.ReplacementChar && unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, text)
}

// unknown is written where only the user knows the value.
const unknown = `"?"`

// ask adds a line with a question.
func (d *draft) ask(before, question string) {
	question = strings.TrimSpace(oneLine(question))
	d.line("%s%s  # QUESTION: %s", before, unknown, question)
	d.questions = append(d.questions, Question{len(d.lines), question})
}

// file returns the name of a file for the county file.
func (d *draft) file(f *inspect.File) string {
	d.used[f] = true
	return quote(d.path(f.Name))
}

func (d *draft) path(name string) string {
	if d.options.Path == nil {
		return name
	}
	return d.options.Path(name)
}

// head describes the file.
func (d *draft) head() {
	d.line("# A county of Saavu, drafted by saavu init from:")
	seen := map[string]bool{}
	for i := range d.report.Files {
		f := &d.report.Files[i]
		if !seen[f.Name] {
			d.line("#   %s", f.Name)
		}
		seen[f.Name] = true
	}
	d.line(`# Where a line asks a QUESTION, write the answer in place of "?". saavu check says`)
	d.line("# which are left. docs/FORMATS.md describes every key.")
}

// county describes the county.
func (d *draft) county() {
	d.line("county:")
	d.line("  id: own")
	d.ask("  name: ", "what is the county called in titles?")
	year, from := 0, ""
	for _, p := range []part{gridPart, cellsPart} {
		for _, f := range d.byPart[p] {
			if y := yearIn(f.Name); year == 0 && y > 0 {
				year, from = y, f.Name
			}
		}
	}
	if year > 0 {
		d.line("  year: %d  # of the name of %s", year, path.Base(from))
	} else {
		d.ask("  year: ", "of which year are the people?")
	}
	d.line("inherit: embedded  # services, rules and parameters, until the county has its own")
}

// parameters asks for those that the embedded county does not have.
func (d *draft) parameters() {
	if !d.profile {
		return
	}
	d.line("parameters:")
	d.line("  population:")
	d.ask("    age_profile: ", `how many people of each age are there in the country, from 0 to an open end, as in {"0-6": {v: 50, src: source}, "7-17": {v: 120, src: source}, "18-64": …, "65-74": …, "75+": …}? Only their proportions count`)
}

// optionFiles names a folder of option files.
func (d *draft) optionFiles() {
	for _, f := range d.byPart[optionsPart] {
		d.line("options:")
		d.line("  dir: %s", d.file(f))
		return
	}
}
