package scenario

import "strings"

// Nearest returns the known word with the fewest edits to word, the first of
// equals; false if none is near. Near means at most a third as many edits as
// the longer word has letters, but at least two are allowed, or one if it has
// fewer than five letters. There must be fewer edits than either word has
// letters. Case is ignored.
func Nearest(word string, known []string) (near string, ok bool) {
	s, best := []rune(strings.ToLower(word)), 0
	for _, k := range known {
		t := []rune(strings.ToLower(k))
		long, short := max(len(s), len(t)), min(len(s), len(t))
		limit := max(2, long/3)
		if long < 5 {
			limit = 1
		}
		if limit = min(limit, short-1); long-short > limit {
			continue
		}
		if d := edits(s, t); d <= limit && (!ok || d < best) {
			near, best, ok = k, d, true
		}
	}
	return near, ok
}

// edits is the Levenshtein distance, with an exchange of two neighbouring letters
// as one edit (optimal string alignment).
func edits(s, t []rune) int {
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
	return prev[len(t)]
}
