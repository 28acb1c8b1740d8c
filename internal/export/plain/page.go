// Package plain writes pages of plain text for a terminal and the same pages as Markdown:
// paragraphs and lists in lines of a width, tables in columns that are shortened, folded or
// spread until they fit, and terminal colours. It takes texts that are ready and knows no
// figure.
package plain

import (
	"regexp"
	"strings"
	"unicode"

	"saavu/internal/format/problem"
	"saavu/internal/words"
)

// Page collects the text of a report, for a terminal or as Markdown, so that both
// have the same content.
type Page struct {
	b        strings.Builder
	Words    *words.Words
	Markdown bool
	Color    bool
	Detail   bool
	Columns  int // width of lines; 0 is LineWidth
}

// String is the text that the page has so far.
func (p *Page) String() string { return p.b.String() }

// Full reports whether there is room for more than one screen.
func (p *Page) Full() bool { return p.Detail || p.Markdown }

// Text is a text that, where lines have no end, has the words of the HTML page.
func (p *Page) Text(key string) string {
	if wide := "wide." + key; p.Markdown && words.Has(wide) {
		key = wide
	}
	return p.Words.Text(key)
}

// Write adds lines as they are.
func (p *Page) Write(lines ...string) {
	for _, line := range lines {
		p.b.WriteString(line)
		p.b.WriteByte('\n')
	}
}

// Gap adds an empty line, unless there is one.
func (p *Page) Gap() {
	if text := p.b.String(); text != "" && !strings.HasSuffix(text, "\n\n") {
		p.Write("")
	}
}

// Heading starts a part of the given depth; 1 is the page's title.
func (p *Page) Heading(depth int, text string) {
	p.Gap()
	switch {
	case p.Markdown:
		p.Write(strings.Repeat("#", depth)+" "+escaped(text), "")
	case p.Color:
		for _, line := range WrapTo(text, p.Width(), "", "") {
			p.Write(Bold + line + End)
		}
	default:
		p.Write(WrapTo(text, p.Width(), "", "")...)
	}
}

// Paragraph writes a paragraph.
func (p *Page) Paragraph(text string) {
	if p.Markdown {
		p.Write(opening(text), "")
		return
	}
	p.Write(WrapTo(text, p.Width(), "", "")...)
}

// Item writes one point of a list, its lead first.
func (p *Page) Item(lead, text string) {
	if p.Markdown {
		if lead != "" {
			lead = "**" + strings.TrimSpace(escaped(lead)) + ":** "
		}
		p.Write("- " + lead + opening(text))
		return
	}
	if lead != "" {
		text = lead + ": " + text
	}
	p.Write(Wrap(text, "", "  ")...)
}

// Under writes a line that belongs to the item above.
func (p *Page) Under(text string) {
	if p.Markdown {
		p.Write("  - " + opening(text))
		return
	}
	p.Write(Wrap(text, "  ", "    ")...)
}

// Sheet writes a sheet.
func (p *Page) Sheet(s *Sheet) {
	if p.Markdown {
		p.Write(append(s.markdown(), "")...)
		return
	}
	p.Write(s.Text(p.Color)...)
}

// Width is the longest line of the page, in characters.
func (p *Page) Width() int {
	if p.Columns > 0 {
		return p.Columns
	}
	return LineWidth
}

// breaks reports whether a line may end at a character: not at a space that keeps a
// number together.
func breaks(r rune) bool { return r != '\u00a0' && unicode.IsSpace(r) }

// quantity is a number of several parts or with its unit, which stay in one line.
var quantity = regexp.MustCompile(`[0-9] (?:[0-9]{3}\b|%|min|km|h\b|m\b|M?€|mn €|milj\. €)`)

// joint stands for a space inside a quantity while lines are broken.
const joint = "\uE000"

// bound puts joints into quantities.
func bound(text string) string {
	for range 2 { // the second time for the groups of three digits in between
		text = quantity.ReplaceAllStringFunc(text, func(s string) string { return strings.ReplaceAll(s, " ", joint) })
	}
	return text
}

// Wrap breaks a text into lines of at most LineWidth characters. The first starts
// with first, the others with rest. A word longer than a line is broken too.
func Wrap(text, first, rest string) []string { return WrapTo(text, LineWidth, first, rest) }

// WrapTo is wrap with another width of the lines, which must be larger than the
// width of first and rest.
func WrapTo(text string, most int, first, rest string) []string {
	var lines []string
	line, empty := first, true
	flush := func() {
		lines = append(lines, line)
		line, empty = rest, true
	}
	for _, word := range strings.FieldsFunc(bound(problem.Shown(text)), breaks) {
		word = strings.ReplaceAll(word, joint, " ")
		if !empty && Width(line)+1+Width(word) > most {
			flush()
		}
		for Width(line)+Width(word) > most && empty {
			head := []rune(word)[:most-Width(line)]
			line += string(head)
			word = word[len(string(head)):]
			flush()
		}
		if !empty {
			line += " "
		}
		line, empty = line+word, false
	}
	return append(lines, line)
}

// Banner writes a title in lines of the page's width.
func (p *Page) Banner(text string) {
	for _, line := range WrapTo(text, p.Width(), "", "") {
		p.Write(p.Toned(Bold, line))
	}
}

// Toned colours a text where the page has colours.
func (p *Page) Toned(tone, text string) string {
	if !p.Color {
		return text
	}
	return tone + text + End
}

// ColumnHead returns the lines of the head of a column: where lines have no end, its words on the
// HTML page.
func (p *Page) ColumnHead(key string) []string {
	if wide := "wide.head." + key; p.Markdown && words.Has(wide) {
		return []string{p.Words.Text(wide)}
	}
	return strings.Split(p.Words.Text("head."+key), "\n")
}

// Dotted joins parts of a line with middle dots.
func Dotted(parts ...string) string { return strings.Join(parts, " · ") }

// OrDash gives a text, a dash for an empty one.
func OrDash(s string) string {
	if s == "" {
		return words.Dash
	}
	return s
}

// MadeUp states what is not real.
func MadeUp(w *words.Words, synthetic, demo bool) []string {
	var out []string
	if synthetic {
		out = append(out, w.Text("stamp_synthetic"))
	}
	if demo {
		out = append(out, w.Text("stamp_demonstration"))
	}
	return out
}
