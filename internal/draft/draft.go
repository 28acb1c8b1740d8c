// Package draft writes the beginning of a county file from the findings of
// inspect: the mappings that columns make clear, and a question with "?" where
// nothing shows what is right. It decides which part of a county each file is,
// and guesses no unit, no mode of travel and no service. load refuses a county
// file in which a "?" is left.
package draft

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"saavu/internal/inspect"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// County is a drafted county file.
type County struct {
	Text      []byte
	Questions []Question // in the file's order
	Unused    []Unused   // files that it does not use
}

// Question is something that the files do not answer.
type Question struct {
	Line  int    // line of the text
	Text  string // as it stands in the file
	Asked report.Message
}

// Unused is a file that the county does not use, with the reason and what to write.
type Unused struct{ File, Why report.Message }

// Options are the settings of a draft.
type Options struct {
	// Path converts the name of a file to the name that the county file must
	// use; nil leaves names unchanged.
	Path func(name string) string
	// Services are the ids of the services that are inherited.
	Services []string
	// Words writes the comments and questions of the file; nil for English.
	Words *words.Words
}

// Of drafts a county file. The report must have no unreadable file.
func Of(r *inspect.Report, o Options) *County {
	if o.Words == nil {
		o.Words = words.In(lang.English)
	}
	d := &draft{report: r, options: o, used: map[*inspect.File]bool{}}
	d.sort()
	d.head()
	d.county()
	d.population()
	d.areas()
	d.travel()
	d.network()
	d.forecasts()
	d.sources()
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
	unused    []Unused
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
func (d *draft) ask(before string, question report.Message) {
	text := d.say(question)
	d.questions = append(d.questions, Question{len(d.lines) + 1, text, question})
	d.remark(before+unknown+"  ", "QUESTION: "+text)
}

// say writes a message for the file, in one line.
func (d *draft) say(m report.Message) string {
	return strings.TrimSpace(oneLine(d.options.Words.Message(m)))
}

// noted adds a line with a comment.
func (d *draft) noted(line string, comment report.Message) { d.remark(line+"  ", d.say(comment)) }

// comment adds a line that is a comment.
func (d *draft) comment(indent string, comment report.Message) {
	d.remark(indent, d.say(comment))
}

// The width of the lines of a draft, and the least room for a comment in them.
const (
	lineWidth = 100
	leastRoom = 40
)

// remark adds a line with a comment after its beginning. A long comment goes on in the
// lines below, each with its # under the first one: load reads them as one question.
func (d *draft) remark(before, text string) {
	before = oneLine(before)
	at := utf8.RuneCountInString(before)
	room := max(lineWidth-at-len("# "), leastRoom)
	words := strings.Fields(text)
	for first := true; first || len(words) > 0; first = false {
		line, n := "", 0
		for n < len(words) && (n == 0 || utf8.RuneCountInString(line)+1+utf8.RuneCountInString(words[n]) <= room) {
			line = strings.TrimPrefix(line+" "+words[n], " ")
			n++
		}
		words = words[n:]
		d.line("%s# %s", before, line)
		before = strings.Repeat(" ", at)
	}
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
	d.comment("", report.NewMessage("comment.head"))
	seen := map[string]bool{}
	for i := range d.report.Files {
		f := &d.report.Files[i]
		if !seen[f.Name] {
			d.line("#   %s", f.Name)
		}
		seen[f.Name] = true
	}
	d.comment("", report.NewMessage("comment.answer"))
	d.comment("", report.NewMessage("comment.left"))
}

// county describes the county.
func (d *draft) county() {
	d.line("county:")
	d.line("  id: own")
	d.ask("  name: ", report.NewMessage("ask.name"))
	year, from := 0, ""
	for _, p := range []part{gridPart, cellsPart} {
		for _, f := range d.byPart[p] {
			if y := yearIn(f.Name); year == 0 && y > 0 {
				year, from = y, f.Name
			}
		}
	}
	if year > 0 {
		d.noted(fmt.Sprintf("  year: %d", year), report.NewMessage("comment.year", "file", path.Base(from)))
	} else {
		d.ask("  year: ", report.NewMessage("ask.year"))
	}
	d.crs()
	d.noted("inherit: embedded", report.NewMessage("comment.inherit"))
}

// crs writes the system of a county outside Finland: that of the people's file, else of
// the first other file that states one.
func (d *draft) crs() {
	list := slices.Concat(d.byPart[gridPart], d.byPart[cellsPart])
	for i := range d.report.Files {
		if f := &d.report.Files[i]; f.System != nil && f.System.Known {
			list = append(list, f)
		}
	}
	for _, f := range list {
		if f.System == nil || f.System.Home().InFinland() {
			continue
		}
		if home := f.System.Home(); home.EPSG != 0 {
			d.noted(fmt.Sprintf("  crs: %d", home.EPSG), report.NewMessage("comment.crs"))
		} else {
			d.noted("  crs: "+home.Parameters().String(), report.NewMessage("comment.crs"))
		}
		return
	}
}

// parameters asks for those that the embedded county does not have.
func (d *draft) parameters() {
	if !d.profile {
		return
	}
	d.line("parameters:")
	d.line("  population:")
	d.ask("    age_profile: ", report.NewMessage("ask.age_profile",
		"profile", `{"0-6": {v: 50, src: source}, "7-17": {v: 120, src: source}, "18-64": …, "65-74": …, "75+": …}`))
}

// optionFiles names a folder of option files.
func (d *draft) optionFiles() {
	for _, f := range d.byPart[optionsPart] {
		d.line("options:")
		d.line("  dir: %s", d.file(f))
		return
	}
}
