package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"saavu/internal/app"
	"saavu/internal/export"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// written is what a reader of report.json needs to check sentences: nothing of this
// program's own types.
type written struct {
	Frame   string
	Options []struct {
		ID, Against string
		Short       struct{ En string }
		Breaches    []struct{ Severity, Verdict string }
	}
	Services []struct {
		Name  string
		Short struct{ En string }
		Rows  []writtenRow
	}
	Network []struct {
		County span   `json:"county_eur"`
		Trades string `json:"budget_buys"`
	}
}

type writtenRow struct {
	Gain, Lose, Need span
	Visits           span                       `json:"visits_change"`
	County           span                       `json:"county_eur"`
	PartWeek         span                       `json:"part_week"`
	Odds             struct{ Worse, Draws int } `json:"better_visits"`
	LoseLast         float64                    `json:"lose_last"`
	Loads            []struct {
		Unit       string
		Load, Seen *float64
	}
	Areas []struct {
		Name       string
		Gain, Lose float64
	}
}

type span struct{ Value, Lo, Hi float64 }

// clear reports whether a number of people is one: its range does not cover zero.
func (s span) clear() bool { return s.Lo > 0 || s.Hi < 0 }

// turned reports whether a change is one: its range is on one side of zero, at most with
// its end there. A value at the other end is beyond its draws.
func (s span) turned() bool {
	return s.clear() || s.Lo > -1e-9*s.Value && s.Value > 0 && s.Value < s.Hi || s.Hi < -1e-9*s.Value && s.Value < 0 && s.Value > s.Lo
}

// near writes a number of people or visits as a reader expects it.
func near(v float64) string {
	v = math.Abs(v)
	switch {
	case v == 0:
		return "0"
	case v < 9.5:
		return "<10"
	case v < 995:
		return fmt.Sprint(10 * math.Round(v/10))
	}
	digits := strconv.FormatFloat(100*math.Round(v/100), 'f', 0, 64)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + " " + digits[i:]
	}
	return digits
}

// read writes a report as report.json and reads it again.
func read(t *testing.T, out *app.Outcome) written {
	t.Helper()
	var b bytes.Buffer
	if err := export.JSON(&b, out.Report, nil); err != nil {
		t.Fatal(err)
	}
	var w written
	if err := json.Unmarshal(b.Bytes(), &w); err != nil {
		t.Fatal(err)
	}
	return w
}

// firstScreenSays checks that the sentences of the first screen say, word by word, what
// report.json has: each names the options that it is true of, and no other.
func firstScreenSays(t *testing.T, out *app.Outcome) {
	w := read(t, out)
	want, said := expected(&w), map[string]string{}
	var b strings.Builder
	if err := export.Overview(&b, out.Report, export.TableOptions{}); err != nil {
		t.Fatal(err)
	}
	_, answer, _ := strings.Cut(b.String(), "\n\n") // below the title
	answer, _, _ = strings.Cut(answer, "\n\n")
	for _, line := range strings.Split(sentences.ReplaceAllString(strings.ReplaceAll(answer, "\n", " "), "\n$1"), "\n") {
		if sentence, is, list := strings.Cut(strings.TrimSuffix(line, "."), ": "); list {
			said[sentence] = is
		}
	}
	eurosSaid(t, &w, strings.ReplaceAll(answer, "\n", " "), want)
	for sentence, is := range want {
		if said[sentence] != is {
			t.Errorf("%q names %q, expected %q", sentence, said[sentence], is)
		}
		delete(said, sentence)
	}
	for sentence := range said {
		t.Errorf("not expected to be said: %q: %q", sentence, said[sentence])
	}
}

// eurosSaid checks the sentence on the county's euros: the options named lowest and highest
// are those of the values, and if no range is clear of zero the ends of all are wanted.
func eurosSaid(t *testing.T, w *written, answer string, want map[string]string) {
	t.Helper()
	all, turned := span{}, false
	var lowest, highest string
	for k, o := range w.Options {
		if o.Against != w.Options[0].ID {
			continue
		}
		c := w.Network[k].County
		turned = turned || c.turned() && math.Abs(c.Value) >= 5e3
		if lowest == "" || c.Value < all.Lo {
			lowest, all.Lo = o.Short.En, c.Value
		}
		if highest == "" || c.Value > all.Hi {
			highest, all.Hi = o.Short.En, c.Value
		}
	}
	if !turned {
		for k, o := range w.Options {
			if o.Against == w.Options[0].ID {
				all.Lo, all.Hi = math.Min(all.Lo, w.Network[k].County.Lo), math.Max(all.Hi, w.Network[k].County.Hi)
			}
		}
		want["No option clearly changes the county's euros a year (low…high of all"] = words.In(lang.English).Change(report.Range{Lo: all.Lo, Hi: all.Hi, Known: true}) + " M€)"
		return
	}
	if m := eurosFrom.FindStringSubmatch(answer); m == nil || !strings.Contains(m[1], lowest) || !strings.Contains(m[2], highest) {
		t.Errorf("the county's euros are lowest in %s and highest in %s: %q", lowest, highest, answer)
	}
}

