package export

// explainVersion rises when readers of explain --json have to change, and
// explainMinor when keys are added that readers may ignore.
const (
	explainVersion = 1
	explainMinor   = 0
)

// explainDocument is what explain --cell and explain --point print with --json. Lists
// of states have one state for each of options.
type explainDocument struct {
	Contract   int               `json:"contract" jsonschema:"enum=1" jsonschema_description:"version of this contract"`
	Minor      int               `json:"contract_minor" jsonschema_description:"rises when keys are added to this version; existing keys stay"`
	County     county            `json:"county"`
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
	ID    string `json:"id"`
	Names names  `json:"names" jsonschema_description:"name by language"`
	Year  int    `json:"year"`
	Steps []step `json:"steps" jsonschema_description:"its changes"`
}

type explainCell struct {
	ID        string `json:"id"`
	X         number `json:"x" jsonschema_description:"centre, EPSG:3067 metres"`
	Y         number `json:"y"`
	Distance  number `json:"distance_m" jsonschema_description:"from the place that was asked for to the centre; null if the cell was asked for by its id"`
	Empty     string `json:"cell_without_people" jsonschema_description:"id of the cell without people that holds that place; empty if it is the explained one"`
	Area      string `json:"area" jsonschema_description:"id"`
	AreaNames names  `json:"area_names"`
	People    number `json:"people" jsonschema_description:"of all ages"`
	Estimated number `json:"estimated" jsonschema_description:"of these, people whose age or number the source hides"`
}

type explainFacility struct {
	ID        string             `json:"id"`
	Names     names              `json:"names"`
	Type      string             `json:"type"`
	Area      string             `json:"area" jsonschema_description:"id; empty if unknown"`
	AreaNames names              `json:"area_names"`
	Building  string             `json:"building" jsonschema_description:"id; empty if the facility is a building of its own"`
	With      []names            `json:"with" jsonschema_description:"other facilities in the building"`
	States    []explainSiteState `json:"states"`
}

type explainSiteState struct {
	Present bool              `json:"present" jsonschema_description:"the option has the facility"`
	Status  string            `json:"status" jsonschema_description:"open, planned, interim or closed; empty if not present"`
	Costs   []explainSiteCost `json:"costs" jsonschema_description:"of its site or its building, a year"`
}

type explainSiteCost struct {
	Kind    string `json:"kind"`
	Service names  `json:"service" jsonschema_description:"the service that pays, by language"`
	EUR     number `json:"eur"`
}

type explainService struct {
	ID       string               `json:"id"`
	Names    names                `json:"names"`
	Tier     string               `json:"tier"`
	AgeFrom  int                  `json:"age_from"`
	AgeTo    int                  `json:"age_to"`
	LimitMin number               `json:"limit_min" jsonschema_description:"time limit in minutes, inclusive"`
	LimitLo  number               `json:"limit_lo_min"`
	LimitHi  number               `json:"limit_hi_min"`
	Cell     *explainCellService  `json:"cell,omitempty"`
	Facility *explainPointService `json:"facility,omitempty"`
	Reason   *reason              `json:"reason,omitempty" jsonschema_description:"why what can be served is null"`
}

type explainCellService struct {
	People  number             `json:"people" jsonschema_description:"in the target group"`
	Car     number             `json:"car_at_hand" jsonschema_description:"of these"`
	Limited number             `json:"mobility_limited" jsonschema_description:"of these"`
	Ages    []explainAge       `json:"ages"`
	States  []explainCellState `json:"states"`
	Gain    number             `json:"gain" jsonschema_description:"people who newly get there, compared with the other option"`
	Lose    number             `json:"lose" jsonschema_description:"people who no longer do"`
}

type explainAge struct {
	From   int    `json:"from"`
	To     int    `json:"to" jsonschema_description:"last whole year, inclusive; 100 means 100 and over"`
	Target bool   `json:"target" jsonschema_description:"in the target group"`
	People number `json:"people"`
	Rate   number `json:"rate" jsonschema_description:"contacts a person and year"`
	Need   number `json:"need" jsonschema_description:"contacts a year"`
}

