package layers

import (
	"fmt"
	"html"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/words"
)

// class is one class of a map: minutes above lo and up to hi, both whole numbers.
type class struct {
	lo, hi      int
	color, name string // the name is of a change; minutesIn names minutes
}

// open ends of a class.
const (
	below = -100000
	above = 100000
)

// minuteClasses are the same for all options, so that maps can be compared side by
// side. ColorBrewer YlOrRd.
var minuteClasses = [...]class{
	{below, 10, "#ffffcc", ""}, {10, 20, "#fed976", ""}, {20, 30, "#feb24c", ""},
	{30, 45, "#fd8d3c", ""}, {45, 60, "#e31a1c", ""}, {60, above, "#800026", ""},
}

// changeClasses diverge at 0 with a neutral band. ColorBrewer RdBu.
var changeClasses = [...]class{
	{below, -16, "#2166ac", "16 min shorter or more"}, {-16, -6, "#67a9cf", "6–15 min shorter"}, {-6, -3, "#d1e5f0", "3–5 min shorter"},
	{-3, 2, "#f7f7f7", "within 2 min"},
	{2, 5, "#fddbc7", "3–5 min longer"}, {5, 15, "#ef8a62", "6–15 min longer"}, {15, above, "#b2182b", "16 min longer or more"},
}

// unreachedColor paints cells from which no point is reached.
const unreachedColor = "#595959"

// minutesStyle is the QGIS style of a coverage layer: the first service's minutes,
// and cells that reach nothing in a colour of their own.
func minutesStyle(id, name string) string {
	rules := classRules(minuteClasses[:], id+"_min", name)
	return qml(append(rules, rule{`"` + id + `_unreached" = 1`, name + ": no point reached", unreachedColor}))
}

// changeStyle is the QGIS style of a layer of changes.
func changeStyle(id, name string) string {
	return qml(classRules(changeClasses[:], id+"_change", name))
}

// minutesIn names a class of minutes.
func minutesIn(w *words.Words, c class) string {
	switch {
	case c.lo == below:
		return w.Text("map_up_to", "to", c.hi)
	case c.hi == above:
		return w.Text("map_over", "from", c.lo)
	}
	return w.Text("map_between", "from", c.lo+1, "to", c.hi)
}

// rule paints the cells that a filter selects.
type rule struct{ filter, name, color string }

func classRules(classes []class, column, name string) []rule {
	var rules []rule
	for _, c := range classes {
		var parts []string
		if c.lo != below {
			parts = append(parts, fmt.Sprintf(`"%s" > %d`, column, c.lo))
		}
		if c.hi != above {
			parts = append(parts, fmt.Sprintf(`"%s" <= %d`, column, c.hi))
		}
		title := c.name
		if title == "" {
			title = minutesIn(english, c)
		}
		rules = append(rules, rule{strings.Join(parts, " AND "), name + ": " + title, c.color})
	}
	return rules
}

// qml writes a rule-based style of QGIS: unlike a graduated style it can paint cells
// without a number.
func qml(rules []rule) string {
	var b strings.Builder
	b.WriteString(qmlHead("Symbology|Fields"))
	b.WriteString(" <renderer-v2 type=\"RuleRenderer\" symbollevels=\"0\" forceraster=\"0\" enableorderby=\"0\">\n  <rules key=\"saavu\">\n")
	for i, r := range rules {
		fmt.Fprintf(&b, "   <rule key=\"saavu%d\" symbol=\"%d\" filter=\"%s\" label=\"%s\"/>\n", i, i, html.EscapeString(r.filter), html.EscapeString(problem.Shown(r.name)))
	}
	b.WriteString("  </rules>\n  <symbols>\n")
	for i, r := range rules {
		fmt.Fprintf(&b, "   <symbol type=\"fill\" name=\"%d\" alpha=\"0.8\" clip_to_extent=\"1\">\n    <layer class=\"SimpleFill\" pass=\"0\" enabled=\"1\" locked=\"0\">\n", i)
		fmt.Fprintf(&b, "     <Option type=\"Map\">\n      <Option name=\"color\" type=\"QString\" value=\"%s\"/>\n", rgba(r.color))
		b.WriteString("      <Option name=\"style\" type=\"QString\" value=\"solid\"/>\n      <Option name=\"outline_style\" type=\"QString\" value=\"no\"/>\n")
		b.WriteString("     </Option>\n    </layer>\n   </symbol>\n")
	}
	b.WriteString("  </symbols>\n </renderer-v2>\n <layerGeometryType>2</layerGeometryType>\n</qgis>\n")
	return b.String()
}

// qmlHead starts a style that has some categories of settings.
func qmlHead(categories string) string {
	return fmt.Sprintf("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.28.0\" styleCategories=\"%s\">\n", categories)
}

// rgba writes a colour as QGIS does: 255,255,204,255.
func rgba(hex string) string {
	var red, green, blue int
	if _, err := fmt.Sscanf(hex, "#%02x%02x%02x", &red, &green, &blue); err != nil {
		return "0,0,0,255"
	}
	return fmt.Sprintf("%d,%d,%d,255", red, green, blue)
}
