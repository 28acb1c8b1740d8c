package load

import (
	"maps"
	"slices"
	"strings"

	"saavu/pkg/scenario"
)

// meant hints at the known word that is nearest to one that is not known; empty
// where none is near.
func meant(word string, known []string) string {
	if near, ok := scenario.Nearest(word, known); ok {
		return "did you mean " + near + "?"
	}
	return ""
}

// oneOf lists words for a sentence: "a, b or c"; an empty word is nothing.
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

// sortedKeys gives the keys of a map in order.
func sortedKeys[V any](m map[string]V) []string {
	return slices.Sorted(maps.Keys(m))
}
