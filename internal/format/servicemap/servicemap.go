// Package servicemap reads pages of the unit interface of the Service Map of
// the Helsinki region (version 2, as saved from its addresses): units with
// place, services, provider, wheelchair access, and opening hours as text. It
// returns one row per unit. A page is an object whose list is in results, a
// list of units, or a single unit.
package servicemap

import (
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/pages"
	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// Format is the name of the format in a record.Source.
const Format = "Service Map"

// itemsMember is the member of a page with its units.
const itemsMember = "results"

var fields = []struct {
	name, title string
	of          func(*unit) any
}{
	{"id", "id of the unit", func(u *unit) any { return string(u.ID) }},
	{"name", "name in Finnish, else in another language", func(u *unit) any { return u.Name.display() }},
	{"name_fi", "", func(u *unit) any { return u.Name["fi"] }},
	{"name_sv", "", func(u *unit) any { return u.Name["sv"] }},
	{"name_en", "", func(u *unit) any { return u.Name["en"] }},
	{"street", "", func(u *unit) any { return u.StreetAddress.display() }},
	{"postal_code", "", func(u *unit) any { return string(u.AddressZip) }},
	{"municipality", "", func(u *unit) any { return u.Municipality.display() }},
	{"services", "names of the services, ids where the page has no names", func(u *unit) any { return u.services(reference.display) }},
	{"service_ids", "", func(u *unit) any { return u.services(func(r reference) string { return r.ID }) }},
	{"provider_type", "who produces the service", func(u *unit) any { return string(u.ProviderType) }},
	{"organizer_type", "who arranges the service", func(u *unit) any { return string(u.OrganizerType) }},
	{"organizer_name", "", func(u *unit) any { return string(u.OrganizerName) }},
	{"contract_type", "", func(u *unit) any { return u.ContractType.ID }},
	{"barrier_free", "viewpoint 11, wheelchair: yes green, no red", func(u *unit) any { return u.barrierFree() }},
	{"accessibility_properties", "number of properties that were measured", func(u *unit) any { return int64(len(u.Properties)) }},
	{"languages", "languages of service", func(u *unit) any { return strings.Join(u.Languages, pages.Between) }},
	{"opening_hours", "texts of the connections OPENING_HOURS", func(u *unit) any { return u.hours() }},
	{"phone", "", func(u *unit) any { return string(u.Phone) }},
	{"www", "", func(u *unit) any { return u.WWW.display() }},
	{"modified", "", func(u *unit) any { return string(u.Modified) }},
	{record.PageField, "file of the page", func(u *unit) any { return u.file }},
}

// Source reads pages of units together and returns a row for each, in the order
// of the pages; Row.At is the line of its page. A unit on several pages counts
// once, one that is not public is left out. Coordinates are in degrees,
// longitude first, unless the interface was asked for metres, which shows in
// the numbers. Facts report what is missing. The error is a problem.Problems
// with every fault of all pages.
func Source(files []pages.File) (*record.Source, error) {
	s := &record.Source{Format: Format, Places: true}
	for _, f := range files {
		s.Parts = append(s.Parts, f.Name)
	}
	s.File = s.Parts[0]
	for _, f := range fields {
		s.Fields = append(s.Fields, record.Field{Name: f.name, Title: f.title})
	}
	units, err := read(files, s)
	if err != nil {
		return nil, err
	}
	s.Rows, s.System = len(units), system(units)
	s.Each = func(want []int, visit func(*record.Row) error) error {
		want = record.Wanted(want, len(s.Fields))
		row := record.Row{Values: make([]record.Value, len(want))}
		for _, u := range units {
			row.At, row.Geometry = u.line, u.at
			for k, i := range want {
				row.Values[k] = record.Of(fields[i].of(u))
			}
			if err := visit(&row); err != nil {
				return err
			}
		}
		return nil
	}
	return s, nil
}

// system recognises degrees by their size; for metres the interface does not
// state the system.
func system(units []*unit) record.System {
	for _, u := range units {
		if p, ok := u.at.(orb.Point); ok && (math.Abs(p[0]) > 180 || math.Abs(p[1]) > 90) {
			return record.System{}
		}
	}
	return record.System{EPSG: 4326, From: "the interface, which gives degrees unless it is asked otherwise"}
}

// read reads the units of all pages and puts the facts into the source.
func read(files []pages.File, s *record.Source) ([]*unit, error) {
	var problems problem.Problems
	var units []*unit
	known := map[pages.Text]pages.Item{}
	said, found, again, hidden := 0, 0, 0, 0
	var differ []record.Fact
	for _, f := range files {
		p, err := pages.Read(f, itemsMember)
		if err != nil {
			problems.Append(err.(problem.Problems))
		}
		if n, ok := p.Whole("count"); ok {
			said = max(said, n)
		}
		for _, item := range p.Items {
			u := &unit{file: item.File, line: item.Line}
			if !item.Decode(u, &problems) {
				continue
			}
			if u.ID == "" {
				problems.Add(problem.Problem{File: item.File, Row: item.Line, Found: "an item without id", Expected: "a unit of the Service Map"})
				continue
			}
			if first, twice := known[u.ID]; twice {
				if keys := pages.Differ(first, item); len(keys) > 0 {
					differ = append(differ, record.Fact{Key: "data.unit_differs",
						Values: []any{"id", string(u.ID), "first", first.File, "other", item.File, "keys", keys}})
				} else {
					again++
				}
				continue
			}
			known[u.ID] = item
			found++
			if u.gone() {
				hidden++
				continue
			}
			u.place(item, &problems)
			units = append(units, u)
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	if said > found {
		s.State("data.units_missing", "n", said-found, "all", said)
	}
	s.Count("data.units_again", again)
	s.Facts = append(s.Facts, differ[:min(len(differ), mostListed)]...)
	s.Count("data.units_differ", len(differ)-mostListed)
	s.Count("data.units_hidden", hidden)
	s.Count("data.units_nameless", onlyNumbers(units))
	return units, nil
}

// mostListed is the most units with differences between pages that are listed
// individually.
const mostListed = 5

// onlyNumbers counts the units whose services have no names.
func onlyNumbers(units []*unit) int {
	n := 0
	for _, u := range units {
		if slices.ContainsFunc(u.Services, func(r reference) bool { return r.Name.display() == "" }) {
			n++
		}
	}
	return n
}
