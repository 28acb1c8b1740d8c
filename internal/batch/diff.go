package batch

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"saavu/internal/source"
)

// DiffRequest asks how two runs of a folder differ.
type DiffRequest struct {
	Out           string
	Before, After string // names as Find understands them; both "" for the newest whole run and the one before it
	Absolute      float64
	Relative      float64 // a change counts if it is more than both tolerances
	Only          string  // Better or Worse; "" for all
	Limit         int     // figures to list, and to explain; 0 for all
	Why           bool    // explain them

	Embedded source.Files
}

// DiffTolerance is the relative change up to which figures are the same.
const DiffTolerance = 1e-9

// Diff is how two runs differ.
type Diff struct {
	Contract int         `json:"contract" jsonschema:"enum=1" jsonschema_description:"version of this contract"`
	First    bool        `json:"first,omitempty" jsonschema_description:"no runs were named, and there is no earlier whole run of the plan: the run is compared with itself"`
	Before   RunName     `json:"before"`
	After    RunName     `json:"after"`
	Program  *Change     `json:"program,omitempty" jsonschema_description:"the version of the program or of the model changed"`
	Tasks    TaskChanges `json:"tasks"`
	Counts   DiffCounts  `json:"counts"`
	Parts    []ByPart    `json:"parts" jsonschema_description:"changes by what they are about: reach, visits, euros, rules, technical"`
	Measures []ByMeasure `json:"measures" jsonschema_description:"changed figures by measure, the most important first"`
	Rules    []RuleDiff  `json:"rules" jsonschema_description:"rules whose verdict changed, what is newly broken first"`
	Figures  []Figure    `json:"figures" jsonschema_description:"changed figures: first those that are not known any more, then those that changed by more than the tolerance of their unit, headlines before others, the largest relative change first"`
	Why      *Why        `json:"why,omitempty" jsonschema_description:"with --why: what changed, and what the causes are"`

	names   []NamesRecord
	targets map[string]string
	several bool
}

// RunName identifies a run.
type RunName struct {
	Run    string `json:"run"`
	Number int    `json:"number"`
	Plan   string `json:"plan"`
	Ended  string `json:"ended"`
}

func (r *Record) name() RunName { return RunName{r.Run, r.Number, r.Plan.Name, r.Ended} }

// TaskChanges are the tasks that only one of two runs has a result of.
type TaskChanges struct {
	Same   int      `json:"same" jsonschema_description:"tasks with results in both"`
	New    []string `json:"new" jsonschema_description:"only the later run has it"`
	Gone   []string `json:"gone" jsonschema_description:"only the earlier run has it"`
	Failed []string `json:"failed" jsonschema_description:"both have it, and it failed in the later run alone"`
	Fixed  []string `json:"fixed" jsonschema_description:"both have it, and it failed in the earlier run alone"`
}

// DiffCounts counts figures.
type DiffCounts struct {
	Figures int `json:"figures" jsonschema_description:"in both runs, with the cost lines that only one has, which are 0 in the other"`
	Changed int `json:"changed" jsonschema_description:"by more than --rel and --abs, or known in one run alone"`
	Better  int `json:"better"`
	Worse   int `json:"worse"`
	Neither int `json:"neither" jsonschema_description:"the measure is not better either way, or it is known in one run alone"`
	Lost    int `json:"lost" jsonschema_description:"of these, known in the earlier run alone"`
	Found   int `json:"found" jsonschema_description:"of these, known in the later run alone"`
	Ranges  int `json:"ranges" jsonschema_description:"the value is the same, but low or high changed"`
	New     int `json:"new" jsonschema_description:"figures of a task of both runs that only the later one has, such as those of a point that opens"`
	Gone    int `json:"gone" jsonschema_description:"that only the earlier one has"`
}

// ByPart counts the changes of a part of the network.
type ByPart struct {
	Part    string `json:"part" jsonschema:"enum=reach,enum=visits,enum=euros,enum=rules,enum=technical"`
	Changed int    `json:"changed" jsonschema_description:"figures that changed, with those of areas, groups and points"`
	County  int    `json:"county" jsonschema_description:"of these, of the whole county, by more than the tolerance of their unit"`
	Better  int    `json:"better" jsonschema_description:"of those of the whole county"`
	Worse   int    `json:"worse"`
	Lost    int    `json:"lost" jsonschema_description:"figures that are not known any more"`
}

