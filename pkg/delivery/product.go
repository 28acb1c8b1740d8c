package delivery

import (
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
)

// ProductModel is one product's part of a ServiceModel, by age band. All is 0 in the bands
// of a zone that does not offer it.
type ProductModel struct {
	Need      []float64   // contacts per person and year
	Clients   []float64   // of a person, how many are a client
	RemoteMax []float64   // share of contacts that may be remote
	Client    []float64   // minutes in the room of a contact; those of a group divided by its size
	Staff     [][]float64 // staff minutes of a contact by profession of the service, divided in the same way
}

// products compiles a service's need and times from its products.
func (m *Model) products(r *params.Reader, v *network.Service, sm *ServiceModel) {
	nb := len(m.Starts)
	sm.Rate, sm.remoteMax, sm.StaffMin = make([]float64, nb), make([]float64, nb), make([]float64, len(v.Staff))
	contacts, statutory := 0.0, make([]bool, 0, len(v.Products))
	for i := range v.Products {
		p := &v.Products[i]
		statutory = append(statutory, p.Statutory)
		pm := ProductModel{make([]float64, nb), make([]float64, nb), make([]float64, nb), make([]float64, nb), make([][]float64, len(v.Staff))}
		for f := range pm.Staff {
			pm.Staff[f] = make([]float64, nb)
		}
		for z := range p.Variants {
			if of := m.variant(r, v, &p.Variants[z]); of != nil {
				m.offer(p, z, of, &pm)
				n := of.need * p.Variants[z].People
				contacts += n
				sm.ClientMin += n * of.client
				sm.RemoteMax += n * of.remoteMax
				for f, minutes := range of.staff {
					sm.StaffMin[f] += n * minutes
				}
			}
		}
		for b, n := range pm.Need {
			sm.Rate[b] += n
			sm.remoteMax[b] += n * pm.RemoteMax[b]
		}
		sm.Products = append(sm.Products, pm)
	}
	sm.ranks = ranksOf(statutory)
	for b, rate := range sm.Rate {
		sm.remoteMax[b] = part(sm.remoteMax[b], rate)
	}
	sm.ClientMin, sm.RemoteMax = part(sm.ClientMin, contacts), part(sm.RemoteMax, contacts)
	for f := range sm.StaffMin {
		sm.StaffMin[f] = part(sm.StaffMin[f], contacts)
	}
}

// offering is a variant in numbers.
type offering struct {
	clients, need, client, remoteMax float64
	staff                            []float64
}

// variant reads a variant; nil if it is not offered.
func (m *Model) variant(r *params.Reader, v *network.Service, x *network.Variant) *offering {
	if !x.Offered {
		return nil
	}
	clients := r.Value(x.Clients)
	out := &offering{clients: clients, need: clients * r.Value(x.Visits), client: r.Value(x.Minutes), staff: make([]float64, len(v.Staff))}
	size := 1.0
	if x.Group != "" {
		size = r.Value(x.Group)
	}
	if x.RemoteMax != "" {
		out.remoteMax = r.Value(x.RemoteMax)
	}
	out.client /= size
	for _, w := range x.Staff {
		for f, st := range v.Staff {
			if st.Profession == w.Profession {
				out.staff[f] = r.Value(w.Minutes) / size
			}
		}
	}
	return out
}

// offer fills in the bands of a zone that are of the product's ages.
func (m *Model) offer(p *network.Product, zone int, of *offering, pm *ProductModel) {
	ages := m.ages()
	for b := zone * ages; b < (zone+1)*ages; b++ {
		if m.Starts[b] < p.Ages.From || m.Starts[b] > p.Ages.To {
			continue
		}
		pm.Need[b], pm.Clients[b], pm.Client[b], pm.RemoteMax[b] = of.need, of.clients, of.client, of.remoteMax
		for f, minutes := range of.staff {
			pm.Staff[f][b] = minutes
		}
	}
}

// ceiling returns the share of a band's contacts that may be remote.
func (sm *ServiceModel) ceiling(b int) float64 {
	if sm.remoteMax == nil {
		return sm.RemoteMax
	}
	return sm.remoteMax[b]
}

// Remote returns the share of a product's contacts that is remote in a band, given that of
// the service's. Products take remote contacts in the proportion of their ceilings.
func (sm *ServiceModel) Remote(p, b int, share float64) float64 {
	return share * part(sm.Products[p].RemoteMax[b], sm.remoteMax[b])
}

