package load

import (
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/products"
	"saavu/internal/load/segments"
	"saavu/internal/load/yaml"
	"saavu/pkg/params"
	"saavu/pkg/scenario"
)

// clients reads who the clients are and what is given to them: segments and products.
func (r *reading) clients(f *countyFile, t, ft *yaml.Tree, b *scenario.Base) *products.List {
	groups := r.readSegments(f, t, b)
	list := r.products(f, t, ft, b, groups)
	r.giveSegments(groups, t, b)
	return list
}

// readSegments reads the file of client segments; nil if the county names none or it cannot
// be used.
func (r *reading) readSegments(f *countyFile, t *yaml.Tree, b *scenario.Base) *segments.List {
	if f.Segments.File == "" || b.Grid.Cells() == 0 || !r.ids.areas.Whole {
		return nil
	}
	file, at := f.Segments, []string{"segments"}
	if t.Root.Find("segments").Child("file") != nil {
		at = append(at, "file")
	}
	var ok bool
	if file.File, ok = r.Resolve(t, file.File, at...); !ok {
		return nil
	}
	return segments.Read(r.Reader, &file, t.Place(at...), b.Grid.Areas)
}

// giveSegments gives the network the segments, and adds their figures to the parameters.
func (r *reading) giveSegments(list *segments.List, t *yaml.Tree, b *scenario.Base) {
	if list == nil || len(r.Problems) > 0 {
		return
	}
	list.Give(b.Network, b.Grid)
	figures := list.Parameters()
	for _, p := range figures {
		if _, given := b.Params.Get(p.Path); given {
			r.Wrong(t, "no such parameter", "figures of segments are those of "+list.File, append([]string{"parameters"}, strings.Split(p.Path, ".")...)...)
		}
	}
	if len(r.Problems) > 0 {
		return
	}
	tree, err := params.New(append(slices.Clone(b.Params.All()), figures...))
	if err != nil {
		r.Problems.Add(problem.Problem{File: list.File, Found: err.Error(), Expected: "figures of segments"})
		return
	}
	r.parameters.Tree, b.Params = tree, tree
}
