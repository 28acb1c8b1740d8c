package batch

import (
	"context"
	"slices"

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
	Progress func(Event) // of the tasks that an explanation computes; nil for none. All grows while causes are found
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
	Figures  []Figure    `json:"figures" jsonschema_description:"changed figures: first those that are not known any more, then those of reach, visits, euros and technical in turn, of each the headlines before others and the largest relative change first; those within the tolerance of their unit last, but for the first of a part that has no others"`
	Why      *Why        `json:"why,omitempty" jsonschema_description:"with --why: what changed, and what the causes are"`

	published [2]int // of Counts.New and Counts.Gone, those of a measure that only one run publishes

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
	Ways
	Neither int `json:"neither" jsonschema_description:"the measure is not better either way, or it is known in one run alone"`
	Lost    int `json:"lost" jsonschema_description:"of these, known in the earlier run alone"`
	Found   int `json:"found" jsonschema_description:"of these, known in the later run alone"`
	Ranges  int `json:"ranges" jsonschema_description:"the value is the same, but low or high changed"`
	New     int `json:"new" jsonschema_description:"figures of a task of both runs that only the later one has, such as those of a point that opens; those of a measure that only one run publishes are not listed"`
	Gone    int `json:"gone" jsonschema_description:"that only the earlier one has"`
}

// ByPart counts the changes of a part of the network.
type ByPart struct {
	Part    string `json:"part" jsonschema:"enum=reach,enum=visits,enum=euros,enum=rules,enum=technical"`
	Changed int    `json:"changed" jsonschema_description:"figures that changed, with those of areas, groups and points"`
	County  int    `json:"county" jsonschema_description:"of these, of the whole county, by more than the tolerance of their unit"`
	Ways           // of those of the whole county
	Lost    int    `json:"lost" jsonschema_description:"figures that are not known any more"`
}

// ByMeasure counts the changed figures of a measure.
type ByMeasure struct {
	Measure string `json:"measure"`
	Unit    string `json:"unit"`
	Changed int    `json:"changed"`
	Ways
	rank rank // of the most important
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
	Direction string     `json:"direction" jsonschema:"enum=better,enum=worse,enum=lower,enum=higher,enum=neither" jsonschema_description:"euros, and figures that count from the reference, are lower or higher"`
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
func (f *Figure) lost() bool {
	return f.Before != nil && f.After == nil && f.Only == "" && f.Measure != ofTheSet // a price is null off the frontier
}

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
	p.withProducts(after)
	d.Tasks = taskChanges(before, after)
	both := func(task string) bool { return before[task] != "" && after[task] != "" }
	if err := d.compare(s, a, b, both, &q); err != nil {
		return nil, err
	}
	if err := d.rules(s, a, b); err != nil {
		return nil, err
	}
	if q.Limit > 0 && len(d.Figures) > q.Limit {
		d.Figures = d.Figures[:q.Limit:q.Limit]
	}
	if q.Why {
		d.Why, err = p.why(ctx, d.Figures, [2]map[string]string{before, after}, q.Progress)
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