// ByMeasure counts the changed figures of a measure.
type ByMeasure struct {
	Measure string `json:"measure"`
	Unit    string `json:"unit"`
	Changed int    `json:"changed"`
	Better  int    `json:"better"`
	Worse   int    `json:"worse"`
	rank    rank   // of the most important
}

// RuleDiff is a rule whose verdict changed.
type RuleDiff struct {
	Task      string `json:"task"`
	Rule      string `json:"rule"`
	Severity  string `json:"severity"`
	Before    string `json:"before" jsonschema_description:"ok, inherited, breach, not checked, not identified"`
	After     string `json:"after"`
	Direction string `json:"direction" jsonschema:"enum=better,enum=worse,enum=neither"`
}

// Figure is a figure that two runs have differently.
type Figure struct {
	Task      string     `json:"task"`
	Service   string     `json:"service"`
	Area      string     `json:"area"`
	Group     string     `json:"group"`
	Facility  string     `json:"facility"`
	Measure   string     `json:"measure"`
	Unit      string     `json:"unit"`
	Before    *float64   `json:"before" jsonschema_description:"null if unknown"`
	After     *float64   `json:"after"`
	Change    *float64   `json:"change" jsonschema_description:"null if one of them is unknown"`
	Direction string     `json:"direction" jsonschema:"enum=better,enum=worse,enum=neither"`
	Only      string     `json:"only,omitempty" jsonschema:"enum=before,enum=after" jsonschema_description:"only this run has the figure, such as that of a point that opens or closes"`
	Explained *Explained `json:"explained,omitempty"`

	rank rank
}

// The runs that a figure is in alone.
const (
	OnlyBefore = "before"
	OnlyAfter  = "after"
)

// lost reports whether a figure is not known any more.
func (f *Figure) lost() bool { return f.Before != nil && f.After == nil && f.Only == "" }

// place identifies a figure within a task.
type place struct{ service, area, group, facility, measure string }

func (f *Figure) place() place { return place{f.Service, f.Area, f.Group, f.Facility, f.Measure} }

// Compare returns how two runs differ, and why if it is asked.
func Compare(ctx context.Context, q DiffRequest) (*Diff, error) {
	s, err := OpenRuns(q.Out)
	if err != nil {
		return nil, err
	}
	a, b, first, err := s.ends(&q)
	if err != nil {
		return nil, err
	}
	p := s.compare(a, b, q.Embedded)
	d := &Diff{Contract: 1, First: first, Before: a.name(), After: b.name(), Program: p.program(), Rules: []RuleDiff{},
		names: []NamesRecord{b.Names, a.Names}, targets: b.Targets, several: len(b.Counties) > 1}
	before, err := s.keysOf(a)
	if err != nil {
		return nil, err
	}
	after, err := s.keysOf(b)
	if err != nil {
		return nil, err
	}
	d.Tasks = taskChanges(before, after)
	both := func(task string) bool { return before[task] != "" && after[task] != "" }
	if err := d.compare(s, a, b, both, &q); err != nil {
		return nil, err
	}
	if err := d.rules(s, a, b, both); err != nil {
		return nil, err
	}
	if q.Limit > 0 && len(d.Figures) > q.Limit {
		d.Figures = d.Figures[:q.Limit:q.Limit]
	}
	if q.Why {
		d.Why, err = p.why(ctx, d.Figures)
	}
	return d, err
}

// ends finds the two runs of a request, and reports whether none is named and there is
// only one.
func (s *Store) ends(q *DiffRequest) (a, b *Record, first bool, err error) {
	if q.Before != "" || q.After != "" {
		if a, err = s.Find(q.Before); err == nil {
			b, err = s.Find(q.After)
		}
		return a, b, false, err
	}
	if b, err = s.Find(latestWord); err != nil {
		return nil, nil, false, err
	}
	list, _, err := s.Records()
	if a = before(list, b); a == nil {
		a, first = b, true
	}
	return a, b, first, err
}

