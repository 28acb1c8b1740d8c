package inspect

import (
	"regexp"
	"slices"
	"strings"
)

var modes = []struct {
	mode string
	word *regexp.Regexp
}{
	{"transit", regexp.MustCompile(`(^|[^a-z])(transit|pt|public|bus|bussi|buss|joukkoliikenne|kollektivtrafik)([^a-z]|$)`)},
	{"walk", regexp.MustCompile(`(^|[^a-z])(walk|walking|foot|kavely|kävely|gang|gång)([^a-z]|$)`)},
	{"bike", regexp.MustCompile(`(^|[^a-z])(bike|bicycle|cycling|pyora|pyörä|cykel)([^a-z]|$)`)},
	{"car", regexp.MustCompile(`(^|[^a-z])(car|driving|auto|bil)([^a-z]|$)`)},
}

// ModeIn finds the single mode of travel in the name of a column or a file,
// walk, bike, transit or car; "" for none or several.
func ModeIn(name string) string {
	found := ""
	for _, m := range modes {
		if m.word.MatchString(strings.ToLower(name)) {
			if found != "" {
				return ""
			}
			found = m.mode
		}
	}
	return found
}

// PeriodIn finds the time of day in a name, rush or midday; "" for none.
func PeriodIn(name string) string {
	lower := strings.ToLower(name)
	in := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(lower, w) })
	}
	switch rush, midday := in("rush", "ruuhka", "rusning"), in("midday", "keskipäiv", "keskipaiv"); {
	case rush == midday:
		return ""
	case rush:
		return "rush"
	}
	return "midday"
}

var lengths = regexp.MustCompile(`dist|met(re|er)|length|pituus|km|_[dm]$`)

// timesByMode treats columns named after a mode of travel as times, or as
// distances, in a table of pairs of ids.
func timesByMode(columns []*column) {
	ends := map[Role]bool{}
	for _, c := range columns {
		ends[c.role] = true
	}
	if !ends[FromID] || !ends[ToID] {
		return
	}
	for _, c := range columns {
		if name := strings.ToLower(c.field.Name); c.role == "" && ModeIn(name) != "" {
			if c.role = Time; lengths.MatchString(name) {
				c.role = Distance
			}
		}
	}
}
