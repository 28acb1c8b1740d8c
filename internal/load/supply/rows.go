package supply

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"saavu/internal/load/field"
	"saavu/pkg/lang"
	"saavu/pkg/network"
)

// facility reads the facility of the row. Its dates are compared with the baseline
// year: a facility that opens later is planned, one that ended before is closed.
func (p *supplied) facility(id string, year int) network.Facility {
	d := &p.f.Defaults
	words := func(key string) string { return strings.Join(strings.Fields(p.text(key)), " ") }
	x := network.Facility{ID: id, Name: cmp.Or(words("name"), id), Column: -1,
		Names: lang.Name{En: words("name_en"), Fi: words("name_fi"), Sv: words("name_sv")},
		Type:  p.typeOf(), Size: cmp.Or(p.meaning("size"), d.Size), Class: network.CoordClass(cmp.Or(d.CoordClass, "A")),
		Production: network.Production(cmp.Or(p.meaning("provider"), d.Provider, string(network.Own))),
		From:       p.year("from"), LeaseEnd: p.year("lease_end"), Note: p.text("note"), Languages: p.languages()}
	x.FloorM2, _ = p.amount("floor_m2")
	x.BarrierFree, _ = field.ParseKnown(p.meaning("barrier_free"))
	if x.BarrierFree == network.Unknown {
		x.BarrierFree = network.Known(d.BarrierFree)
	}
	switch status := cmp.Or(p.meaning("status"), d.Status, "open"); status {
	case "open":
		x.Status = network.Open
	case "assumed":
		x.Status = network.Open
		p.counts.assumed++
	case "planned", "interim":
		x.Status = network.Status(status)
	default:
		x.Status = network.Closed
		if status == "unknown" {
			p.counts.unknown++
		}
	}
	if to := p.year("to"); to > 0 && to < year && x.Status != network.Closed {
		x.Status = network.Closed
		p.counts.gone++
	}
	if x.From > year && x.Status == network.Open {
		x.Status = network.Planned
		p.counts.planned++
	}
	return x
}

// typeOf returns the type of the row. A word without a declared meaning stays as it
// is.
func (p *supplied) typeOf() string {
	text := p.text("type")
	if meaning, ok := p.words["type"][strings.ToLower(text)]; ok {
		return meaning
	}
	return cmp.Or(text, p.f.Defaults.Type)
}

// languages lists the languages of the row by two-letter code: "fi, sv".
func (p *supplied) languages() string {
	var out []string
	for _, word := range strings.FieldsFunc(p.text("languages"), func(c rune) bool { return strings.ContainsRune("|,;/+& \n", c) }) {
		meaning, ok := p.words["languages"][strings.ToLower(word)]
		switch {
		case !ok && len(word) == 2:
			meaning = strings.ToLower(word)
		case !ok:
			p.unknown("languages", word)
			continue
		}
		if !slices.Contains(out, meaning) {
			out = append(out, meaning)
		}
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// speaksSwedish reports whether languages include Swedish; unknown if there are
// none.
func speaksSwedish(languages string) network.Known {
	switch {
	case languages == "":
		return network.Unknown
	case slices.Contains(strings.Split(languages, ", "), "sv"):
		return network.Yes
	}
	return network.No
}

// point returns the location of the row in the file's coordinates. It returns
// false, and counts the row, if there is none.
func (p *supplied) point() (orb.Point, bool) {
	if p.columns["x"] >= 0 {
		if p.text("x") == "" || p.text("y") == "" {
			p.counts.noPlace++
			return orb.Point{}, false
		}
		x, ok1 := p.row.Number(p.columns["x"])
		y, ok2 := p.row.Number(p.columns["y"])
		if !ok1 {
			p.wrong("x", "a number, or nothing", "")
		}
		if !ok2 {
			p.wrong("y", "a number, or nothing", "")
		}
		return p.nonzero(orb.Point{x, y}, ok1 && ok2)
	}
	switch g := p.row.Geometry.(type) {
	case nil:
		p.counts.noPlace++
		return orb.Point{}, false
	case orb.Point:
		return p.nonzero(g, true)
	case orb.MultiPoint:
		if len(g) == 1 {
			return p.nonzero(g[0], true)
		}
	}
	p.counts.drawn++
	at, _ := planar.CentroidArea(p.row.Geometry)
	return p.nonzero(at, at[0]-at[0] == 0 && at[1]-at[1] == 0)
}

// nonzero treats a location at 0, 0 as missing.
func (p *supplied) nonzero(at orb.Point, ok bool) (orb.Point, bool) {
	if ok && (at == orb.Point{}) {
		p.counts.zero++
		return at, false
	}
	return at, ok
}

// staff reads the positions of the row, and counts professions that none of its
// services has.
func (p *supplied) staff(n *network.Network, services []int) map[string]float64 {
	var out map[string]float64
	for _, profession := range slices.Sorted(maps.Keys(p.f.Columns.Staff)) {
		v, ok := p.amount("staff." + profession)
		if !ok || v == 0 {
			continue
		}
		if !slices.ContainsFunc(services, func(s int) bool { return employs(&n.Services[s], profession) >= 0 }) {
			p.counts.idle[profession]++
			if p.counts.has[profession] == nil {
				p.counts.has[profession] = map[string]bool{}
			}
			for _, s := range services {
				for _, own := range n.Services[s].Staff {
					p.counts.has[profession][own.Profession] = true
				}
			}
			continue
		}
		if out == nil {
			out = map[string]float64{}
		}
		out[profession] = v
	}
	return out
}

// employs returns the index of a profession in a service; -1 if it is not there.
func employs(s *network.Service, profession string) int {
	return slices.IndexFunc(s.Staff, func(x network.Staff) bool { return x.Profession == profession })
}

// otherThan lists the properties in which another row of the location differs.
func (l *location) otherThan(o *location) []string {
	var out []string
	a, b := &l.facility, &o.facility
	for what, differs := range map[string]bool{"name": a.Name != b.Name, "type": a.Type != b.Type, "status": a.Status != b.Status, "size": a.Size != b.Size,
		"provider": a.Production != b.Production, "barrier_free": a.BarrierFree != b.BarrierFree, "floor_m2": a.FloorM2 != b.FloorM2,
		"first year": a.From != b.From, "lease_end": a.LeaseEnd != b.LeaseEnd, "languages": a.Languages != b.Languages} {
		if differs {
			out = append(out, what)
		}
	}
	return out
}