var eurosFrom = regexp.MustCompile(`euros a year change from \S+ M€ \(([^)]*)\) to \S+ M€ \(([^)]*)\)`)

// sentences finds where a sentence ends and another begins.
var sentences = regexp.MustCompile(`\. ([A-Z])`)

// ranged writes a number of people or visits: low to high where half of that is over a tenth
// of it.
func (s span) ranged() string {
	low, high := math.Min(math.Abs(s.Lo), math.Abs(s.Hi)), math.Max(math.Abs(s.Lo), math.Abs(s.Hi))
	if (s.Hi-s.Lo)/2 <= math.Abs(s.Value)/10 || near(low) == near(high) {
		return near(s.Value)
	}
	return near(low) + "–" + near(high)
}

// expected gives what the answer of the first screen names, by sentence.
func expected(w *written) map[string]string {
	details, names := map[string][]string{}, map[string]map[string][]string{}
	for k, o := range w.Options {
		if o.Against != w.Options[0].ID {
			continue
		}
		put := func(sentence, detail string) {
			if names[sentence] == nil {
				names[sentence] = map[string][]string{}
			}
			if names[sentence][detail] == nil {
				details[sentence] = append(details[sentence], detail)
			}
			names[sentence][detail] = append(names[sentence][detail], o.Short.En)
		}
		var gain, lose, week float64
		var gains, loses, weeks string
		var stops, less, probably, maybe []string
		clear := false
		for _, v := range w.Services {
			row, ref := &v.Rows[k], &v.Rows[0]
			if row.Gain.Value > gain {
				gain, gains = row.Gain.Value, v.Short.En+" "+row.Gain.ranged()
			}
			if row.Lose.Value > lose {
				lose, loses = row.Lose.Value, v.Short.En+" "+row.Lose.ranged()
			}
			if more := row.PartWeek.Value - ref.PartWeek.Value; more > math.Max(week, 9.5) {
				week, weeks = more, fmt.Sprintf("%s %s [today: %s]", v.Short.En, near(row.PartWeek.Value), near(ref.PartWeek.Value))
			}
			wanted, given := 0.0, 0.0
			for _, l := range row.Loads {
				if l.Unit == "" {
					continue
				}
				if l.Load == nil || l.Seen == nil {
					wanted = math.NaN()
					break
				}
				wanted, given = wanted+*l.Load, given+*l.Seen
			}
			if given < 0.9*wanted {
				stops = append(stops, fmt.Sprintf("%s %.0f %%", v.Short.En, 100*given/wanted))
			}
			clear = clear || row.Gain.clear() || row.Lose.clear()
			more := -row.Visits.Value
			switch odds := fmt.Sprintf("%s %s [%d of %d]", v.Short.En, near(more), row.Odds.Worse, row.Odds.Draws); {
			case more <= 0.01*ref.Need.Value || more < 9.5:
			case row.Visits.clear() && -row.Visits.Hi > 0.01*ref.Need.Value:
				less = append(less, v.Short.En+" "+row.Visits.ranged())
			case 2*row.Odds.Worse > row.Odds.Draws:
				probably = append(probably, odds)
			default:
				maybe = append(maybe, odds)
			}
		}
		switch {
		case gain == 0 && lose == 0:
			put("Nobody crosses the time limit", "")
		case !clear:
			put("No clear change in who gets there in time", "")
		case lose == 0:
			put("People come within the time limit, and nobody falls outside it, most in one service", gains)
		case gain == 0:
			put("People fall outside the time limit, and nobody comes within it, most in one service", loses)
		default:
			put("Some people come within the time limit ▲ and others fall outside it ▼, most in one service", "▲ "+gains+" ▼ "+loses)
		}
		if weeks != "" {
			put("People in time only at places open 1–4 days a week, most in one service", weeks)
		}
		for sentence, of := range map[string][]string{
			"Mobile units can give only a part of the visits wanted at their stops":                              stops,
			"Over 1 % more of the need of some service is unmet, visits a year":                                  less,
			"Over 1 % more of the need of some service is probably unmet, visits a year [draws with more unmet]": probably,
			"Over 1 % more of the need of some service may be unmet, visits a year [draws with more unmet]":      maybe,
		} {
			if of != nil {
				put(sentence, strings.Join(of, ", "))
			}
		}
		if trades := w.Network[k].Trades; w.Frame == "budget" && trades != "" {
			for _, v := range w.Services {
				trades = regexp.MustCompile(`((?:under )?[0-9.]+) positions of [^(]*\(`+regexp.QuoteMeta(v.Name)+`\)`).ReplaceAllString(trades, v.Short.En+" $1")
			}
			put("Positions that balance the euros", trades)
		}
		for _, b := range o.Breaches {
			if b.Severity == "law" && b.Verdict == "breach" {
				put("Newly breaks a law", "")
				break
			}
		}
	}
	out := map[string]string{}
	for sentence, list := range details {
		var parts []string
		for _, detail := range list {
			part := strings.Join(names[sentence][detail], ", ")
			if detail != "" {
				part += " (" + detail + ")"
			}
			parts = append(parts, part)
		}
		out[sentence] = strings.Join(parts, "; ")
	}
	return out
}

