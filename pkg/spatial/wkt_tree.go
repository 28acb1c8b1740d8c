package spatial

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// wktNode is one KEYWORD["text", number, CHILD[...], WORD] of a well-known text
// (ISO 19162 and its predecessor, OGC 01-009). Its values keep their order only
// within a kind, which is enough for matching.
type wktNode struct {
	keyword  string // uppercase
	texts    []string
	numbers  []float64
	children []*wktNode
}

// Real texts are about 1 kB and six deep.
const (
	wktLimit = 1 << 16 // bytes
	wktDepth = 32
)

type wktReader struct {
	text string
	pos  int
}

func parseWKT(text string) (*wktNode, error) {
	text = strings.Trim(strings.TrimPrefix(text, "\ufeff"), " \t\r\n\x00")
	if text == "" {
		return nil, errors.New("it is empty")
	}
	if len(text) > wktLimit {
		return nil, fmt.Errorf("it is %d bytes long, expected at most %d", len(text), wktLimit)
	}
	r := &wktReader{text: text}
	node, err := r.node(0)
	if err != nil {
		return nil, err
	}
	if r.peek() == ',' { // ESRI writes a system of heights behind that of the plane
		r.pos++
		if _, err := r.node(0); err != nil {
			return nil, err
		}
	}
	if r.peek() != 0 {
		return nil, r.fault("the end of the text")
	}
	return node, nil
}

// node reads KEYWORD[...]; a bare word, as in AXIS["Easting",EAST], is an empty
// node.
func (r *wktReader) node(depth int) (*wktNode, error) {
	if depth > wktDepth {
		return nil, fmt.Errorf("it is nested deeper than %d", wktDepth)
	}
	r.peek()
	start := r.pos
	for r.pos < len(r.text) && isWordByte(r.text[r.pos]) {
		r.pos++
	}
	if r.pos == start {
		return nil, r.fault("a keyword")
	}
	n := &wktNode{keyword: strings.ToUpper(r.text[start:r.pos])}
	open := r.peek()
	if open != '[' && open != '(' {
		if depth == 0 {
			return nil, r.fault("[")
		}
		return n, nil
	}
	r.pos++
	for {
		if err := r.value(n, depth); err != nil {
			return nil, err
		}
		switch c := r.peek(); {
		case c == ',':
			r.pos++
		case c == open+2 || c == ')' && open == '(': // ] is two after [
			r.pos++
			return n, nil
		default:
			return nil, r.fault(", or a closing bracket")
		}
	}
}

// value reads one of the values in the brackets of n.
func (r *wktReader) value(n *wktNode, depth int) error {
	c := r.peek()
	switch {
	case c == '"':
		text, err := r.quoted()
		n.texts = append(n.texts, text)
		return err
	case c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.':
		start := r.pos
		for r.pos < len(r.text) && (isWordByte(r.text[r.pos]) || strings.IndexByte("+-.", r.text[r.pos]) >= 0) {
			r.pos++
		}
		number, err := strconv.ParseFloat(r.text[start:r.pos], 64)
		if err != nil {
			r.pos = start
			return r.fault("a number")
		}
		n.numbers = append(n.numbers, number)
		return nil
	}
	child, err := r.node(depth + 1)
	n.children = append(n.children, child)
	return err
}

// quoted reads a text in quotes; quotes inside it are doubled.
func (r *wktReader) quoted() (string, error) {
	start := r.pos
	for i := start + 1; i < len(r.text); i++ {
		if r.text[i] != '"' {
			continue
		}
		if i+1 < len(r.text) && r.text[i+1] == '"' {
			i++
			continue
		}
		r.pos = i + 1
		return strings.ReplaceAll(r.text[start+1:i], `""`, `"`), nil
	}
	return "", fmt.Errorf("the quote at column %d is not closed", start+1)
}

// peek skips white space and returns the next byte, 0 at the end.
func (r *wktReader) peek() byte {
	for r.pos < len(r.text) && strings.IndexByte(" \t\r\n", r.text[r.pos]) >= 0 {
		r.pos++
	}
	if r.pos == len(r.text) {
		return 0
	}
	return r.text[r.pos]
}

func (r *wktReader) fault(expected string) error {
	if r.peek() == 0 {
		return fmt.Errorf("it ends too early, expected %s", expected)
	}
	return fmt.Errorf("found %q at column %d, expected %s", r.text[r.pos], r.pos+1, expected)
}

func isWordByte(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_'
}

// name is the first text of a node, "" if there is none.
func (n *wktNode) name() string {
	if len(n.texts) == 0 {
		return ""
	}
	return n.texts[0]
}

func (n *wktNode) is(keywords ...string) bool {
	for _, k := range keywords {
		if n.keyword == k {
			return true
		}
	}
	return false
}

// child is the first direct child with one of the keywords, nil if there is
// none.
func (n *wktNode) child(keywords ...string) *wktNode {
	for _, c := range n.children {
		if c.is(keywords...) {
			return c
		}
	}
	return nil
}

// find is child at any depth.
func (n *wktNode) find(keywords ...string) *wktNode {
	if c := n.child(keywords...); c != nil {
		return c
	}
	for _, c := range n.children {
		if f := c.find(keywords...); f != nil {
			return f
		}
	}
	return nil
}

// unlike finds a unit other than the expected one, among those of the node and,
// in version 2, of its axes and of its coordinate system.
func (n *wktNode) unlike(want float64, keywords ...string) (float64, bool) {
	for _, c := range n.children {
		if c.is(keywords...) && len(c.numbers) > 0 && math.Abs(c.numbers[0]-want) > 1e-9 {
			return c.numbers[0], true
		}
		if c.is("AXIS", "CS") {
			if unit, ok := c.unlike(want, keywords...); ok {
				return unit, true
			}
		}
	}
	return 0, false
}

// parameter is the value of a PARAMETER by one of its names, ignoring case. A
// missing one is 0, or 1 for the scale factor.
func (n *wktNode) parameter(names ...string) float64 {
	for _, c := range n.children {
		for _, name := range names {
			if c.is("PARAMETER") && canonical(c.name()) == canonical(name) && len(c.numbers) > 0 {
				return c.numbers[0]
			}
		}
	}
	if names[0] == "scale_factor" {
		return 1
	}
	return 0
}

// epsg is the node's own code: AUTHORITY["EPSG","3067"] or ID["EPSG",3067].
func (n *wktNode) epsg() (int, bool) {
	for _, id := range n.children {
		if !id.is("AUTHORITY", "ID") || canonical(id.name()) != "epsg" {
			continue
		}
		if len(id.numbers) > 0 && id.numbers[0] >= 1 && id.numbers[0] <= 999_999 {
			return int(id.numbers[0]), true
		}
		if len(id.texts) > 1 {
			code, err := strconv.Atoi(id.texts[1])
			return code, err == nil
		}
	}
	return 0, false
}
