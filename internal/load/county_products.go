package load

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/internal/load/products"
	"saavu/internal/load/yaml"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// WagePath is the path above the wages of professions.
const WagePath = "staff.hourly."

// Wages returns the known wages in euros an hour, by profession.
func Wages(tree params.Tree) map[string]float64 {
	out := map[string]float64{}
	for _, p := range tree.All() {
		if profession, of := strings.CutPrefix(p.Path, WagePath); of && p.Known {
			out[profession] = p.V
		}
	}
	return out
}

// products reads the file of products, gives the services that count their need from it
// their products, and adds their figures to the parameters. It returns nil if the county
// names no file.
func (r *reading) products(f *countyFile, t, ft *yaml.Tree, b *scenario.Base) *products.List {
	named := func(s int) problem.Problem {
		at := t
		if len(f.Services) == 0 && ft != nil {
			at = ft
		}
		path := []string{"services", strconv.Itoa(s), "products"}
		return at.ProblemAt(problem.Problem{Found: at.Root.Find(path...).Describe()}, path...)
	}
	if f.Products.File == "" {
		for s := range b.Network.Services {
			if b.Network.Services[s].Products != nil {
				p := named(s)
				p.Expected, p.Hint = "a county file with the key products", "products: products.csv names the file"
				r.Problems.Add(p)
			}
		}
		return nil
	}
	if b.Grid.Cells() == 0 || !r.ids.areas.Whole || !r.ids.services.Whole {
		return nil // other faults come first
	}
	file, at := f.Products, []string{"products"}
	if t.Root.Find("products").Child("file") != nil {
		at = append(at, "file")
	}
	var ok bool
	if file.File, ok = r.Resolve(t, file.File, at...); !ok {
		return nil
	}
	if r.withoutMunicipality(t, b.Grid) {
		return nil
	}
	of := r.productsCounty(b)
	list := products.Read(r.Reader, file, t.Place("products"), of)
	if len(r.Problems) > 0 {
		return list
	}
	list.Give(r.Reader, b.Network, of.Municipalities, named)
	figures := list.Parameters(b.Network)
	for _, p := range figures {
		if _, given := b.Params.Get(p.Path); given {
			r.Wrong(t, "no such parameter", "figures of products are those of "+file.File, append([]string{"parameters"}, strings.Split(p.Path, ".")...)...)
		}
	}
	if len(r.Problems) > 0 {
		return list
	}
	tree, err := params.New(append(slices.Clone(b.Params.All()), figures...))
	if err != nil {
		r.Problems.Add(problem.Problem{File: file.File, Found: err.Error(), Expected: "figures of products"})
		return list
	}
	r.parameters.Tree, b.Params = tree, tree
	r.needOfProducts(list, b)
	return list
}

// productsCounty is what products refer to in a county that has been read.
func (r *reading) productsCounty(b *scenario.Base) *products.County {
	out := &products.County{Municipalities: report.Municipalities(b.Grid.Areas), Services: r.ids.services.List}
	out.Professions = slices.AppendSeq([]string{}, maps.Keys(Wages(b.Params))) // not nil: without wages, none is known
	slices.Sort(out.Professions)
	out.People = func(m int, ages population.Group) (float64, bool) {
		return out.Municipalities[m].People(b.Grid, ages), true
	}
	return out
}

// withoutMunicipality refuses areas that have none: nobody knows what is offered there.
func (r *reading) withoutMunicipality(t *yaml.Tree, g *population.Grid) bool {
	var out []string
	for _, a := range g.Areas {
		if strings.TrimSpace(a.Municipality) == "" {
			out = append(out, a.ID)
		}
	}
	if out != nil {
		r.Problems.Add(t.ProblemAt(problem.Problem{Found: "areas without a municipality: " + strings.Join(out, ", "), Expected: "a municipality for each area, as products differ by municipality",
			Hint: "fill in municipality in the table of areas"}, "areas"))
	}
	return out != nil
}

// needOfProducts notes how the need that products give compares with that of rates.
func (r *reading) needOfProducts(list *products.List, b *scenario.Base) {
	read := params.NewReader(b.Params)
	for _, v := range b.Network.Services {
		if v.Products == nil || v.RatePath == "" {
			continue
		}
		rates, byRates, byProducts := read.ByAge(v.RatePath, population.Ages), 0.0, list.Need(v.ID)
		for i, a := range b.Grid.Area {
			for age, n := range b.Grid.People[i*population.Ages : (i+1)*population.Ages] {
				if a >= 0 {
					byRates += n * rates[age]
				}
			}
		}
		r.State("data.product_need", "service", v.ID, "contacts", input.Whole(byProducts), "rates", input.Whole(byRates), "part", report.Amount{V: byProducts / byRates, As: report.AsCents})
	}
}
