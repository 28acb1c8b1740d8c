package export

import (
	"io"
	"strings"

	"saavu/pkg/report"
)

// markdown writes report.md: the network, every service with its other
// figures, the maps, and what all of it rests on.
func markdown(w io.Writer, r *report.Report, maps []string) error {
	p := &page{markdown: true}
	title := r.Name
	for _, word := range world(r) {
		title += " · " + word
	}
	p.heading(1, title)
	p.network(r)
	for i := range r.Services {
		p.service(r, i, false, true)
	}
	if len(maps) > 0 {
		p.heading(2, "Maps")
		for i, file := range maps {
			p.write("![" + strings.NewReplacer("[", "(", "]", ")").Replace(escaped(mapTitle(r, i))) + "](" + file + ")")
			p.write("")
		}
	}
	p.basis(r)
	_, err := io.WriteString(w, p.b.String())
	return err
}

// mapTitle is the title of an option's map: what, when, under what conditions.
func mapTitle(r *report.Report, option int) string {
	return r.Options[option].Name + ": " + label(r, 0) + ", minutes without a car · " + conditions(r, 0)
}
