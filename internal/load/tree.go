package load

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

// node is one value of a YAML file with its position. A map has keys and children,
// a list only children.
type node struct {
	kind            nodeKind
	line, col       int // of the value
	keyLine, keyCol int // of its key, 0 in a list
	keys            []string
	index           map[string]int // key to its index in keys
	children        []*node
	scalar          any    // string, int64, uint64, float64, bool or nil
	text            string // a scalar as written in the file
	inset           int    // columns from the value's place to its first character, -1 if its text stands there in another form
	asked           bool   // an unanswered question
	dropped         bool   // invalid: left out of plain
	faulty          bool   // it or one of its keys is invalid
}

type nodeKind uint8

const (
	scalarNode nodeKind = iota
	mapNode
	listNode
)

// tree is a parsed YAML file.
type tree struct {
	file     string
	root     *node
	problems problem.Problems
	asked    []*node // unanswered questions
	changes  []int   // indexes in the file of an option's changes that could be read
}

// parseTree parses YAML text into a tree with positions. It accepts only plain
// YAML: one document of maps, lists and scalars. Anchors, aliases, tags and
// merge keys are refused, so that a small file gives a small tree. The root is
// nil if the text is not YAML. Of a repeated key the first value is kept.
func parseTree(file string, text []byte) (t *tree) {
	t = &tree{file: file}
	defer func() {
		if fault := recover(); fault != nil {
			t.root = nil
			t.problems.Add(problem.Problem{File: file, Found: "text that the YAML reader cannot parse", Expected: "a YAML file"})
		}
	}()
	switch source.Sniff(text[:min(len(text), 4096)]) {
	case source.Zip, source.OldOffice:
		t.problems.Add(notYAML(file, "an Excel workbook or another zip file"))
		return t
	case source.GeoPackage, source.Parquet, source.Unknown:
		t.problems.Add(notYAML(file, "a binary file"))
		return t
	}
	if len(text) > longestYAML {
		t.problems.Add(problem.Problem{File: file, Found: strconv.Itoa(len(text)) + " bytes", Expected: "a YAML file of at most " + strconv.Itoa(longestYAML) + " bytes"})
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
		t.problems.Add(problem.Problem{File: file, Found: "an empty file", Expected: "a YAML file with keys"})
	case 1:
		if t.root = t.build(bodies[0]); t.root.kind == scalarNode {
			p := notYAML(file, t.root.describe())
			p.Row, p.Char = t.root.line, t.root.col
			t.problems.Add(p)
			t.root = nil
		}
	default:
		at := bodies[1].GetToken().Position
		t.problems.Add(problem.Problem{File: t.file, Row: at.Line, Char: at.Column, Found: "a second document", Expected: "one document", Hint: "remove the line ---"})
	}
	return t
}

// notYAML is the problem of a file that is something else, such as a table.
func notYAML(file, found string) problem.Problem {
	return problem.Problem{File: file, Found: found, Expected: "a YAML file with keys", Hint: "saavu init drafts a county file from workbooks, tables and maps"}
}

// scan refuses, before parsing, whatever would make a small text a large tree.
func (t *tree) scan(tokens token.Tokens) bool {
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
			t.problems.Add(problem.Problem{File: t.file, Row: k.Position.Line, Char: k.Position.Column, Found: "lists and maps nested more than " + strconv.Itoa(deepestYAML) + " deep", Expected: "a plain YAML file"})
			return false
		}
		if refused != "" {
			t.problems.Add(problem.Problem{File: t.file, Row: k.Position.Line, Char: k.Position.Column, Found: refused, Expected: "plain keys and values", Hint: "write the value in full"})
		}
	}
	return len(t.problems) == 0
}

