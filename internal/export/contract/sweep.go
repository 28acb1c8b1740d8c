package contract

import (
	"encoding/csv"
	"io"
	"strconv"

	"saavu/internal/format/table"
	"saavu/pkg/report"
)

// sweptThing is what a sweep or a search changes.
type sweptThing struct {
	Key   string `json:"key" jsonschema_description:"as it is asked for: a parameter, set.PARAMETER, remote.SERVICE or people.AREA"`
	Kind  string `json:"kind" jsonschema:"enum=parameter,enum=set,enum=remote,enum=people"`
	Unit  string `json:"unit"`
	Value Number `json:"value" jsonschema_description:"in the county as it is; null if unknown"`
}

func sweptOf(s *report.Swept) sweptThing {
	return sweptThing{s.Key, string(s.Kind), s.Unit, Number(s.Value)}
}

// sweepResult is a comparison at several values.
type sweepResult struct {
	Levers []sweptThing `json:"levers"`
	Steps  []sweepStep  `json:"steps"`
}

type sweepStep struct {
	Values []Number      `json:"values" jsonschema_description:"one for each lever, in order"`
	Rows   []sweepOption `json:"rows"`
}

type sweepOption struct {
	Option   string         `json:"option"`
	County   span           `json:"county_eur" jsonschema_description:"change of the county's euros a year from the reference at the same values"`
	Homes    span           `json:"homes_eur" jsonschema_description:"the same of the residents"`
	Services []sweepService `json:"services"`
}

type sweepService struct {
	Service   string `json:"service"`
	GetsThere span   `json:"gets_there"`
	There     span   `json:"there"`
	Visits    span   `json:"visits"`
	County    span   `json:"county_eur"`
	Homes     span   `json:"homes_eur"`
}

func sweepOf(r *report.Report, s *report.Sweep) sweepResult {
	return sweepResult{Each(s.Levers, sweptOf), Each(s.Steps, func(step *report.SweepStep) sweepStep {
		return sweepStep{Each(step.Values, func(v *float64) Number { return Number(*v) }), sweepOptions(r, s.Options, step.Rows)}
	})}
}

// sweepOptions writes the rows of some options.
func sweepOptions(r *report.Report, options []int, rows []report.SweepRow) []sweepOption {
	out := []sweepOption{}
	for i := range rows {
		row := &rows[i]
		one := sweepOption{Option: optionID(r, options[i]), County: spanOf(row.County), Homes: spanOf(row.Homes)}
		for v := range row.Services {
			c := &row.Services[v]
			one.Services = append(one.Services, sweepService{r.Services[v].ID, spanOf(c.GetsThere), spanOf(c.There), spanOf(c.Visits), spanOf(c.County), spanOf(c.Homes)})
		}
		out = append(out, one)
	}
	return out
}

// findResult is the answer to a search.
type findResult struct {
	Lever     sweptThing `json:"lever"`
	From      Number     `json:"from" jsonschema_description:"the values that were searched"`
	To        Number     `json:"to"`
	Tolerance Number     `json:"tolerance" jsonschema_description:"how far a crossing may be below the value that is given"`
	Option    string     `json:"option"`
	Than      string     `json:"than"`
	More      bool       `json:"more" jsonschema_description:"the option has more; false: less"`
	Count     string     `json:"count" jsonschema:"enum=gets there,enum=visits,enum=county,enum=homes"`
	Service   string     `json:"service" jsonschema_description:"empty for the euros of all services"`
	Holds     bool       `json:"holds" jsonschema_description:"whether it is so at from"`
	Crossings []crossing `json:"crossings" jsonschema_description:"the values at which it turns; empty for never or always"`
	Draws     int        `json:"draws"`
	Somewhere int        `json:"somewhere" jsonschema_description:"draws in which it is so at some value that was tried"`
}

type crossing struct {
	At     Number `json:"at" jsonschema_description:"the first value at which it is as holds says"`
	Holds  bool   `json:"holds" jsonschema_description:"whether it is so from there on"`
	Lo     Number `json:"lo" jsonschema_description:"5th percentile over the draws; from, or the crossing before, if lo_open"`
	Hi     Number `json:"hi" jsonschema_description:"95th percentile; to, or the crossing after, if hi_open"`
	LoOpen bool   `json:"lo_open" jsonschema_description:"over 5 % of the draws have turned at lo already"`
	HiOpen bool   `json:"hi_open" jsonschema_description:"over 5 % of the draws have not turned at hi"`
	Before int    `json:"before" jsonschema_description:"the draws of lo_open"`
	After  int    `json:"after" jsonschema_description:"the draws of hi_open"`
}

func findResultOf(f *report.Find) findResult {
	return findResult{Lever: sweptOf(&f.Lever), From: Number(f.From), To: Number(f.To), Tolerance: Number(f.Tolerance), Option: f.Option, Than: f.Than, More: f.More,
		Count: f.Count, Service: f.Service, Holds: f.Holds, Draws: f.Draws, Somewhere: f.Somewhere,
		Crossings: Each(f.Crossings, func(c *report.Crossing) crossing {
			return crossing{Number(c.At), c.Holds, Number(c.Low), Number(c.High), c.LowOpen, c.HighOpen, c.Before, c.After}
		})}
}

// SweepCSV writes sweep.csv: one figure of one option at one step per row. The
// columns of a second lever are empty without one.
func SweepCSV(w io.Writer, r *report.Report) error {
	c := csv.NewWriter(w)
	if err := c.Write([]string{"sweep", "lever", "value", "lever_2", "value_2", "option", "service", "measure", "figure", "lo", "hi", "unit", "synthetic"}); err != nil {
		return err
	}
	for n := range r.Sweeps {
		s := &r.Sweeps[n]
		for _, step := range s.Steps {
			lead := []string{strconv.Itoa(n + 1)}
			for k := range 2 {
				if k < len(s.Levers) {
					lead = append(lead, table.Guard(s.Levers[k].Key), Decimal(step.Values[k]))
				} else {
					lead = append(lead, "", "")
				}
			}
			for i := range step.Rows {
				for _, line := range sweepLines(r, &step.Rows[i]) {
					row := append(append([]string{}, lead...), table.Guard(optionID(r, s.Options[i])), table.Guard(line.service), line.measure)
					row = append(row, rangeCells(line.of)...)
					if err := c.Write(append(row, line.unit, strconv.FormatBool(r.Synthetic))); err != nil {
						return err
					}
				}
			}
		}
	}
	c.Flush()
	return c.Error()
}

// sweepLine is one figure of a row of a sweep.
type sweepLine struct {
	service, measure, unit string
	of                     report.Range
}

func sweepLines(r *report.Report, row *report.SweepRow) []sweepLine {
	out := []sweepLine{{"", "county_change", "EUR/year", row.County}, {"", "homes_change", "EUR/year", row.Homes}}
	for v := range row.Services {
		c, id := &row.Services[v], r.Services[v].ID
		out = append(out, sweepLine{id, "gets_there", "share", c.GetsThere}, sweepLine{id, "there", "people", c.There},
			sweepLine{id, "visits_that_can_be_given", "contacts/year", c.Visits}, sweepLine{id, "county_change", "EUR/year", c.County}, sweepLine{id, "homes_change", "EUR/year", c.Homes})
	}
	return out
}

// rangeCells writes a range in three cells, empty if it is unknown.
func rangeCells(x report.Range) []string {
	if !x.Known {
		return []string{"", "", ""}
	}
	return []string{Decimal(x.V), Decimal(x.Lo), Decimal(x.Hi)}
}
