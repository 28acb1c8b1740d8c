package ptv

import (
	"maps"
	"slices"
	"strings"

	"saavu/internal/format/pages"
	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// Format is the name of the format in a record.Source.
const Format = "PTV"

// mostListed is the most items with differences between pages that are listed
// individually.
const mostListed = 5

var fields = []struct {
	name, title string
	of          func(*channel) any
}{
	{"id", "id of the service channel", func(x *channel) any { return x.ID }},
	{"name", "name in Finnish, else in another language", func(x *channel) any { return display(x.ServiceChannelNames) }},
	{"name_fi", "", func(x *channel) any { return in(x.ServiceChannelNames, "fi") }},
	{"name_sv", "", func(x *channel) any { return in(x.ServiceChannelNames, "sv") }},
	{"name_en", "", func(x *channel) any { return in(x.ServiceChannelNames, "en") }},
	{"organization", "id of the organisation", func(x *channel) any { return x.OrganizationID }},
	{"street", "street and number", func(x *channel) any {
		return ofAddress(x, func(a *streetAddress) string { return display(a.Street) + " " + string(a.StreetNumber) })
	}},
	{"postal_code", "", func(x *channel) any {
		return ofAddress(x, func(a *streetAddress) string { return string(a.PostalCode) })
	}},
	{"post_office", "", func(x *channel) any {
		return ofAddress(x, func(a *streetAddress) string { return display(a.PostOffice) })
	}},
	{"municipality", "", func(x *channel) any {
		return ofAddress(x, func(a *streetAddress) string {
			if a.Municipality == nil {
				return ""
			}
			return display(a.Municipality.Name)
		})
	}},
	{"municipality_code", "", func(x *channel) any {
		return ofAddress(x, func(a *streetAddress) string {
			if a.Municipality == nil {
				return ""
			}
			return string(a.Municipality.Code)
		})
	}},
	{"coordinate_state", "quality of the coordinates, as the catalogue states it", func(x *channel) any {
		return ofAddress(x, func(a *streetAddress) string { return a.CoordinateState })
	}},
	{"languages", "languages of service", func(x *channel) any { return strings.Join(x.Languages, pages.Between) }},
	{"services", "names of the services", func(x *channel) any {
		return joined(x, func(t *item) []string { return []string{t.Name} })
	}},
	{"service_ids", "", func(x *channel) any { return joined(x, func(t *item) []string { return []string{t.ID} }) }},
	{"service_classes", "", func(x *channel) any { return joined(x, func(t *item) []string { return t.classes }) }},
	{"opening_hours", "ordinary week", func(x *channel) any { return x.text(&left{}) }},
	{"accessibility_sentences", "number of sentences about accessibility", func(x *channel) any { return x.sentences() }},
	{"phone", "", func(x *channel) any {
		if len(x.PhoneNumbers) == 0 {
			return nil
		}
		return x.PhoneNumbers[0].PrefixNumber + x.PhoneNumbers[0].Number
	}},
	{"www", "", func(x *channel) any {
		if len(x.WebPages) == 0 {
			return nil
		}
		return x.WebPages[0].URL
	}},
	{"status", "publishing status", func(x *channel) any { return x.PublishingStatus }},
	{"modified", "", func(x *channel) any { return x.Modified }},
	{record.PageField, "file of the page", func(x *channel) any { return x.file }},
}

func ofAddress(x *channel, of func(*streetAddress) string) any {
	if x.address == nil {
		return nil
	}
	return of(x.address)
}

// joined lists a property of the services of a channel, each value once.
func joined(x *channel, of func(*item) []string) string {
	var out []string
	for i := range x.Services {
		for _, text := range of(&x.Services[i].Service) {
			text = strings.ReplaceAll(text, pages.Between, "/")
			if text != "" && !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	return strings.Join(out, pages.Between)
}

// Source reads pages of channels and of services together and returns a row for
// each place (service channel of the type ServiceLocation), in the order of the
// pages. A channel or service on several pages counts once. Row.At is the line
// of its page. Facts report missing pages, differences between pages and
// left-out opening hours. The error is a problem.Problems with every fault of
// all pages.
func Source(files []pages.File) (*record.Source, error) {
	c, err := read(files)
	if err != nil {
		return nil, err
	}
	s := &record.Source{Format: Format, Places: true, Rows: len(c.channels),
		System: record.System{EPSG: 3067, From: "the catalogue, which has no other"}}
	for _, f := range files {
		s.Parts = append(s.Parts, f.Name)
	}
	s.File = s.Parts[0]
	for _, f := range fields {
		s.Fields = append(s.Fields, record.Field{Name: f.name, Title: f.title})
	}
	c.state(s)
	if len(c.channels) == 0 {
		return nil, problem.Problems{{File: s.File, Found: c.contents(), Expected: "service channels of the type ServiceLocation",
			Hint: "give the pages of the channels too"}}
	}
	s.Each = func(want []int, visit func(*record.Row) error) error {
		want = record.Wanted(want, len(s.Fields))
		row := record.Row{Values: make([]record.Value, len(want))}
		for _, x := range c.channels {
			row.At, row.Geometry = x.line, x.at
			for k, i := range want {
				row.Values[k] = record.Of(fields[i].of(x))
			}
			if err := visit(&row); err != nil {
				return err
			}
		}
		return nil
	}
	return s, nil
}

// contents says what pages without a place have.
func (c *catalogue) contents() string {
	out := []string{problem.Counted(len(c.services), "service")}
	for _, kind := range slices.Sorted(maps.Keys(c.elsewise)) {
		out = append(out, problem.Counted(c.elsewise[kind], "channel")+" of the type "+kind)
	}
	return strings.Join(out, ", ")
}

// state joins channels and services and states what is missing and left out.
func (c *catalogue) state(s *record.Source) {
	c.missingPages(s)
	s.Count("data.items_again", c.again)
	s.Facts = append(s.Facts, c.differ[:min(len(c.differ), mostListed)]...)
	s.Count("data.items_differ", len(c.differ)-mostListed)
	for _, kind := range slices.Sorted(maps.Keys(c.elsewise)) {
		s.State("data.channels_elsewise", "kind", kind, "n", c.elsewise[kind])
	}
	t := c.join()
	if len(c.services) > 0 {
		s.Count("data.services_nameless", t.nameless)
		s.Count("data.links_of_channels", t.ofChannels)
		s.Count("data.links_of_services", t.ofServices)
		s.Count("data.links_elsewhere", t.elsewhere)
	}
	var hours left
	several, unsure := 0, 0
	for _, x := range c.channels {
		x.text(&hours)
		if x.several {
			several++
		}
		if x.address != nil && x.at != nil {
			switch x.address.CoordinateState {
			case "Ok", "EnteredByUser", "EnteredByAR", "":
			default:
				unsure++
			}
		}
	}
	s.Count("data.places_several", several)
	s.Count("data.places_unsure", unsure)
	s.Count("data.hours_exceptions", hours.exceptions)
	if hours.seasons > 0 {
		s.State("data.hours_seasons", "n", hours.seasons, "taken", hours.onlySeasons)
	}
	s.Count("data.hours_reservation", hours.reservation)
}
