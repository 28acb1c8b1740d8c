// Package waits prints how long people wait: the waits of today and of options with their
// ranges, what cannot be known about them, and formulas of queues next to their
// simulation: as text and as JSON.
package waits

import (
	"io"
	"slices"
	"strings"

	"saavu/internal/export/contract"
	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/waiting"
)

// Simulated is a queue or calendar by formulas and by simulation.
type Simulated struct {
	Kind    string       // queue, phone, calendar, backlog or callback
	Unit    string       // of waits: min or days
	Load    float64      // arrivals over what can be served
	Grows   float64      // people by whom it grows in the unit of time, where nothing is compared
	Runs    waiting.Runs // how much was simulated
	Figures []waiting.Compared

	// Agents of a phone line for a mean wait and for a share of answered calls; 0 where it
	// was not asked.
	AgentsForWait, AgentsForAnswered int
}

// simulatedVersion rises when readers of simulate --json have to change.
const simulatedVersion = 1

type simulatedJSON struct {
	Contract int             `json:"contract" jsonschema:"enum=1" jsonschema_description:"version of this contract"`
	Kind     string          `json:"kind" jsonschema:"enum=queue,enum=phone,enum=calendar,enum=backlog,enum=callback"`
	Unit     string          `json:"unit" jsonschema:"enum=min,enum=days" jsonschema_description:"of waits"`
	Load     contract.Number `json:"load" jsonschema_description:"arrivals over what can be served"`
	Grows    contract.Number `json:"grows" jsonschema_description:"people by whom the queue grows a minute, or a day of the calendar; null if it does not"`
	Runs     int             `json:"runs"`
	Events   int             `json:"events" jsonschema_description:"of each run: arrivals, or days of a calendar"`
	Seed     uint64          `json:"seed"`
	ForWait  int             `json:"agents_for_wait" jsonschema_description:"agents of a phone line for the mean wait that was asked; 0 if it was not"`
	ForShare int             `json:"agents_for_answered" jsonschema_description:"agents who answer the share of calls that was asked; 0 if it was not"`
	Figures  []comparedJSON  `json:"figures" jsonschema_description:"empty if the queue grows"`
}

type comparedJSON struct {
	Figure    string          `json:"figure" jsonschema:"enum=wait,enum=late,enum=given_up,enum=same_day,enum=third,enum=pooling,enum=people"`
	Formula   contract.Number `json:"formula"`
	Error     contract.Number `json:"formula_error" jsonschema_description:"how far the formula may be from the truth; 0 where it is exact"`
	Simulated contract.Number `json:"simulated"`
	Low       contract.Number `json:"low" jsonschema_description:"of the 95 % interval of the simulation"`
	High      contract.Number `json:"high"`
	Agrees    bool            `json:"agrees"`
}

// SimulatedJSON prints the figures in full.
func SimulatedJSON(w io.Writer, s *Simulated) error {
	grows := contract.Unknown()
	if s.Grows > 0 {
		grows = contract.Number(s.Grows)
	}
	return contract.Print(w, simulatedJSON{Contract: simulatedVersion, Kind: s.Kind, Unit: s.Unit, Load: contract.Number(s.Load), Grows: grows,
		Runs: s.Runs.Runs, Events: s.Runs.Events, Seed: s.Runs.Seed, ForWait: s.AgentsForWait, ForShare: s.AgentsForAnswered,
		Figures: contract.Each(s.Figures, func(c *waiting.Compared) comparedJSON {
			return comparedJSON{c.Figure, contract.Number(c.Formula), contract.Number(c.Error), contract.Number(c.Simulated.Mean),
				contract.Number(c.Simulated.Mean - c.Simulated.Half), contract.Number(c.Simulated.Mean + c.Simulated.Half), c.Agrees()}
		})})
}

// SimulatedSchema is the JSON Schema of SimulatedJSON.
func SimulatedSchema() ([]byte, error) {
	return contract.SchemaOf(simulatedJSON{}, "Saavu simulate", "A queue or calendar by formulas and by simulation: what saavu simulate --json prints.")
}

// SimulatedTable prints the figures for people, in the language of the words, English for
// nil. Lines are no longer than width, between 80 and 100 characters; 0 gives 100.
func SimulatedTable(out io.Writer, s *Simulated, width int, color bool, w *words.Words) error {
	p := &plain.Page{Words: words.OrEnglish(w), Color: color, Columns: plain.Terminal(width)}
	p.Heading(1, plain.Dotted(p.Words.Term("simulated_kind", s.Kind), p.Words.Text("simulated.load", "load", p.Words.Fixed(s.Load, 3))))
	p.Gap()
	if s.Grows > 0 {
		p.Paragraph(p.Words.Text("simulated.grows", "people", p.Words.Fixed(s.Grows, 3), "unit", p.Words.Term("simulated_unit", s.Unit)))
		_, err := io.WriteString(out, p.String())
		return err
	}
	sheet := &plain.Sheet{Most: p.Width()}
	for i, key := range []string{"figure", "formula", "simulated", "range", "agrees"} {
		sheet.Columns = append(sheet.Columns, plain.Column{Head: strings.Split(p.Words.Text("simulated_head."+key), "\n"), Right: i > 0})
	}
	for _, c := range s.Figures {
		name := p.Words.Term("simulated_figure", c.Figure)
		if slices.Contains([]string{"wait", "third", "pooling"}, c.Figure) {
			name += ", " + p.Words.Term("simulated_unit", s.Unit)
		}
		number := func(v float64) string { return p.Words.Fixed(v, 4) }
		agrees := p.Words.Text("answer.no")
		if c.Agrees() {
			agrees = p.Words.Text("answer.yes")
		}
		formula := number(c.Formula)
		if c.Error > 0 {
			formula += " ± " + number(c.Error)
		}
		sheet.Add(name, formula, number(c.Simulated.Mean), number(c.Simulated.Mean-c.Simulated.Half)+"…"+number(c.Simulated.Mean+c.Simulated.Half), agrees)
	}
	sheet.Spread()
	p.Sheet(sheet)
	p.Gap()
	if s.AgentsForWait > 0 {
		p.Paragraph(p.Words.Text("simulated.agents_wait", "agents", s.AgentsForWait))
	}
	if s.AgentsForAnswered > 0 {
		p.Paragraph(p.Words.Text("simulated.agents_answered", "agents", s.AgentsForAnswered))
	}
	p.Paragraph(p.Words.Text("simulated.runs", "runs", s.Runs.Runs, "events", p.Words.Spaced(float64(s.Runs.Events)), "seed", int(s.Runs.Seed)))
	_, err := io.WriteString(out, p.String())
	return err
}
