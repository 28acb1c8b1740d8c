package webpage

import (
	"strings"

	"saavu/internal/board"
	"saavu/pkg/report"
)

// provenance is what the page was made of.
type provenance struct {
	Credits []string
	Facts   []fact
	Command string
}

// fact is a setting and its value.
type fact struct{ Name, Value string }

// computed says in short how the figures come about.
func (p *page) computed() any {
	r := &p.Report
	out := []string{
		p.w.Text("computed.people"), p.w.Text("computed.times", "period", p.w.Term("period", r.Period)), p.w.Text("computed.reach"),
		p.w.Text("computed.need"), p.w.Text("computed.choice"), p.w.Text("computed.served"),
	}
	if r.Frame == "budget" {
		out = append(out, p.w.Text("computed.budget"))
	} else {
		out = append(out, p.w.Text("computed.staff"))
	}
	return append(out, p.w.Text("computed.euros"), p.w.Text("computed.rules"), p.w.Text("computed.left_out"))
}

// sources says where the data comes from and how the page is made again.
func (p *page) sources() any {
	r := &p.Report
	out := provenance{Command: p.Command}
	for i := range r.Sources {
		out.Credits = append(out.Credits, board.Credit(p.w, &r.Sources[i]))
	}
	add := func(key, value string) {
		if value != "" {
			out.Facts = append(out.Facts, fact{p.w.Text(key), value})
		}
	}
	add("sources.program", strings.TrimSpace("Saavu "+p.Version))
	add("sources.settings", p.settings())
	add("sources.inputs", p.w.Text("sources.files", "n", len(p.Inputs)))
	add("sources.fonts", p.w.Text("sources.font_names"))
	return out
}

// settings lists the settings of the comparison.
func (p *page) settings() string {
	r := &p.Report
	out := []string{p.w.Value(report.Year(r.Year)), p.w.Term("frame", r.Frame), p.w.Term("period", r.Period)}
	if r.Path != "" {
		out = append(out, p.w.Term("path", r.Path))
	}
	out = append(out, p.w.Text("sources.draws", "n", r.Draws), p.w.Text("sources.networks", "n", r.Networks), p.w.Text("sources.seed", "seed", int(r.Seed)))
	return strings.Join(out, " · ")
}
