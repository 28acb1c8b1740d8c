package export

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"saavu/pkg/report"
)

// answer gives the sentences above the tables: new breaches of law, whom the options
// bring within the time limit and whom they take beyond it, the visits left undone,
// and the county's euros.
func (o *overview) answer() []string {
	var out []string
	add := func(key string, list []int, values ...any) {
		if len(list) > 0 {
			out = append(out, o.w.Text(key, append([]any{"options", o.names(list)}, values...)...))
		}
	}
	var law, gain, lose, both, unclear, neither, less []int
	up, down := map[int]float64{}, map[int]float64{}
	for _, k := range o.options {
		counts := false // a change that is a clear difference
		for s := range o.r.Services {
			row, need := &o.r.Services[s].Rows[k], o.r.Services[s].Rows[o.ref].Need.V
			up[k], down[k] = math.Max(up[k], row.Gain.V), math.Max(down[k], row.Lose.V)
			counts = counts || row.Gain.Direction() > 0 || row.Lose.Direction() > 0
			if undone(row, need) > 0 && !slices.Contains(less, k) {
				less = append(less, k)
			}
		}
		switch {
		case up[k] == 0 && down[k] == 0:
			neither = append(neither, k)
		case !counts:
			unclear = append(unclear, k)
		case up[k] > 0 && down[k] > 0:
			both = append(both, k)
		case up[k] > 0:
			gain = append(gain, k)
		default:
			lose = append(lose, k)
		}
		if gravest(&o.r.Options[k]) == lawBroken {
			law = append(law, k)
		}
	}
	most := func(list []int, of map[int]float64) string {
		top := 0.0
		for _, k := range list {
			top = math.Max(top, of[k])
		}
		return o.w.Count(top)
	}
	add("answer.law", law)
	add("answer.gain", gain, "gain", most(gain, up))
	add("answer.lose", lose, "lose", most(lose, down))
	add("answer.both", both, "gain", most(both, up), "lose", most(both, down))
	add("answer.unclear", unclear)
	add("answer.neither", neither)
	add("answer.undone", less)
	return append(out, o.costs()...)
}

// undone gives the visits a year that an option newly leaves undone, where they are a
// clear difference and over 1 % of a need; 0 for any other change.
func undone(row *report.Row, need float64) float64 {
	if more := -row.VisitsChange.Clear(); more >= leastVisits && more > need/100 {
		return more
	}
	return 0
}

// counted gives a number of people that is clearly above zero; 0 for any other.
func counted(people report.Range) float64 {
	if people.Direction() <= 0 {
		return 0
	}
	return people.V
}

// names lists options.
func (o *overview) names(list []int) string {
	out := make([]string, len(list))
	for i, k := range list {
		out[i] = o.w.ShortOption(&o.r.Options[k])
	}
	return strings.Join(out, ", ")
}

// costs names the options that cost the county least and most.
func (o *overview) costs() []string {
	known := slices.DeleteFunc(slices.Clone(o.options), func(k int) bool { return !o.r.Network[k].County.Known })
	if len(known) == 0 {
		if len(o.options) == 0 {
			return nil
		}
		return []string{o.w.Text("answer.unknown")}
	}
	order := func(a, b int) int { return cmp.Compare(o.r.Network[a].County.V, o.r.Network[b].County.V) }
	least, most := slices.MinFunc(known, order), slices.MaxFunc(known, order)
	low, high := o.cost(least), o.cost(most)
	switch {
	case low == smallChange && high == low:
		return []string{o.w.Text("answer.euros_unclear")}
	case low == same.text && high == low:
		return []string{o.w.Text("answer.euros_none")}
	case low == high:
		return []string{o.w.Text("answer.euros_alike", "low", low)}
	}
	return []string{o.w.Text("answer.euros", "low", strings.Replace(low, same.text, "0", 1), "least", o.names([]int{least}),
		"high", strings.Replace(high, same.text, "0", 1), "most", o.names([]int{most}))}
}

// cost writes the change of the county's euros without its range, or that it is no
// clear difference.
func (o *overview) cost(k int) string {
	county := o.r.Network[k].County
	text := o.w.Change(report.Exact(county.V))
	if text != same.text && county.Sign() == 0 {
		return smallChange
	}
	return text
}

