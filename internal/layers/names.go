package layers

import (
	"strings"

	"saavu/internal/board"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// PlainID makes an id usable in names of files on every system.
func PlainID(id string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_':
			return c
		}
		return '_'
	}, id)
}

// Plain makes an id a part of names of tables and columns that need no quotes in SQL:
// small letters, digits and underscores.
func Plain(id string) string {
	return strings.ReplaceAll(strings.ToLower(PlainID(id)), "-", "_")
}

// Prefix is the beginning of the columns of a service, which no digit begins.
func Prefix(service string) string {
	name := Plain(service)
	if name == "" || name[0] >= '0' && name[0] <= '9' {
		name = "s" + name
	}
	return name
}

// spoken are the words of the layers.
func (s *Maps) spoken() *words.Words { return words.OrEnglish(s.Words) }

// dotted joins parts of a title; empty ones are left out.
func dotted(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " · ")
}

// titled is the title of a layer, with what is not of the real world.
func (f *file) titled(parts ...string) string {
	return dotted(append(parts, board.World(f.w, &f.Report)...)...)
}

// option names an option with its id, because two may have the same name.
func (f *file) option(k int) string {
	o := &f.Report.Options[k]
	return f.w.Text("layer.option", "option", f.w.Option(o), "id", o.ID)
}

// reference names what an option is compared with; "" for nothing.
func (f *file) reference(k int) string {
	against := f.Report.Options[k].Against
	if against < 0 || against >= len(f.Report.Options) {
		return ""
	}
	return f.w.Option(&f.Report.Options[against])
}

// county names the county.
func (f *file) county() string { return f.w.Name(f.Report.Names.Every(f.Report.Name)) }

// described is the sentence that every layer of cells has.
func (f *file) described(option int, what string) string {
	parts := append([]string{f.w.Text("layer.of", "county", f.county(), "option", f.w.Option(&f.Report.Options[option]), "what", what), f.w.Text("layer.on_foot")}, board.World(f.w, &f.Report)...)
	if f.Public() {
		parts = append(parts, f.w.Text("layer.few", "n", board.PublicLeast))
	}
	return dotted(parts...)
}

// service is the full name of a service.
func (f *file) service(v int) string { return board.ServiceName(f.w, &f.Report, v) }

// conditionsOf are those of a service's times.
func (f *file) conditionsOf(v int) string { return board.Conditions(f.w, &f.Report, v) }

// times is the time of day and the limit behind a title of minutes.
func (f *file) times(v *report.Service) string {
	limit := board.Limit(f.w, v)
	if f.Report.Period == "" {
		return " (" + limit + ")"
	}
	return " (" + f.w.Term("period", f.Report.Period) + ", " + limit + ")"
}
