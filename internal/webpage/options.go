package webpage

import (
	"strconv"

	"saavu/internal/board"
	"saavu/internal/words"
)

// optionTable is what the options of one screen change.
type optionTable struct {
	Heading string
	Placed  string // what the model places in every option, in a sentence
	Rows    []optionRow
}

// optionRow is one option. A count that is that of the reference is "".
type optionRow struct {
	Name           string
	As             string // the option whose changes are part of this one's
	Changes        []words.Changes
	None           bool // it changes nothing
	Points, Places string
	Trace          [2]string // of these
}

// optionTables fill the section of the options.
func (p *page) optionTables() any {
	var out []optionTable
	for i := range p.views {
		v := &p.views[i]
		t := optionTable{}
		t.Heading = p.heading(v)
		var ref board.Plan
		plans, placed := v.Plans()
		if placed != "" {
			t.Placed = p.w.Text("page.options_placed", "what", placed)
		}
		for _, plan := range plans {
			id := p.Report.Options[plan.Option].ID
			row := optionRow{Name: v.Option(plan.Option), Changes: plan.Changes, Trace: [2]string{traced("network", id, "points"), traced("network", id, "facilities")}}
			first := plan.Option == v.Ref
			if first {
				ref, row.Name = plan, v.Head()
			}
			if first || plan.Points != ref.Points {
				row.Points = strconv.Itoa(plan.Points)
			}
			if first || plan.Places != ref.Places {
				row.Places = strconv.Itoa(plan.Places)
			}
			if plan.Like >= 0 {
				key := "page.as_and"
				if plan.Changes == nil {
					key = "page.as"
				}
				row.As = p.w.Text(key, "option", v.Option(plan.Like))
			}
			row.None = plan.Changes == nil && row.As == "" && !first
			t.Rows = append(t.Rows, row)
		}
		out = append(out, t)
	}
	return out
}