// warnings writes what changes a reading: each new breach, where mobile units stop,
// what moves the result most, the known figures that the model misses, services whose
// purchase has no verdict, unknown staff.
func (o *overview) warnings() {
	o.breaches("")
	for _, k := range o.options {
		if list := o.w.MobileStops(&o.r.Options[k]); list != nil {
			o.paragraph(o.w.Text("warn.stops", "option", o.w.ShortOption(&o.r.Options[k]), "list", strings.Join(list, "; ")))
		}
	}
	if text := o.leastCertain(); text != "" {
		o.paragraph(o.w.Text("warn.moved", "list", text))
	}
	if o.r.Draws > 0 && o.r.Networks <= 0 {
		o.paragraph(o.w.Text("networks_none"))
	}
	off, fitted, worst := 0, 0, -1
	for i, c := range o.r.Checks {
		if c.Fitted {
			fitted++
		}
		if c.Off && c.Waived == "" {
			off++
			if worst < 0 || math.Abs(math.Log(c.Ratio)) > math.Abs(math.Log(o.r.Checks[worst].Ratio)) {
				worst = i
			}
		}
	}
	if worst >= 0 && o.r.Options[o.ref].Year == o.r.Year { // the figures are of the base year
		c := &o.r.Checks[worst]
		o.paragraph(o.w.Text("warn.checks", "all", len(o.r.Checks)-fitted, "n", off, "most", c.Names.Every(c.What), "ratio", o.w.Fixed(c.Ratio, 1)))
	}
	o.unjudged(func(int) bool { return true })
	o.estimated()
	var unknown []string
	for s := range o.r.Services {
		if !o.r.Services[s].Rows[o.ref].Served.Known {
			unknown = append(unknown, o.short(s))
		}
	}
	if unknown != nil {
		o.paragraph(o.w.Text("warn.unstaffed", "services", unknown))
	}
}

// breaches writes each new breach of a rule in a service, or of a rule about the whole
// county; service "" stands for all services.
func (o *overview) breaches(service string) {
	for _, k := range o.options {
		for _, b := range o.r.Options[k].Breaches {
			if service != "" {
				b, _ = b.On(service)
			}
			if b.Verdict == "breach" {
				o.paragraph(o.w.Text("warn.breach", "option", o.w.ShortOption(&o.r.Options[k]), "rule", o.breach(b, true, false)))
			}
		}
	}
}

// unjudged names, by option, the services of a screen that it buys and whose staff
// alone costs more than the unit cost: whether buying pays there is not known.
func (o *overview) unjudged(shown func(s int) bool) {
	for _, k := range o.options {
		var services []string
		for s := range o.r.Services {
			if shown(s) && o.r.Services[s].Rows[k].Worth.Verdict == report.NotJudged {
				services = append(services, o.short(s))
			}
		}
		if services != nil {
			o.paragraph(o.w.Text("warn.unjudged", "option", o.w.ShortOption(&o.r.Options[k]), "services", services))
		}
	}
}

// leastEstimated is the share of estimated people that a reader would notice.
const leastEstimated = 0.01

// estimated names the service of whose people most are estimated, if a reader would
// notice.
func (o *overview) estimated() {
	most, at := leastEstimated, -1
	for s := range o.r.Services {
		if h := o.r.Services[s].Hidden; h.People > 0 && h.Estimated/h.People > most {
			most, at = h.Estimated/h.People, s
		}
	}
	if at >= 0 {
		o.estimatedOf(at)
	}
}

// estimatedOf writes how many people of a service are estimated.
func (o *overview) estimatedOf(at int) {
	h := o.r.Services[at].Hidden
	o.paragraph(o.w.Text("warn.estimated", "share", o.w.Fixed(100*h.Estimated/h.People, 0), "service", o.short(at), "low", o.w.Count(h.Low), "high", o.w.Count(h.High)))
}

// leastCertain names the parameter that moves a service of the reference most; ""
// where none was tried.
func (o *overview) leastCertain() string {
	service, best := -1, report.Mover{}
	for s := range o.r.Services {
		if len(o.options) == 1 && !o.touched(s, o.options[0]) {
			continue
		}
		for _, m := range o.r.Services[s].Rows[o.ref].Movers {
			if m.Unit == "share" && m.Swing > best.Swing {
				service, best = s, m
			}
		}
	}
	if service < 0 {
		return ""
	}
	name, between := o.source(o.r, &best.Source)
	key := "points_apart"
	n := o.w.Fixed(100*best.Swing, 0)
	if n == "1" {
		key = "point_apart"
	}
	return o.w.Text("warn.moved_of", "parameter", name, "range", between,
		"service", o.short(service), "what", o.w.Term("mover", best.What), "apart", o.w.Text(key, "n", n))
}

// elsewhere names the options that no screen shows, and why.
func (o *overview) elsewhere() {
	for _, missing := range []struct {
		key     string
		options []int
	}{{"more_options", o.others}, {"alone_options", o.alone}} {
		var list []string
		for _, k := range missing.options {
			list = append(list, o.w.Text("more_option", "option", o.w.ShortOption(&o.r.Options[k]), "year", report.Year(o.r.Options[k].Year), "id", o.r.Options[k].ID))
		}
		if list != nil {
			o.paragraph(o.w.Text(missing.key, "list", list))
		}
	}
}

// further names the options that no screen shows, and where to go on.
func (o *overview) further() {
	o.elsewhere()
	first := 0
	for s := len(o.r.Services) - 1; s >= 0 && len(o.options) == 1; s-- {
		if o.touched(s, o.options[0]) {
			first = s
		}
	}
	o.paragraph(o.w.Text("more", "service", o.r.Services[first].ID))
}