// taskChanges compares the keys of the tasks of two runs by name; "" for one that failed.
func taskChanges(before, after map[string]string) TaskChanges {
	out := TaskChanges{New: []string{}, Gone: []string{}, Failed: []string{}, Fixed: []string{}}
	for name, key := range after {
		was, known := before[name]
		switch {
		case !known:
			out.New = append(out.New, name)
		case was == "" && key != "":
			out.Fixed = append(out.Fixed, name)
		case was != "" && key == "":
			out.Failed = append(out.Failed, name)
		case key != "":
			out.Same++
		}
	}
	for name := range before {
		if _, known := after[name]; !known {
			out.Gone = append(out.Gone, name)
		}
	}
	for _, list := range [][]string{out.New, out.Gone, out.Failed, out.Fixed} {
		slices.Sort(list)
	}
	return out
}

// row identifies a row of figures.parquet.
type rowID struct {
	county, option, set, frame string
	year                       int32
	place
}

func (r *figureRow) id() rowID {
	return rowID{r.County, r.Option, r.Set, r.Frame, r.Year, place{r.Service, r.Area, r.Group, r.Facility, r.Measure}}
}

// compare finds the figures that differ in tasks that both runs have results of.
func (d *Diff) compare(s *Store, a, b *Record, both func(task string) bool, q *DiffRequest) error {
	d.Figures, d.Measures = []Figure{}, []ByMeasure{}
	for _, part := range parts {
		d.Parts = append(d.Parts, ByPart{Part: part})
	}
	before, err := rowsOf[figureRow](s, a, figuresFile)
	if err != nil {
		return err
	}
	after, err := rowsOf[figureRow](s, b, figuresFile)
	if err != nil {
		return err
	}
	at := make(map[rowID]*figureRow, len(before))
	for i := range before {
		at[before[i].id()] = &before[i]
	}
	var names taskOf
	for i := range after {
		r := &after[i]
		task := names.of(r.County, r.Option, r.Year, r.Set, r.Frame)
		if was := at[r.id()]; was != nil {
			d.Counts.Figures++
			d.add(task, was, r, "", q)
			delete(at, r.id())
		} else if both(task) {
			d.alone(task, r, OnlyAfter, q)
		}
	}
	for i := range before {
		r := &before[i]
		if at[r.id()] == nil {
			continue
		}
		if task := names.of(r.County, r.Option, r.Year, r.Set, r.Frame); both(task) {
			d.alone(task, r, OnlyBefore, q)
		}
	}
	slices.SortStableFunc(d.Figures, func(x, y Figure) int { return compareRanks(x.rank, y.rank) })
	slices.SortStableFunc(d.Measures, func(x, y ByMeasure) int {
		return cmp.Or(compareRanks(x.rank, y.rank), strings.Compare(x.Measure, y.Measure))
	})
	return nil
}

// alone compares a figure that one run has. A cost line that is not there is 0.
func (d *Diff) alone(task string, r *figureRow, only string, q *DiffRequest) {
	other := *r
	other.Value, other.Low, other.High = nil, nil, nil
	if strings.HasPrefix(r.Measure, costPrefix) {
		zero := 0.0
		other.Value, other.Low, other.High = &zero, &zero, &zero
		d.Counts.Figures++
		if only == OnlyAfter {
			d.add(task, &other, r, "", q)
		} else {
			d.add(task, r, &other, "", q)
		}
		return
	}
	if only == OnlyAfter {
		d.Counts.New++
		d.add(task, &other, r, only, q)
	} else {
		d.Counts.Gone++
		d.add(task, r, &other, only, q)
	}
}

// size is the size of a figure, 0 if it is unknown.
func size(v *float64) float64 {
	if v == nil {
		return 0
	}
	return math.Abs(*v)
}

