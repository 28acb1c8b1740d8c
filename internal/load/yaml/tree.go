// Package yaml reads YAML with positions: a file becomes a Tree of nodes that know their
// line and column, checked against a schema that SchemaOf generates from a struct, and
// Decode fills the struct with what is valid. Every fault has its place, and a value that
// is not valid is dropped so that the rest can be read. KeyFile compares and mixes files
// by key. The package knows the keys of no file.
package yaml

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"saavu/internal/format/problem"
	"saavu/internal/source"
)

const (
	longestYAML = 512 << 10 // bytes, because parsing time is quadratic in the number of lines
	deepestYAML = 50        // levels of brackets and list signs
)

// Node is one value of a YAML file with its position. A map has keys and children,
// a list only children.
type Node struct {
	Kind            Kind
	Line, Col       int // of the value
	KeyLine, KeyCol int // of its key, 0 in a list
	Keys            []string
	index           map[string]int // key to its index in keys
	Children        []*Node
	Scalar          any    // string, int64, uint64, float64, bool or nil
	Text            string // a scalar as written in the file
	Inset           int    // columns from the value's place to its first character, -1 if its text stands there in another form
	asked           bool   // an unanswered question
	Dropped         bool   // invalid: left out of plain
	faulty          bool   // it or one of its keys is invalid
}

// Kind is the kind of a node.
type Kind uint8

// The kinds of nodes.
const (
	Scalar Kind = iota
	Map
	List
)

// Tree is a parsed YAML file.
type Tree struct {
	File     string
	Root     *Node
	Problems problem.Problems
	asked    []*Node // unanswered questions
}

// Parse parses YAML text into a tree with positions. It accepts only plain
// YAML: one document of maps, lists and scalars. Anchors, aliases, tags and
// merge keys are refused, so that a small file gives a small tree. The root is
// nil if the text is not YAML. Of a repeated key the first value is kept.
func Parse(file string, text []byte) (t *Tree) {
	t = &Tree{File: file}
	defer func() {
		if fault := recover(); fault != nil {
			t.Root = nil
			t.Problems.Add(problem.Problem{File: file, Found: "text that the YAML reader cannot parse", Expected: "a YAML file"})
		}
	}()
	switch source.Sniff(text[:min(len(text), 4096)]) {
	case source.Zip, source.OldOffice:
		t.Problems.Add(notYAML(file, "an Excel workbook or another zip file"))
		return t
	case source.GeoPackage, source.Parquet, source.Unknown:
		t.Problems.Add(notYAML(file, "a binary file"))
		return t
	}
	if len(text) > longestYAML {
		t.Problems.Add(problem.Problem{File: file, Found: strconv.Itoa(len(text)) + " bytes", Expected: "a YAML file of at most " + strconv.Itoa(longestYAML) + " bytes"})
		return t
	}
	if !t.readable(text) {
		return t
	}
	tokens := lexer.Tokenize(strings.TrimPrefix(string(text), "\ufeff"))
	if !t.scan(tokens) {
		return t
	}
	parsed, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		t.syntax(err, string(text))
		return t
	}
	var bodies []ast.Node
	for _, doc := range parsed.Docs {
		if doc.Body != nil && doc.Body.Type() != ast.CommentType {
			bodies = append(bodies, doc.Body)
		}
	}
	switch len(bodies) {
	case 0:
		t.Problems.Add(problem.Problem{File: file, Found: "an empty file", Expected: "a YAML file with keys"})
	case 1:
		if t.Root = t.build(bodies[0]); t.Root.Kind == Scalar {
			p := notYAML(file, t.Root.Describe())
			p.Row, p.Char = t.Root.Line, t.Root.Col
			t.Problems.Add(p)
			t.Root = nil
		}
	default:
		at := bodies[1].GetToken().Position
		t.Problems.Add(problem.Problem{File: t.File, Row: at.Line, Char: at.Column, Found: "a second document", Expected: "one document", Hint: "remove the line ---"})
	}
	return t
}

// notYAML is the problem of a file that is something else, such as a table.
func notYAML(file, found string) problem.Problem {
	return problem.Problem{File: file, Found: found, Expected: "a YAML file with keys", Hint: "saavu init drafts a county file from workbooks, tables and maps"}
}

