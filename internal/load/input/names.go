package input

import (
	"fmt"
	"unicode/utf8"

	"saavu/internal/format/problem"
	"saavu/internal/load/yaml"
	"saavu/pkg/lang"
)

// longestName is how many characters a name may have that stands in the headings of
// tables and in sentences.
const longestName = 120

// CheckNames reports each text of the name and of the short form of a thing that is longer
// than headings and sentences take.
func (r *Reader) CheckNames(t *yaml.Tree, at []string) {
	thing := t.Root.Find(at...)
	if thing == nil {
		return
	}
	for _, key := range []string{"name", "short"} {
		texts := []*yaml.Node{thing.Child(key)}
		if n := texts[0]; n != nil && n.Kind == yaml.Map {
			texts = n.Children
		}
		for _, n := range texts {
			if n == nil || n.Dropped || n.Kind != yaml.Scalar {
				continue
			}
			if long := utf8.RuneCountInString(n.Text); long > longestName {
				r.Problems.Add(problem.Problem{File: t.File, Row: n.Line, Char: n.Col, Found: fmt.Sprintf("%d characters: %s", long, n.Text),
					Expected: fmt.Sprintf("a name of at most %d characters", longestName), Hint: "it stands in the headings of tables and in sentences; more may stand in a comment"})
			}
		}
	}
}

// ByLanguage reads the columns of a row's names by language.
func (t *Table) ByLanguage(row int) lang.Name {
	return lang.Name{En: t.Get(row, "name_en"), Fi: t.Get(row, "name_fi"), Sv: t.Get(row, "name_sv")}
}
