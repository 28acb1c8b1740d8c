package batch

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/checker"
	"github.com/expr-lang/expr/conf"
	exprfile "github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"

	"saavu/pkg/scenario"
)

// The limits of an expression. A person writes a few nodes, and nothing that is allowed
// needs memory.
const (
	maxNodes  = 500
	maxMemory = 10_000
)

// expression is a condition on figures, ready to be evaluated many times.
type expression struct {
	uses []use // the figures in it, each once
	root *condition
}

// use is a figure in an expression.
type use struct {
	name string // as a person writes it, such as was.served.gp_reception
	was  bool
	path []string // without was
	node *nameTree
}

// condition is a part of an expression: a comparison, or and, or and not of others.
type condition struct {
	word        string // and, or, not; "" for a comparison
	left, right *condition
	program     *vm.Program
	uses        []int
}

// misread is a fault of an expression: its place in characters, and what a problem says.
type misread struct {
	at                    int
	found, expected, hint string
}

// compile reads an expression. Every name that is not a figure is a fault.
func compile(text string, names *nameTree) (*expression, []misread) {
	plain, scaled := withoutUnits(text)
	config := conf.CreateNew()
	for _, option := range grammar() {
		option(config)
	}
	for name := range config.Disabled {
		delete(config.Builtins, name)
	}
	config.Visitors = slices.Insert(config.Visitors, 0, ast.Visitor(scaled))
	tree, err := parser.ParseWithConfig(plain, config)
	if err != nil {
		return nil, []misread{parseFault(text, err)}
	}
	r := &namesRead{names: names, inner: map[ast.Node]bool{}, of: map[ast.Node]int{}, out: &expression{}}
	if r.read(tree.Node); len(r.faults) > 0 {
		return nil, r.faults
	}
	expr.Env(r.out.types())(config)
	kind, err := new(checker.Checker).PatchAndCheck(tree, config)
	switch {
	case err != nil:
		return nil, []misread{parseFault(text, err)}
	case kind.Kind().String() != "bool":
		return nil, []misread{{0, text, "a condition, such as breaches.law > 0", "it is a number: compare it with something"}}
	case len(r.out.uses) == 0:
		return nil, []misread{{0, text, "a condition on a figure, such as breaches.law > 0", ""}}
	}
	if r.out.root, err = r.split(tree.Node, tree, config); err != nil {
		return nil, []misread{parseFault(text, err)}
	}
	return r.out, nil
}

// grammar are the settings of the expression language: no functions but those that
// compare numbers.
func grammar() []expr.Option {
	out := []expr.Option{expr.DisableAllBuiltins(), expr.MaxNodes(maxNodes), expr.DisableIfOperator()}
	for word, holds := range comparisons {
		name := "compare " + word // no expression can name it
		out = append(out, expr.Operator(word, name), expr.Function(name, compared(holds),
			new(func(a, b float64) bool), new(func(a float64, b int) bool), new(func(a int, b float64) bool)))
	}
	return out
}

// comparisons are the operators that compare numbers, by the sign of the difference.
var comparisons = map[string]func(sign int) bool{
	"<": func(s int) bool { return s < 0 }, "<=": func(s int) bool { return s <= 0 }, ">": func(s int) bool { return s > 0 },
	">=": func(s int) bool { return s >= 0 }, "==": func(s int) bool { return s == 0 }, "!=": func(s int) bool { return s != 0 },
}

// errNoNumber is the error of a comparison with the result of a division by zero.
var errNoNumber = errors.New("it divides by zero")

// compared compares two numbers. Numbers that differ by less than a part in 10^9 are
// equal: the order of sums moves the last digits.
func compared(holds func(sign int) bool) func(...any) (any, error) {
	number := func(v any) float64 {
		if n, ok := v.(int); ok {
			return float64(n)
		}
		return v.(float64)
	}
	return func(params ...any) (any, error) {
		a, b := number(params[0]), number(params[1])
		d, sign := a-b, 0
		switch {
		case d-d != 0:
			return nil, errNoNumber
		case math.Abs(d) <= 1e-9*max(math.Abs(a), math.Abs(b)) || math.Abs(d) <= 1e-12:
		case d < 0:
			sign = -1
		default:
			sign = 1
		}
		return holds(sign), nil
	}
}

// unitForm finds texts, words and numbers; a number may have % or pp behind it.
var unitForm = regexp.MustCompile(`"[^"]*"|'[^']*'|[\p{L}_$][\p{L}\p{N}_$]*|([0-9][0-9_]*(?:\.[0-9]+)?)([ \t]*)(%|pp\b)?`)

// withoutUnits replaces the units % and pp by spaces, so that every character keeps its
// place, and returns the numbers that had one.
func withoutUnits(text string) (string, *scaling) {
	out, s := []byte(text), &scaling{at: map[int]float64{}}
	for _, m := range unitForm.FindAllStringSubmatchIndex(text, -1) {
		if m[6] < 0 {
			continue
		}
		if v, err := strconv.ParseFloat(strings.ReplaceAll(text[m[2]:m[3]], "_", "")+"e-2", 64); err == nil {
			s.at[len([]rune(text[:m[2]]))] = v
		}
		for i := m[6]; i < m[7]; i++ {
			out[i] = ' '
		}
	}
	return string(out), s
}

// scaling replaces the numbers of per cents and percentage points.
type scaling struct{ at map[int]float64 }

// Visit replaces a number.
func (s *scaling) Visit(node *ast.Node) {
	switch (*node).(type) {
	case *ast.IntegerNode, *ast.FloatNode:
		if v, ok := s.at[(*node).Location().From]; ok {
			ast.Patch(node, &ast.FloatNode{Value: v})
		}
	}
}

// parseFault is a fault that the expression language finds.
func parseFault(text string, err error) misread {
	out := misread{0, text, "a condition, such as breaches.law > 0", err.Error()}
	if of := (*exprfile.Error)(nil); errors.As(err, &of) {
		out.at, out.hint = of.From, of.Message
	}
	out.hint, _, _ = strings.Cut(out.hint, "\n")
	out.hint = strings.NewReplacer("float64", "number", "int", "number", "bool", "condition", "map[string]interface {}", "group of figures").Replace(out.hint)
	return out
}

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
		next := at.next[p.text]
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
			r.fault(p.node, said, "the name of a figure", "it goes on with "+firstOf(at.parts()))
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
	return said + " goes on with " + firstOf(known)
}

// firstOf lists the first of many words.
func firstOf(list []string) string {
	if n := len(list) - 6; n > 0 {
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
