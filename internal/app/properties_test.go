package app_test

import (
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"saavu/data"
	"saavu/internal/app"
	"saavu/internal/load"
	"saavu/internal/realdata"
	"saavu/internal/source"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/scenarios"
)

// shared is a county of several tests. What they have in common is computed once.
type shared struct {
	q       app.Request
	session *app.Session
	read    *load.County
	today   *people // without a parameter set
	frames  map[string]*report.Report
}

// sharedCounties holds the counties of finished tests by name. Tests that share them run
// one after the other.
var sharedCounties = map[string]*shared{}

// counties runs a test on the embedded county, on a drawn one and, if there is real data,
// on that of scenarios/helsinki-region.
func counties(t *testing.T, test func(t *testing.T, c *shared)) {
	for _, name := range []string{"embedded", "drawn", "real"} {
		t.Run(name, func(t *testing.T) {
			c := sharedCounties[name]
			if c == nil {
				c = sharedCounty(t, name)
				sharedCounties[name] = c
			}
			test(t, c)
		})
	}
}

// sharedCounty opens a county of counties.
func sharedCounty(t *testing.T, name string) *shared {
	q := request()
	switch name {
	case "drawn":
		q.County = drawnCounty(t)
	case "producers", "products", "segments", "together":
		q.County = filepath.Join("..", "..", "scenarios", name, "county.yaml")
	case "real":
		q.County, q.Data = filepath.Join("..", "..", "scenarios", "helsinki-region", "county.yaml"), realdata.Dir(t)
	}
	return sharedCountyOf(t, q)
}

// sharedCountyAt opens the county of a file.
func sharedCountyAt(t *testing.T, file string) *shared {
	t.Helper()
	q := request()
	q.County = file
	return sharedCountyOf(t, q)
}

func sharedCountyOf(t *testing.T, q app.Request) *shared {
	t.Helper()
	files, path := q.Embedded, load.EmbeddedCounty
	if q.County != "" {
		files, path = source.OS(), q.County
	}
	read, err := load.Read(t.Context(), files, path, load.Options{Data: q.Data, Embedded: q.Embedded})
	if err != nil {
		t.Fatal(err)
	}
	return &shared{q: q, session: fresh(t, q), read: read}
}

