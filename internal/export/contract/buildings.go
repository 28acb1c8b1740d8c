package contract

import "saavu/pkg/report"

// buildingYear is a building in an option.
type buildingYear struct {
	Option      string    `json:"option"`
	Year        int       `json:"year"`
	ID          string    `json:"building"`
	Names       Names     `json:"names"`
	Kind        string    `json:"kind" jsonschema:"enum=owned,enum=leased,enum=partner,enum=barrack"`
	InUse       bool      `json:"in_use" jsonschema_description:"some facility of the county in it is open"`
	Services    []string  `json:"services" jsonschema_description:"that have rooms there"`
	Near        []string  `json:"near" jsonschema_description:"station, mall, library or school; empty if unknown"`
	BarrierFree string    `json:"barrier_free" jsonschema:"enum=yes,enum=no,enum=unknown"`
	Condition   string    `json:"condition,omitempty" jsonschema_description:"in the county's own words"`
	Binds       string    `json:"binds,omitempty" jsonschema_description:"what keeps most contacts out: staff, rooms or none"`
	Visits      *Number   `json:"visits,omitempty" jsonschema_description:"contacts in person given there in a year; left out if positions are unknown"`
	M2          *Number   `json:"m2,omitempty"`
	PerM2       *Number   `json:"visits_per_m2,omitempty"`
	EUR         Number    `json:"county_eur" jsonschema_description:"rent and running cost a year, with rooms kept empty and given back"`
	PerHour     *Number   `json:"eur_per_room_hour,omitempty"`
	PerUsed     *Number   `json:"eur_per_used_hour,omitempty"`
	Outside     Number    `json:"outside_eur" jsonschema_description:"that others pay for its rooms in a year"`
	Rooms       []roomUse `json:"rooms" jsonschema_description:"by type"`
}

type roomUse struct {
	Type     string   `json:"type"`
	Shared   bool     `json:"shared" jsonschema_description:"its services share them"`
	Services []string `json:"services"`
	Rooms    Number   `json:"rooms"`
	Hours    Number   `json:"room_hours" jsonschema_description:"rooms x hours a year that a room is open"`
	Used     *Number  `json:"used_hours,omitempty" jsonschema_description:"of the contacts given; left out if positions are unknown"`
	Use      *Number  `json:"use,omitempty" jsonschema_description:"used hours / room hours"`
	Needed   *Number  `json:"rooms_needed,omitempty" jsonschema_description:"used hours / (hours of a room x share that it can be in use)"`
	Whole    *Number  `json:"whole_rooms_needed,omitempty"`
	Free     *Number  `json:"rooms_free,omitempty"`
	FreeM2   *Number  `json:"free_m2,omitempty"`
	FreeEUR  *Number  `json:"free_eur,omitempty" jsonschema_description:"rent a year of these; left out where no part can be given back"`
	Binds    string   `json:"binds,omitempty"`
}

func buildingOf(b *report.Building) buildingYear {
	id := func(v *report.NamedID) string { return v.ID }
	return buildingYear{Option: b.Option, Year: b.Year, ID: b.ID, Names: Names(b.Names.Every(b.ID)), Kind: b.Kind, InUse: b.InUse, Services: Each(b.Services, id),
		Near: Each(b.Near, func(s *string) string { return *s }), BarrierFree: KnownWord(b.BarrierFree), Condition: b.Condition, Binds: b.Bind, Visits: ifFinite(b.Visits), M2: ifFinite(b.M2),
		PerM2: ifFinite(b.VisitsPerM2()), EUR: Number(b.EUR), PerHour: ifFinite(b.EURPerAvailable()), PerUsed: ifFinite(b.EURPerUsed()), Outside: Number(b.Lent),
		Rooms: Each(b.Rooms, func(r *report.RoomUse) roomUse {
			return roomUse{r.Type, r.Shared, Each(r.Services, id), Number(r.Rooms), Number(r.Available), ifFinite(r.Used), ifFinite(r.Use()), ifFinite(r.Needed), ifFinite(r.Whole),
				ifFinite(r.Free), ifFinite(r.FreeM2), ifFinite(r.FreeEUR), r.Bind}
		})}
}

// rangeIfKnown is the value of a range; nil if it is unknown.
func rangeIfKnown(r report.Range) *Number {
	if !r.Known {
		return nil
	}
	return ifFinite(r.V)
}
