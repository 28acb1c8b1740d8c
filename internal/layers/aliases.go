package layers

import (
	"fmt"
	"html"
	"strings"

	"saavu/internal/format/gpkg"
	"saavu/internal/format/problem"
)

// withAliases adds the titles of the columns to the QGIS style of a layer. A
// GeoPackage has them in a table of its own, but GDAL reads that table only from
// version 3.7 on; with the style every QGIS shows them. A layer without a style gets
// one with nothing else in it.
func withAliases(style string, columns []gpkg.Column) string {
	var b strings.Builder
	b.WriteString(" <aliases>\n")
	// Column 0 is the feature's own id.
	for i, c := range columns {
		fmt.Fprintf(&b, "  <alias index=\"%d\" field=\"%s\" name=\"%s\"/>\n", i+1, html.EscapeString(c.Name), html.EscapeString(problem.Shown(c.Title)))
	}
	b.WriteString(" </aliases>\n</qgis>\n")
	if style == "" {
		style = qmlHead("Fields") + "</qgis>\n"
	}
	return strings.TrimSuffix(style, "</qgis>\n") + b.String()
}
