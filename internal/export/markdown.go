package export

import (
	"io"
	"strings"

	"saavu/internal/board"
	"saavu/internal/format/problem"
	"saavu/pkg/report"
)

// markdown writes report.md: the answer, the network, every service with its other figures,
// and what the figures depend on.
func (s *Set) markdown(out io.Writer) error {
	r, w := &s.Report, spoken(s.Words)
	p := &page{w: w, markdown: true}
	title := p.w.Name(r.Names.Every(r.Name))
	for _, word := range board.World(w, r) {
		title += " · " + word
	}
	p.heading(1, title)
	p.answers(r)
	p.network(r)
	for i := range r.Services {
		p.service(r, i, false, true)
	}
	p.basis(r)
	p.credits(r)
	_, err := io.WriteString(out, p.b.String())
	return err
}

// answers writes the sentences of each screen and what changes a reading of them, as the
// terminal and the page do.
func (p *page) answers(r *report.Report) {
	p.heading(2, p.w.Text("page.short"))
	for i, screen := range board.Screens(r) {
		v := board.View{R: r, W: p.w, Screen: screen}
		switch {
		case len(v.Options) == 1:
			p.heading(3, v.Subject(v.Options[0]))
		case i > 0:
			p.heading(3, p.w.Text("page.against", "option", p.w.Option(&r.Options[v.Ref])))
		}
		for _, line := range v.Answer() {
			p.paragraph(line)
		}
		for _, line := range v.Asides() {
			p.item("", line)
		}
		p.gap()
	}
}

// marks are the characters that Markdown, or a dialect that finds links by itself,
// takes for more than text.
var marks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "|", `\|`, "~", `\~`, "#", `\#`, "<", "&lt;", "&", "&amp;",
	"://", `\://`, "www.", `www\.`, "mailto:", `mailto\:`, "xmpp:", `xmpp\:`)

// escaped makes text safe in Markdown. Programs that look for mail addresses see
// through escapes, but not through a comment.
func escaped(s string) string { return strings.ReplaceAll(described(s), "@", "@<!-- -->") }

// described is escaped for the text in place of a picture: links are not looked for
// there, and a comment would be visible.
func described(s string) string { return marks.Replace(problem.Shown(s)) }

// opening is escaped for a text at the start of a paragraph or an item: it starts no
// list, quotation or rule.
func opening(s string) string {
	s = strings.TrimSpace(escaped(s))
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	switch {
	case s == "":
	case strings.ContainsAny(s[:1], "-+") && (len(s) == 1 || s[1] == ' ' || s[1] == s[0]), s[0] == '>', s[0] == '=':
		return `\` + s
	case digits > 0 && digits < len(s) && (s[digits] == '.' || s[digits] == ')') && (digits+1 == len(s) || s[digits+1] == ' '):
		return s[:digits] + `\` + s[digits:]
	}
	return s
}
