package source

import (
	"regexp"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkt"
)

var (
	heights  = regexp.MustCompile(`([-+0-9.eE]+)\s+([-+0-9.eE]+)(?:\s+[-+0-9.eE]+)+`)
	withZ    = regexp.MustCompile(`(?i)^([a-z]+?)\s*(?:ZM|Z|M)?\s*\(`)
	withSRID = regexp.MustCompile(`(?i)^SRID=[0-9]+;`)
)

// deepestWKT is the deepest nesting of brackets; a polygon among several in a
// collection has four levels. The parser's time grows with the square of the
// depth.
const deepestWKT = 16

// WKT reads a shape from well-known text; heights, measures and a leading SRID
// are dropped. It returns false if the text is none.
func WKT(text string) (orb.Geometry, bool) {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '(':
			if depth++; depth > deepestWKT {
				return nil, false
			}
		case ')':
			depth--
		}
	}
	text = withSRID.ReplaceAllString(strings.TrimSpace(text), "")
	text = withZ.ReplaceAllString(text, "$1 (")
	g, err := wkt.Unmarshal(text)
	if err != nil {
		g, err = wkt.Unmarshal(heights.ReplaceAllString(text, "$1 $2"))
	}
	return g, err == nil
}
