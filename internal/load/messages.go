package load

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// suggest returns a hint with the known word that is nearest to an unknown one,
// empty if none is near.
func suggest(word string, known []string) string {
	if near, ok := scenario.Nearest(word, known); ok {
		return "did you mean " + near + "?"
	}
	return ""
}

// oneOf lists words for a sentence: "a, b or c". An empty word becomes "nothing".
func oneOf(words []string) string {
	words = slices.Clone(words)
	for i := range words {
		if words[i] == "" {
			words[i] = "nothing"
		}
	}
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// joinHints appends a hint to another one; either may be empty.
func joinHints(a, b string) string {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	case strings.HasSuffix(a, "?"):
		return a + " " + b
	}
	return a + "; " + b
}

// namedIn is the hint for a file that a place of the county files names; "" for none.
func namedIn(place string) string {
	if place == "" {
		return ""
	}
	return "it is named in " + place
}

// rowHas is the hint for a repeated value that must be unique.
func rowHas(first int) string { return fmt.Sprintf("row %d has it already", first) }

// count formats a whole number as reports do: "12 345".
func count(n int) string { return report.Spaced(float64(n)) }

// sortedKeys returns the keys of a map in order.
func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	return slices.Sorted(maps.Keys(m))
}

// baseName is a file's name without the folders.
func baseName(name string) string {
	return path.Base(strings.ReplaceAll(name, `\`, "/"))
}
