package places

import "saavu/internal/export/contract"

// explainVersion rises when readers of explain --json have to change, and
// explainMinor when keys are added that readers may ignore.
const (
	version = 1
	minor   = 0
)

// explainDocument is what explain --cell and explain --point print with --json. Lists
// of states have one state for each of options.
type explainDocument struct {
	Contract   int               `json:"contract" jsonschema:"enum=1" jsonschema_description:"version of this contract"`
	Minor      int               `json:"contract_minor" jsonschema_description:"rises when keys are added to this version; existing keys stay"`
	County     contract.County   `json:"county"`
	Year       int               `json:"year"`
	Period     string            `json:"period" jsonschema_description:"time of day of the travel times"`
	Path       string            `json:"path" jsonschema:"enum=observed,enum=documents" jsonschema_description:"where the people of a year come from"`
	Assignment string            `json:"assignment" jsonschema:"enum=choice,enum=nearest" jsonschema_description:"which point people use"`
	Options    []explainOption   `json:"options" jsonschema_description:"the option that the explained one is compared with, if any, then the explained one; lists of states have this order"`
	Cell       *explainCell      `json:"cell,omitempty" jsonschema_description:"the cell that is explained"`
	Facility   *explainFacility  `json:"facility,omitempty" jsonschema_description:"the facility that is explained"`
	Services   []explainService  `json:"services"`
	Parameters []explainedParams `json:"parameters" jsonschema_description:"every parameter that the figures rest on, in the order of its first use"`
}

type explainOption struct {
	ID    string          `json:"id"`
	Names contract.Names  `json:"names" jsonschema_description:"name by language"`
	Year  int             `json:"year"`
	Steps []contract.Step `json:"steps" jsonschema_description:"its changes"`
}

type explainCell struct {
	ID        string          `json:"id"`
	X         contract.Number `json:"x" jsonschema_description:"centre, metres of the county's system"`
	Y         contract.Number `json:"y"`
	Distance  contract.Number `json:"distance_m" jsonschema_description:"from the place that was asked for to the centre; null if the cell was asked for by its id"`
	Empty     string          `json:"cell_without_people" jsonschema_description:"id of the cell without people that holds that place; empty if it is the explained one"`
	Area      string          `json:"area" jsonschema_description:"id"`
	AreaNames contract.Names  `json:"area_names"`
	People    contract.Number `json:"people" jsonschema_description:"of all ages"`
	Estimated contract.Number `json:"estimated" jsonschema_description:"of these, people whose age or number the source hides"`
}

type explainFacility struct {
	ID        string             `json:"id"`
	Names     contract.Names     `json:"names"`
	Type      string             `json:"type"`
	Area      string             `json:"area" jsonschema_description:"id; empty if unknown"`
	AreaNames contract.Names     `json:"area_names"`
	Building  string             `json:"building" jsonschema_description:"id; empty if the facility is a building of its own"`
	With      []contract.Names   `json:"with" jsonschema_description:"other facilities in the building"`
	States    []explainSiteState `json:"states"`
}

type explainSiteState struct {
	Present bool              `json:"present" jsonschema_description:"the option has the facility"`
	Status  string            `json:"status" jsonschema_description:"open, planned, interim or closed; empty if not present"`
	Costs   []explainSiteCost `json:"costs" jsonschema_description:"of its site or its building, a year"`
}

type explainSiteCost struct {
	Kind    string          `json:"kind"`
	Service contract.Names  `json:"service" jsonschema_description:"the service that pays, by language"`
	EUR     contract.Number `json:"eur"`
}

type explainService struct {
	ID       string               `json:"id"`
	Names    contract.Names       `json:"names"`
	Tier     string               `json:"tier"`
	AgeFrom  int                  `json:"age_from"`
	AgeTo    int                  `json:"age_to"`
	LimitMin contract.Number      `json:"limit_min" jsonschema_description:"time limit in minutes, inclusive"`
	LimitLo  contract.Number      `json:"limit_lo_min"`
	LimitHi  contract.Number      `json:"limit_hi_min"`
	Cell     *explainCellService  `json:"cell,omitempty"`
	Facility *explainPointService `json:"facility,omitempty"`
	Reason   *contract.Reason     `json:"reason,omitempty" jsonschema_description:"why what can be served is null"`
}

