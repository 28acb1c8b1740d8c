package load

import (
	"slices"
	"strings"
)

// meant hints at the known word that is nearest to one that is not known: at
// most a third of its letters apart, or two in a word of five. It is empty where
// none is near.
func meant(word string, known []string) string {
	letters := len([]rune(word))
	best, near := max(2, letters/3)+1, ""
	if letters < 5 {
		best = min(2, letters)
	}
	for _, k := range known {
		if d := apart(word, k, best); d < best {
			best, near = d, k
		}
	}
	if near == "" {
		return ""
	}
	return "did you mean " + near + "?"
}

// apart is the number of letters to insert, delete, change or exchange with
// their neighbour to get from a to b, in any case; limit where it is no less.
func apart(a, b string, limit int) int {
	s, t := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	if len(s)-len(t) >= limit || len(t)-len(s) >= limit {
		return limit
	}
	before, prev, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		for j := 1; j <= len(t); j++ {
			change := prev[j-1]
			if s[i-1] != t[j-1] {
				change++
			}
			row[j] = min(change, prev[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, prev, row = prev, row, before
	}
	return min(prev[len(t)], limit)
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
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
