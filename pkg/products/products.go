// Package products holds what services consist of: products, how each municipality
// offers them today, and what one common model would change. It counts clients,
// contacts and staff hours; geography has no part in it. The example harmonises one
// product of two municipalities.
package products

import (
	"slices"
	"time"

	"saavu/pkg/lang"
	"saavu/pkg/population"
	"saavu/pkg/producers"
)

// Offer says whether a municipality offers a product.
type Offer uint8

// The answers. What is unknown has no part in any sum; sums count it.
const (
	Unknown Offer = iota
	Offered
	NotOffered
)

// Channel is how a product reaches its client.
type Channel string

// The channels of a product.
const (
	OnSite  Channel = "on_site"
	Mobile  Channel = "mobile"
	Home    Channel = "home"
	School  Channel = "school"
	DayCare Channel = "day_care"
	Remote  Channel = "remote"
)

// Channels lists the channels.
func Channels() []Channel { return []Channel{OnSite, Mobile, Home, School, DayCare, Remote} }

// Dimension is what a common model may settle for all municipalities.
type Dimension string

// The dimensions. Method and System are texts: nothing is computed from them.
const (
	Clients Dimension = "clients"
	Visits  Dimension = "visits"
	Minutes Dimension = "minutes"
	Staff   Dimension = "staff"
	Ways    Dimension = "channels"
	Method  Dimension = "method"
	System  Dimension = "system"
)

// Computed lists the dimensions from which something is computed.
func Computed() []Dimension { return []Dimension{Clients, Visits, Minutes, Staff, Ways} }

// Dimensions lists the dimensions, those that are computed first.
func Dimensions() []Dimension { return append(Computed(), Method, System) }

// Decision is what the common model does with a product.
type Decision string

// The decisions.
const (
	Keep Decision = "keep"
	Drop Decision = "drop"
	New  Decision = "new"
)

// Work is the time of one profession in a visit or session, in minutes with its records.
type Work struct {
	Profession string
	Minutes    float64
}

// Variant is a product as one municipality offers it.
type Variant struct {
	Offer   Offer
	Clients float64 // share of the people of the product's ages, 0 to 1
	Visits  float64 // visits a client and year, above 0
	Minutes float64 // client minutes a visit, above 0
	Staff   []Work  // minutes a session, sorted by profession
	Group   float64 // clients in a session, 1 or more
	// RemoteMax is the share of contacts that may be remote.
	RemoteMax float64
	Channels  []Channel // sorted
	Method    string
	System    string
}

// Goal is a product in the common model. Only the dimensions in Harmonise count where a
// municipality offers the product already; all of them count where it does not.
type Goal struct {
	Decision  Decision
	Harmonise []Dimension
	From      time.Time
	Owner     string
	Variant
}

// Product is one product of a service. AsIs has a variant for each municipality, in the
// order of the caller's list. Goal is nil for a product that the common model does not
// name: it stays as it is.
type Product struct {
	Service, ID string
	Name        lang.Name
	Ages        population.Group
	Statutory   bool
	InPerson    bool                   // never remote
	Producers   []producers.Production // how it may be arranged, sorted; nil is not known
	AsIs        []Variant
	Goal        *Goal
}

// In returns the product of a municipality under the common model.
func (p *Product) In(municipality int) Variant {
	own := p.AsIs[municipality]
	switch {
	case p.Goal == nil || own.Offer == Unknown:
		return own
	case p.Goal.Decision == Drop:
		return Variant{Offer: NotOffered}
	case own.Offer == NotOffered:
		all := p.Goal.Variant
		all.Offer = Offered
		return all
	}
	for _, d := range p.Goal.Harmonise {
		switch goal := &p.Goal.Variant; d {
		case Clients:
			own.Clients = goal.Clients
		case Visits:
			own.Visits = goal.Visits
		case Minutes:
			own.Minutes = goal.Minutes
		case Staff: // minutes of a session mean nothing without its size
			own.Staff, own.Group = goal.Staff, goal.Group
		case Ways: // so does what may be remote without the channels
			own.Channels, own.RemoteMax = goal.Channels, goal.RemoteMax
		case Method:
			own.Method = goal.Method
		case System:
			own.System = goal.System
		}
	}
	return own
}

// professions returns who works in a variant, sorted.
func (v *Variant) professions() []string {
	var out []string
	for _, w := range v.Staff {
		if w.Minutes > 0 {
			out = append(out, w.Profession)
		}
	}
	slices.Sort(out)
	return out
}

// year returns the clients and contacts of a year among some people; 0 if not offered.
func (v *Variant) year(people float64) (clients, contacts float64) {
	if v.Offer != Offered {
		return 0, 0
	}
	clients = people * v.Clients
	return clients, clients * v.Visits
}
