package batch

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/app"
	"saavu/internal/engine"
	"saavu/internal/format/problem"
	"saavu/internal/load"
	"saavu/internal/source"
	"saavu/pkg/cost"
	"saavu/pkg/params"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// Task is one option with its chain of references, one parameter set and one setting.
type Task struct {
	County string // id
	Option string
	Year   int
	Set    string
	Frame  string
	File   string // of the option, "" for one of the county
	Added  bool   // it is computed as a reference of others only

	Key   string // of its result; "" until it is known
	Cause string // why it failed, "" if it did not

	tags   []string // of its option
	hash   string   // of its option
	coarse string   // hash of everything but the parameters that it reads
	chain  []Link
	group  *group
	at     int // its option in the group's list
}

// Name is the name of a task, unique in a plan: county/option/year/set/frame.
func (t *Task) Name() string {
	return strings.Join([]string{t.County, t.Option, strconv.Itoa(t.Year), t.Set, t.Frame}, "/")
}

// matches reports whether a pattern is the option of a task or its name.
func (t *Task) matches(pattern string) bool {
	option, _ := path.Match(pattern, t.Option)
	whole, _ := path.Match(pattern, t.Name())
	return option || whole
}

// group is the tasks of a county with one parameter set and the same settings. Their
// options are compared with each other.
type group struct {
	county   *county
	batch    *app.Batch
	set      load.PlanSet
	settings engine.Settings
	detail   bool  // figures that cost more are computed too, see detailed
	common   Parts // of all its tasks
	find     *finder
	all      pathList // every parameter; empty until a task fails
	tasks    []*Task  // in the order of the options
}

// county is a county of a plan.
type county struct {
	path     string // "" for the embedded county
	session  *app.Session
	of       *load.County
	sections []section
	inputs   []load.Input // option files that are not the county's
	batches  []*app.Batch // its options, for each year of the plan
	stations []station    // of today and of the options, if a gate names one
	unread   bool         // some option may have other stations: it cannot be read
}

// expand makes the tasks of a plan. The error is an app.Invalid with every fault of the
// plan, or that of a county. The counties that could be read come with it.
func expand(ctx context.Context, q *Request, plan *load.Plan) ([]*county, []*group, *judge, error) {
	x := &expansion{q: q, plan: plan, used: map[string]bool{}, said: map[string]bool{}}
	var counties []*county
	for i, name := range plan.Counties {
		c, err := x.open(ctx, name)
		if err != nil {
			return nil, nil, nil, err
		}
		if c == nil {
			continue
		}
		if slices.ContainsFunc(counties, func(o *county) bool { return o.of.ID == c.of.ID }) {
			x.wrong(c.of.ID, "counties with different ids", "", "counties", strconv.Itoa(i))
		}
		counties = append(counties, c)
	}
	x.checkFiles()
	if len(counties) < len(plan.Counties) {
		for _, c := range counties {
			x.check(c)
		}
		return nil, nil, nil, &app.Invalid{Err: x.problems.Sorted(plan.File.Name).Err()}
	}
	var fault error // it follows from faults of the plan if there are some
	for _, c := range counties {
		x.check(c)
		if err := x.choose(c); fault == nil {
			fault = err
		}
		x.stationsOf(c)
	}
	x.unused()
	x.detail = q.detail || x.asksDetail()
	judge := x.judge(counties)
	x.detail = x.detail || judge.detailed()
	var groups []*group
	for _, c := range counties {
		of, err := x.groups(c)
		if fault = errors.Join(fault, err); fault != nil {
			break
		}
		groups = append(groups, of...)
	}
	if fault != nil && len(x.problems) == 0 {
		return nil, nil, nil, fault
	}
	if fault != nil {
		return counties, nil, nil, errors.Join(&app.Invalid{Err: x.problems.Sorted(plan.File.Name).Err()}, judge.refusal())
	}
	x.scopes(groups)
	if err := errors.Join(x.nothing(groups), judge.refusal()); err != nil {
		return counties, nil, nil, err
	}
	return counties, groups, judge, nil
}

// expansion is the state of expand.
type expansion struct {
	q        *Request
	plan     *load.Plan
	problems problem.Problems
	ids      []string        // options of all counties
	said     map[string]bool // ids that several options have
	detail   bool            // compute the figures that cost more, see detailed
	used     map[string]bool // keys of the plan that match something, such as options/0
}

