package waits

import (
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
	"saavu/pkg/waiting"
)

// fewVisits is the number of visits below which shares are printed as ranges only.
const fewVisits = 30

// farWeeks is the number of weeks, ten years, beyond which a target counts as never reached.
const farWeeks = 520

// page is a page of text with what only this package writes.
type page struct{ *plain.Page }

// Table prints how long people wait, for people, in the language of the words, English
// for nil. Lines are no longer than width, between 80 and 100 characters; 0 gives 100.
func Table(out io.Writer, r *report.Waits, width int, color bool, w *words.Words) error {
	p := &page{&plain.Page{Words: words.OrEnglish(w), Color: color, Columns: plain.Terminal(width)}}
	title := []string{p.Words.Name(r.County), p.Words.Text("waits.title"), p.Words.Name(r.Names)}
	if r.Synthetic {
		title = append(title, p.Words.Text("overview.synthetic"))
	}
	p.Heading(1, plain.Dotted(title...))
	p.Gap()
	for _, sentence := range Answer(r, p.Words) {
		p.Paragraph(sentence)
	}
	p.Gap()
	p.sheet(p.today(r), 9, 2) // without the shares that T3 can be of, and the visits
	if more := p.more(r); more != nil {
		p.Gap()
		p.sheet(more)
	}
	if fits := p.fits(r); fits != nil {
		p.Gap()
		p.sheet(fits)
		p.Paragraph(p.Words.Text("waits.fit_about"))
	}
	for i := range r.Options {
		o := &r.Options[i]
		p.Heading(2, plain.Dotted(p.Words.Name(o.Names), strconv.Itoa(o.Year)))
		if o.Staffed {
			p.sheet(p.option(r, o), 7, 1) // without T3 and what is known
			p.Gap()
		}
		for _, sentence := range p.optionAnswer(r, o) {
			p.Paragraph(sentence)
		}
	}
	p.Gap()
	p.Paragraph(p.Words.Text("waits.limits"))
	_, err := io.WriteString(out, p.String())
	return err
}

// sheet writes a table; a narrow page leaves out some of its columns.
func (p *page) sheet(s *plain.Sheet, narrow ...int) {
	s.Most = p.Width()
	if s.Over() > 0 && s.Most < plain.LineWidth {
		for _, at := range narrow {
			s.Columns = slices.Delete(s.Columns, at, at+1)
			for i := range s.Rows {
				s.Rows[i] = slices.Delete(s.Rows[i], at, at+1)
			}
		}
	}
	s.Spread()
	p.Sheet(s)
}

// Answer gives the sentences above the tables: people waiting, the law, what is not known,
// and what a shorter wait would take.
func Answer(r *report.Waits, w *words.Words) []string {
	known := 0
	for i := range r.Points {
		if p := &r.Points[i]; p.Law != nil && p.ID != waiting.Remote {
			known++
		}
	}
	if known == 0 {
		return []string{w.Text("waits.nothing")}
	}
	number := func(v float64) string { return w.Fixed(v, 0) }
	out := []string{w.Text("waits.answer", "people", number(r.Stations.Value), "low", number(r.Stations.Low), "high", number(r.Stations.High), "n", known, "visits", number(r.Visits))}
	if l := r.Law; l.Short > 0 && !math.IsNaN(l.Share) {
		key := "waits.law"
		if !(l.Low > 0) && !(l.High < 1) {
			key = "waits.law_open"
		}
		out = append(out, w.Text(key, "short", l.Short, "long", l.Long, "age", report.Adult, "share", w.Percent(l.Share), "low", w.Percent(l.Low), "high", w.Percent(l.High)))
	}
	for i := range r.Rules {
		x := &r.Rules[i]
		key := "waits.rule"
		if !x.Exact {
			key = "waits.rule_law"
		}
		text := x.Rule.Texts.Or(lang.Same(x.Rule.Text))
		out = append(out, w.Text(key, "text", w.Name(text), "days", int(x.Rule.Number), "share", w.Fixed(100*x.Share, 1), "n", len(x.Beyond), "all", known))
	}
	if r.From > 0 {
		part := waiting.ToRemove(float64(r.From), float64(r.Target))
		out = append(out, w.Text("waits.question", "from", r.From, "target", r.Target, "share", w.Percent(part), "visits", number(part*r.Stations.Value), "low", number(part*r.Stations.Low), "high", number(part*r.Stations.High),
			"weeks_low", w.Fixed(part*r.Stations.Low/r.Visits, 1), "weeks_high", w.Fixed(part*r.Stations.High/r.Visits, 1)), w.Text("waits.needed"))
	}
	return out
}

// columns makes the columns of a table, the first of names.
func (p *page) columns(keys ...string) []plain.Column {
	var out []plain.Column
	for i, key := range keys {
		c := plain.Column{Head: strings.Split(p.Words.Text("waits_head."+key), "\n"), Right: i > 0}
		if i == 0 {
			c.Least, c.Wraps, c.Names = 12, true, true
		}
		out = append(out, c)
	}
	return out
}