// scan refuses, before parsing, whatever would make a small text a large tree.
func (t *Tree) scan(tokens token.Tokens) bool {
	depth, run := 0, 0
	for _, k := range tokens {
		refused := ""
		switch k.Type {
		case token.SequenceStartType, token.MappingStartType:
			depth++
		case token.SequenceEndType, token.MappingEndType:
			depth--
		case token.SequenceEntryType, token.MappingKeyType:
			run++
		case token.AnchorType, token.AliasType:
			refused = "an anchor or an alias"
		case token.TagType:
			refused = "a tag"
		case token.MergeKeyType:
			refused = "a merge key"
		case token.DirectiveType:
			refused = "a directive"
		default:
			run = 0
		}
		if depth > deepestYAML || run > deepestYAML {
			t.Problems.Add(problem.Problem{File: t.File, Row: k.Position.Line, Char: k.Position.Column, Found: "lists and maps nested more than " + strconv.Itoa(deepestYAML) + " deep", Expected: "a plain YAML file"})
			return false
		}
		if refused != "" {
			t.Problems.Add(problem.Problem{File: t.File, Row: k.Position.Line, Char: k.Position.Column, Found: refused, Expected: "plain keys and values", Hint: "write the value in full"})
		}
	}
	return len(t.Problems) == 0
}

// syntax reports the parser's error at its token.
func (t *Tree) syntax(err error, text string) {
	var fault *yaml.SyntaxError
	if !errors.As(err, &fault) || fault.Token == nil {
		t.Problems.Add(problem.Problem{File: t.File, Found: err.Error(), Expected: "a YAML file"})
		return
	}
	at := fault.Token.Position
	found, hint := strings.TrimSpace(firstLine(fault.Token.Value)), fault.Message
	if strings.Contains(fault.Message, "'\t'") {
		found, hint = "a tab", "indent with spaces"
	}
	if value := unquotedBrace.FindString(lineOf(text, at.Line)); value != "" {
		hint = needsQuotes(value)
	}
	t.Problems.Add(problem.Problem{File: t.File, Row: at.Line, Char: at.Column, Found: found, Expected: "YAML", Hint: hint})
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimLeft(s, "\n"), "\n")
	return line
}

// build converts the parser's nodes to ours.
func (t *Tree) build(n ast.Node) *Node {
	at := n.GetToken().Position
	out := &Node{Line: at.Line, Col: at.Column, Text: n.GetToken().Value}
	switch v := n.(type) {
	case *ast.MappingNode:
		out.Kind = Map
		for _, pair := range v.Values {
			t.addPair(out, pair)
		}
		if !v.IsFlowStyle && len(out.Children) > 0 {
			out.Line, out.Col = out.Children[0].KeyLine, out.Children[0].KeyCol
		}
	case *ast.MappingValueNode:
		out.Kind = Map
		t.addPair(out, v)
	case *ast.SequenceNode:
		out.Kind = List
		for _, item := range v.Values {
			out.Children = append(out.Children, t.build(item))
		}
	case *ast.StringNode:
		out.Scalar, out.Inset = v.Value, insetOf(v)
	case *ast.LiteralNode:
		out.Scalar, out.Text, out.Inset = v.Value.Value, v.Value.Value, -1
	case *ast.IntegerNode:
		out.Scalar = v.Value
		if !plainDigits(out.Text) {
			out.Scalar = out.Text
		}
	case *ast.FloatNode:
		out.Scalar = v.Value
		if math.IsNaN(v.Value) || math.IsInf(v.Value, 0) || !plainDigits(out.Text) {
			out.Scalar = out.Text
		}
	case *ast.BoolNode:
		out.Scalar = v.Value
	case *ast.NullNode:
	default: // infinity, NaN and bases other than ten become text, which no field reads as a number
		out.Scalar = out.Text
	}
	return out
}

// addPair adds one key and its value, unless the key exists already.
func (t *Tree) addPair(m *Node, pair *ast.MappingValueNode) {
	key := pair.Key.GetToken()
	if explicit, ok := pair.Key.(*ast.MappingKeyNode); ok && explicit.Value != nil {
		key = explicit.Value.GetToken()
	}
	name, at := key.Value, key.Position
	if i, twice := m.index[name]; twice {
		m.faulty = true
		t.Problems.Add(problem.Problem{File: t.File, Row: at.Line, Char: at.Column, Found: name, Expected: "every key once",
			Hint: fmt.Sprintf("line %d has it already", m.Children[i].KeyLine)})
		return
	}
	if m.index == nil {
		m.index = map[string]int{}
	}
	m.index[name] = len(m.Keys)
	child := t.build(pair.Value)
	child.KeyLine, child.KeyCol = at.Line, at.Column
	m.Keys, m.Children = append(m.Keys, name), append(m.Children, child)
}
