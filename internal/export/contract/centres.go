package contract

import (
	"math"

	"saavu/pkg/report"
)

// centre is a seat of a template's centre in an option.
type centre struct {
	Option       string      `json:"option"`
	Year         int         `json:"year"`
	Template     string      `json:"template"`
	Names        Names       `json:"names" jsonschema_description:"of the template"`
	Seat         string      `json:"facility"`
	SeatNames    Names       `json:"facility_names"`
	Building     string      `json:"building" jsonschema_description:"empty for a building of its own"`
	Placed       bool        `json:"placed" jsonschema_description:"the option places it"`
	Required     int         `json:"required" jsonschema_description:"services of the template, those that the county lacks included"`
	InHouse      []string    `json:"in_house" jsonschema_description:"required services in the same building"`
	Elsewhere    []otherSite `json:"elsewhere" jsonschema_description:"required services of the county in other places"`
	Missing      []string    `json:"missing" jsonschema_description:"required services that the county lacks"`
	Score        Number      `json:"score" jsonschema_description:"services in the same building / required"`
	Complete     int         `json:"complete" jsonschema_description:"required services in the same building or within the minutes"`
	Within       Number      `json:"within_min"`
	M2           Number      `json:"m2" jsonschema_description:"gross square metres of the rooms of the template; 0 without rooms"`
	Coordination Number      `json:"coordination_fte" jsonschema_description:"positions of a coordinator; 0 if the option does not place it"`
}

// otherSite is a service outside the building of a seat.
type otherSite struct {
	Service string  `json:"service"`
	Minutes *Number `json:"minutes,omitempty" jsonschema_description:"by public transport to the nearest point; left out where none is reached or that is not known"`
	Reached string  `json:"reached" jsonschema:"enum=yes,enum=no,enum=unknown"`
}

func centreOf(c *report.Centre) centre {
	return centre{Option: c.Option, Year: c.Year, Template: c.Template.ID, Names: Names(c.Template.Names), Seat: c.Seat.ID, SeatNames: Names(c.Seat.Names.Every(c.Seat.ID)),
		Building: c.Building, Placed: c.Placed, Required: c.Required, InHouse: Each(c.House, func(v *report.NamedID) string { return v.ID }),
		Elsewhere: Each(c.Sites, otherSiteOf), Missing: Each(c.Missing, func(s *string) string { return *s }), Score: Number(c.Score()), Complete: c.Complete(),
		Within: Number(c.Within), M2: Number(c.M2), Coordination: Number(c.Coordination)}
}

func otherSiteOf(s *report.SiteTime) otherSite {
	out := otherSite{s.Service.ID, ifFinite(s.Minutes), "no"}
	switch {
	case math.IsNaN(s.Minutes):
		out.Reached = "unknown"
	case s.Minutes <= math.MaxFloat64:
		out.Reached = "yes"
	}
	return out
}