type explainCellState struct {
	There      number             `json:"there" jsonschema_description:"people of the target group who get there without a car"`
	ThereLo    number             `json:"there_at_limit_lo"`
	ThereHi    number             `json:"there_at_limit_hi"`
	Own        number             `json:"own_modes" jsonschema_description:"people who get there by their own modes"`
	AtSchool   number             `json:"at_school" jsonschema_description:"of those, people who are met at school"`
	Slot       number             `json:"suitable_slot" jsonschema_description:"share of the target group"`
	Travellers []explainTraveller `json:"travellers" jsonschema_description:"in the order of points[].by"`
	Points     []explainCellPoint `json:"points" jsonschema_description:"those with most contacts first"`
	Need       number             `json:"need" jsonschema_description:"contacts a year, as all figures below down to unmet; need + induced is remote_needed + contracted + school_needed + no_point + forgone + first"`
	Induced    number             `json:"induced" jsonschema_description:"remote contacts that exist only because of the channel; part of remote_needed, but not of need"`
	RemoteNeed number             `json:"remote_needed"`
	Remote     number             `json:"remote"`
	Contracted number             `json:"contracted" jsonschema_description:"met by another producer"`
	SchoolNeed number             `json:"school_needed"`
	School     number             `json:"school"`
	NoPoint    number             `json:"no_point"`
	Forgone    number             `json:"forgone" jsonschema_description:"not made because of the distance"`
	First      number             `json:"first" jsonschema_description:"contacts that come to the county's points"`
	Seen       number             `json:"seen" jsonschema_description:"of these, served"`
	Moved      number             `json:"moved" jsonschema_description:"of seen, served at another point than the first"`
	Unmet      number             `json:"unmet" jsonschema_description:"of first"`
	Share      number             `json:"served" jsonschema_description:"share of the need"`
	Plan       explainRemote      `json:"remote_share"`
	Residents  []explainPaid      `json:"residents" jsonschema_description:"euros a year that the residents of the cell pay"`
	Journeys   number             `json:"journeys" jsonschema_description:"return journeys a year that are served"`
	Minutes    number             `json:"journey_min" jsonschema_description:"minutes that count there and back: the mean of today's journeys, and what the option adds or saves by the logsum of the choice; below 0 where it saves more than the mean"`
	CarKm      number             `json:"journey_car_km" jsonschema_description:"mean, there and back"`
	RidesPt    number             `json:"journey_pt" jsonschema_description:"share of journeys by public transport"`
}

type explainTraveller struct {
	Type    string `json:"type" jsonschema:"enum=walks,enum=walks_limited,enum=drives,enum=drives_limited" jsonschema_description:"walks well or mobility-limited, without or with a car at hand"`
	People  number `json:"people"`
	Minutes number `json:"min" jsonschema_description:"to the nearest point; null if none is reached"`
	Nearest names  `json:"nearest"`
}

type explainRemote struct {
	Possible bool   `json:"possible"`
	Now      number `json:"now"`
	Planned  number `json:"planned" jsonschema_description:"null without a plan"`
	Delivery number `json:"delivered" jsonschema_description:"share of a planned increase that is realised; null without a plan"`
	Target   number `json:"target"`
	Ceiling  number `json:"ceiling"`
	Realised number `json:"realised" jsonschema_description:"of all contacts of the county"`
	Here     number `json:"here" jsonschema_description:"of the contacts of the cell, by its ages"`
}

type explainPaid struct {
	Kind string `json:"kind"`
	EUR  number `json:"eur"`
}

type explainCellPoint struct {
	Facility    string           `json:"facility"`
	Names       names            `json:"names"`
	Unit        string           `json:"unit" jsonschema_description:"id of the mobile unit; empty for a point in a building"`
	Provider    bool             `json:"provider" jsonschema_description:"of another producer"`
	New         bool             `json:"only_here" jsonschema_description:"the other option does not have it"`
	NoTimes     bool             `json:"no_travel_times"`
	Walk        number           `json:"walk_min" jsonschema_description:"null if it is not reached or there are no such times, as for the next three"`
	Transit     number           `json:"transit_min"`
	Bike        number           `json:"bike_min"`
	Car         number           `json:"car_min"`
	By          []explainByPoint `json:"by" jsonschema_description:"in the order of travellers"`
	Days        number           `json:"days_a_week"`
	Evenings    number           `json:"evenings_a_week"`
	Saturday    bool             `json:"saturday"`
	BarrierFree string           `json:"barrier_free" jsonschema:"enum=yes,enum=no,enum=unknown"`
	Swedish     string           `json:"swedish" jsonschema:"enum=yes,enum=no,enum=unknown"`
	Attraction  number           `json:"attraction" jsonschema_description:"null if people go to the nearest point"`
	First       number           `json:"first" jsonschema_description:"contacts of the cell that come here first: kept + gone + unmet"`
	Kept        number           `json:"kept" jsonschema_description:"of these, served here"`
	Gone        number           `json:"gone" jsonschema_description:"of these, served at another point"`
	Unmet       number           `json:"unmet"`
	Found       number           `json:"found" jsonschema_description:"served here after another point was full"`
	AllFirst    number           `json:"all_first" jsonschema_description:"contacts of all people that come to the point first"`
	Capacity    number           `json:"capacity" jsonschema_description:"of the point; null if unknown or unlimited"`
	Bind        string           `json:"bind" jsonschema_description:"staff, rooms or vehicle; empty if nothing binds"`
}