// drawnCounty writes a county with the places, options and rules of the embedded one in
// which other people live in each square, and no share of a station is known: people
// choose by travel alone, and stations are full or idle. It returns the county file.
func drawnCounty(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, files := range map[string]fs.FS{"data": data.FS, "scenarios": scenarios.FS} {
		if err := os.CopyFS(filepath.Join(dir, name), files); err != nil {
			t.Fatal(err)
		}
	}
	county := filepath.Join(dir, "data", "vantaa-kerava")
	edit := func(name string, change func(lines []string) []string) {
		path := filepath.Join(county, name)
		text, err := os.ReadFile(path)
		if err == nil {
			err = os.WriteFile(path, []byte(strings.Join(change(strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")), "\n")+"\n"), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	edit("county.yaml", func(lines []string) []string {
		return slices.DeleteFunc(lines, func(l string) bool {
			return strings.HasPrefix(l, "  - {kind: share, service: gp_reception, facility: ")
		})
	})
	inArea := map[string]float64{} // people
	edit("cells.csv", func(lines []string) []string {
		const places = 4 // columns before the people
		people := make([]string, len(lines)-1)
		for i, l := range lines[1:] {
			people[i] = strings.Join(strings.Split(l, ",")[places:], ",")
		}
		rand.New(rand.NewPCG(3, 5)).Shuffle(len(people), func(i, j int) { people[i], people[j] = people[j], people[i] })
		for i, l := range lines[1:] {
			place := strings.Split(l, ",")[:places]
			lines[i+1] = strings.Join(place, ",") + "," + people[i]
			for n := range strings.SplitSeq(people[i], ",") {
				inArea[place[places-1]] += num(n)
			}
		}
		return lines
	})
	edit("areas.csv", func(lines []string) []string {
		column := slices.Index(strings.Split(lines[0], ","), "population")
		for i, l := range lines[1:] {
			row := strings.Split(l, ",")
			row[column] = fmt.Sprint(inArea[row[0]])
			lines[i+1] = strings.Join(row, ",")
		}
		return lines
	})
	return filepath.Join(county, "county.yaml")
}

// case1 is one row of a report: an option in the table of a service.
type case1 struct {
	r         *report.Report
	v         *report.Service
	o         *report.Option
	row, ref  *report.Row // ref is the row itself where the option is compared with none
	net       *report.NetworkRow
	service   int
	sold      bool     // the same budget sold positions of the service
	allTraded []string // English names of the services that the same budget trades in
}

// properties hold in every row of every report. Each says what is wrong, or "".
var properties = []struct {
	what  string
	wrong func(c *case1) string
}{
	{"a value lies inside its low and high", func(c *case1) string {
		return outside("row", reflect.ValueOf(*c.row)) + outside("network", reflect.ValueOf(*c.net))
	}},
	{"changes are those of the figures", func(c *case1) string {
		for _, x := range []struct {
			what                string
			change, is, was, by float64
		}{
			{"there", c.row.ThereChange.V, c.row.There.V, c.ref.There.V, 1e-3}, {"there all week", c.row.WeekChange.V, c.row.There.V - c.row.PartWeek.V, c.ref.There.V - c.ref.PartWeek.V, 1e-3},
			{"gain and lose", c.row.ThereChange.V, c.row.Gain.V, c.row.Lose.V, 1e-3},
			{"visits", c.row.VisitsChange.V, c.row.Visits.V, c.ref.Visits.V, 1e-3},
		} {
			if math.Abs(x.change-(x.is-x.was)) > x.by {
				return fmt.Sprintf("%s change by %v, from %v to %v", x.what, x.change, x.was, x.is)
			}
		}
		return ""
	}},
	{"no word of praise where fewer get there, at all or all week, or fewer visits can be given", func(c *case1) string {
		if c.row.ThereChange.Sign() >= 0 && c.row.WeekChange.Sign() >= 0 && !c.row.VisitsChange.Falls(c.row.Need.V) {
			return ""
		}
		en := words.In(lang.English)
		text := strings.Join([]string{en.Worth(c.row.Worth), en.ShortWorth(c.row.Worth), en.Sentence(c.v.Group, c.o, c.row), en.NetworkSentence(c.o, c.net)}, "; ")
		for _, word := range []string{"saves", "better", "cheaper", "per gained", "/gained", "loser"} {
			if strings.Contains(text, word) {
				return text
			}
		}
		if c.row.VisitsChange.Sign() < 0 && !strings.Contains(text, "visits fewer") || c.row.ThereChange.Sign() < 0 && !strings.Contains(text, "people fewer") ||
			c.row.WeekChange.Sign() < 0 && !strings.Contains(text, en.People(-c.row.WeekChange.V)+" people fewer get there") {
			return "not stated: " + text
		}
		return ""
	}},
	{"no price and no odds of euros where positions were sold", func(c *case1) string {
		if c.r.Frame == "budget" && c.sold && (c.row.NextBest != "" || c.row.Odds[2].Draws > 0) {
			return fmt.Sprintf("%v euros per person more than %s, cheaper in %+v", c.row.NextPrice, c.row.NextBest, c.row.Odds[2])
		}
		return ""
	}},
	{"a verdict is that of its own service", func(c *case1) string {
		w, counts := c.row.Worth, []report.Range{c.row.ThereChange, c.row.WeekChange, c.row.VisitsChange, c.row.County, c.row.Homes}
		for k, stated := range []float64{w.There, w.Week, w.Visits, w.County, w.Homes} {
			if stated != 0 && stated != counts[k].V {
				return fmt.Sprintf("count %d is %v, stated as %v", k, counts[k], stated)
			}
		}
		if w.Verdict == report.NotJudged {
			return ""
		}
		if c.r.Frame == "budget" && c.sold { // its euros are left out
			counts = counts[:3]
			if w.Homes != 0 {
				return ""
			}
		}
		clear := slices.ContainsFunc(counts, func(r report.Range) bool { return r.Sign() != 0 })
		if plain := w.Verdict == report.NoChange || w.Verdict == report.NoClear; c.o.Against >= 0 && plain == clear {
			return fmt.Sprintf("%q of %v", w.Verdict, counts)
		}
		return ""
	}},
	{"no verdict where a purchase is held against staff that alone costs more than the unit cost, and only there", func(c *case1) string {
		buys := slices.ContainsFunc(c.o.Steps, func(s report.Step) bool {
			return s.Kind == "contract" && slices.ContainsFunc(s.Services, func(of report.Called) bool { return of.ID == c.v.ID })
		})
		today := &c.r.Today.Services[c.service]
		if none := buys && today.StaffCost > today.UnitCost; none != (c.row.Worth.Verdict == report.NotJudged) {
			return fmt.Sprintf("%q, buys %v, staff %v of a unit cost of %v", c.row.Worth.Verdict, buys, today.StaffCost, today.UnitCost)
		}
		if c.row.Worth.Verdict == report.NotJudged && (c.row.Best || c.row.Worth != (report.Worth{Verdict: report.NotJudged})) {
			return fmt.Sprintf("a star %v, %+v", c.row.Best, c.row.Worth)
		}
		return ""
	}},
	{"need is served or left, by service, area and station", func(c *case1) string {
		people, there, gain, lose := 0.0, 0.0, 0.0, 0.0
		for _, a := range c.row.Areas {
			people, there, gain, lose = people+a.People, there+a.People*a.GetsThere.V, gain+a.Gain, lose+a.Lose
		}
		seen := 0.0
		for _, l := range c.row.Loads {
			if math.IsNaN(l.Seen) {
				continue
			}
			seen += l.Seen
			if l.Seen < 0 || l.Seen > l.Load*(1+1e-9) || l.Seen > l.Capacity*(1+1e-9) || l.Load > l.Seen*(1+1e-9) && l.Capacity > l.Seen*(1+1e-9) {
				return fmt.Sprintf("%s serves %v of %v with a capacity of %v", l.Facility, l.Seen, l.Load, l.Capacity)
			}
		}
		for _, x := range []struct {
			what     string
			got, all float64
		}{{"people of the areas", people, c.row.People}, {"there in the areas", there, c.row.There.V}, {"there and beyond", c.row.There.V + c.row.Beyond.V, c.row.People},
			{"gain of the areas", gain, c.row.Gain.V}, {"lose of the areas", lose, c.row.Lose.V}} {
			if math.Abs(x.got-x.all) > 1e-6*math.Max(1, x.all) {
				return fmt.Sprintf("%s: %v of %v", x.what, x.got, x.all)
			}
		}
		need, visits := 0.0, 0.0
		for _, a := range c.row.Areas {
			need, visits = need+a.Need, visits+a.Visits
		}
		if c.row.Visits.Known && (math.Abs(visits-c.row.Visits.V) > 1e-6*math.Max(1, c.row.Visits.V) || need > c.row.Need.V*(1+1e-9) || visits > need*(1+1e-9)) {
			return fmt.Sprintf("the areas need %v and are given %v of %v and %v", need, visits, c.row.Need.V, c.row.Visits.V)
		}
		for _, l := range c.row.Loads {
			if least := math.Max(l.More.Position, l.More.RoomHour); least > need-visits+1e-6*need {
				return fmt.Sprintf("one more at %s gives %v of %v unmet", l.Facility, least, need-visits)
			}
		}
		for _, y := range c.row.Capacity {
			if y.Used > y.Wanted*(1+1e-9) || y.Used > y.Hours*(1+1e-9) {
				return fmt.Sprintf("%s: %v hours of %v wanted are given in %v", y.Profession, y.Used, y.Wanted, y.Hours)
			}
		}
		if given := c.row.Visits.V; seen > given*(1+1e-9) || given > c.row.Served.V*c.row.Need.V*(1+1e-9) || c.row.Served.V > 1 {
			return fmt.Sprintf("need %v, served %v, given %v, of these at the stations %v", c.row.Need.V, c.row.Served.V, given, seen)
		}
		return ""
	}},
	{"need is that of the people, the same in every option, and what is served is visits of it", func(c *case1) string {
		if d := cmp.Diff(c.ref.Need, c.row.Need, cmpopts.EquateApprox(1e-9, 0)); d != "" && c.o.Against >= 0 {
			return "need (-reference +option): " + d
		}
		if c.row.Served.Known && c.row.Need.V > 0 && math.Abs(c.row.Served.V*c.row.Need.V-c.row.Visits.V) > 1e-6*c.row.Need.V {
			return fmt.Sprintf("served %v of a need of %v, visits %v", c.row.Served.V, c.row.Need.V, c.row.Visits.V)
		}
		if planned := slices.ContainsFunc(c.o.Steps, func(s report.Step) bool {
			return s.Kind == "add-remote" && slices.ContainsFunc(s.Services, func(of report.Called) bool { return of.ID == c.v.ID })
		}); c.row.Induced.Lo < 0 || !planned && c.row.Induced != (report.Range{Known: true}) {
			return fmt.Sprintf("a channel is planned %v and creates %+v", planned, c.row.Induced)
		}
		return ""
	}},
	{"what lies wholly on one side of its range does so in nine of ten draws", func(c *case1) string {
		if c.o.Against < 0 {
			return ""
		}
		for k, change := range []report.Range{c.row.ThereChange, c.row.VisitsChange, c.row.County, c.row.Homes} {
			o, better, worse := c.row.Odds[k], change.Lo > roundingOf[k], change.Hi < -roundingOf[k]
			if k >= 2 {
				better, worse = worse, better
			}
			if o.Better+o.Worse > o.Draws {
				return fmt.Sprintf("%s: %+v", report.CountNames()[k], o)
			}
			if least := o.Draws * 9 / 10; better && o.Better < least || worse && o.Worse < least {
				return fmt.Sprintf("%s from %g to %g, but %+v", report.CountNames()[k], change.Lo, change.Hi, o)
			}
		}
		return ""
	}},
	{"a service that an option neither touches nor makes pay keeps its figures", func(c *case1) string {
		if c.o.Against < 0 || mayTouch(c) {
			return ""
		}
		ref := *c.ref
		if traded(c) { // at the same budget, which is shown next to the same staff
			ref.ServedSame = c.row.ServedSame
		}
		if d := cmp.Diff(ref, *c.row, cmp.AllowUnexported(report.Range{}), cmpopts.EquateNaNs(), cmpopts.IgnoreFields(report.Row{}, "Worth", "Movers", "Best", "NextBest", "NextPrice", "Reasons", "Odds")); d != "" {
			return d
		}
		for _, o := range c.row.Odds {
			if o.Better > 0 || o.Worse > 0 {
				return fmt.Sprintf("it is better or worse in some draws: %+v", c.row.Odds)
			}
		}
		if c.row.Worth.Verdict != report.NoChange {
			return "its verdict is " + string(c.row.Worth.Verdict)
		}
		return ""
	}},
}

// roundingOf are differences that are only due to rounding, by count.
var roundingOf = [...]float64{1e-6, 1e-6, 0.01, 0.01}

// traded reports whether the same budget of an option buys or sells hours of a service.
func traded(c *case1) bool {
	return slices.Contains(c.allTraded, c.v.Names.In(lang.English)) || slices.Contains(c.allTraded, c.v.Name)
}

// mayTouch reports whether any change of an option, or a trade of the same budget, may
// concern a service. It errs on the side of yes.
func mayTouch(c *case1) bool {
	if c.r.Frame == "budget" && traded(c) {
		return true
	}
	for _, step := range c.o.Steps {
		if step.Kind == "fit" { // of the services that the other steps change
			continue
		}
		named := len(step.Services) == 0 // without services it concerns all of its places, or all there are
		for _, s := range step.Services {
			named = named || s.ID == c.v.ID
		}
		here := len(step.Places) == 0
		for _, p := range step.Places {
			here = here || p.Before == "" || slices.ContainsFunc(c.ref.Loads, func(l report.PointLoad) bool { return l.Facility == p.ID })
		}
		if named && (here || len(step.Services) > 0) {
			return true
		}
	}
	return false
}

// outside lists the ranges of a value that do not contain their value.
func outside(path string, v reflect.Value) string {
	switch v.Kind() {
	case reflect.Struct:
		if r, ok := v.Interface().(report.Range); ok {
			if slack := 1e-9 * math.Max(1, math.Abs(r.V)); r.Known && !(r.Lo <= r.V+slack && r.V <= r.Hi+slack) {
				return fmt.Sprintf("%s: %v lies outside %v to %v; ", path, r.V, r.Lo, r.Hi)
			}
			return ""
		}
		out := ""
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				out += outside(path+"."+f.Name, v.Field(i))
			}
		}
		return out
	case reflect.Slice:
		out := ""
		for i := range v.Len() {
			out += outside(fmt.Sprintf("%s[%d]", path, i), v.Index(i))
		}
		return out
	}
	return ""
}

// Every option of both counties, in both frames: what holds of each row, who is starred,
// and what the screens say of it.
func TestPropertiesOfEveryOption(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	counties(t, func(t *testing.T, c *shared) {
		s := c.session
		for _, frame := range []string{"staff", "budget"} {
			q := c.q
			q.Service, q.Frame, q.Draws, q.Detail = "all", frame, 30, true
			if frame == "budget" {
				q.Networks = 3 // without them, who gets there has no range and earns no praise
			}
			out, err := s.Compare(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			for name, check := range map[string]func(*testing.T, *app.Outcome){"rows": rowsHold, "stars": starsHold, "first screen": firstScreenSays, "sentences": sentencesSay} {
				t.Run(frame+", "+name, func(t *testing.T) { check(t, out) })
			}
		}
	})
}

// rowsHold checks the properties of every row.
func rowsHold(t *testing.T, out *app.Outcome) {
	r, kept := &out.Report, 0
	for v := range r.Services {
		for i := range r.Options {
			c := rowCase(r, v, i)
			for _, p := range properties {
				if wrong := p.wrong(&c); wrong != "" {
					t.Errorf("%s: %s of %s: %s", p.what, r.Services[v].ID, r.Options[i].ID, wrong)
				}
			}
			if c.o.Against >= 0 && !mayTouch(&c) {
				kept++
			}
		}
	}
	if kept == 0 {
		t.Error("no option leaves a service alone")
	}
}

// starsHold checks the stars of every service, and that payers add up.
func starsHold(t *testing.T, out *app.Outcome) {
	payersClose(t, &out.Report)
	for v := range out.Report.Services {
		stars(t, &out.Report, v)
	}
}

// rowCase is an option in the table of a service, as files and screens show it.
func rowCase(r *report.Report, service, option int) case1 {
	v, o := &r.Services[service], &r.Options[option]
	c := case1{r: r, v: v, o: o, row: &v.Rows[option], ref: &v.Rows[option], net: &r.Network[option], service: service, sold: sold(r, option, service)}
	if o.Against >= 0 {
		c.ref = &v.Rows[o.Against]
	}
	for _, t := range c.net.Trades {
		c.allTraded = append(c.allTraded, t.Service.In(lang.English))
	}
	return c
}

// An option that sets what is already so moves nobody, no position, no visit and no
// euro, in either frame, although it is computed and not copied.
func TestOptionEqualToToday(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	counties(t, func(t *testing.T, c *shared) {
		s := c.session
		for _, frame := range []string{"staff", "budget"} {
			q := c.q
			q.Service, q.Frame = "all", frame // what is set is not drawn, so there are no draws
			q.WhatIf = []scenario.Change{&scenario.Set{Path: "fees.remote_share", Value: 0.4}, &scenario.Set{Path: "fees.remote_share", Value: valueOf(t, s, q, "fees.remote_share")}}
			out, err := s.Compare(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			nothingChanges(t, &out.Report, len(out.Report.Options)-1)
		}
	})
}

// valueOf gives a parameter's value in a county.
func valueOf(t *testing.T, s *app.Session, q app.Request, path string) float64 {
	t.Helper()
	q.WhatIf, q.Options = nil, []string{"today"}
	out, err := s.Compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range out.Report.Used {
		if a.Path == path {
			return a.V
		}
	}
	t.Fatalf("%s is not read", path)
	return 0
}
