package lint

import (
	"fmt"
	"slices"
	"strings"
)

// GlossaryPage is the page of the project's terms, and GlossaryHeading the
// heading of its table of words that identifiers do not use.
const (
	GlossaryPage    = "docs/GLOSSARY.md"
	GlossaryHeading = "## Words that code does not use"
)

// Word is a word of a table on GlossaryPage.
type Word struct {
	Word  string   // the word on the page; compared ignoring case
	Say   string   // the word to use instead
	Rooms []string // packages where the word is allowed anyway, in the form of the import table; may be empty
}

// ForbiddenWords reads the table under a heading: a Markdown table with the
// columns word (its forms separated by commas), say instead, allowed in
// (separated by commas) and why. The error reports a missing heading, or the
// line that has another form.
func ForbiddenWords(page []byte, heading string) ([]Word, error) {
	var list []Word
	inside, header := false, true
	for i, line := range strings.Split(string(page), "\n") {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "#") {
			inside = line == heading
			continue
		}
		if !inside || !strings.HasPrefix(line, "|") {
			continue
		}
		if header || strings.HasPrefix(line, "|-") {
			header = false
			continue
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		if len(cells) != 4 {
			return nil, fmt.Errorf("%s:%d: %d columns in the table of words, expected 4: word, say instead, allowed in, why", GlossaryPage, i+1, len(cells))
		}
		for c := range cells {
			cells[c] = strings.TrimSpace(strings.ReplaceAll(cells[c], "`", ""))
		}
		var rooms []string
		for room := range strings.SplitSeq(cells[2], ",") {
			if room = strings.TrimSpace(room); room != "" {
				rooms = append(rooms, room)
			}
		}
		for word := range strings.SplitSeq(cells[0], ",") {
			list = append(list, Word{Word: strings.TrimSpace(word), Say: cells[1], Rooms: rooms})
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s: no table of words under %q", GlossaryPage, heading)
	}
	return list, nil
}

// Glossary checks that the identifiers declared in the module use no forbidden
// word. Test files are left out.
func Glossary(files []File, list []Word) []Fault {
	var faults []Fault
	for _, f := range productive(files) {
		for _, id := range append(declared(f.Syntax), f.Syntax.Name) {
			for _, w := range list {
				if !uses(id.Name, w.Word) || w.allowedIn(f) {
					continue
				}
				faults = append(faults, f.fault(id.Pos(), "glossary", "%s uses the word %s: say %s (%s)", id.Name, w.Word, w.Say, GlossaryPage))
			}
		}
	}
	return faults
}

// allowedIn reports whether the word is allowed in the package of a file.
func (w Word) allowedIn(f File) bool {
	return slices.ContainsFunc(w.Rooms, func(room string) bool { return covers(room, f.Package()) })
}

// uses reports whether an identifier contains a word, singular or plural.
func uses(name, word string) bool {
	word = strings.ToLower(word)
	return slices.ContainsFunc(words(name), func(part string) bool { return part == word || part == word+"s" })
}
