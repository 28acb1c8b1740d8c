package load

import (
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"github.com/invopop/jsonschema"

	"saavu/internal/format/problem"
	"saavu/pkg/lang"
)

// nameFile is a name in a file: one text for every language, or a text by language.
type nameFile struct {
	one string
	by  lang.Name
}

// UnmarshalJSON accepts both forms.
func (n *nameFile) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] == '"' {
		return json.Unmarshal(text, &n.one)
	}
	return json.Unmarshal(text, &n.by)
}

// JSONSchema describes both forms.
func (nameFile) JSONSchema() *jsonschema.Schema {
	one, s := uint64(1), types("string", "object")
	s.MinLength, s.MinProperties = &one, &one
	s.Properties, s.AdditionalProperties = jsonschema.NewProperties(), jsonschema.FalseSchema
	for _, l := range lang.Languages() {
		s.Properties.Set(string(l), &jsonschema.Schema{Type: "string", MinLength: &one})
	}
	s.Description = nameWords
	return s
}

// nameWords describes a name.
const nameWords = "one text for every language, or texts by language, such as {en: Local, fi: Lähipalvelut, sv: Närservice}"

// name returns the name by language. A single text is the name in every language;
// a missing one gives no name.
func (n nameFile) name() lang.Name {
	if n.one != "" {
		return lang.Same(n.one)
	}
	return n.by
}

// longestName is how many characters a name may have that stands in the headings of
// tables and in sentences.
const longestName = 120

// fitting reports each text of the name and of the short form of a thing that is longer
// than headings and sentences take.
func (r *reader) fitting(t *tree, at []string) {
	thing := t.root.find(at...)
	if thing == nil {
		return
	}
	for _, key := range []string{"name", "short"} {
		texts := []*node{thing.child(key)}
		if n := texts[0]; n != nil && n.kind == mapNode {
			texts = n.children
		}
		for _, n := range texts {
			if n == nil || n.dropped || n.kind != scalarNode {
				continue
			}
			if long := utf8.RuneCountInString(n.text); long > longestName {
				r.problems.Add(problem.Problem{File: t.file, Row: n.line, Char: n.col, Found: fmt.Sprintf("%d characters: %s", long, n.text),
					Expected: fmt.Sprintf("a name of at most %d characters", longestName), Hint: "it stands in the headings of tables and in sentences; more may stand in a comment"})
			}
		}
	}
}

// plain returns the text for messages: the single text, or the English one or its
// substitute.
func (n nameFile) plain() string { return n.name().In(lang.English) }

// nameOf returns the name in a node, as nameFile does.
func nameOf(n *node) lang.Name {
	if n == nil || n.dropped {
		return lang.Name{}
	}
	if n.kind == scalarNode {
		return lang.Same(text(n))
	}
	of := func(l lang.Language) string { return text(n.child(string(l))) }
	return lang.Name{En: of(lang.English), Fi: of(lang.Finnish), Sv: of(lang.Swedish)}
}

// byLanguage reads the columns of a row's names by language.
func (t *table) byLanguage(row int) lang.Name {
	return lang.Name{En: t.get(row, "name_en"), Fi: t.get(row, "name_fi"), Sv: t.get(row, "name_sv")}
}
