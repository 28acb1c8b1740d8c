package products

import (
	"maps"
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/naming"
)

// places lists the ids of the municipalities, and the two words that stand for more.
func (b *builder) places() []string {
	var out []string
	for _, m := range b.c.Municipalities {
		out = append(out, m.ID)
	}
	return append(out, everywhere, toBe)
}

// sheets checks the municipality of each sheet, once and not in each row, and returns those
// that are known.
func (b *builder) sheets(f *File, named string) map[string]string {
	out, places := maps.Clone(f.Sheets), b.places()
	for _, name := range sorted(f.Sheets) {
		where := f.Sheets[name]
		if slices.Contains(places, where) {
			continue
		}
		hint := "the sheets of products are named in " + named
		if near := naming.SuggestID(where, places); near != "" {
			hint = near + "; " + hint
		}
		b.r.Problems.Add(problem.Problem{File: f.File + " (" + name + ")", Found: where, Expected: b.placeWords(), Hint: hint})
		delete(out, name)
	}
	return out
}

// placeWords says what a place may be.
func (b *builder) placeWords() string {
	places := b.places()
	return "a municipality (" + strings.Join(places[:len(places)-2], ", ") + "), all or to_be"
}
