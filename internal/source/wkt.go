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

// WKT reads a shape from well-known text; heights, measures and an SRID in front
// are dropped. False for a text that is none.
func WKT(text string) (orb.Geometry, bool) {
	text = withSRID.ReplaceAllString(strings.TrimSpace(text), "")
	text = withZ.ReplaceAllString(text, "$1 (")
	g, err := wkt.Unmarshal(text)
	if err != nil {
		g, err = wkt.Unmarshal(heights.ReplaceAllString(text, "$1 $2"))
	}
	return g, err == nil
}