type explainCellService struct {
	People  contract.Number    `json:"people" jsonschema_description:"in the target group"`
	Car     contract.Number    `json:"car_at_hand" jsonschema_description:"of these"`
	Limited contract.Number    `json:"mobility_limited" jsonschema_description:"of these"`
	Ages    []explainAge       `json:"ages"`
	States  []explainCellState `json:"states"`
	Gain    contract.Number    `json:"gain" jsonschema_description:"people who newly get there, compared with the other option"`
	Lose    contract.Number    `json:"lose" jsonschema_description:"people who no longer do"`
}

type explainAge struct {
	From   int             `json:"from"`
	To     int             `json:"to" jsonschema_description:"last whole year, inclusive; 100 means 100 and over"`
	Target bool            `json:"target" jsonschema_description:"in the target group"`
	People contract.Number `json:"people"`
	Rate   contract.Number `json:"rate" jsonschema_description:"contacts a person and year"`
	Need   contract.Number `json:"need" jsonschema_description:"contacts a year"`
}

type explainCellState struct {
	There      contract.Number    `json:"there" jsonschema_description:"people of the target group who get there without a car"`
	ThereLo    contract.Number    `json:"there_at_limit_lo"`
	ThereHi    contract.Number    `json:"there_at_limit_hi"`
	Own        contract.Number    `json:"own_modes" jsonschema_description:"people who get there by their own modes"`
	AtSchool   contract.Number    `json:"at_school" jsonschema_description:"of those, people who are met at school"`
	Slot       contract.Number    `json:"suitable_slot" jsonschema_description:"share of the target group"`
	Travellers []explainTraveller `json:"travellers" jsonschema_description:"in the order of points[].by"`
	Points     []explainCellPoint `json:"points" jsonschema_description:"those with most contacts first"`
	Need       contract.Number    `json:"need" jsonschema_description:"contacts a year, as all figures below down to unmet; need + induced is remote_needed + contracted + school_needed + no_point + forgone + first"`
	Induced    contract.Number    `json:"induced" jsonschema_description:"remote contacts that exist only because of the channel; part of remote_needed, but not of need"`
	RemoteNeed contract.Number    `json:"remote_needed"`
	Remote     contract.Number    `json:"remote"`
	Contracted contract.Number    `json:"contracted" jsonschema_description:"met by another producer"`
	SchoolNeed contract.Number    `json:"school_needed"`
	School     contract.Number    `json:"school"`
	NoPoint    contract.Number    `json:"no_point"`
	Forgone    contract.Number    `json:"forgone" jsonschema_description:"not made because of the distance"`
	First      contract.Number    `json:"first" jsonschema_description:"contacts that come to the county's points"`
	Seen       contract.Number    `json:"seen" jsonschema_description:"of these, served"`
	Moved      contract.Number    `json:"moved" jsonschema_description:"of seen, served at another point than the first"`
	Unmet      contract.Number    `json:"unmet" jsonschema_description:"of first"`
	Share      contract.Number    `json:"served" jsonschema_description:"share of the need"`
	Plan       explainRemote      `json:"remote_share"`
	Residents  []explainPaid      `json:"residents" jsonschema_description:"euros a year that the residents of the cell pay"`
	Journeys   contract.Number    `json:"journeys" jsonschema_description:"return journeys a year that are served"`
	Minutes    contract.Number    `json:"journey_min" jsonschema_description:"minutes that count there and back: the mean of today's journeys, and what the option adds or saves by the logsum of the choice; below 0 where it saves more than the mean"`
	CarKm      contract.Number    `json:"journey_car_km" jsonschema_description:"mean, there and back"`
	RidesPt    contract.Number    `json:"journey_pt" jsonschema_description:"share of journeys by public transport"`
}

type explainTraveller struct {
	Type    string          `json:"type" jsonschema:"enum=walks,enum=walks_limited,enum=drives,enum=drives_limited" jsonschema_description:"walks well or mobility-limited, without or with a car at hand"`
	People  contract.Number `json:"people"`
	Minutes contract.Number `json:"min" jsonschema_description:"to the nearest point; null if none is reached"`
	Nearest contract.Names  `json:"nearest"`
}

