package report

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"saavu/pkg/lang"
	"saavu/pkg/population"
	"saavu/pkg/products"
)

// Municipality is one that has products of its own.
type Municipality struct {
	ID    string
	Name  lang.Name
	Areas []string // how the areas of the county spell it; nil without a county
}

// Municipalities lists those of some areas, sorted by id. Areas without one are left out.
func Municipalities(areas []population.Area) []Municipality {
	var out []Municipality
	for _, a := range areas {
		id := strings.ToLower(strings.Join(strings.Fields(a.Municipality), "_"))
		if id == "" {
			continue
		}
		at := slices.IndexFunc(out, func(m Municipality) bool { return m.ID == id })
		if at < 0 {
			at, out = len(out), append(out, Municipality{ID: id, Name: lang.Same(Capital(a.Municipality))})
		}
		if !slices.Contains(out[at].Areas, a.Municipality) {
			out[at].Areas = append(out[at].Areas, a.Municipality)
		}
	}
	slices.SortFunc(out, func(a, b Municipality) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// People counts the people of some ages in a municipality.
func (m *Municipality) People(g *population.Grid, ages population.Group) float64 {
	return g.Aged(ages, func(a int) bool { return slices.Contains(m.Areas, g.Areas[a].Municipality) })
}

// Capital is an id with a capital letter, as a name.
func Capital(id string) string {
	if id == "" {
		return id
	}
	return strings.ToUpper(id[:1]) + id[1:]
}

// Harmonised is what a common model of service products changes. Nothing is netted: who
// gets more and who gets less stand apart, by product and municipality. Hours and euros
// are those of the whole need, whether or not there is staff for it.
type Harmonised struct {
	County         lang.Name // none without a county
	Municipalities []Municipality
	Products       []HarmonisedProduct
	ByMunicipality []products.Change // sum of the products, in the order of Municipalities
	Total          products.Change
	Work           []Work  // by profession, sorted by id
	EUR            float64 // the county's yearly euros for staff, more or less; NaN if a wage is unknown
	Dropped        []int   // products that are statutory and dropped: a breach of law
	Prices         products.Prices
}

// HarmonisedProduct is one product.
type HarmonisedProduct struct {
	Service, ID string
	ServiceName lang.Name
	Name        lang.Name
	Ages        population.Group
	Statutory   bool
	Decision    products.Decision // "" for a product that the common model does not name
	Settled     []products.Dimension
	From        time.Time // zero without a decision
	Owner       string
	Offered     []products.Offer  // today, by municipality
	Changes     []products.Change // by municipality
	Total       products.Change
	EUR         float64 // yearly; NaN if a wage is unknown

	// Largest less smallest client minutes a person of the ages and year between
	// municipalities, before and after; NaN if no municipality is known.
	SpreadBefore, SpreadAfter float64
}

// Work is what changes for one profession.
type Work struct {
	products.Hours
	FTE, EUR float64 // change a year; EUR is NaN without a wage
}

// Harmonise computes what the goals of some products change. People are those of each
// product's ages, by product and municipality; the variants of a product are in the
// order of the municipalities.
func Harmonise(list []products.Product, municipalities []Municipality, people [][]float64, prices products.Prices) *Harmonised {
	h := &Harmonised{Municipalities: municipalities, ByMunicipality: make([]products.Change, len(municipalities)), Prices: prices}
	for i := range list {
		p := &list[i]
		x := HarmonisedProduct{Service: p.Service, ID: p.ID, Name: p.Name, Ages: p.Ages, Statutory: p.Statutory}
		if g := p.Goal; g != nil {
			x.Decision, x.Settled, x.From, x.Owner = g.Decision, g.Harmonise, g.From, g.Owner
			if p.Statutory && g.Decision == products.Drop {
				h.Dropped = append(h.Dropped, i)
			}
		}
		for m := range municipalities {
			c := p.Harmonise(m, people[i][m])
			x.Offered, x.Changes = append(x.Offered, p.AsIs[m].Offer), append(x.Changes, c)
			x.Total.Add(&c)
			h.ByMunicipality[m].Add(&c)
		}
		h.Total.Add(&x.Total)
		x.EUR = prices.Sum(&x.Total)
		x.SpreadBefore, x.SpreadAfter = p.Spread(people[i])
		h.Products = append(h.Products, x)
	}
	for _, hours := range h.Total.Hours {
		h.Work = append(h.Work, Work{Hours: hours, FTE: prices.FTE(hours), EUR: prices.Euros(hours)})
	}
	h.EUR = prices.Sum(&h.Total)
	return h
}

// Starts returns the first and last day on which a goal begins; zero without goals.
func (h *Harmonised) Starts() (first, last time.Time) {
	for i := range h.Products {
		from := h.Products[i].From
		if from.IsZero() {
			continue
		}
		if first.IsZero() || from.Before(first) {
			first = from
		}
		if from.After(last) {
			last = from
		}
	}
	return first, last
}