// work is how long the contacts in person of a service with products take. People at
// points ask for the products of their ages and municipality, so minutes differ by point.
type work struct {
	staff [][]float64 // minutes a person and year, by profession and band
	room  []float64   // by band
	at    []float64   // minutes of a contact by point of the service and resource: professions, then the room
	used  []float64   // staff hours of the contacts seen at points, by profession
}

// products finds how long contacts in person take at each point; nothing for a service
// without products.
func (x *serving) products(need []float64) {
	if x.sm.Products == nil {
		return
	}
	resources := len(x.sm.StaffMin) + 1
	w := &work{used: make([]float64, len(x.sm.StaffMin)), at: make([]float64, len(x.v.Points)*resources)}
	for range x.sm.StaffMin {
		w.staff = append(w.staff, make([]float64, x.nb))
	}
	w.room = make([]float64, x.nb)
	var asks [][]float64
	for i := range x.sm.Products {
		p, each := &x.sm.Products[i], make([]float64, x.nb)
		for b, n := range p.Need {
			if n == 0 {
				continue
			}
			n *= 1 - x.sm.Remote(i, b, x.remote[b])
			if x.left != nil {
				n *= x.left[i*x.nb+b]
			}
			each[b] = n
			w.room[b] += n * p.Client[b]
			for f := range w.staff {
				w.staff[f][b] += n * p.Staff[f][b]
			}
		}
		asks = append(asks, each)
		if y := x.areas; y != nil {
			y.Products, y.each, y.mix = append(y.Products, newAreaYear(len(x.d.Areas))), append(y.each, each), append(y.mix, 0)
		}
	}
	x.out.Wanted = make([]float64, len(x.sm.StaffMin))
	for f := range w.staff {
		for b, n := range need {
			x.out.Wanted[f] += x.notBought(b) * part(n, x.sm.Rate[b]) * w.staff[f][b] / 60
		}
	}
	x.minutesAt(w, resources)
	x.work, x.out.Used = w, w.used
	x.rank(asks)
}

// notBought is the part of a band's contacts in work that the county meets itself: with
// contracts of today, work has only these.
func (x *serving) notBought(b int) float64 {
	if x.left != nil {
		return 1
	}
	return x.own[b]
}

// minutesAt finds the minutes of a contact at each point, by resource.
func (x *serving) minutesAt(w *work, resources int) {
	l := &x.v.Load
	for i, k := range l.Points {
		contacts, at := 0.0, w.at[k*resources:(k+1)*resources]
		for b := range x.nb {
			people := l.Direct.People[i*x.nb+b]
			of := people * x.sm.Rate[b] * (1 - x.remote[b])
			if x.left != nil {
				of *= x.own[b]
			}
			contacts += of
			for f := range w.staff {
				at[f] += people * w.staff[f][b]
			}
			at[resources-1] += people * w.room[b]
		}
		for f := range at {
			at[f] = part(at[f], contacts)
		}
		if contacts == 0 {
			copy(at, append(x.sm.StaffMin[:resources-1:resources-1], x.sm.ClientMin))
		}
	}
}

// staffMin returns the minutes of a profession that a contact in person takes at
// Points[k].
func (x *serving) staffMin(k, f int) float64 {
	if x.work == nil {
		return x.sm.StaffMin[f]
	}
	return x.work.at[k*(len(x.sm.StaffMin)+1)+f]
}

// clientMin returns the minutes in the room that a contact takes at Points[k].
func (x *serving) clientMin(k int) float64 {
	if x.work == nil {
		return x.sm.ClientMin
	}
	return x.work.at[(k+1)*(len(x.sm.StaffMin)+1)-1]
}

// StaffHours returns the hours of all professions of a contact in person in an area: of
// a product by its index, or of the service if it has no products.
func (m *Model) StaffHours(s, product int, area *population.Area) float64 {
	sm, sum := &m.Services[s], 0.0
	if sm.Products == nil {
		for _, minutes := range sm.StaffMin {
			sum += minutes / 60
		}
		return sum
	}
	p := &sm.Products[product]
	from, to := m.BandsOf(area)
	for b := from; b < to; b++ {
		if p.Need[b] > 0 {
			for f := range p.Staff {
				sum += p.Staff[f][b] / 60
			}
			break
		}
	}
	return sum
}