// syntax reports the parser's error at its token.
func (t *tree) syntax(err error, text string) {
	var fault *yaml.SyntaxError
	if !errors.As(err, &fault) || fault.Token == nil {
		t.problems.Add(problem.Problem{File: t.file, Found: err.Error(), Expected: "a YAML file"})
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
	t.problems.Add(problem.Problem{File: t.file, Row: at.Line, Char: at.Column, Found: found, Expected: "YAML", Hint: hint})
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimLeft(s, "\n"), "\n")
	return line
}

// build converts the parser's nodes to ours.
func (t *tree) build(n ast.Node) *node {
	at := n.GetToken().Position
	out := &node{line: at.Line, col: at.Column, text: n.GetToken().Value}
	switch v := n.(type) {
	case *ast.MappingNode:
		out.kind = mapNode
		for _, pair := range v.Values {
			t.addPair(out, pair)
		}
		if !v.IsFlowStyle && len(out.children) > 0 {
			out.line, out.col = out.children[0].keyLine, out.children[0].keyCol
		}
	case *ast.MappingValueNode:
		out.kind = mapNode
		t.addPair(out, v)
	case *ast.SequenceNode:
		out.kind = listNode
		for _, item := range v.Values {
			out.children = append(out.children, t.build(item))
		}
	case *ast.StringNode:
		out.scalar, out.inset = v.Value, insetOf(v)
	case *ast.LiteralNode:
		out.scalar, out.text, out.inset = v.Value.Value, v.Value.Value, -1
	case *ast.IntegerNode:
		out.scalar = v.Value
		if !plainDigits(out.text) {
			out.scalar = out.text
		}
	case *ast.FloatNode:
		out.scalar = v.Value
		if math.IsNaN(v.Value) || math.IsInf(v.Value, 0) || !plainDigits(out.text) {
			out.scalar = out.text
		}
	case *ast.BoolNode:
		out.scalar = v.Value
	case *ast.NullNode:
	default: // infinity, NaN and bases other than ten become text, which no field reads as a number
		out.scalar = out.text
	}
	return out
}

// addPair adds one key and its value, unless the key exists already.
func (t *tree) addPair(m *node, pair *ast.MappingValueNode) {
	key := pair.Key.GetToken()
	if explicit, ok := pair.Key.(*ast.MappingKeyNode); ok && explicit.Value != nil {
		key = explicit.Value.GetToken()
	}
	name, at := key.Value, key.Position
	if i, twice := m.index[name]; twice {
		m.faulty = true
		t.problems.Add(problem.Problem{File: t.file, Row: at.Line, Char: at.Column, Found: name, Expected: "every key once",
			Hint: fmt.Sprintf("line %d has it already", m.children[i].keyLine)})
		return
	}
	if m.index == nil {
		m.index = map[string]int{}
	}
	m.index[name] = len(m.keys)
	child := t.build(pair.Value)
	child.keyLine, child.keyCol = at.Line, at.Column
	m.keys, m.children = append(m.keys, name), append(m.children, child)
}

// child finds a child by key or by index; nil if there is none.
func (n *node) child(step string) *node {
	switch n.kind {
	case mapNode:
		if i, ok := n.index[step]; ok {
			return n.children[i]
		}
	case listNode:
		if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(n.children) {
			return n.children[i]
		}
	}
	return nil
}

// find follows a path as far as it exists.
func (n *node) find(path ...string) *node {
	for _, step := range path {
		next := n.child(step)
		if next == nil {
			break
		}
		n = next
	}
	return n
}

// plain returns the node as the values that the JSON packages use, without dropped
// nodes.
func (n *node) plain() any {
	switch n.kind {
	case mapNode:
		out := make(map[string]any, len(n.children))
		for i, k := range n.children {
			if !k.dropped {
				out[n.keys[i]] = k.plain()
			}
		}
		return out
	case listNode:
		out := make([]any, 0, len(n.children))
		for _, k := range n.children {
			if k.dropped {
				out = append(out, nil)
			} else {
				out = append(out, k.plain())
			}
		}
		return out
	}
	return n.scalar
}
