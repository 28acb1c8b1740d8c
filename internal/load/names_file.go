package load

import (
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"github.com/invopop/jsonschema"

	"saavu/internal/format/problem"
	"saavu/internal/load/yaml"
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
	one, s := uint64(1), yaml.Types("string", "object")
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
func (r *reader) fitting(t *yaml.Tree, at []string) {
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
				r.problems.Add(problem.Problem{File: t.File, Row: n.Line, Char: n.Col, Found: fmt.Sprintf("%d characters: %s", long, n.Text),
					Expected: fmt.Sprintf("a name of at most %d characters", longestName), Hint: "it stands in the headings of tables and in sentences; more may stand in a comment"})
			}
		}
	}
}

// plain returns the text for messages: the single text, or the English one or its
// substitute.
func (n nameFile) plain() string { return n.name().In(lang.English) }

// nameOf returns the name in a node, as nameFile does.
func nameOf(n *yaml.Node) lang.Name {
	if n == nil || n.Dropped {
		return lang.Name{}
	}
	if n.Kind == yaml.Scalar {
		return lang.Same(n.Str())
	}
	of := func(l lang.Language) string { return n.Child(string(l)).Str() }
	return lang.Name{En: of(lang.English), Fi: of(lang.Finnish), Sv: of(lang.Swedish)}
}

// byLanguage reads the columns of a row's names by language.
func (t *table) byLanguage(row int) lang.Name {
	return lang.Name{En: t.get(row, "name_en"), Fi: t.get(row, "name_fi"), Sv: t.get(row, "name_sv")}
}
