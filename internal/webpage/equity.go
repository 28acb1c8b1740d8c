package webpage

import (
	"saavu/internal/board"
)

// equity is the section about gaps between people, one part for each reference.
type equity struct {
	Parts []equityPart
}

// equityPart is the gaps against one reference.
type equityPart struct {
	Heading     string
	Ref         string
	Options     []string
	Groups      []spreadRow
	Areas       []spreadRow
	Last        []lastRow
	Behind      []behindRow
	NoneBehind  bool
	NobodyLoses bool
}

// spreadRow is one service: the reference, and where options differ from it.
type spreadRow struct {
	Name  string
	Ref   spreadCell
	Cells []spreadCell
}

// spreadCell is one option; Same stands for no change.
type spreadCell struct {
	board.Spread
	Same  bool
	Trace [3]string // of the gap or the share of the worst area, and of the worst and the best group
}

// lastRow is who loses the last place of one service, by option.
type lastRow struct {
	Name  string
	Cells []lastCell
}

// lastCell is the people of one option; "" for nobody.
type lastCell struct{ Text, Trace string }

// behindRow is the left behind of one service.
type behindRow struct {
	Name string
	List []behindItem
}

// behindItem is one group or area.
type behindItem struct{ Name, People, Share, Most string }

// equity fills the section.
func (p *page) equity() any {
	var out equity
	for i := range p.views {
		v := &p.views[i]
		part := equityPart{Ref: v.Head()}
		part.Heading = p.heading(v)
		for _, k := range v.Options {
			part.Options = append(part.Options, v.Option(k))
		}
		for s := range p.Report.Services {
			p.equityOf(&part, v, s)
		}
		part.NoneBehind, part.NobodyLoses = part.Behind == nil, part.Last == nil
		out.Parts = append(out.Parts, part)
	}
	return out
}

// equityOf adds the rows of one service.
func (p *page) equityOf(part *equityPart, v *board.View, s int) {
	spread := func(of func(service, k int) board.Spread, figure string) spreadRow {
		trace := func(k int) [3]string {
			row := &p.Report.Services[s].Rows[k]
			return [3]string{p.rowTrace(s, k, figure), p.rowTrace(s, k, traced("groups", row.WorstGroup, "gets_there")), p.rowTrace(s, k, traced("groups", row.BestGroup, "gets_there"))}
		}
		row := spreadRow{Name: v.Short(s), Ref: spreadCell{Spread: of(s, v.Ref), Trace: trace(v.Ref)}}
		for _, k := range v.Options {
			x := of(s, k)
			row.Cells = append(row.Cells, spreadCell{x, x == row.Ref.Spread, trace(k)})
		}
		return row
	}
	part.Groups = append(part.Groups, spread(v.GroupGap, "group_gap"))
	part.Areas = append(part.Areas, spread(v.WorstArea, "worst_share"))
	last, some := lastRow{Name: v.Short(s)}, false
	for _, k := range v.Options {
		text := ""
		if n := p.Report.Services[s].Rows[k].LoseLast; n >= board.LeastPeople {
			text, some = p.w.Count(n), true
		}
		last.Cells = append(last.Cells, lastCell{text, p.rowTrace(s, k, "lose_last")})
	}
	if some {
		part.Last = append(part.Last, last)
	}
	var list []behindItem
	for _, b := range v.LeftBehind(s) {
		item := behindItem{Name: b.Name, People: p.w.Count(b.People), Share: p.w.Text("equity.share", "share", b.Share)}
		if b.Option != "" {
			item.Most = p.w.Text("equity.most", "share", b.Most, "option", b.Option)
		}
		list = append(list, item)
	}
	if list != nil {
		part.Behind = append(part.Behind, behindRow{v.Short(s), list})
	}
}
