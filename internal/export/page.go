package export

import (
	"regexp"
	"strings"
	"unicode"

	"saavu/internal/format/problem"
	"saavu/internal/words"
)

// page collects the text of a report, for a terminal or as Markdown, so that both
// have the same content.
type page struct {
	b        strings.Builder
	w        *words.Words
	markdown bool
	color    bool
	detail   bool
	columns  int // width of lines; 0 is lineWidth
}

// full reports whether there is room for more than one screen.
func (p *page) full() bool { return p.detail || p.markdown }

// text is a text that, where lines have no end, has the words of the HTML page.
func (p *page) text(key string) string {
	if wide := "wide." + key; p.markdown && words.Has(wide) {
		key = wide
	}
	return p.w.Text(key)
}

func (p *page) write(lines ...string) {
	for _, line := range lines {
		p.b.WriteString(line)
		p.b.WriteByte('\n')
	}
}

// gap adds an empty line, unless there is one.
func (p *page) gap() {
	if text := p.b.String(); text != "" && !strings.HasSuffix(text, "\n\n") {
		p.write("")
	}
}

// heading starts a part of the given depth; 1 is the page's title.
func (p *page) heading(depth int, text string) {
	p.gap()
	switch {
	case p.markdown:
		p.write(strings.Repeat("#", depth)+" "+escaped(text), "")
	case p.color:
		for _, line := range wrapTo(text, p.width(), "", "") {
			p.write(bold + line + plain)
		}
	default:
		p.write(wrapTo(text, p.width(), "", "")...)
	}
}

// paragraph writes a paragraph.
func (p *page) paragraph(text string) {
	if p.markdown {
		p.write(opening(text), "")
		return
	}
	p.write(wrapTo(text, p.width(), "", "")...)
}

// item writes one point of a list, its lead first.
func (p *page) item(lead, text string) {
	if p.markdown {
		if lead != "" {
			lead = "**" + strings.TrimSpace(escaped(lead)) + ":** "
		}
		p.write("- " + lead + opening(text))
		return
	}
	if lead != "" {
		text = lead + ": " + text
	}
	p.write(wrap(text, "", "  ")...)
}

// under writes a line that belongs to the item above.
func (p *page) under(text string) {
	if p.markdown {
		p.write("  - " + opening(text))
		return
	}
	p.write(wrap(text, "  ", "    ")...)
}

func (p *page) table(s *sheet) {
	if p.markdown {
		p.write(append(s.markdown(), "")...)
		return
	}
	p.write(s.text(p.color)...)
}

// width is the longest line of the page, in characters.
func (p *page) width() int {
	if p.columns > 0 {
		return p.columns
	}
	return lineWidth
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

// wrap breaks a text into lines of at most lineWidth characters. The first starts
// with first, the others with rest. A word longer than a line is broken too.
func wrap(text, first, rest string) []string { return wrapTo(text, lineWidth, first, rest) }

// wrapTo is wrap with another width of the lines, which must be larger than the
// width of first and rest.
func wrapTo(text string, most int, first, rest string) []string {
	var lines []string
	line, empty := first, true
	flush := func() {
		lines = append(lines, line)
		line, empty = rest, true
	}
	for _, word := range strings.FieldsFunc(bound(problem.Shown(text)), breaks) {
		word = strings.ReplaceAll(word, joint, " ")
		if !empty && width(line)+1+width(word) > most {
			flush()
		}
		for width(line)+width(word) > most && empty {
			head := []rune(word)[:most-width(line)]
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