// ids lists the options of a county; today's network is always one.
func (c *county) ids() []string {
	ids := c.session.Names().Options
	if !slices.Contains(ids, app.Today) {
		ids = append([]string{app.Today}, ids...)
	}
	return append(ids, c.session.Unread()...)
}

func (x *expansion) wrong(found, expected, hint string, path ...string) {
	x.problems.Add(x.plan.Wrong(found, expected, hint, path...))
}

// request is a question to a county's session.
func (x *expansion) request(name, frame string) app.Request {
	return app.Request{Source: app.Source{County: name, Data: x.q.Data, FixAxes: x.q.FixAxes, Embedded: x.q.Embedded, Files: x.q.Files},
		Frame: frame, Draws: x.plan.Draws, Networks: x.plan.Networks, Seed: x.plan.Seed}
}

// open reads a county; nil if it has faults, which are noted.
func (x *expansion) open(ctx context.Context, name string) (*county, error) {
	if name != "" {
		if _, err := x.q.files().Read(name); err != nil && ctx.Err() == nil {
			x.problems.Add(x.plan.WrongCounty(name, source.Cause(err)+": "+name))
			return nil, nil
		}
	}
	s, err := app.OpenBatch(ctx, x.request(name, x.plan.Frames[0]))
	var found problem.Problems
	switch {
	case err != nil && ctx.Err() == nil && errors.As(err, &found):
		x.problems.Append(found)
		return nil, nil
	case err != nil:
		return nil, err
	}
	c := &county{path: name, session: s, of: s.County()}
	c.sections = sections(c.of)
	return c, nil
}

// check finds faults of the plan that a county shows.
func (x *expansion) check(c *county) {
	ids := c.ids()
	x.ids = append(x.ids, ids...)
	for i, word := range x.plan.Options {
		at := "options/" + strconv.Itoa(i)
		switch {
		case word == "": // a fault of its form
			x.used[at] = true
		case isGlob(word) && isFile(word):
			files, err := x.plan.Matches(word)
			x.used[at] = x.used[at] || err == nil && len(files) > 0
		case isFile(word):
			x.used[at] = true
		default:
			x.used[at] = x.used[at] || slices.ContainsFunc(ids, func(id string) bool { ok, _ := path.Match(word, id); return ok })
		}
	}
	for i, year := range x.plan.Years {
		if year < c.of.Base.Year {
			x.wrong(strconv.Itoa(year), fmt.Sprintf("the base year %d of %s or a later one", c.of.Base.Year, c.of.ID), "", "years", strconv.Itoa(i))
		}
	}
	x.checkSets(c)
	x.twice(c)
}

// checkValue refuses a value that a parameter cannot have.
func (x *expansion) checkValue(t params.Tree, name string, v float64, at ...string) {
	p, ok := t.Get(name)
	switch {
	case !ok:
		var paths []string
		for _, p := range t.All() {
			paths = append(paths, p.Path)
		}
		hint := "saavu list parameters lists them"
		if near, ok := scenario.Nearest(name, paths); ok {
			hint = "did you mean " + near + "?"
		}
		x.wrong(name, "the path of a parameter", hint, at...)
	case p.Text != "":
		x.wrong(name, "a parameter with a number", "it holds the text "+strconv.Quote(p.Text), at...)
	case !p.Bounds().Holds(v):
		x.wrong(strconv.FormatFloat(v, 'g', -1, 64), p.Bounds().String(), "", at...)
	}
}

// unused reports what matches nothing in any county, and unknown measures.
func (x *expansion) unused() {
	for i, word := range x.plan.Options {
		if x.used["options/"+strconv.Itoa(i)] {
			continue
		}
		hint := "saavu list options lists the ids; files end in .yaml"
		if near, ok := scenario.Nearest(word, x.ids); ok {
			hint = "did you mean " + near + "?"
		}
		if isGlob(word) {
			hint = "the glob matches no file and no option"
		}
		x.wrong(word, "an option of the county, a file, or a glob that matches one", hint, "options", strconv.Itoa(i))
	}
	known := report.Measures()
	for _, p := range cost.Payers() {
		for _, kind := range cost.Kinds(p) {
			known = append(known, costPrefix+kind)
		}
	}
	for i, m := range x.plan.Measures {
		if slices.Contains(known, m) {
			continue
		}
		hint := ""
		if near, ok := scenario.Nearest(m, known); ok {
			hint = "did you mean " + near + "?"
		}
		x.wrong(m, "a measure as in the column measure of scores.csv", hint, "measures", strconv.Itoa(i))
	}
}
