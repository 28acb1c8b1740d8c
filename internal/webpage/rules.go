package webpage

import (
	"saavu/internal/board"
	"saavu/pkg/report"
)

// ruleTable is the rules of one screen.
type ruleTable struct {
	Heading, Caption, Ref string
	Lead                  string // instead of the table where nothing needs one, or before it
	Rows                  []ruleRow
}

// ruleRow is a rule.
type ruleRow struct {
	board.RuleRow
	Kind  string
	Law   bool
	State string // how it stands in the reference
	Class string // of the state
}

// rules are the rules of all screens. Screens after the first show what differs there.
func (p *page) rules() any {
	var out []ruleTable
	for i := range p.views {
		v := &p.views[i]
		t := ruleTable{Ref: v.Head(), Caption: p.w.Text("page.rules")}
		rows, newly := v.Rules(), false
		if t.Heading = p.heading(v); t.Heading != "" {
			t.Caption += ", " + t.Heading
		}
		for r := range rows {
			newly = newly || rows[r].Breaks != nil
			if i == 0 || rows[r].Breaks != nil || rows[r].Fixed != "" || rows[r].Unsure != nil {
				t.Rows = append(t.Rows, p.ruleRow(&rows[r]))
			}
		}
		switch {
		case len(rows) == 0:
			t.Lead = p.w.Text("rules.no_rules")
		case len(v.Options) > 0 && len(t.Rows) == 0:
			t.Lead = p.w.Text("rules.nothing")
		case len(v.Options) > 0 && !newly:
			t.Lead = p.w.Text("rules.none_newly")
		}
		out = append(out, t)
	}
	return out
}

func (p *page) ruleRow(r *board.RuleRow) ruleRow {
	state := map[board.Standing]string{board.Kept: "kept", board.Broken: "broken", board.Unchecked: "unchecked"}[r.Standing]
	return ruleRow{RuleRow: *r, Kind: p.w.Term("severity", string(r.Severity)), Law: r.Severity == report.Law, State: p.w.Text("rules." + state), Class: state}
}