// name names a point.
func (p *page) name(id string, x *report.WaitPoint) string {
	if id == waiting.Remote {
		return p.Words.Text("waits.remote")
	}
	return p.Words.Name(x.Names)
}

// today is the table of what was counted.
func (p *page) today(r *report.Waits) *plain.Sheet {
	s := &plain.Sheet{Columns: p.columns("point", "period", "visits", "in7", "in14", "in30", "in90", "people", "third", "reaches")}
	for i := range r.Points {
		x := &r.Points[i]
		row := []string{p.name(x.ID, x), plain.Day(x.From)[:7] + "…" + plain.Day(x.To)[5:7]}
		if x.Law == nil {
			row = append(row, words.Dash, words.Dash, words.Dash, words.Dash, words.Dash, words.Dash)
		} else {
			row = append(row, p.Words.Fixed(x.Law.Week(), 0))
			for _, share := range x.Shares {
				row = append(row, p.sampled(share, x.Law.Counts.Sum()))
			}
			row = append(row, p.Words.Fixed(x.Waiting.Value, 0)+" ("+p.Words.Fixed(x.Waiting.Low, 0)+"…"+p.Words.Fixed(x.Waiting.High, 0)+")")
		}
		third, reaches := p.third(x)
		s.Add(append(row, third, reaches)...)
	}
	return s
}

// sampled writes a share with half its interval; of few visits the interval alone.
func (p *page) sampled(r waiting.Range, visits int) string {
	if visits < fewVisits {
		return p.Words.Percent(r.Low) + "…" + p.Words.Percent(r.High)
	}
	return p.Words.Percent(r.Value) + "±" + p.Words.Fixed(100*math.Max(r.High-r.Value, r.Value-r.Low), 0)
}

// third writes the third free slots of a point, with and without a doctor of one's own,
// and the largest share of visits that can have waited so long.
func (p *page) third(x *report.WaitPoint) (slots, reaches string) {
	one := func(t waiting.Third) string {
		switch {
		case math.IsNaN(t.Days):
			return words.Dash
		case t.Censored:
			return "≥" + p.Words.Fixed(t.Days, 0)
		}
		return p.Words.Fixed(t.Days, 0)
	}
	share := func(v float64) string {
		if math.IsNaN(v) {
			return words.Dash
		}
		return p.Words.Percent(v)
	}
	return one(x.Third[0]) + " / " + one(x.Third[1]), share(x.Reaches[0]) + " / " + share(x.Reaches[1])
}

// more is the table of what one position more gives; nil where no positions are known.
func (p *page) more(r *report.Waits) *plain.Sheet {
	s := &plain.Sheet{Columns: p.columns("more", "more_visits", "more_weeks")}
	p.targeted(s, r.Target)
	for i := range r.Points {
		if x := &r.Points[i]; x.More.High > 0 {
			s.Add(p.name(x.ID, x), p.Words.Fixed(x.More.Low, 1)+"…"+p.Words.Fixed(x.More.High, 1), p.weeksIn(x.Weeks.Low)+"…"+p.weeksIn(x.Weeks.High))
		}
	}
	if s.Rows == nil {
		return nil
	}
	return s
}

// targeted puts the days of the target into heads.
func (p *page) targeted(s *plain.Sheet, days int) {
	for i := range s.Columns {
		for k, line := range s.Columns[i].Head {
			s.Columns[i].Head[k] = strings.ReplaceAll(line, "#", p.Words.Fixed(float64(days), 0))
		}
	}
}

// weeksIn writes a number of weeks.
func (p *page) weeksIn(v float64) string {
	switch {
	case v == 0:
		return p.Words.Text("waits.now")
	case v > farWeeks:
		return p.Words.Text("waits.never")
	case v < 10:
		return p.Words.Fixed(v, 1)
	}
	return p.Words.Fixed(v, 0)
}

// fits is the table of mixtures that describe the counts; nil where none was asked for.
func (p *page) fits(r *report.Waits) *plain.Sheet {
	s := &plain.Sheet{Columns: p.columns("point", "quick", "quick_fit", "shape", "scale", "g2", "rejected")}
	for i := range r.Points {
		x := &r.Points[i]
		if x.Law == nil || x.Fit.Scale == 0 {
			continue
		}
		rejected := p.Words.Text("answer.no")
		if x.Fit.G2 > waiting.Rejected {
			rejected = p.Words.Text("answer.yes")
		}
		s.Add(p.name(x.ID, x), p.Words.Percent(x.Quick.Value)+" ("+p.Words.Percent(x.Quick.Low)+"…"+p.Words.Percent(x.Quick.High)+")", p.Words.Percent(x.Fit.Quick),
			p.Words.Fixed(x.Fit.Shape, 2), p.Words.Fixed(x.Fit.Scale, 1), p.Words.Fixed(x.Fit.G2, 1), rejected)
	}
	if s.Rows == nil {
		return nil
	}
	return s
}
