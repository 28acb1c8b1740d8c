package board

import (
	"math"
	"slices"
	"strings"

	"saavu/pkg/report"
)

// Warning is a sentence that changes a reading.
type Warning struct {
	Key   string // of its text in the catalog of words
	Facts []any  // names and values of the text
	Text  string
	Tone  Tone // Law for a law that is newly broken, Lose for another rule
}

// warning makes a warning of a text of the catalog.
func (v *View) warning(key string, facts ...any) Warning {
	return Warning{Key: key, Facts: facts, Text: v.W.Text(key, facts...)}
}

// texts are the sentences of warnings.
func texts(list []Warning) []string {
	var out []string
	for i := range list {
		out = append(out, list[i].Text)
	}
	return out
}

// Warnings are the sentences below the tables: the new breaches, the asides and the other
// cautions.
func (v *View) Warnings() []string {
	out := v.Breaches("")
	for _, line := range v.Asides() {
		out = append(out, Mark+line)
	}
	doubts := v.doubtful()
	if len(v.Options) == 1 { // a short screen: what moves most is on that of a service, stops are in --detail
		doubts = slices.DeleteFunc(doubts, func(x Warning) bool { return x.Key == "warn.moved" || x.Key == "warn.stops" })
	}
	return append(out, texts(doubts)...)
}

// Mark stands before a warning on a terminal.
const Mark = "! "

// Cautions are the warnings below the table: each new breach and what makes a figure
// doubtful.
func (v *View) Cautions() []Warning { return append(v.breaches(""), v.doubtful()...) }

// doubtful says where mobile units stop, what moves the result most, which known figures
// the model misses, which services' purchase has no verdict, and where staff is unknown.
func (v *View) doubtful() []Warning {
	var out []Warning
	add := func(key string, values ...any) { out = append(out, v.warning(key, values...)) }
	for _, k := range v.Options {
		if list := v.W.MobileStops(&v.R.Options[k]); list != nil {
			add("warn.stops", "option", v.Option(k), "list", strings.Join(list, "; "))
		}
	}
	if text := v.leastCertain(); text != "" {
		add("warn.moved", "list", text)
	}
	if v.R.Draws > 0 && v.R.Networks <= 0 {
		add("networks_none")
	}
	off, fitted, worst := 0, 0, -1
	for i, c := range v.R.Checks {
		if c.Fitted {
			fitted++
		}
		if c.Off && c.Waived == "" {
			off++
			if worst < 0 || math.Abs(math.Log(c.Ratio)) > math.Abs(math.Log(v.R.Checks[worst].Ratio)) {
				worst = i
			}
		}
	}
	if worst >= 0 && v.R.Options[v.Ref].Year == v.R.Year { // the figures are of the base year
		c := &v.R.Checks[worst]
		add("warn.checks", "all", len(v.R.Checks)-fitted, "n", off, "most", c.Names.Every(c.What), "ratio", v.W.Fixed(c.Ratio, 1))
	}
	out = append(out, v.unjudged(func(int) bool { return true })...)
	out = append(out, v.estimated()...)
	var unknown []string
	for s := range v.R.Services {
		if !v.R.Services[s].Rows[v.Ref].Served.Known {
			unknown = append(unknown, v.Short(s))
		}
	}
	if unknown != nil {
		add("warn.unstaffed", "services", unknown)
	}
	return out
}

// Breaches are sentences about each new breach of a rule in a service, or of a rule
// about the whole county; service "" stands for all services.
func (v *View) Breaches(service string) []string { return texts(v.breaches(service)) }

// severity is the tone of a broken rule; a wish has none.
var severity = map[report.Severity]Tone{report.Law: Law, report.OwnRule: Lose}

// breaches are the new breaches, by option.
func (v *View) breaches(service string) []Warning {
	var out []Warning
	for _, k := range v.Options {
		for _, b := range v.R.Options[k].Breaches {
			if service != "" {
				b, _ = b.On(service)
			}
			if b.Verdict == "breach" {
				x := v.warning("warn.breach", "option", v.Option(k), "rule", Breach(v.W, b, true, false))
				x.Tone = severity[b.Severity]
				out = append(out, x)
			}
		}
	}
	return out
}

// Unjudged names, by option, those of the shown services that it buys and whose staff
// alone costs more than the unit cost: whether buying pays there is not known.
func (v *View) Unjudged(shown func(service int) bool) []string { return texts(v.unjudged(shown)) }

func (v *View) unjudged(shown func(service int) bool) []Warning {
	var out []Warning
	for _, k := range v.Options {
		var services []string
		for s := range v.R.Services {
			if shown(s) && v.R.Services[s].Rows[k].Worth.Verdict == report.NotJudged {
				services = append(services, v.Short(s))
			}
		}
		if services != nil {
			out = append(out, v.warning("warn.unjudged", "option", v.Option(k), "services", services))
		}
	}
	return out
}

// leastEstimated is the share of estimated people that a reader would notice.
const leastEstimated = 0.01

// estimated names the service of whose people most are estimated, if a reader would
// notice.
func (v *View) estimated() []Warning {
	most, at := leastEstimated, -1
	for s := range v.R.Services {
		if h := v.R.Services[s].Hidden; h.People > 0 && h.Estimated/h.People > most {
			most, at = h.Estimated/h.People, s
		}
	}
	if at < 0 {
		return nil
	}
	return v.estimatedIn(at)
}

// Estimated states how many people of a service are estimated, if a reader would notice.
func (v *View) Estimated(service int) []string { return texts(v.estimatedIn(service)) }

func (v *View) estimatedIn(service int) []Warning {
	h := v.R.Services[service].Hidden
	if h.People <= 0 || h.Estimated/h.People <= leastEstimated {
		return nil
	}
	return []Warning{v.warning("warn.estimated", "share", v.W.Fixed(100*h.Estimated/h.People, 0), "service", v.Short(service), "low", v.W.Count(h.Low), "high", v.W.Count(h.High))}
}

// leastCertain names the parameter that moves a service of the reference most; ""
// where none was tried.
func (v *View) leastCertain() string {
	service, best := -1, report.Mover{}
	for s := range v.R.Services {
		if len(v.Options) == 1 && !v.Touched(s, v.Options[0]) {
			continue
		}
		for _, m := range v.R.Services[s].Rows[v.Ref].Movers {
			if m.Unit == "share" && m.Swing > best.Swing {
				service, best = s, m
			}
		}
	}
	if service < 0 {
		return ""
	}
	name, between := Source(v.W, v.R, &best.Source, false)
	return v.W.Text("warn.moved_of", "parameter", name, "range", between,
		"service", v.Short(service), "what", v.W.Term("mover", best.What), "apart", Points(v.W, best.Swing), "reference", v.Option(v.Ref))
}