type explainByPoint struct {
	Enters  bool   `json:"enters" jsonschema_description:"false if the point is not barrier-free and the traveller is mobility-limited"`
	Minutes number `json:"min"`
	Weight  number `json:"weight" jsonschema_description:"attraction x open days / 5 x exp(-decay x min); 0 beyond the limit of choice"`
	Share   number `json:"share" jsonschema_description:"of first choices"`
}

type explainPointService struct {
	Unit   string              `json:"unit" jsonschema_description:"id of the mobile unit that stops there; empty for a point in the building"`
	States []explainPointState `json:"states"`
	Goes   []explainGoes       `json:"goes" jsonschema_description:"where today's need goes in the option; empty if all of it stays"`
}

type explainGoes struct {
	Facility string `json:"facility"`
	Names    names  `json:"names"`
	Share    number `json:"share"`
}

type explainPointState struct {
	Present     bool           `json:"present" jsonschema_description:"the service is given here"`
	Provider    bool           `json:"provider"`
	NoTimes     bool           `json:"no_travel_times"`
	Days        number         `json:"days_a_week"`
	Evenings    number         `json:"evenings_a_week"`
	Saturday    bool           `json:"saturday"`
	BarrierFree string         `json:"barrier_free" jsonschema:"enum=yes,enum=no,enum=unknown"`
	Swedish     string         `json:"swedish" jsonschema:"enum=yes,enum=no,enum=unknown"`
	Attraction  number         `json:"attraction"`
	First       number         `json:"first" jsonschema_description:"contacts a year that come first: kept + gone + unmet"`
	Kept        number         `json:"kept"`
	Gone        number         `json:"gone"`
	Unmet       number         `json:"unmet"`
	Found       number         `json:"found"`
	Load        number         `json:"load" jsonschema_description:"as in report.json: kept + found + unmet; if people go to the nearest point, all that arrive"`
	Capacity    number         `json:"capacity" jsonschema_description:"null if unknown or unlimited"`
	Bind        string         `json:"bind"`
	Staff       []explainStaff `json:"staff"`
	Rooms       explainRooms   `json:"rooms"`
	Stop        explainStop    `json:"stop" jsonschema_description:"of a mobile unit; else all 0"`
	Areas       []explainArea  `json:"areas" jsonschema_description:"where people come from, most first"`
}

type explainStaff struct {
	Profession string `json:"profession"`
	Positions  number `json:"positions"`
	Fill       number `json:"fill_rate"`
	Productive number `json:"productive_h" jsonschema_description:"client hours a year of a filled position"`
	Left       number `json:"left" jsonschema_description:"share of the hours that mobile crews and remote contacts leave"`
	Loss       number `json:"travel_loss"`
	Hours      number `json:"hours" jsonschema_description:"positions x fill_rate x productive_h x left x (1 - travel_loss)"`
	Minutes    number `json:"minutes" jsonschema_description:"for a contact"`
	Contacts   number `json:"contacts" jsonschema_description:"hours x 60 / minutes; null if a contact takes no time"`
}

type explainRooms struct {
	Rooms    number `json:"rooms"`
	Given    bool   `json:"given" jsonschema_description:"false if as many are taken as the load needs"`
	Hours    number `json:"hours" jsonschema_description:"a year that a room is open"`
	Use      number `json:"use" jsonschema_description:"share of the hours that a room can be in use"`
	Minutes  number `json:"minutes"`
	Contacts number `json:"contacts" jsonschema_description:"rooms x hours x use x 60 / minutes; null if rooms do not limit"`
}

type explainStop struct {
	Part     number `json:"part" jsonschema_description:"of the unit's work"`
	Crew     number `json:"crew" jsonschema_description:"part of the unit's hours for which there is staff"`
	Visits   number `json:"visits" jsonschema_description:"of the unit, a year"`
	Hours    number `json:"hours" jsonschema_description:"of a crew member, a year"`
	Contacts number `json:"contacts" jsonschema_description:"capacity of the stop"`
}

type explainArea struct {
	ID     string `json:"id"`
	Names  names  `json:"names"`
	People number `json:"people" jsonschema_description:"who choose the point first, all ages with a visit rate"`
	First  number `json:"first"`
	Seen   number `json:"seen"`
}

type explainedParams struct {
	Path   string   `json:"path"`
	Names  *names   `json:"names,omitempty"`
	Values []number `json:"values" jsonschema_description:"one for each of options; null if unknown"`
	Lo     number   `json:"lo" jsonschema_description:"null without a range"`
	Hi     number   `json:"hi" jsonschema_description:"null without a range"`
	Unit   string   `json:"unit"`
	Source string   `json:"source" jsonschema:"enum=assumption,enum=derived,enum=source,enum=document"`
	Ref    string   `json:"ref"`
}
