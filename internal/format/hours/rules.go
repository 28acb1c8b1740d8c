package hours

import "strings"

// joint is how a rule relates to those before it.
type joint uint8

const (
	prose    joint = iota // adds, or is the exception with fewer days
	replaces              // replaces those before it on its days
	adds
)

// rule is days and the times at which they are open, or closed.
type rule struct {
	text     string
	at       int
	days     int
	spans    []Span // those past midnight end after 1440; none means that it closes whole days
	closes   bool
	bare     bool // days without times
	joint    joint
	holidays string // the words for public and for school holidays
	schools  string
}

// done reports whether a rule of days has its times.
func (r *rule) done() bool { return r.closes || len(r.spans) > 0 }

// ofNone reports whether a rule names no day.
func (r *rule) ofNone() bool { return r.days == 0 && r.holidays == "" && r.schools == "" }

// reader splits the words of a piece into rules.
type reader struct {
	piece piece
	list  []token
	out   []rule
	cur   rule
	begin int   // index of the first word of the rule in the list
	gap   kind  // what precedes the current word: comma, and, or nothing
	last  token // the word before it, ignoring those
	// first is true if the rule begins with the word that closes: "closed on
	// Sundays".
	first bool
	// tight is true if nothing separates the rule from a closing word before
	// it: then that word may close these days, unless they have times of their
	// own.
	tight bool
}

// read returns the rules of a piece; false if it is not understood.
func (p *piece) read(list []token) ([]rule, bool) {
	r := reader{piece: *p, list: list}
	r.start(0)
	for i := 0; i < len(list); {
		t := list[i]
		n, ok := 1, true
		switch t.kind {
		case comma, and:
			r.gap = t.kind
			i++
			continue
		case dayWord, dayFrom, dayset, holiday, school:
			n, ok = r.days(i)
		case clock:
			n, ok = r.times(i)
		case always:
			ok = r.around(i)
		case closed:
			ok = r.close(i)
		default:
			ok = false
		}
		if !ok {
			return nil, false
		}
		i += n
		r.last, r.gap = list[i-1], filler
	}
	if !r.flush(len(list)) {
		return nil, false
	}
	return r.out, true
}

// start begins a rule at a word of the list.
func (r *reader) start(at int) {
	r.cur = rule{}
	switch {
	case len(r.out) == 0 && r.piece.semi:
		r.cur.joint = replaces
	case r.gap == comma:
		r.cur.joint = adds
	}
	r.begin, r.first = at, false
}

// flush ends the rule before a word of the list.
func (r *reader) flush(end int) bool {
	c := &r.cur
	if c.ofNone() && !c.done() {
		return true
	}
	if c.bare = !c.done(); c.bare && r.tight || c.ofNone() && !c.closes {
		return false
	}
	for end > r.begin && (r.list[end-1].kind == comma || r.list[end-1].kind == and) {
		end--
	}
	c.at = r.list[r.begin].at
	c.text = strings.TrimSpace(r.piece.text[c.at:r.list[end-1].end])
	if c.ofNone() {
		c.days = allBits
	}
	r.out = append(r.out, *c)
	return true
}

// days reads the day or range of days at a word of the list, and returns how
// many words it used.
func (r *reader) days(i int) (int, bool) {
	t := r.list[i]
	if r.cur.done() && !r.first {
		tight := r.cur.closes && r.gap == filler
		if !r.flush(i) {
			return 0, false
		}
		r.start(i)
		r.tight = tight
	} else if r.gap == filler && isHoliday(r.last) != isHoliday(t) && !r.cur.ofNone() {
		return 0, false // "PH Mo": the Mondays that are holidays
	}
	if r.first && len(r.cur.spans) > 0 {
		return 0, false
	}
	after := func(n int) kind {
		if i+n < len(r.list) {
			return r.list[i+n].kind
		}
		return filler
	}
	switch {
	case t.kind == holiday:
		r.cur.holidays = r.written(t)
	case t.kind == school:
		r.cur.schools = r.written(t)
	case t.kind == dayset:
		r.cur.days |= t.value
	case t.kind == dayFrom && after(1) == dayUntil:
		r.cur.days |= between(t.value, r.list[i+1].value)
		return 2, true
	case after(1) == dash && (after(2) == dayWord || after(2) == dayUntil):
		r.cur.days |= between(t.value, r.list[i+2].value)
		return 3, true
	case t.kind == dayWord:
		r.cur.days |= 1 << t.value
	default:
		return 0, false
	}
	return 1, true
}

func isHoliday(t token) bool { return t.kind == holiday || t.kind == school }

// written returns a word as the text has it.
func (r *reader) written(t token) string { return r.piece.text[t.at:t.end] }

// times reads a span of times.
func (r *reader) times(i int) (int, bool) {
	c := &r.cur
	if i+2 >= len(r.list) || r.list[i+1].kind != dash || r.list[i+2].kind != clock {
		return 0, false
	}
	s, ok := span(r.list[i], r.list[i+2])
	switch {
	case !ok, c.closes && !r.first, r.first && c.days != 0:
		return 0, false
	case c.ofNone() && (mayBeDate(r.list[i]) || mayBeDate(r.list[i+2])):
		return 0, false // "closed 30.11-6.12"
	}
	c.spans = append(c.spans, s)
	return 3, true
}

// around reads "24/7", for the days before it or for every day. After times of
// other days it may mean either.
func (r *reader) around(i int) bool {
	c := &r.cur
	if c.done() {
		return false
	}
	if c.ofNone() {
		r.begin, c.days = i, allBits
	}
	c.spans = append(c.spans, Span{0, day})
	return true
}

// close reads a word that closes: the days before it, the times before it, or
// what comes after it.
func (r *reader) close(i int) bool {
	c := &r.cur
	switch {
	case c.ofNone() && !c.done() || c.done() && r.gap != filler:
		if c.done() && !r.flush(i) {
			return false
		}
		r.start(i)
		r.cur.closes, r.first = true, true
	case c.closes:
		return false
	default:
		c.closes = true
	}
	return true
}

// between returns the bits of the days from first to last, wrapping past Sunday
// if last comes first in the week.
func between(first, last int) int {
	bits := 0
	for d := first; ; d = (d + 1) % 7 {
		bits |= 1 << d
		if d == last {
			return bits
		}
	}
}
