// Package naming finds things by what people call them: by id, by a name in any
// language, or by words of these, ignoring case and diacritics. It finds whether a
// text names one thing or several, and suggests things if it names none. It never
// chooses between two.
package naming

import (
	"slices"
	"strings"
	"unicode/utf8"

	"saavu/pkg/scenario"
)

// Thing is something with an id and names.
type Thing struct {
	ID    string
	Names []string // in any language
	About []string // other text that a search looks at, such as its type
}

// Match is what a text names. Fits holds the things that it may mean; if there
// is exactly one, the text names it. If the text is a whole name, Also holds
// other things that contain its words.
type Match struct{ Fits, Also []int }

// Named finds what a text names. It applies the first of these rules that
// matches any thing: the exact id; the id or a name, ignoring case, diacritics
// and separators; all words of the text are in the id and names.
func Named(text string, things []Thing) Match {
	if i := slices.IndexFunc(things, func(t Thing) bool { return t.ID == text }); i >= 0 {
		return Match{Fits: []int{i}}
	}
	asked := Words(text)
	if len(asked) == 0 {
		return Match{}
	}
	var exact, holding []int
	for i, t := range things {
		var all []string
		same := false
		for _, name := range append([]string{t.ID}, t.Names...) {
			words := Words(name)
			same = same || slices.Equal(words, asked)
			all = append(all, words...)
		}
		switch {
		case same:
			exact = append(exact, i)
		case !slices.ContainsFunc(asked, func(w string) bool { return !slices.Contains(all, w) }):
			holding = append(holding, i)
		}
	}
	if exact != nil {
		return Match{exact, holding}
	}
	return Match{Fits: holding}
}

// Search lists the things that contain every word of the text, also as a part of a
// word, in the order of the things. A text without words finds all.
func Search(text string, things []Thing) []int { return holding(Words(text), each(things)) }

// Near suggests things for a text that finds nothing: those that contain every
// word of it, as a part or, with at least four letters, in the nearest spelling.
// There are none if no spelling is near.
func Near(text string, things []Thing) []int {
	asked, words := Words(text), each(things)
	known := slices.Concat(words...)
	for i, w := range asked {
		if slices.ContainsFunc(known, func(k string) bool { return strings.Contains(k, w) }) {
			continue
		}
		near, ok := scenario.Nearest(w, known)
		if !ok || utf8.RuneCountInString(w) < 4 { // too short a word is near to many
			return nil
		}
		asked[i] = near
	}
	if len(asked) == 0 {
		return nil
	}
	return holding(asked, words)
}

// each returns the words of each thing.
func each(things []Thing) [][]string {
	out := make([][]string, len(things))
	for i, t := range things {
		out[i] = Words(strings.Join(slices.Concat([]string{t.ID}, t.Names, t.About), " "))
	}
	return out
}

// holding lists the things whose words contain all the given words.
func holding(asked []string, words [][]string) []int {
	var out []int
	for i, all := range words {
		missing := func(w string) bool {
			return !slices.ContainsFunc(all, func(have string) bool { return strings.Contains(have, w) })
		}
		if !slices.ContainsFunc(asked, missing) {
			out = append(out, i)
		}
	}
	return out
}
