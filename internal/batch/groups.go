package batch

import (
	"cmp"
	"path"
	"slices"
	"strconv"

	"saavu/internal/app"
	"saavu/internal/load"
	"saavu/pkg/scenario"
)

// choose finds the options of a county in each year of the plan.
func (x *expansion) choose(c *county) error {
	words, err := x.words(c)
	if err != nil {
		return err
	}
	if len(words) == 0 && len(x.plan.Options) > 0 {
		return nil // its options are those of other counties
	}
	for _, year := range x.years() {
		q := x.request(c.path, x.plan.Frames[0])
		q.Options = words
		b, err := c.session.Batch(q, year)
		if err != nil {
			return err
		}
		c.inputs = append(c.inputs, b.County.Inputs[len(c.of.Inputs):]...)
		c.inputs = append(c.inputs, x.broken(b)...)
		b.Broken = slices.DeleteFunc(b.Broken, func(b app.Broken) bool { return x.excluded(b.ID) })
		c.batches = append(c.batches, b)
	}
	slices.SortStableFunc(c.inputs, func(a, b load.Input) int { return cmp.Compare(a.Name, b.Name) })
	c.inputs = slices.CompactFunc(c.inputs, func(a, b load.Input) bool { return a.Name == b.Name })
	return nil
}

// years are those of the plan; in year 0 each option has its own.
func (x *expansion) years() []int {
	if x.plan.Years == nil {
		return []int{0}
	}
	return x.plan.Years
}

// groups makes the tasks of a county, by year, set and frame.
func (x *expansion) groups(c *county) ([]*group, error) {
	var out []*group
	for k, batch := range c.batches {
		hashes, own, err := hashesOf(batch)
		if err != nil {
			return nil, err
		}
		for _, set := range x.sets(c) {
			tree := c.of.Base.Params
			for name, v := range set.Values {
				if tree, err = tree.With(name, v); err != nil {
					return nil, err
				}
			}
			for _, frame := range x.plan.Frames {
				g := &group{county: c, batch: batch, set: set, detail: x.detail, settings: c.session.Settings(x.request(c.path, frame))}
				g.find = newFinder(tree, g.settings)
				g.fill(x, x.years()[k], hashes, own)
				out = append(out, g)
			}
		}
	}
	return out, nil
}

// excluded reports whether the plan leaves an option out.
func (x *expansion) excluded(id string) bool {
	found := false
	for i, pattern := range x.plan.Exclude {
		if ok, _ := path.Match(pattern, id); ok {
			found, x.used["exclude/"+strconv.Itoa(i)] = true, true
		}
	}
	return found
}

// hashesOf returns the hashes of the options with their references, and alone.
func hashesOf(b *app.Batch) (whole, own []string, err error) {
	base := b.County.Base.Year
	if whole, err = scenario.Hashes(b.Options, base); err != nil {
		return nil, nil, err
	}
	alone := slices.Clone(b.Options)
	for i := range alone {
		alone[i].Against = ""
	}
	own, err = scenario.Hashes(alone, base)
	return whole, own, err
}

// fill makes the tasks of a group.
func (g *group) fill(x *expansion, year int, hashes, own []string) {
	g.common = partsOf(g.county.sections, g.settings, g.detail)
	common, base := hashOf(g.common), g.county.of.Base.Year
	at := map[string]int{}
	for i := range g.batch.Options {
		o := &g.batch.Options[i]
		at[o.ID] = i
		added := slices.Contains(g.batch.Added, o.ID)
		if x.excluded(o.ID) {
			continue
		}
		t := &Task{County: g.county.of.ID, Option: o.ID, Year: o.Year, Set: g.set.Name, Frame: g.settings.Frame, Added: added, group: g, at: i,
			File: g.batch.County.FileOf(o.ID), tags: o.Tags, hash: hashes[i], coarse: hashOf([]string{common, hashes[i]})}
		if t.Year == 0 {
			t.Year = base
		}
		for k := i; ; k = at[g.batch.Options[k].Against] {
			t.chain = append(t.chain, Link{g.batch.Options[k].ID, own[k]})
			if against := g.batch.Options[k].Against; against == "" || against == g.batch.Options[k].ID {
				break
			}
		}
		g.tasks = append(g.tasks, t)
	}
	for _, b := range g.batch.Broken {
		t := &Task{County: g.county.of.ID, Option: b.ID, Year: year, Set: g.set.Name, Frame: g.settings.Frame, group: g, at: -1, File: b.File, Cause: b.Err.Error()}
		if t.Year == 0 {
			t.Year = base
		}
		t.coarse = hashOf([]string{"broken", t.Name(), t.Cause})
		g.tasks = append(g.tasks, t)
	}
}
