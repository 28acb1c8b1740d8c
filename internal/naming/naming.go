// Package naming finds things by what people call them: by an id, a name in any
// language, or words of them, ignoring case and diacritics. It says whether a text
// names one thing or several, and what was probably meant where it names none. It
// never chooses between two.
package naming

import (
	"slices"
	"strings"

	"saavu/pkg/scenario"
)

// Thing is what can be called by its id or a name.
type Thing struct {
	ID    string
	Names []string // in any language
	About []string // what else a search finds it by, such as its type
}

// Match is what a text names. Fits holds the things that it may mean: it names one
// where there is one. Also holds those that have its words, too, where the text is
// the whole name of what it fits.
type Match struct{ Fits, Also []int }

// Named finds what a text names, by the first rule that fits any thing: its id, as
// it is written; its id or one of its names, but for case, diacritics and what
// stands between words; all words of the text stand in its id and names.
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

// Search lists the things in which every word of the text is found, whole or as a
// part, in the order of the things. A text without words finds all.
func Search(text string, things []Thing) []int { return holding(Words(text), each(things)) }

// Near lists what was probably meant by a text that finds nothing: the things in
// which every word of it is found, as a part or in the nearest spelling. There are
// none where no spelling is near.
func Near(text string, things []Thing) []int {
	asked, words := Words(text), each(things)
	known := slices.Concat(words...)
	for i, w := range asked {
		if slices.ContainsFunc(known, func(k string) bool { return strings.Contains(k, w) }) {
			continue
		}
		near, ok := scenario.Nearest(w, known)
		if !ok {
			return nil
		}
		asked[i] = near
	}
	if len(asked) == 0 {
		return nil
	}
	return holding(asked, words)
}

// each gives the words by which each thing is found.
func each(things []Thing) [][]string {
	out := make([][]string, len(things))
	for i, t := range things {
		out[i] = Words(strings.Join(slices.Concat([]string{t.ID}, t.Names, t.About), " "))
	}
	return out
}

// holding lists the things whose words have every one of those that are asked for.
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
