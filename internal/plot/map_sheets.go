package plot

import (
	"fmt"

	"saavu/internal/board"
	"saavu/internal/draw"
	"saavu/internal/words"
)

// maps is the minutes of each option; without options those of the reference.
func (a *Album) maps(v *board.View, q *Query) (*draw.Sheet, error) {
	options := q.Options
	if options == nil {
		options = []int{v.Ref}
	}
	if err := crowded(len(options), "maps"); err != nil {
		return nil, err
	}
	s := &draw.Sheet{Title: a.W.Text("plot.map", "service", a.service(q.Service)), Under: a.under(v)}
	var maps []*draw.Map
	var desc []string
	for _, k := range options {
		m := a.Minutes(k, q.Service)
		if len(options) == 1 {
			named(m)
		}
		maps = append(maps, m)
		desc = append(desc, name(v, k)+": "+m.Desc)
		s.Panels = append(s.Panels, draw.Panel{Head: name(v, k), Note: a.W.Text("services.minutes"), Of: m})
	}
	s.Desc, s.Means = said(desc), a.met(q.Service, options...)
	s.Legend = &draw.Legend{Rows: [][]draw.Item{a.MinuteItems(q.Service), a.SignItems(maps...)}}
	return s, nil
}

// mostNamed is how many places have their names on a map: more stand on each other.
const mostNamed = 6

// named writes the names of places that an option changes, if they are few.
func named(m *draw.Map) {
	changed := 0
	for i := range m.Places {
		if m.Places[i].Sign != draw.AsBefore {
			changed++
		}
	}
	if changed > mostNamed {
		return
	}
	for i := range m.Places {
		m.Places[i].Label = m.Places[i].Sign != draw.AsBefore
	}
}

// name is an option's name, or how the screen calls its reference.
func name(v *board.View, k int) string {
	if k == v.Ref {
		return v.Head()
	}
	return v.Option(k)
}

// differences is the change of journeys in each option; without options in those that
// change any, alike ones in one map.
func (a *Album) differences(v *board.View, q *Query) (*draw.Sheet, error) {
	for _, k := range q.Options {
		if k == v.Ref {
			return nil, fmt.Errorf("option %s is what the others are compared with and has no difference: name other options", a.Report.Options[k].ID)
		}
	}
	groups := a.Moving(v, q.Service)
	if q.Options != nil {
		groups = nil
		for _, k := range q.Options {
			groups = append(groups, board.Alike{k})
		}
	}
	if len(groups) == 0 {
		return nil, fmt.Errorf("no option changes journeys to %s: there is no difference to draw", a.Report.Services[q.Service].ID)
	}
	if err := crowded(len(groups), "maps"); err != nil {
		return nil, err
	}
	s := &draw.Sheet{Title: a.W.Text("plot.difference", "service", a.service(q.Service), "reference", name(v, v.Ref)), Under: a.under(v), Means: a.means(q.Service)}
	var maps []*draw.Map
	var desc []string
	for _, g := range groups {
		m := a.Change(g[0], q.Service)
		if len(groups) == 1 {
			named(m)
		}
		maps = append(maps, m)
		desc = append(desc, v.Names(g)+": "+m.Desc)
		note, tone := a.moved(v, q.Service, g[0])
		s.Panels = append(s.Panels, draw.Panel{Head: v.Names(g), Note: note, Tone: tone, Of: m})
	}
	s.Desc = said(desc)
	shown := []int{v.Ref}
	for _, g := range groups {
		shown = append(shown, g[0])
	}
	if met := a.met(q.Service, shown...); met != "" {
		s.Means += ". " + met
	}
	s.Legend = &draw.Legend{Rows: [][]draw.Item{a.ChangeItems(q.Service), a.SignItems(maps...)}}
	return s, nil
}

// moved writes who gains and loses.
func (a *Album) moved(v *board.View, service, k int) (string, draw.Tone) {
	c := v.Moves(service, k)
	switch {
	case c.State == board.Unknown:
		return words.Dash, draw.Plain
	case c.Moves == nil:
		return a.W.Text("page.no_change"), draw.Plain
	}
	text, tone := "", draw.Plain
	for i := range c.Moves {
		m := &c.Moves[i]
		if i > 0 {
			text += " "
		}
		if m.Unclear() {
			text += m.Low + "…" + m.High
			continue
		}
		text += m.Arrow + " " + m.Full(a.W)
		if len(c.Moves) == 1 {
			tone = map[board.Tone]draw.Tone{board.Gain: draw.Gains, board.Lose: draw.Loses}[m.Tone]
		}
	}
	return text, tone
}
