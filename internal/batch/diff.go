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
	Before, After string // names as Find understands them
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
	Before   RunName     `json:"before"`
	After    RunName     `json:"after"`
	Program  *Change     `json:"program,omitempty" jsonschema_description:"the version of the program or of the model changed"`
	Tasks    TaskChanges `json:"tasks"`
	Counts   DiffCounts  `json:"counts"`
	Measures []ByMeasure `json:"measures" jsonschema_description:"changed figures by measure, the largest change first"`
	Figures  []Figure    `json:"figures" jsonschema_description:"changed figures, the largest first: by the change relative to the largest figure of the measure"`
	Why      *Why        `json:"why,omitempty" jsonschema_description:"with --why: what changed, and what the causes are"`
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
	Figures int `json:"figures" jsonschema_description:"in both runs"`
	Changed int `json:"changed" jsonschema_description:"by more than the tolerance, or known in one run alone"`
	Better  int `json:"better"`
	Worse   int `json:"worse"`
	Neither int `json:"neither" jsonschema_description:"the measure is not better either way, or it is known in one run alone"`
	Ranges  int `json:"ranges" jsonschema_description:"the value is the same, but low or high changed"`
}

// ByMeasure counts the changed figures of a measure.
type ByMeasure struct {
	Measure string  `json:"measure"`
	Unit    string  `json:"unit"`
	Changed int     `json:"changed"`
	Better  int     `json:"better"`
	Worse   int     `json:"worse"`
	size    float64 // of the largest
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
	Explained *Explained `json:"explained,omitempty"`

	size float64 // share of the largest figure of the measure; 0 if one is unknown
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
	a, err := s.Find(q.Before)
	if err != nil {
		return nil, err
	}
	b, err := s.Find(q.After)
	if err != nil {
		return nil, err
	}
	p := s.compare(a, b, q.Embedded)
	d := &Diff{Contract: 1, Before: a.name(), After: b.name(), Program: p.program()}
	if d.Tasks, err = s.taskChanges(a, b); err != nil {
		return nil, err
	}
	if err := d.compare(s, a, b, &q); err != nil {
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

// taskChanges compares the tasks of two runs.
func (s *Store) taskChanges(a, b *Record) (TaskChanges, error) {
	out := TaskChanges{New: []string{}, Gone: []string{}, Failed: []string{}, Fixed: []string{}}
	before, err := s.keysOf(a.Run)
	if err != nil {
		return out, err
	}
	after, err := s.keysOf(b.Run)
	if err != nil {
		return out, err
	}
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
	return out, nil
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

// compare finds the figures that differ, the largest change first.
func (d *Diff) compare(s *Store, a, b *Record, q *DiffRequest) error {
	d.Figures, d.Measures = []Figure{}, []ByMeasure{}
	before, err := readTable[figureRow](s.File(a.Run, figuresFile))
	if err != nil {
		return err
	}
	after, err := readTable[figureRow](s.File(b.Run, figuresFile))
	if err != nil {
		return err
	}
	at := make(map[rowID]*figureRow, len(before))
	largest := map[string]float64{} // figure by measure
	for i := range before {
		at[before[i].id()] = &before[i]
		largest[before[i].Measure] = max(largest[before[i].Measure], size(before[i].Value))
	}
	for i := range after {
		largest[after[i].Measure] = max(largest[after[i].Measure], size(after[i].Value))
	}
	for i := range after {
		if r := at[after[i].id()]; r != nil {
			d.Counts.Figures++
			d.add(r, &after[i], largest[after[i].Measure], q)
		}
	}
	slices.SortStableFunc(d.Figures, func(x, y Figure) int { return cmp.Compare(y.size, x.size) })
	slices.SortStableFunc(d.Measures, func(x, y ByMeasure) int {
		return cmp.Or(cmp.Compare(y.size, x.size), strings.Compare(x.Measure, y.Measure))
	})
	return nil
}

// size is the size of a figure, 0 if it is unknown.
func size(v *float64) float64 {
	if v == nil {
		return 0
	}
	return math.Abs(*v)
}

// add counts a figure and lists it if it differs.
func (d *Diff) add(a, b *figureRow, largest float64, q *DiffRequest) {
	f := Figure{Task: b.task(), Service: b.Service, Area: b.Area, Group: b.Group, Facility: b.Facility, Measure: b.Measure, Unit: b.Unit,
		Before: a.Value, After: b.Value, Direction: Neither}
	switch {
	case a.Value == nil && b.Value == nil:
		return
	case a.Value != nil && b.Value != nil:
		change := *b.Value - *a.Value
		if math.Abs(change) <= q.Absolute || math.Abs(change) <= q.Relative*max(size(a.Value), size(b.Value)) {
			if !equal(a.Low, b.Low) || !equal(a.High, b.High) {
				d.Counts.Ranges++
			}
			return
		}
		f.Change, f.Direction, f.size = &change, directionOf(f.Measure, change), math.Abs(change)/largest
	}
	d.count(&f)
	if q.Only == "" || q.Only == f.Direction {
		d.Figures = append(d.Figures, f)
	}
}

// count counts a changed figure.
func (d *Diff) count(f *Figure) {
	k := slices.IndexFunc(d.Measures, func(m ByMeasure) bool { return m.Measure == f.Measure })
	if k < 0 {
		k = len(d.Measures)
		d.Measures = append(d.Measures, ByMeasure{Measure: f.Measure, Unit: f.Unit})
	}
	m := &d.Measures[k]
	m.size = max(m.size, f.size)
	m.Changed, d.Counts.Changed = m.Changed+1, d.Counts.Changed+1
	switch f.Direction {
	case Better:
		m.Better, d.Counts.Better = m.Better+1, d.Counts.Better+1
	case Worse:
		m.Worse, d.Counts.Worse = m.Worse+1, d.Counts.Worse+1
	default:
		d.Counts.Neither++
	}
}

// equal compares two numbers that may be unknown, to the digits that a table keeps.
func equal(a, b *float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return math.Abs(*a-*b) <= DiffTolerance*max(math.Abs(*a), math.Abs(*b))
}

// task is the name of the task of a row.
func (r *figureRow) task() string {
	t := Task{County: r.County, Option: r.Option, Year: int(r.Year), Set: r.Set, Frame: r.Frame}
	return t.Name()
}
