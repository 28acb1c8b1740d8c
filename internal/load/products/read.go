package products

import (
	"fmt"
	"slices"
	"strings"

	"saavu/internal/load/field"
	"saavu/internal/load/input"
	"saavu/internal/naming"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/products"
	"saavu/pkg/report"
)

// County is what the products of a county refer to.
type County struct {
	Municipalities []report.Municipality
	Services       []string // ids; nil allows any
	Professions    []string // with a wage; nil allows any
	Segments       []string // ids, in the order of the network; nil allows any
	// People are those of some ages in a municipality; false, after a problem, where they
	// are not known.
	People func(municipality int, ages population.Group) (float64, bool)
}

// List is the products of a file, and the people of their ages by product and
// municipality.
type List struct {
	Products []products.Product
	People   [][]float64

	Municipalities []report.Municipality
	items          []*item
	segments       []string // of the county; nil without
}

// Read reads the products that a county file names. Its faults are in r.
func Read(r *input.Reader, f File, named string, c *County) *List {
	b := &builder{r: r, c: c, at: map[[2]string]*item{}}
	src, _ := params.ParseFlag(f.Source)
	f.Sheets = b.sheets(&f, named)
	for _, x := range rows(r, &f, named) {
		x.src = src
		b.add(x)
	}
	return b.list()
}

// item is one product as its rows give it.
type item struct {
	products.Product
	first  *row            // the row that the others must agree with
	aged   bool            // the ages are known
	of     map[string]*row // by place: a municipality's id, all or to_be
	places []string        // of today's rows, in their order
	asIs   map[string]products.Variant
	counts map[string]float64 // clients a year, by place, where the row has no share
	groups []string           // segments that it is given to; nil for all
	said   map[string]*row    // by column: the row that says it for all
	core   network.Process
}

// builder puts products together from rows.
type builder struct {
	r     *input.Reader
	c     *County
	at    map[[2]string]*item
	order []*item
}

// add takes one row.
func (b *builder) add(x *row) {
	where, service, id := x.fields["where"], x.word("service", x.fields["service"]), x.word("product", x.fields["product"])
	known := true
	if places := b.places(); !slices.Contains(places, where) {
		x.wrong("where", b.placeWords(), naming.SuggestID(where, places))
		known = false
	}
	if b.c.Services != nil && !slices.Contains(b.c.Services, service) || service == "" {
		hint := naming.SuggestID(service, b.c.Services)
		if hint == "" && service != "" {
			hint = "words.service gives the id of a name"
		}
		x.wrong("service", "a service of the county", hint)
		known = false
	}
	if id == "" || strings.ContainsAny(id, " .:/\\+@") {
		x.wrong("product", "an id without spaces and dots", "words.product in the county file gives the id of a name")
		known = false
	}
	if !known {
		return
	}
	p := b.at[[2]string{service, id}]
	if p == nil {
		p = &item{Product: products.Product{Service: service, ID: id}, first: x, of: map[string]*row{}, asIs: map[string]products.Variant{}, counts: map[string]float64{}, said: map[string]*row{}}
		b.at[[2]string{service, id}] = p
		b.order = append(b.order, p)
	}
	if was := p.of[where]; was != nil {
		x.wrong("where", "every municipality once for a product", fmt.Sprintf("row %d of %s has %s already", was.at, was.file, where))
		return
	}
	p.of[where] = x
	b.shared(p, x)
	if where == toBe {
		b.goal(p, x)
		return
	}
	for _, key := range []string{"decision", "harmonise", "from"} {
		if x.fields[key] != "" {
			x.wrong(key, "nothing: only the rows of the common model have it", "")
		}
	}
	p.asIs[where], p.places = b.variant(p, x, where), append(p.places, where)
}

// shared reads what must be the same in all rows of a product.
func (b *builder) shared(p *item, x *row) {
	statutory, _ := x.answer("statutory", false)
	ages, ok := field.ParseAges(field.Ages(x.fields["ages"]))
	if !ok {
		x.wrong("ages", field.AgeWords, "")
	}
	inPerson := false
	if x.fields["in_person_only"] != "" {
		inPerson, _ = x.answer("in_person_only", false)
	}
	allowed := x.producers()
	groups := x.segments(b.c.Segments)
	core := network.Process(x.word("process", x.fields["process"]))
	if core != "" && !slices.Contains(network.Processes(), core) {
		x.wrong("process", "one of "+strings.Join(each(network.Processes()), ", ")+", or nothing", naming.Suggest(string(core), each(network.Processes())))
	}
	name := lang.Name{En: x.fields["name_en"], Fi: x.fields["name_fi"], Sv: x.fields["name_sv"]}
	if p.first == x {
		if name == (lang.Name{}) {
			name = lang.Same(p.ID)
		}
		p.aged = ok
		p.Statutory, p.Ages, p.InPerson, p.Name, p.Producers = statutory, ages, inPerson, name, allowed
	}
	const alike = "the same in all rows of a product"
	if statutory != p.Statutory {
		x.wrong("statutory", alike, p.first.otherwise())
	}
	if ok && p.aged && ages != p.Ages {
		x.wrong("ages", alike, p.first.otherwise())
	}
	// The first row that says one of these says it for all.
	agree := func(column string, equal bool, take func()) {
		switch {
		case x.fields[column] == "":
		case p.said[column] == nil:
			p.said[column] = x
			take()
		case !equal:
			x.wrong(column, alike, p.said[column].otherwise())
		}
	}
	agree("segments", slices.Equal(groups, p.groups), func() { p.groups = groups })
	agree("process", core == p.core, func() { p.core = core })
	agree("producers", slices.Equal(allowed, p.Producers), func() { p.Producers = allowed })
}

