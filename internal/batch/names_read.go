package batch

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/expr-lang/expr/ast"

	"saavu/pkg/scenario"
)

// namesRead finds the figures of an expression.
type namesRead struct {
	names  *nameTree
	inner  map[ast.Node]bool // parts of a longer name
	of     map[ast.Node]int  // a name to its use
	faults []misread
	out    *expression
}

// read finds every name, and refuses what an expression of a gate cannot have.
func (r *namesRead) read(root ast.Node) {
	var nodes visited
	ast.Walk(&root, &nodes)
	for _, n := range nodes {
		if m, ok := n.(*ast.MemberNode); ok {
			r.inner[m.Node], r.inner[m.Property] = true, true
		}
	}
	for _, n := range nodes {
		if r.inner[n] {
			continue
		}
		switch v := n.(type) {
		case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.ConditionalNode:
		case *ast.UnaryNode, *ast.BinaryNode:
			r.operator(n)
		case *ast.IdentifierNode, *ast.MemberNode:
			r.name(n)
		default:
			r.fault(v, strings.TrimSpace(v.String()), allowed, "")
		}
	}
	slices.SortStableFunc(r.faults, func(a, b misread) int { return a.at - b.at })
}

// allowed is what an expression may have.
const allowed = "figures and numbers with + - * / ( ), < <= > >= == !=, and, or, not"

// visited lists nodes in the order of a walk.
type visited []ast.Node

// Visit adds a node.
func (v *visited) Visit(node *ast.Node) { *v = append(*v, *node) }

func (r *namesRead) fault(n ast.Node, found, expected, hint string) {
	r.faults = append(r.faults, misread{n.Location().From, found, expected, hint})
}

// operator refuses an operator that gates do not have.
func (r *namesRead) operator(n ast.Node) {
	word, hint := "", ""
	switch v := n.(type) {
	case *ast.UnaryNode:
		word = v.Operator
	case *ast.BinaryNode:
		word = v.Operator
	}
	if word == "%" {
		hint = "% is a per cent behind a number only"
	}
	if !slices.Contains([]string{"+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!=", "and", "or", "not", "&&", "||", "!"}, word) {
		r.fault(n, word, allowed, hint)
	}
}

// segment is a part of a name with its place.
type segment struct {
	text string
	node ast.Node
}

// segments returns the parts of a name; false if one is computed.
func segments(n ast.Node) ([]segment, bool) {
	switch v := n.(type) {
	case *ast.IdentifierNode:
		return []segment{{v.Value, v}}, true
	case *ast.MemberNode:
		text, ok := v.Property.(*ast.StringNode)
		before, fine := segments(v.Node)
		if !ok || !fine || v.Optional {
			return nil, false
		}
		return append(before, segment{text.Value, v.Property}), true
	}
	return nil, false
}

// name finds the figure of a name.
func (r *namesRead) name(n ast.Node) {
	parts, ok := segments(n)
	if !ok {
		r.fault(n, n.String(), "the name of a figure", "ids stand behind a dot or as a text in brackets")
		return
	}
	at, said := r.names, ""
	var path []string
	for i, p := range parts {
		next := at.follow(p.text)
		switch {
		case next == nil && at.of != nil:
			r.fault(p.node, said+"."+p.text, "the end of the name", said+" is a figure already")
			return
		case next == nil:
			r.fault(p.node, strings.TrimPrefix(said+"."+p.text, "."), "the name of a figure", at.near(p.text, said))
			return
		}
		at, path = next, append(path, p.text)
		said = written(path)
		if i == len(parts)-1 && at.of == nil {
			r.fault(p.node, said, "the name of a figure", "it goes on with "+someOf(at.parts()))
			return
		}
	}
	i := slices.IndexFunc(r.out.uses, func(u use) bool { return u.name == said })
	if i < 0 {
		i = len(r.out.uses)
		u := use{name: said, was: path[0] == "was", path: path, node: at}
		r.out.uses = append(r.out.uses, u)
	}
	r.of[n] = i
}

// near is a hint for a part of a name that does not follow.
func (n *nameTree) near(part, said string) string {
	known := n.parts()
	for _, k := range known { // served.child-clinic is read as a subtraction
		if strings.HasPrefix(k, part) && !identifier.MatchString(k) {
			return "did you mean " + said + "[" + strconv.Quote(k) + "]?"
		}
	}
	if k, ok := scenario.Nearest(part, known); ok {
		return "did you mean " + k + "?"
	}
	if said == "" {
		return "docs/NIGHTLY.md lists the names"
	}
	return said + " goes on with " + someOf(known)
}

// someOf lists the first of many words.
func someOf(list []string) string {
	if n := len(list) - 6; n > 1 {
		return strings.Join(list[:6], ", ") + fmt.Sprintf(" and %d others", n)
	}
	return strings.Join(list, ", ")
}

var identifier = regexp.MustCompile(`^[\p{L}_][\p{L}\p{N}_]*$`)

// written is a name as an expression has it.
func written(path []string) string {
	var b strings.Builder
	for i, p := range path {
		switch {
		case !identifier.MatchString(p):
			b.WriteString("[" + strconv.Quote(p) + "]")
		case i > 0:
			b.WriteString("." + p)
		default:
			b.WriteString(p)
		}
	}
	return b.String()
}
