package hours

import "slices"

// opening is a span of one day, with the rule that it comes from.
type opening struct {
	Span
	rule  int
	spill bool // the end of a span that began on the day before
}

// closing is a rule that closes, with the days on which it still applies.
type closing struct {
	*rule
	live  int
	doubt bool // a later rule opens what it closes, or it closes a night and affects hours of the next day
}

// board holds the openings of each day while the rules are applied in order.
type board struct {
	osm      bool
	rules    []rule
	days     [7][]opening
	closings []closing
}

// week applies the rules in order and returns those that contradict others.
func (r *result) week(rules []rule) Week {
	b := board{osm: r.osm, rules: rules}
	said := 0
	for i := range rules {
		if !rules[i].closes || rules[i].whole() {
			said |= rules[i].days
		}
		if rules[i].closes {
			b.close(i)
		} else {
			b.open(i)
		}
	}
	for i := range b.closings {
		c := &b.closings[i]
		c.doubt = b.cut(c.rule, c.live) || c.doubt
	}
	var w Week
	for d, list := range b.days {
		for _, o := range list {
			w[d] = join(w[d], o.Span)
		}
		if w[d] == nil && said&(1<<d) != 0 {
			w[d] = []Span{}
		}
	}
	for _, c := range b.closings {
		if c.doubt || c.live == 0 || c.days&said == 0 {
			r.give(c.at, c.text)
		}
	}
	for i := range rules {
		if !rules[i].closes && !b.left(i) && !covers(&w, &rules[i]) {
			r.give(rules[i].at, rules[i].text)
		}
	}
	return w
}

// whole reports whether a rule is about whole days. Hours at which a place is
// closed do not imply when it is open: "by agreement, closed 12-13".
func (r *rule) whole() bool { return len(r.spans) == 0 || slices.Contains(r.spans, Span{0, day}) }

// nights returns the days into which the rule runs past midnight.
func (r *rule) nights() int {
	for _, s := range r.spans {
		if s.To > day {
			return (r.days<<1 | r.days>>6) & allBits
		}
	}
	return 0
}

// open applies a rule that opens.
func (b *board) open(i int) {
	r := &b.rules[i]
	for j := range b.closings {
		c := &b.closings[j]
		within, whole := r.days&^c.days == 0, len(c.spans) == 0
		if b.osm && whole && c.live&r.nights() != 0 {
			c.doubt = true
		}
		switch {
		case c.live&r.days == 0:
		case within && (b.osm || whole):
			c.live &^= r.days
			c.doubt = c.doubt || !b.osm && c.days == allBits // "Closed. Mon-Fri 8-16"
		case b.osm, whole && !narrower(c.days, r.days):
			c.doubt = c.doubt || whole || overlap(c.spans, r.spans)
		}
	}
	opens := r.days
	for d := range 7 { // all openings of the day before any night runs into the next day
		switch {
		case r.days&(1<<d) == 0 || b.osm && r.joint == adds:
		case b.osm && r.joint == replaces:
			b.days[d] = nil
		case b.exception(d, r):
			opens &^= 1 << d
		}
	}
	for d := range 7 {
		for _, s := range r.spans {
			if opens&(1<<d) == 0 {
				continue
			}
			b.days[d] = append(b.days[d], opening{Span{s.From, min(s.To, day)}, i, false})
			if s.To > day {
				next := (d + 1) % 7
				b.days[next] = append(b.days[next], opening{Span{0, s.To - day}, i, true})
			}
		}
	}
}

// exception keeps only the rule with fewer days on a day where two rules have
// overlapping times; it returns true if that is the earlier one.
func (b *board) exception(d int, r *rule) bool {
	for _, o := range b.days[d] {
		if e := &b.rules[o.rule]; narrower(e.days, r.days) && overlap(e.spans, r.spans) {
			return true
		}
	}
	b.days[d] = slices.DeleteFunc(b.days[d], func(o opening) bool {
		e := &b.rules[o.rule]
		return !o.spill && narrower(r.days, e.days) && overlap(e.spans, r.spans)
	})
	return false
}

// close applies a rule that closes.
func (b *board) close(i int) {
	r := &b.rules[i]
	b.closings = append(b.closings, closing{rule: r, live: r.days, doubt: b.cut(r, r.days)})
}

// cut removes the hours that a rule closes from some of its days. It reports
// whether times past midnight removed hours with which the next day begins, and
// not the end of a night.
func (b *board) cut(r *rule, days int) (nextDay bool) {
	for d := range 7 {
		if days&(1<<d) == 0 {
			continue
		}
		if len(r.spans) == 0 {
			b.days[d] = nil
		}
		for _, s := range r.spans {
			b.days[d] = without(b.days[d], Span{s.From, min(s.To, day)})
			if s.To > day {
				next, rest := (d+1)%7, Span{0, s.To - day}
				nextDay = nextDay || slices.ContainsFunc(b.days[next], func(o opening) bool { return !o.spill && o.From < rest.To })
				b.days[next] = without(b.days[next], rest)
			}
		}
	}
	return nextDay
}

// without removes a span from the openings of a day.
func without(list []opening, s Span) []opening {
	var out []opening
	for _, o := range list {
		before, after := o, o
		before.To, after.From = min(o.To, s.From), max(o.From, s.To)
		if before.From < before.To {
			out = append(out, before)
		}
		if after.From < after.To {
			out = append(out, after)
		}
	}
	return out
}

// left reports whether anything is left of a rule that opens.
func (b *board) left(i int) bool {
	for _, list := range b.days {
		for _, o := range list {
			if o.rule == i {
				return true
			}
		}
	}
	return false
}

// covers reports whether the week is open whenever a rule opens.
func covers(w *Week, r *rule) bool {
	covered := func(d int, s Span) bool {
		for _, have := range w[d%7] {
			if have.From <= s.From && s.To <= have.To {
				return true
			}
		}
		return s.From >= s.To
	}
	for d := range 7 {
		for _, s := range r.spans {
			if r.days&(1<<d) != 0 && !(covered(d, Span{s.From, min(s.To, day)}) && covered(d+1, Span{0, s.To - day})) {
				return false
			}
		}
	}
	return true
}

// narrower reports whether days are a proper subset of others.
func narrower(days, others int) bool { return days != others && days&^others == 0 }

// overlap reports whether any two spans of two lists have a minute in common.
func overlap(a, b []Span) bool {
	for _, x := range a {
		for _, y := range b {
			if x.From < y.To && y.From < x.To {
				return true
			}
		}
	}
	return false
}