type explainRemote struct {
	Possible bool            `json:"possible"`
	Now      contract.Number `json:"now"`
	Planned  contract.Number `json:"planned" jsonschema_description:"null without a plan"`
	Delivery contract.Number `json:"delivered" jsonschema_description:"share of a planned increase that is realised; null without a plan"`
	Target   contract.Number `json:"target"`
	Ceiling  contract.Number `json:"ceiling"`
	Realised contract.Number `json:"realised" jsonschema_description:"of all contacts of the county"`
	Here     contract.Number `json:"here" jsonschema_description:"of the contacts of the cell, by its ages"`
}

type explainPaid struct {
	Kind string          `json:"kind"`
	EUR  contract.Number `json:"eur"`
}

type explainCellPoint struct {
	Facility    string           `json:"facility"`
	Names       contract.Names   `json:"names"`
	Unit        string           `json:"unit" jsonschema_description:"id of the mobile unit; empty for a point in a building"`
	Provider    bool             `json:"provider" jsonschema_description:"of another producer"`
	New         bool             `json:"only_here" jsonschema_description:"the other option does not have it"`
	NoTimes     bool             `json:"no_travel_times"`
	Walk        contract.Number  `json:"walk_min" jsonschema_description:"null if it is not reached or there are no such times, as for the next three"`
	Transit     contract.Number  `json:"transit_min"`
	Bike        contract.Number  `json:"bike_min"`
	Car         contract.Number  `json:"car_min"`
	By          []explainByPoint `json:"by" jsonschema_description:"in the order of travellers"`
	Days        contract.Number  `json:"days_a_week"`
	Evenings    contract.Number  `json:"evenings_a_week"`
	Saturday    bool             `json:"saturday"`
	BarrierFree string           `json:"barrier_free" jsonschema:"enum=yes,enum=no,enum=unknown"`
	Swedish     string           `json:"swedish" jsonschema:"enum=yes,enum=no,enum=unknown"`
	Attraction  contract.Number  `json:"attraction" jsonschema_description:"null if people go to the nearest point"`
	First       contract.Number  `json:"first" jsonschema_description:"contacts of the cell that come here first: kept + gone + unmet"`
	Kept        contract.Number  `json:"kept" jsonschema_description:"of these, served here"`
	Gone        contract.Number  `json:"gone" jsonschema_description:"of these, served at another point"`
	Unmet       contract.Number  `json:"unmet"`
	Found       contract.Number  `json:"found" jsonschema_description:"served here after another point was full"`
	AllFirst    contract.Number  `json:"all_first" jsonschema_description:"contacts of all people that come to the point first"`
	Capacity    contract.Number  `json:"capacity" jsonschema_description:"of the point; null if unknown or unlimited"`
	Bind        string           `json:"bind" jsonschema_description:"staff, rooms or vehicle; empty if nothing binds"`
}

type explainByPoint struct {
	Enters  bool            `json:"enters" jsonschema_description:"false if the point is not barrier-free and the traveller is mobility-limited"`
	Minutes contract.Number `json:"min"`
	Weight  contract.Number `json:"weight" jsonschema_description:"attraction x open days / 5 x exp(-decay x min); 0 beyond the limit of choice"`
	Share   contract.Number `json:"share" jsonschema_description:"of first choices"`
}

type explainPointService struct {
	Unit   string              `json:"unit" jsonschema_description:"id of the mobile unit that stops there; empty for a point in the building"`
	States []explainPointState `json:"states"`
	Goes   []explainGoes       `json:"goes" jsonschema_description:"where today's need goes in the option; empty if all of it stays"`
}

type explainGoes struct {
	Facility string          `json:"facility"`
	Names    contract.Names  `json:"names"`
	Share    contract.Number `json:"share"`
}

