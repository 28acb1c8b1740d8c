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
	if r.read(tree.Node); len(r.faults) == 0 {
		r.unit(tree.Node, scaled)
	}
	if len(r.faults) > 0 {
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
	out, s := []byte(text), &scaling{map[int]float64{}, map[int]string{}}
	for _, m := range unitForm.FindAllStringSubmatchIndex(text, -1) {
		if m[6] < 0 {
			continue
		}
		if v, err := strconv.ParseFloat(strings.ReplaceAll(text[m[2]:m[3]], "_", "")+"e-2", 64); err == nil {
			at := len([]rune(text[:m[2]]))
			s.at[at], s.texts[at] = v, text[m[2]:m[7]]
		}
		for i := m[6]; i < m[7]; i++ {
			out[i] = ' '
		}
	}
	return string(out), s
}

// scaling replaces the numbers of per cents and percentage points.
type scaling struct {
	at    map[int]float64 // by place
	texts map[int]string  // as they are written
}

// Visit replaces a number.
func (s *scaling) Visit(node *ast.Node) {
	switch (*node).(type) {
	case *ast.IntegerNode, *ast.FloatNode:
		if v, ok := s.at[(*node).Location().From]; ok {
			ast.Patch(node, &ast.FloatNode{Value: v})
		}
	}
}

// parserWords say in plain words what the expression language finds.
var parserWords = []struct {
	form *regexp.Regexp
	text string
}{
	{regexp.MustCompile(`^unexpected token EOF`), "it ends where a figure or a number is missing"},
	{regexp.MustCompile(`^unexpected token \w+\("(.*)"\)`), "%s stands where nothing like it may stand"},
	{regexp.MustCompile(`^invalid (?:float|integer|number)`), "a number is too large or not written as one"},
	{regexp.MustCompile(`exceeds maximum allowed nodes`), "it is longer than a gate may be: make several gates of it"},
	{regexp.MustCompile(`^unknown operator (.*)$`), "there is no operator %s"},
	{regexp.MustCompile(`^literal not terminated`), "a text in quotes does not end"},
	{regexp.MustCompile(`^bad number syntax`), "a number is not written as one"},
}

// parseFault is a fault that the expression language finds.
func parseFault(text string, err error) misread {
	out := misread{0, text, "a condition, such as breaches.law > 0", err.Error()}
	if of := (*exprfile.Error)(nil); errors.As(err, &of) {
		out.at, out.hint = of.From, of.Message
	}
	out.hint, _, _ = strings.Cut(out.hint, "\n")
	for _, w := range parserWords {
		if m := w.form.FindStringSubmatch(out.hint); m != nil {
			out.hint = w.text
			if len(m) > 1 {
				out.hint = fmt.Sprintf(w.text, m[1])
			}
			return out
		}
	}
	out.hint = strings.NewReplacer("float64", "number", "int", "number", "bool", "condition", "map[string]interface {}", "group of figures").Replace(out.hint)
	return out
}
