// Package inventory prints what a county has: its facilities, services, parameters,
// professions, options and rules, as a table and as JSON, and what each option changes.
// A list has the things in the order of the county's tables.
package inventory

import (
	"io"

	"saavu/internal/export/contract"
	"saavu/pkg/lang"
	"saavu/pkg/population"
)

// version rises when readers of list --json have to change.
const version = 1

// List is what saavu list prints: all things of one kind in a county, or those that
// a search finds, in the order of the county's tables. The list of its kind is not
// nil, the others are.
type List struct {
	Contract int             `json:"contract" jsonschema:"enum=1" jsonschema_description:"version of this contract"`
	County   contract.County `json:"county"`
	Kind     string          `json:"kind" jsonschema:"enum=facilities,enum=services,enum=parameters,enum=professions,enum=options,enum=rules" jsonschema_description:"the key of the list"`
	Words    string          `json:"words" jsonschema_description:"what was searched for; empty for all"`
	All      int             `json:"all" jsonschema_description:"how many the county has"`
	called   lang.Name       // the county, in every language

	Facilities  []ListedFacility   `json:"facilities,omitzero"`
	Services    []ListedService    `json:"services,omitzero"`
	Parameters  []ListedParameter  `json:"parameters,omitzero"`
	Professions []ListedProfession `json:"professions,omitzero"`
	Options     []ListedOption     `json:"options,omitzero"`
	Rules       []ListedRule       `json:"rules,omitzero"`
}

// ListedFacility is a facility as it is today.
type ListedFacility struct {
	ID            string          `json:"id"`
	Name          string          `json:"name"`
	Type          string          `json:"type"`
	Area          string          `json:"area" jsonschema_description:"id; empty if unknown"`
	Status        string          `json:"status" jsonschema:"enum=open,enum=planned,enum=interim,enum=closed"`
	From          contract.Number `json:"from" jsonschema_description:"planned year of opening; null if unknown"`
	Services      []string        `json:"services" jsonschema_description:"ids of the services there, or planned there if it is not open"`
	X             contract.Number `json:"x" jsonschema_description:"metres of the county's system; null if the place is unknown"`
	Y             contract.Number `json:"y"`
	Class         string          `json:"coord_class" jsonschema:"enum=A,enum=B,enum=C,enum=none" jsonschema_description:"how well the place is known"`
	Demonstration bool            `json:"demonstration" jsonschema_description:"it is not a real place"`
	names, area   lang.Name
	services      []lang.Name // of Services, short
}

// ListedService is a service and where it is provided today.
type ListedService struct {
	ID      string `json:"id"`
	NameEn  string `json:"name_en"`
	NameFi  string `json:"name_fi" jsonschema_description:"empty if unknown, like name_sv"`
	NameSv  string `json:"name_sv"`
	Bundle  string `json:"bundle" jsonschema_description:"group of services that are shown together; empty for none"`
	Tier    string `json:"tier" jsonschema_description:"local, district or central"`
	AgeFrom int    `json:"age_from"`
	AgeTo   int    `json:"age_to" jsonschema_description:"last whole year, inclusive; 100 means 100 and over"`
	Points  int    `json:"points" jsonschema_description:"service points at open facilities"`
	group   population.Group
}

// ListedParameter is a parameter as the county has it.
type ListedParameter struct {
	Path   string          `json:"path"`
	Value  contract.Number `json:"value" jsonschema_description:"null if it is unknown or a text"`
	Text   string          `json:"text" jsonschema_description:"value of a parameter that is a text; else empty"`
	Known  bool            `json:"known"`
	Lo     contract.Number `json:"lo" jsonschema_description:"null without a range"`
	Hi     contract.Number `json:"hi" jsonschema_description:"null without a range"`
	Unit   string          `json:"unit"`
	Source string          `json:"source" jsonschema:"enum=assumption,enum=derived,enum=source,enum=document"`
	Ref    string          `json:"ref"`
	// Who reads it in a comparison of the county's options.
	ReadBy  []string `json:"read_by" jsonschema_description:"steps of a comparison that read it: times (of travel), people, delivery, cost, checks (of known figures); empty if none does"`
	ReadFor []string `json:"read_for" jsonschema_description:"ids of the services for which it is read; empty if for all, or if nothing reads it"`

	names    lang.Name
	services []lang.Name // of ReadFor
}

// ListedProfession is a profession with one wage parameter, and the positions that
// services have of it today.
type ListedProfession struct {
	ID        string          `json:"id"`
	WagePath  string          `json:"wage_path" jsonschema_description:"the parameter; a profession with several has a row for each"`
	Wage      contract.Number `json:"wage_eur_h" jsonschema_description:"null if unknown"`
	FillRate  contract.Number `json:"fill_rate" jsonschema_description:"share of the positions that are filled; null if unknown"`
	Positions contract.Number `json:"positions" jsonschema_description:"of the county's own service points at open facilities, filled or not; null unless all are known"`
	Given     contract.Number `json:"positions_given" jsonschema_description:"positions that are known"`
	Without   int             `json:"points_without" jsonschema_description:"points of its services whose positions are not known"`
	Services  []string        `json:"services" jsonschema_description:"ids of the services that it works in"`
	services  []lang.Name     // of Services, short
}

// ListedOption is an option of the county.
type ListedOption struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Year    int    `json:"year"`
	Against string `json:"against" jsonschema_description:"id of the option that it is compared with; empty for none"`
	Changes int    `json:"changes" jsonschema_description:"how many"`
	names   lang.Name
	against lang.Name // of Against; zero for none
}

// ListedRule is a rule that options are checked against.
type ListedRule struct {
	ID       string          `json:"id"`
	Kind     string          `json:"kind"`
	Severity string          `json:"severity" jsonschema:"enum=law,enum=own rule,enum=wish"`
	Service  string          `json:"service" jsonschema_description:"id; empty if it does not concern a single one"`
	Items    []string        `json:"items" jsonschema_description:"facilities, types or areas that it names"`
	Text     string          `json:"text"`
	Source   string          `json:"source"`
	From     contract.Number `json:"from" jsonschema_description:"first year; null for none, as for to"`
	To       contract.Number `json:"to" jsonschema_description:"last year"`
	texts    lang.Name
	service  lang.Name // of Service, short; zero for none
}

// New starts a list of one kind, with the words of the search.
func New(kind, words string) *List {
	return &List{Contract: version, Kind: kind, Words: words}
}

// Of sets the county.
func (l *List) Of(id, name string, names lang.Name, synthetic, demo bool) {
	l.County, l.called = contract.County{ID: id, Name: name, Synthetic: synthetic, Demonstration: demo}, names.Every(name)
}

// Schema gives the JSON Schema of list --json.
func Schema() ([]byte, error) {
	return contract.SchemaOf(List{}, "Saavu list",
		"What saavu list --json prints about a county. It has one list, under the key of its kind. null is an unknown number, never zero.")
}

// JSON prints a list with all that is known about its rows.
func JSON(w io.Writer, l *List) error {
	return contract.Print(w, l)
}

// year returns a year; 0 is no year.
func year(y int) contract.Number {
	if y == 0 {
		return contract.Unknown()
	}
	return contract.Number(y)
}

// texts returns a list that is not nil.
func texts(list []string) []string { return append([]string{}, list...) }
