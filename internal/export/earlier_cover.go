package export

import (
	"saavu/internal/export/plain"
	"saavu/internal/format/gpkg"
	"saavu/internal/format/problem"
	"saavu/internal/format/xlsx"
	"saavu/internal/words"
)

// cover is the first sheet of a workbook: what the layers show, of which run, under
// which assumptions and from which sources.
func (e *Earlier) cover(w *words.Words, list []gpkg.Layer) []xlsx.Line {
	r := &e.result
	lines := []xlsx.Line{
		{Head: w.Text("saved.county"), Cells: []any{r.County.Name}},
		{Head: w.Text("saved.year"), Cells: []any{int64(r.Year)}},
		{Head: w.Text("saved.period"), Cells: []any{w.Term("period", r.Period)}},
	}
	for _, text := range plain.MadeUp(w, r.County.Synthetic, r.County.Demonstration) {
		lines = append(lines, xlsx.Line{Cells: []any{text}})
	}
	section := func(head string, columns ...any) {
		lines = append(lines, xlsx.Line{}, xlsx.Line{Head: head, Cells: columns})
	}
	section(w.Text("saved.sheets"), w.Text("saved.title"), w.Text("saved.description"), w.Text("saved.rows"))
	for i := range list {
		lines = append(lines, xlsx.Line{Head: list[i].Name, Cells: []any{list[i].Title, list[i].Description, int64(list[i].Len)}})
	}
	section(w.Text("saved.options"), w.Text("saved.name"), w.Text("saved.against"), w.Text("saved.year"))
	for _, o := range r.Options {
		lines = append(lines, xlsx.Line{Head: o.ID, Cells: []any{w.Name(o.Names.Name()), o.Against, int64(o.Year)}})
	}
	section(w.Text("saved.assumptions"), w.Text("saved.name"), w.Text("saved.value"), w.Text("saved.low"), w.Text("saved.high"), w.Text("saved.unit"), w.Text("saved.kind"), w.Text("saved.source"))
	for _, a := range r.Assumptions {
		name := a.Path
		if a.Names != nil {
			name = w.Name(a.Names.Name())
		}
		cells := []any{name, cellOf(a.Value), nil, nil, w.Unit(a.Unit), w.Term("source", a.Flag), a.Ref}
		if a.Ranged {
			cells[2], cells[3] = cellOf(a.Lo), cellOf(a.Hi)
		}
		lines = append(lines, xlsx.Line{Head: a.Path, Cells: cells})
	}
	return visible(append(lines, e.coverSources(w)...))
}

// visible are lines with hidden characters as escapes: they are read, not read back.
func visible(lines []xlsx.Line) []xlsx.Line {
	for i := range lines {
		lines[i].Head = problem.Shown(lines[i].Head)
		for c, v := range lines[i].Cells {
			if text, ok := v.(string); ok {
				lines[i].Cells[c] = problem.Shown(text)
			}
		}
	}
	return lines
}

// coverSources are the sources of the data and what identifies the run.
func (e *Earlier) coverSources(w *words.Words) []xlsx.Line {
	lines := []xlsx.Line{{}, {Head: w.Text("saved.sources"), Cells: []any{w.Text("saved.attribution"), w.Text("saved.licence"), w.Text("saved.date"), w.Text("saved.url")}}}
	for _, s := range e.result.Sources {
		line := xlsx.Line{Head: w.Text("saved.unknown"), Cells: []any{"", s.Licence, s.Date, s.URL}}
		if s.Title != nil {
			line.Head = w.Name(s.Title.Name())
		}
		if s.Attribution != nil {
			line.Cells[0] = w.Name(s.Attribution.Name())
		}
		lines = append(lines, line)
	}
	o := &e.made
	lines = append(lines, xlsx.Line{}, xlsx.Line{Head: w.Text("saved.origin"), Cells: []any{"Saavu " + o.Version}},
		xlsx.Line{Head: "frame", Cells: []any{o.Settings.Frame}}, xlsx.Line{Head: "path", Cells: []any{o.Settings.Path}},
		xlsx.Line{Head: "draws", Cells: []any{int64(o.Settings.Draws)}}, xlsx.Line{Head: "seed", Cells: []any{int64(o.Settings.Seed)}})
	for _, p := range o.Options {
		lines = append(lines, xlsx.Line{Head: p.ID, Cells: []any{p.Hash}})
	}
	for _, f := range append(o.Inputs[:len(o.Inputs):len(o.Inputs)], o.Files...) {
		lines = append(lines, xlsx.Line{Head: f.Name, Cells: []any{f.SHA256}})
	}
	return lines
}

// cellOf is a number, an empty cell if it is not known.
func cellOf(v *float64) any {
	if v == nil {
		return nil
	}
	return *v
}
