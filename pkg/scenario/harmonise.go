package scenario

import (
	"time"

	"saavu/pkg/network"
	"saavu/pkg/products"
)

// Harmonise gives all municipalities the products of the common model: in some services,
// those that the common model names and that hold on a day. Date is that day, written
// 2027-01-01; empty for the first day of the option's year.
type Harmonise struct {
	Services []string
	Date     string
}

// Kind is "harmonise".
func (*Harmonise) Kind() string { return "harmonise" }

// Lever is Products.
func (*Harmonise) Lever() Lever { return Products }

// Fields lists the fields of the change.
func (h *Harmonise) Fields() []Field {
	return []Field{
		{Name: "services", Value: &h.Services, Need: true, About: "ids of services that count their need from products"},
		{Name: "date", Value: &h.Date, About: "day such as 2027-01-01: rows of the common model that begin later do not count; the first day of the option's year by default"},
	}
}

// apply gives the services the products of the common model. It does not refuse one that
// drops a statutory product, because a rule reports that as a breach. It refuses no
// services, an unknown service, one twice, one without products or without a common model,
// a day that is none, and a day on which no product of a service begins to follow the
// common model.
func (h *Harmonise) apply(d *draft) {
	day := h.Date
	if day == "" {
		day = time.Date(d.Year, time.January, 1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	} else if _, err := time.Parse(time.DateOnly, day); err != nil {
		d.refuse("date", "", "%q, expected a day such as 2027-01-01", h.Date)
	}
	if len(h.Services) == 0 {
		d.refuse("services", "", "no service is named")
	}
	var list []*network.Service
	for i, s := range d.services(h.Services) {
		if s < 0 {
			continue
		}
		v, at := &d.Network.Services[s], item("services", i)
		first, follows := begins(v)
		switch {
		case v.Products == nil:
			d.refuse(at, "products: true in the service counts its need from the table of products", "%s has no products", v.ID)
		case first == "" && follows:
			d.refuse(at, "", "all products of %s follow the common model already", v.ID)
		case first == "":
			d.refuse(at, "a common model has rows with to_be in the column where", "no product of %s has a row of the common model", v.ID)
		case !d.refused() && first > day:
			d.refuse("date", "set date to that day or a later one", "no row of the common model of %s holds on %s: the first one begins on %s", v.ID, day, first)
		}
		list = append(list, v)
	}
	if d.refused() {
		return
	}
	for _, v := range list {
		for i := range v.Products {
			if p := &v.Products[i]; p.Goal != nil && !p.Follows && p.Goal.From <= day {
				p.Follow()
			}
		}
	}
}

// always is a day before all others.
const always = "0000-00-00"

// begins returns the first day on which a product of a service begins to follow the common
// model, "" if none is left that does, and whether some follow it already.
func begins(v *network.Service) (first string, follows bool) {
	for i := range v.Products {
		p := &v.Products[i]
		if follows = follows || p.Follows; p.Goal == nil || p.Follows {
			continue
		}
		from := p.Goal.From
		if from == "" {
			from = always
		}
		if first == "" || from < first {
			first = from
		}
	}
	return first, follows
}

// Dropped lists the statutory products of a service that the common model ends.
func Dropped(v *network.Service) []network.Product {
	var out []network.Product
	for _, p := range v.Products {
		if p.Follows && p.Statutory && p.Goal.Decision == products.Drop {
			out = append(out, p)
		}
	}
	return out
}