// sentencesSay checks that the sentence of an option in the table of a service says,
// part by part, what report.json has.
func sentencesSay(t *testing.T, out *app.Outcome) {
	number := `(<10|fewer than 10|[0-9 ]+) `
	parts := []struct {
		pattern *regexp.Regexp
		is      func(r *writtenRow, m []string) bool
	}{
		{regexp.MustCompile(`^` + number + `(?:children|people|older people) gain(?:, most in (.*?))?(?:, and .*)?$`), func(r *writtenRow, m []string) bool {
			return r.Gain.clear() && same1(m[1], r.Gain.Value) && mostIn(r, m[2], func(i int) float64 { return r.Areas[i].Gain })
		}},
		{regexp.MustCompile(`^(?:.*, and )?` + number + `(?:children|people|older people) lose(?:, most in (.*))?$`), func(r *writtenRow, m []string) bool {
			return r.Lose.clear() && same1(m[1], r.Lose.Value) && mostIn(r, m[2], func(i int) float64 { return r.Areas[i].Lose })
		}},
		{regexp.MustCompile(`^` + number + `lose the last point`), func(r *writtenRow, m []string) bool { return same1(m[1], r.LoseLast) }},
		{regexp.MustCompile(`^can give (fewer than 10|[0-9 –]+) (fewer|more) visits a year$`), func(r *writtenRow, m []string) bool {
			return r.Visits.turned() && (m[1] == r.Visits.ranged() || same1(m[1], r.Visits.Value) && r.Visits.ranged() == near(r.Visits.Value)) && (m[2] == "fewer") == (r.Visits.Value < 0)
		}},
		{regexp.MustCompile(`^(costs|saves) (under )?([0-9.]+) M€ a year( less| more|)`), func(r *writtenRow, m []string) bool {
			euros, _ := strconv.ParseFloat(m[3], 64)
			amount := math.Abs(r.County.Value) / 1e6
			return r.County.turned() && (m[1] == "saves" || m[4] == " less") == (r.County.Value < 0) && (math.Abs(euros-amount) <= 0.05+1e-9 && m[2] == "" || amount < euros && m[2] != "")
		}},
		{regexp.MustCompile(`^nobody gains or loses`), func(r *writtenRow, _ []string) bool { return r.Gain == span{} && r.Lose == span{} }},
		{regexp.MustCompile(`^no clear change in who`), func(r *writtenRow, _ []string) bool {
			return !r.Gain.clear() && !r.Lose.clear() && (r.Gain != span{} || r.Lose != span{})
		}},
		{regexp.MustCompile(`^no clear change in the county's cost`), func(r *writtenRow, _ []string) bool { return !r.County.turned() && r.County != span{} }},
		{regexp.MustCompile(`^costs the county the same`), func(r *writtenRow, _ []string) bool { return r.County == span{} }},
	}
	w, en, checked := read(t, out), words.In(lang.English), map[int]bool{}
	for v := range out.Report.Services {
		for k := range out.Report.Options {
			o, row := &out.Report.Options[k], &w.Services[v].Rows[k]
			if o.Against < 0 {
				continue
			}
			text := en.Sentence(out.Report.Services[v].Group, o, &out.Report.Services[v].Rows[k])
			for part := range strings.SplitSeq(strings.TrimSuffix(text, "."), "; ") {
				for i, p := range parts {
					if m := p.pattern.FindStringSubmatch(part); m != nil {
						checked[i] = true
						if !p.is(row, m) {
							t.Errorf("%s of %s: %q of gain %v, lose %v, last %v, visits %v, county %v", out.Report.Services[v].ID, o.ID, part, row.Gain, row.Lose, row.LoseLast, row.Visits, row.County)
						}
					}
				}
			}
			if row.Visits.turned() != strings.Contains(text, "can give") {
				t.Errorf("%s of %s: %q, and visits change by %v", out.Report.Services[v].ID, o.ID, text, row.Visits)
			}
		}
	}
	if len(checked) < 5 {
		t.Errorf("only %d kinds of parts of a sentence are there", len(checked))
	}
}

// same1 compares a number of a sentence with that of the report.
func same1(said string, v float64) bool {
	return said == near(v) || said == "fewer than 10" && near(v) == "<10"
}

// mostIn reports whether an area has the most people who gain or lose; an area that is
// not named has none.
func mostIn(r *writtenRow, name string, of func(i int) float64) bool {
	top := 0.0
	for i := range r.Areas {
		top = math.Max(top, of(i))
	}
	if name == "" {
		return top == 0
	}
	i := slices.IndexFunc(r.Areas, func(a struct {
		Name       string
		Gain, Lose float64
	}) bool {
		return a.Name == name
	})
	return i >= 0 && of(i) == top
}
