package draft

import (
	"fmt"
	"slices"
	"strings"

	"saavu/pkg/report"
)

// sourced are the keys with files, in the order in which their sources are asked for.
var sourced = []string{"population", "areas", "partitions", "forecasts", "travel", "facilities", "buildings", "points", "supply"}

// sources writes whose data it is where the files show that, and asks for the rest.
func (d *draft) sources() {
	d.noted("sources:", report.NewMessage("comment.sources"))
	var left []string
	for _, key := range sourced {
		keys := []string{key}
		switch {
		case !d.wrote(key + ":"):
			continue
		case key == "population":
			keys = d.sourceOfPeople()
		case key == "travel":
			keys = d.sourceOfTimes()
		}
		left = append(left, keys...)
	}
	if len(left) > 0 {
		d.source(publisher{}, left)
	}
}

// wrote reports whether a line begins with a text.
func (d *draft) wrote(text string) bool {
	return slices.ContainsFunc(d.lines, func(line string) bool { return strings.HasPrefix(line, text) })
}

// sourceOfPeople writes the source of a grid that one publisher makes, and returns the
// keys whose source is not known.
func (d *draft) sourceOfPeople() []string {
	grids := d.byPart[gridPart]
	if len(grids) == 0 || len(d.byPart[cellsPart]) > 0 {
		return []string{"population"}
	}
	p, known := publishers[profileOf(grids[0])]
	if !known {
		return []string{"population"}
	}
	d.source(p, []string{"population.file"})
	if d.wrote("  grid:") {
		return []string{"population.grid"}
	}
	return nil
}

// sourceOfTimes writes the source of a travel time matrix, and returns the keys whose
// source is not known.
func (d *draft) sourceOfTimes() []string {
	matrices, all := len(d.byPart[ttmPart]), len(d.byPart[ttmPart])+len(d.byPart[longPart])+len(d.byPart[widePart])
	if matrices == 0 {
		return []string{"travel"}
	}
	if matrices == all {
		d.source(matrixPublisher, []string{"travel"})
		return nil
	}
	var keys []string
	for i := range all {
		keys = append(keys, fmt.Sprintf("travel.sources.%d", i+1))
	}
	d.source(matrixPublisher, keys[:matrices])
	return keys[matrices:]
}

// source writes one source, with a question for what is not known of it.
func (d *draft) source(p publisher, uses []string) {
	if p.attribution == "" {
		d.ask("  - attribution: ", report.NewMessage("ask.attribution"))
	} else {
		d.comment("  ", report.NewMessage("comment.publisher"))
		d.line("  - attribution: %s", quote(p.attribution))
	}
	if p.licence == "" {
		d.ask("    licence: ", report.NewMessage("ask.licence"))
	} else {
		d.line("    licence: %s", quote(p.licence))
	}
	list := "    used_by: ["
	for i, use := range uses {
		switch {
		case i == 0:
			list += use
		case len(list)+len(use)+3 > lineWidth:
			d.line("%s,", list)
			list = "              " + use
		default:
			list += ", " + use
		}
	}
	d.line("%s]", list)
}
