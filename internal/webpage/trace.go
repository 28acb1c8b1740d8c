package webpage

import (
	"strconv"
	"strings"

	"saavu/internal/board"
	"saavu/pkg/report"
)

// traced joins the steps to a figure in report.json: "services", "dental", "rows",
// "local", "gain". An item of a list is named by its id, option, path, what or name, or
// by its index, a&b by two of them; * is every item, # their number, + the sum, and A:B
// is A divided by B, A~B is A less B. Templates write it as data-f, several with a semicolon between them,
// and a test compares what stands there with the report.
func traced(steps ...string) string { return strings.Join(steps, "/") }

// traceOf gives the figures that a row of the decision table shows of an option.
func (p *page) traceOf(r *board.Row, option int) string {
	var out []string
	for _, key := range figuresOf(r) {
		id := p.Report.Options[option].ID
		switch {
		case r.Kind == board.PartWeek: // as a part of the people, and its change
			now, then := p.rowTrace(r.Service, option, "part_week/value"), p.rowTrace(r.Service, p.reference(option), "part_week/value")
			out = append(out, now+":"+p.rowTrace(r.Service, option, "people"), now+"~"+then)
		case r.Service >= 0:
			out = append(out, p.rowTrace(r.Service, option, key))
		case r.Kind == board.MostPeople:
			out = append(out, traced("services", "*", "rows", id, key))
		default:
			out = append(out, traced("network", id, key))
		}
	}
	return strings.Join(out, ";")
}

// reference is the option that another one is compared with; itself for one compared with
// none.
func (p *page) reference(option int) int {
	if against := p.Report.Options[option].Against; against >= 0 {
		return against
	}
	return option
}

// figuresOf are the names of the figures that a row of the decision table shows.
func figuresOf(r *board.Row) []string {
	if keys, ok := figuresOfKind[r.Kind]; ok {
		return keys
	}
	return figuresOfRow[r.Key]
}

var figuresOfKind = map[board.Kind][]string{
	board.Reach: {"gets_there", "gain", "lose"}, board.PartWeek: {"part_week"}, board.Visits: {"served", "visits_change"},
	board.SameEuros: {"served_same_budget", "undone_hours_same_budget"},
}

// figuresOfRow are those of rows that the catalog of words names.
var figuresOfRow = map[string][]string{
	"row.own_means": {"lose_last"}, "row.fewer_days": {"fewer_days"}, "row.only_provider": {"only_provider"},
	"row.county": {"county_eur"}, "row.residents": {"homes_eur"}, "row.one_off": {"one_off_eur"},
}

// rowTrace names figures of an option in a service, by their keys.
func (p *page) rowTrace(service, option int, keys ...string) string {
	out := make([]string, len(keys))
	for i, key := range keys {
		out[i] = traced("services", p.Report.Services[service].ID, "rows", p.Report.Options[option].ID, key)
	}
	return strings.Join(out, ";")
}

// oddsKeys are the names of the odds in rows of the report, in the order of
// report.CountNames.
var oddsKeys = [...]string{"better_gets_there", "better_visits", "better_county", "better_homes"}

// oddsTrace names the odds of an option in a row.
func (p *page) oddsTrace(r *board.OddsRow, option int) string {
	if r.Service < 0 {
		return traced("network", p.Report.Options[option].ID, oddsKeys[r.Count])
	}
	return p.rowTrace(r.Service, option, oddsKeys[r.Count])
}

// loadTrace names the figures of a station of an option; "" for a station that it does
// not have.
func (p *page) loadTrace(service, option int, l *report.PointLoad) string {
	if l != nil {
		switch l.Facility {
		case board.AtSchool:
			return p.rowTrace(service, option, "school_needed") + ";" + p.rowTrace(service, option, "school") + ":" + p.rowTrace(service, option, "school_needed")
		case board.NoPlace, board.AtProviders:
			at := p.rowTrace(service, option, map[string]string{board.NoPlace: "no_known_place", board.AtProviders: "at_providers"}[l.Facility])
			return at + ";" + at + ":" + at
		}
	}
	loads := p.Report.Services[service].Rows[option].Loads
	for i := range loads {
		if &loads[i] == l {
			at := traced("loads", strconv.Itoa(i), "")
			return p.rowTrace(service, option, at+"load") + ";" + p.rowTrace(service, option, at+"seen") + ":" + p.rowTrace(service, option, at+"load")
		}
	}
	return ""
}
