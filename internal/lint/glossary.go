package lint

import (
	"fmt"
	"slices"
	"strings"
)

// GlossaryPage is where the words of the house stand, and GlossaryHeading the
// heading there of the table of words that identifiers do not use.
const (
	GlossaryPage    = "docs/GLOSSARY.md"
	GlossaryHeading = "## Words that code does not use"
)

// Word is a word that identifiers do not use.
type Word struct {
	Word  string   // the word as the page writes it; compared without regard to case or a plural s
	Say   string   // what to say instead
	Rooms []string // names of import-table form where the word is allowed all the same; may be empty
}

// ForbiddenWords reads the table under GlossaryHeading: a Markdown table with
// the columns word, say instead, allowed in (separated by commas) and why. An
// error says that the heading is not there, or which line is not of that form.
func ForbiddenWords(page []byte) ([]Word, error) {
	var list []Word
	inside, header := false, true
	for i, line := range strings.Split(string(page), "\n") {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "#") {
			inside = line == GlossaryHeading
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
		word := Word{Word: cells[0], Say: cells[1]}
		for room := range strings.SplitSeq(cells[2], ",") {
			if room = strings.TrimSpace(room); room != "" {
				word.Rooms = append(word.Rooms, room)
			}
		}
		list = append(list, word)
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s: no table of words under %q", GlossaryPage, GlossaryHeading)
	}
	return list, nil
}

// Glossary checks that the identifiers which the module declares use no
// forbidden word. Test files are left out.
func Glossary(files []File, list []Word) []Fault {
	var faults []Fault
	for _, f := range productive(files) {
		for _, id := range append(declared(f.Syntax), f.Syntax.Name) {
			for _, w := range list {
				if !uses(id.Name, w.Word) || slices.ContainsFunc(w.Rooms, func(room string) bool { return covers(room, f.Package()) }) {
					continue
				}
				faults = append(faults, f.fault(id.Pos(), "glossary", "%s uses the word %s: say %s (%s)", id.Name, w.Word, w.Say, GlossaryPage))
			}
		}
	}
	return faults
}

// uses says whether an identifier holds a word, singular or plural.
func uses(name, word string) bool {
	word = strings.ToLower(word)
	return slices.ContainsFunc(words(name), func(part string) bool { return part == word || part == word+"s" })
}