type explainPointState struct {
	Present     bool            `json:"present" jsonschema_description:"the service is given here"`
	Provider    bool            `json:"provider"`
	NoTimes     bool            `json:"no_travel_times"`
	Days        contract.Number `json:"days_a_week"`
	Evenings    contract.Number `json:"evenings_a_week"`
	Saturday    bool            `json:"saturday"`
	BarrierFree string          `json:"barrier_free" jsonschema:"enum=yes,enum=no,enum=unknown"`
	Swedish     string          `json:"swedish" jsonschema:"enum=yes,enum=no,enum=unknown"`
	Attraction  contract.Number `json:"attraction"`
	First       contract.Number `json:"first" jsonschema_description:"contacts a year that come first: kept + gone + unmet"`
	Kept        contract.Number `json:"kept"`
	Gone        contract.Number `json:"gone"`
	Unmet       contract.Number `json:"unmet"`
	Found       contract.Number `json:"found"`
	Load        contract.Number `json:"load" jsonschema_description:"as in report.json: kept + found + unmet; if people go to the nearest point, all that arrive"`
	Capacity    contract.Number `json:"capacity" jsonschema_description:"null if unknown or unlimited"`
	Bind        string          `json:"bind"`
	Staff       []explainStaff  `json:"staff"`
	Rooms       explainRooms    `json:"rooms"`
	Stop        explainStop     `json:"stop" jsonschema_description:"of a mobile unit; else all 0"`
	Areas       []explainArea   `json:"areas" jsonschema_description:"where people come from, most first"`
}

type explainStaff struct {
	Profession string          `json:"profession"`
	Positions  contract.Number `json:"positions"`
	Fill       contract.Number `json:"fill_rate"`
	Productive contract.Number `json:"productive_h" jsonschema_description:"client hours a year of a filled position"`
	Left       contract.Number `json:"left" jsonschema_description:"share of the hours that mobile crews and remote contacts leave"`
	Loss       contract.Number `json:"travel_loss"`
	Hours      contract.Number `json:"hours" jsonschema_description:"positions x fill_rate x productive_h x left x (1 - travel_loss)"`
	Minutes    contract.Number `json:"minutes" jsonschema_description:"for a contact"`
	Contacts   contract.Number `json:"contacts" jsonschema_description:"hours x 60 / minutes; null if a contact takes no time"`
}

type explainRooms struct {
	Rooms    contract.Number `json:"rooms"`
	Given    bool            `json:"given" jsonschema_description:"false if as many are taken as the load needs"`
	Hours    contract.Number `json:"hours" jsonschema_description:"a year that a room is open"`
	Use      contract.Number `json:"use" jsonschema_description:"share of the hours that a room can be in use"`
	Minutes  contract.Number `json:"minutes"`
	Contacts contract.Number `json:"contacts" jsonschema_description:"rooms x hours x use x 60 / minutes; null if rooms do not limit"`
}

type explainStop struct {
	Part     contract.Number `json:"part" jsonschema_description:"of the unit's work"`
	Crew     contract.Number `json:"crew" jsonschema_description:"part of the unit's hours for which there is staff"`
	Visits   contract.Number `json:"visits" jsonschema_description:"of the unit, a year"`
	Hours    contract.Number `json:"hours" jsonschema_description:"of a crew member, a year"`
	Contacts contract.Number `json:"contacts" jsonschema_description:"capacity of the stop"`
}

type explainArea struct {
	ID     string          `json:"id"`
	Names  contract.Names  `json:"names"`
	People contract.Number `json:"people" jsonschema_description:"who choose the point first, all ages with a visit rate"`
	First  contract.Number `json:"first"`
	Seen   contract.Number `json:"seen"`
}

type explainedParams struct {
	Path   string            `json:"path"`
	Names  *contract.Names   `json:"names,omitempty"`
	Values []contract.Number `json:"values" jsonschema_description:"one for each of options; null if unknown"`
	Lo     contract.Number   `json:"lo" jsonschema_description:"null without a range"`
	Hi     contract.Number   `json:"hi" jsonschema_description:"null without a range"`
	Unit   string            `json:"unit"`
	Source string            `json:"source" jsonschema:"enum=assumption,enum=derived,enum=source,enum=document"`
	Ref    string            `json:"ref"`
}