// add counts a figure and lists it if it differs.
func (d *Diff) add(task string, a, b *figureRow, only string, q *DiffRequest) {
	f := Figure{Task: task, Service: b.Service, Area: b.Area, Group: b.Group, Facility: b.Facility, Measure: b.Measure, Unit: b.Unit,
		Before: a.Value, After: b.Value, Direction: Neither, Only: only}
	county := b.Area == "" && b.Facility == "" && (b.Group == "" || b.Group == d.targets[b.County+"/"+b.Service])
	f.rank.tier = tierOf(f.Measure, county)
	switch {
	case a.Value == nil && b.Value == nil:
		return
	case only != "" || a.Value == nil:
		f.rank.known = true
	case a.Value != nil && b.Value != nil:
		change := *b.Value - *a.Value
		if math.Abs(change) <= q.Absolute || math.Abs(change) <= q.Relative*max(size(a.Value), size(b.Value)) {
			if !equal(a.Low, b.Low) || !equal(a.High, b.High) {
				d.Counts.Ranges++
			}
			return
		}
		f.Change, f.Direction = &change, directionOf(f.Measure, change)
		f.rank = rank{known: true, small: !told(f.Unit, *a.Value, *b.Value), tier: f.rank.tier, size: relative(*a.Value, *b.Value)}
	}
	d.count(&f, county)
	if q.Only == "" || q.Only == f.Direction || q.Only == Worse && f.lost() {
		d.Figures = append(d.Figures, f)
	}
}

// count counts a changed figure.
func (d *Diff) count(f *Figure, county bool) {
	part := &d.Parts[slices.Index(parts, partOf(f.Measure))]
	part.Changed++
	if f.Only != "" { // it is counted as new or gone
		return
	}
	k := slices.IndexFunc(d.Measures, func(m ByMeasure) bool { return m.Measure == f.Measure })
	if k < 0 {
		k = len(d.Measures)
		d.Measures = append(d.Measures, ByMeasure{Measure: f.Measure, Unit: f.Unit, rank: f.rank})
	}
	m := &d.Measures[k]
	if compareRanks(f.rank, m.rank) < 0 {
		m.rank = f.rank
	}
	m.Changed, d.Counts.Changed = m.Changed+1, d.Counts.Changed+1
	switch {
	case f.lost():
		part.Lost, d.Counts.Lost = part.Lost+1, d.Counts.Lost+1
	case f.Before == nil:
		d.Counts.Found++
	}
	told := county && f.Change != nil && !f.rank.small
	if told {
		part.County++
	}
	switch f.Direction {
	case Better:
		m.Better, d.Counts.Better = m.Better+1, d.Counts.Better+1
		part.Better += btoi(told)
	case Worse:
		m.Worse, d.Counts.Worse = m.Worse+1, d.Counts.Worse+1
		part.Worse += btoi(told)
	default:
		d.Counts.Neither++
	}
}

// rules finds the rules whose verdict changed.
func (d *Diff) rules(s *Store, a, b *Record, both func(task string) bool) error {
	before, err := rowsOf[ruleRow](s, a, rulesFile)
	if err != nil {
		return err
	}
	after, err := rowsOf[ruleRow](s, b, rulesFile)
	if err != nil {
		return err
	}
	was := map[[2]string]string{}
	var names taskOf
	for i := range before {
		r := &before[i]
		was[[2]string{names.of(r.County, r.Option, r.Year, r.Set, r.Frame), r.Rule}] = r.Verdict
	}
	part := &d.Parts[slices.Index(parts, PartRules)]
	for i := range after {
		r := &after[i]
		task := names.of(r.County, r.Option, r.Year, r.Set, r.Frame)
		v, known := was[[2]string{task, r.Rule}]
		if !known || r.Rule == "" || v == r.Verdict || !both(task) {
			continue
		}
		x := RuleDiff{task, r.Rule, r.Severity, v, r.Verdict, Neither}
		part.Changed, part.County = part.Changed+1, part.County+1
		switch breach {
		case r.Verdict:
			x.Direction = Worse
			part.Worse++
		case v:
			x.Direction = Better
			part.Better++
		}
		d.Rules = append(d.Rules, x)
	}
	order := map[string]int{Worse: 0, Neither: 1, Better: 2}
	slices.SortStableFunc(d.Rules, func(x, y RuleDiff) int { return order[x.Direction] - order[y.Direction] })
	return nil
}

// equal compares two numbers that may be unknown, to the digits that a table keeps.
func equal(a, b *float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return math.Abs(*a-*b) <= DiffTolerance*max(math.Abs(*a), math.Abs(*b))
}
