package plain

import (
	"slices"
	"strings"

	"saavu/internal/format/problem"
)

// Broken breaks a name into lines that fit: at spaces and hyphens, and in long words.
func Broken(name string, most int) []string {
	var lines []string
	for _, word := range strings.Fields(strings.ReplaceAll(name, "-", "- ")) {
		last := len(lines) - 1
		gap := " "
		if last >= 0 && strings.HasSuffix(lines[last], "-") {
			gap = ""
		}
		if last >= 0 && Width(lines[last]+gap+word) <= most {
			lines[last] += gap + word
			continue
		}
		for Width(word) > most {
			above, below := hyphenated(word, most)
			if above == "" {
				word = Cut(word, most)
				break
			}
			lines, word = append(lines, above), below
		}
		lines = append(lines, word)
	}
	return lines
}

// hyphenated breaks a long word before the last consonant that fits and that a vowel
// follows, as Finnish and Swedish do; above is "" if there is none.
func hyphenated(word string, most int) (above, below string) {
	letters := []rune(word)
	vowel := func(c rune) bool { return strings.ContainsRune("aeiouyåäöAEIOUYÅÄÖ", c) }
	for i := min(most-1, len(letters)-2); i > 1; i-- {
		if !vowel(letters[i]) && vowel(letters[i+1]) && slices.ContainsFunc(letters[:i], vowel) {
			return string(letters[:i]) + "-", string(letters[i:])
		}
	}
	return "", word
}

// Heads are the lines of names above columns, as many for each, the first of them empty
// where a name needs fewer; one line without names.
func Heads[T any](of []T, name func(T) string, most int) [][]string {
	height := 1
	var out [][]string
	for _, x := range of {
		list := Broken(problem.Shown(name(x)), most)
		height = max(height, len(list))
		out = append(out, list)
	}
	for i, list := range out {
		out[i] = append(make([]string, height-len(list)), list...)
	}
	if len(out) == 0 {
		return [][]string{{""}}
	}
	return out
}