// variant reads how a product is offered.
func (b *builder) variant(p *item, x *row, where string) products.Variant {
	v := products.Variant{Offer: products.Offered, Method: x.fields["method"], System: x.fields["system"]}
	if x.fields["offered"] != "" {
		switch yes, known := x.answer("offered", true); {
		case !known:
			return products.Variant{Offer: products.Unknown}
		case !yes:
			return products.Variant{Offer: products.NotOffered}
		}
	}
	b.figures(p, x, &v, where)
	for _, needed := range []struct {
		key  string
		none bool
	}{{"visits", v.Visits == 0}, {"minutes", v.Minutes == 0}, {"staff", v.Staff == nil}, {"channels", v.Channels == nil}} {
		if needed.none && x.fields[needed.key] == "" && !x.hasStaff(needed.key) {
			x.wrong(needed.key, "a value, as the product is offered", "write no in the column offered if it is not")
		}
	}
	if x.fields["clients"] == "" && x.fields["clients_n"] == "" {
		x.wrong("clients", "a value here or in clients_n, as the product is offered", "write no in the column offered if it is not")
	}
	return v
}

// hasStaff reports whether a survey has minutes of some profession.
func (x *row) hasStaff(key string) bool {
	if key != "staff" {
		return false
	}
	for k, text := range x.fields {
		if strings.HasPrefix(k, "staff.") && text != "" {
			return true
		}
	}
	return false
}

// figures reads the numbers of a row, those that are given.
func (b *builder) figures(p *item, x *row, v *products.Variant, where string) {
	v.Group = 1
	share, given := x.number("clients", "a share of the people of the ages, 0 to 1", func(v float64) bool { return v >= 0 && v <= 1 })
	count, counted := x.number("clients_n", "clients a year, 0 or more", func(v float64) bool { return v >= 0 })
	switch {
	case given && counted:
		x.wrong("clients_n", "clients or clients_n, not both", "")
	case counted:
		p.counts[where] = count
	}
	v.Clients = share
	v.Visits, _ = x.number("visits", "visits a client and year, above 0", func(v float64) bool { return v > 0 && v <= 10_000 })
	v.Minutes, _ = x.number("minutes", "client minutes a visit, above 0 and at most 1440", func(v float64) bool { return v > 0 && v <= 1440 })
	if n, ok := x.number("group_size", "clients in a session, 1 or more", func(v float64) bool { return v >= 1 && v <= 1000 }); ok {
		v.Group = n
	}
	v.Staff, _ = x.staff(b.c.Professions)
	b.guidance(p, x, v)
	channels, _ := x.list("channels", each(products.Channels()))
	slices.Sort(channels)
	for _, c := range channels {
		v.Channels = append(v.Channels, products.Channel(c))
	}
	remote, limited := x.number("remote_max", "a share, 0 to 1", func(v float64) bool { return v >= 0 && v <= 1 })
	v.RemoteMax = remote
	if x.fields["in_person_only"] != "" {
		if only, _ := x.answer("in_person_only", false); only {
			if slices.Contains(v.Channels, products.Remote) {
				x.wrong("channels", "no remote, as the product is in person only", "")
			}
			if limited && remote > 0 {
				x.wrong("remote_max", "0, as the product is in person only", "")
			}
		}
	}
}

// list makes the products from what the rows gave, in the order of the rows.
func (b *builder) list() *List {
	out := &List{Municipalities: b.c.Municipalities, segments: b.c.Segments}
	b.chained()
	for _, p := range b.order {
		if len(p.of) == 1 && p.of[toBe] != nil && p.Goal != nil && p.Goal.Decision != products.New {
			p.of[toBe].wrong("product", "a product that some municipality has today, or the decision new", "")
		}
		people := make([]float64, len(b.c.Municipalities))
		var without []string
		for m, town := range b.c.Municipalities {
			where := town.ID
			if p.of[where] == nil {
				where = everywhere
			}
			v, ok := p.asIs[where]
			if !ok {
				v.Offer = products.NotOffered
				without = append(without, town.ID)
			}
			if p.aged {
				people[m], _ = b.c.People(m, p.Ages)
			}
			if n, counted := p.counts[where]; counted && v.Offer == products.Offered {
				v.Clients = b.share(p.of[where], n, people[m])
				p.asIs[where] = v
			}
			if v.Offer == products.NotOffered && p.Goal != nil && p.Goal.Decision != products.Drop {
				for _, d := range products.Computed() {
					p.of[toBe].filled(d, "a value, as "+town.ID+" does not offer the product today and would take all of the common model")
				}
			}
			p.AsIs = append(p.AsIs, v)
		}
		if len(without) > 0 {
			b.r.State("data.product_no_row", "product", p.ID, "service", p.Service, "list", without)
		}
		out.Products, out.People, out.items = append(out.Products, p.Product), append(out.People, people), append(out.items, p)
	}
	return out
}

// share returns clients a year as a share of the people of the ages.
func (b *builder) share(x *row, clients, people float64) float64 {
	if clients > people {
		x.wrong("clients_n", fmt.Sprintf("at most the people of the ages there, %.6g", people), "")
		return 0
	}
	if people == 0 {
		return 0
	}
	return clients / people
}
