package board

import (
	"slices"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// Credits is the line under maps: whose data they show and under which licences, each
// owner once; "" if the county names no source.
func Credits(w *words.Words, r *report.Report) string {
	var list []string
	for i := range r.Sources {
		s := &r.Sources[i]
		text := w.Name(s.Attribution)
		if text == "" {
			continue
		}
		if s.Licence != "" {
			text += " (" + s.Licence + ")"
		}
		if !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	if list == nil {
		return ""
	}
	return w.Text("map.credit", "list", strings.Join(list, "; "))
}
