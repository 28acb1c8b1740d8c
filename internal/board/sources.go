package board

import (
	"slices"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// Credit is a source of data in one line: whose it is, under which licence, and for what.
func Credit(w *words.Words, s *report.DataSource) string {
	uses := uses(w, s)
	if !s.Known() {
		return w.Text("source_unknown", "uses", uses, "files", shortNames(s.Files))
	}
	licence := s.Licence
	if licence == "" {
		licence = w.Text("licence_unknown")
	}
	text := w.Name(s.Attribution)
	if title := w.Name(s.Title); title != "" {
		text = w.Text("source_titled", "title", title, "attribution", text)
	}
	for _, part := range []string{s.Date, licence, s.URL} {
		if part != "" {
			text += "; " + part
		}
	}
	return w.Text("source_used", "source", text, "uses", uses)
}

// uses are the parts of a county that a source stands behind, in words, each once.
func uses(w *words.Words, s *report.DataSource) []string {
	var out []string
	for _, use := range s.UsedBy {
		key, below, _ := strings.Cut(use, ".")
		if kind, _, _ := strings.Cut(below, "."); key == "background" && kind != "" {
			key = kind
		}
		if part := w.Term("data", key); !slices.Contains(out, part) {
			out = append(out, part)
		}
	}
	return out
}

// shortNames are names of files without their folders.
func shortNames(files []string) []string {
	out := make([]string, len(files))
	for i, name := range files {
		out[i] = name[strings.LastIndexAny(name, `/\`)+1:]
	}
	return out
}
