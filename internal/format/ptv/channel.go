package ptv

import (
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/pages"
	"saavu/internal/format/problem"
)

// The types below are the parts of the interface that are read, by its names.

type named struct{ Language, Value, Type string }

type item struct {
	ID, Name string
	classes  []string
}

type tie struct{ Service item }

type channel struct {
	ID                  string
	OrganizationID      string
	ServiceChannelNames []named
	Languages           []string
	PhoneNumbers        []struct{ PrefixNumber, Number string }
	WebPages            []struct{ URL string }
	Addresses           []address
	ServiceHours        []serviceHours
	Services            []tie
	PublishingStatus    string
	Modified            string

	file    string
	line    int
	address *streetAddress
	at      orb.Geometry
	several bool // more than one address with coordinates
}

type address struct {
	Type          string
	StreetAddress *streetAddress
	OtherAddress  *streetAddress
	Entrances     []struct{ AccessibilitySentences []struct{} }
}

type streetAddress struct {
	Street       []named
	StreetNumber pages.Text
	PostalCode   pages.Text
	PostOffice   []named
	Municipality *struct {
		Code pages.Text
		Name []named
	}
	Latitude, Longitude pages.Text
	CoordinateState     string
}

type service struct {
	ID              string
	ServiceNames    []named
	ServiceClasses  []struct{ Name []named }
	ServiceChannels []struct{ ServiceChannel item }
}

// classes returns the names of the classes of a service.
func (s *service) classes() []string {
	var out []string
	for _, c := range s.ServiceClasses {
		if name := display(c.Name); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// in returns a name in a language; an alternative name does not count.
func in(list []named, language string) string {
	for _, n := range list {
		if n.Language == language && (n.Type == "" || n.Type == "Name") {
			return strings.TrimSpace(n.Value)
		}
	}
	return ""
}

// display returns the name in Finnish, else Swedish, else English, else any
// other.
func display(list []named) string {
	for _, language := range []string{"fi", "sv", "en"} {
		if name := in(list, language); name != "" {
			return name
		}
	}
	for _, n := range list {
		if n.Value != "" {
			return strings.TrimSpace(n.Value)
		}
	}
	return ""
}

// place finds the address and the point of a channel: the first visiting
// address with coordinates, else the first one.
func (x *channel) place(item pages.Item, problems *problem.Problems) {
	for i := range x.Addresses {
		a := &x.Addresses[i]
		street := a.StreetAddress
		if street == nil {
			street = a.OtherAddress
		}
		if street == nil || a.Type == "Postal" {
			continue
		}
		at, ok := street.point(item, problems)
		switch {
		case x.address == nil:
			x.address = street
		case ok && x.at == nil:
			x.address = street
		case ok:
			x.several = true
			continue
		}
		if ok && x.at == nil {
			x.at = at
		}
	}
}

// point reads the coordinates of an address; false if there are none.
func (s *streetAddress) point(item pages.Item, problems *problem.Problems) (orb.Point, bool) {
	if s.Latitude == "" || s.Longitude == "" {
		return orb.Point{}, false
	}
	var p orb.Point
	for i, c := range []struct {
		name string
		text pages.Text
	}{{"longitude", s.Longitude}, {"latitude", s.Latitude}} {
		v, err := strconv.ParseFloat(string(c.text), 64)
		if err != nil || v-v != 0 {
			problems.Add(problem.Problem{File: item.File, Row: item.Line, Column: c.name, Found: string(c.text), Expected: "metres of EPSG:3067 with a decimal point"})
			return p, false
		}
		p[i] = v
	}
	return p, p != orb.Point{}
}

// sentences counts the sentences about access for people with limited mobility
// or sight.
func (x *channel) sentences() int64 {
	n := 0
	for _, a := range x.Addresses {
		for _, e := range a.Entrances {
			n += len(e.AccessibilitySentences)
		}
	}
	return int64(n)
}
