// Package contract has the JSON of a result: report.json with its schema, and the numbers,
// names, reasons and steps that the JSON of other verbs shares with it. An unknown figure is
// null, never zero, and a list is never null. The rows of sweeps and stress tests are written
// as CSV too.
package contract

import (
	"saavu/internal/words"
	"saavu/pkg/report"
)

// version rises when readers of report.json have to change, and
// minor when keys are added that readers may ignore.
const (
	version = 1
	minor   = 12
)

// span is a value with its low and high.
type span struct {
	Value Number `json:"value" jsonschema_description:"null if unknown"`
	Lo    Number `json:"lo" jsonschema_description:"5th percentile over the parameter draws"`
	Hi    Number `json:"hi" jsonschema_description:"95th percentile over the parameter draws"`

	OneSided bool `json:"one_sided,omitempty" jsonschema_description:"true where the value is outside of these percentiles: lo or hi is then the value"`
}

// document is report.json.
type document struct {
	Contract    int          `json:"contract" jsonschema:"enum=1" jsonschema_description:"version of this contract"`
	Minor       int          `json:"contract_minor" jsonschema_description:"rises when keys are added to this version; existing keys stay"`
	County      County       `json:"county"`
	Year        int          `json:"year"`
	Frame       string       `json:"frame" jsonschema_description:"staff: client hours fixed; budget: euros fixed"`
	Period      string       `json:"period" jsonschema_description:"time of day of the travel times"`
	Path        string       `json:"path" jsonschema:"enum=observed,enum=documents" jsonschema_description:"observed: people grow from the grid's counts; documents: from the count of the planning documents"`
	Draws       int          `json:"draws" jsonschema_description:"parameter draws for the ranges"`
	Networks    int          `json:"networks" jsonschema_description:"drawn networks for the ranges of who gets there; 0: not computed, their lo and hi are the value"`
	Seed        uint64       `json:"seed"`
	Options     []option     `json:"options" jsonschema_description:"in order; rows elsewhere name them by id"`
	Services    []service    `json:"services"`
	Network     []networkRow `json:"network" jsonschema_description:"each option over all services; people are not summed over services"`
	TodayCost   todayCost    `json:"today_cost" jsonschema_description:"what the first option costs the county"`
	Checks      []check      `json:"checks" jsonschema_description:"the model compared with known figures"`
	Assumptions []assumption `json:"assumptions" jsonschema_description:"every parameter that the result depends on, the one with the largest swing first"`
	Unknown     []string     `json:"unknown" jsonschema_description:"parameters that were read and are null"`
	Notes       []string     `json:"notes"`
	Sources     []DataSource `json:"sources" jsonschema_description:"where the county's data comes from; files of unknown sources are the last one"`

	Sweeps []sweepResult  `json:"sweeps,omitempty" jsonschema_description:"the comparison at other values, if --sweep or an option file asked for it"`
	Finds  []findResult   `json:"finds,omitempty" jsonschema_description:"where one option beats another, if --find or an option file asked for it"`
	Stress []stressResult `json:"stress,omitempty" jsonschema_description:"the comparison as planned and in each stress test, if --stress asked for it"`

	Contracts []serviceContracts `json:"contracts,omitempty" jsonschema_description:"who gives the contacts of each service with contracts of today, by option"`
	Buildings []buildingYear     `json:"buildings,omitempty" jsonschema_description:"each building in each option, if the county says more of some building than its cost"`
}

// County names the county of a result, and says what of it is not real.
type County struct {
	ID            string `json:"id"`
	Name          string `json:"name"`
	Synthetic     bool   `json:"synthetic" jsonschema_description:"people or travel times are made up"`
	Demonstration bool   `json:"demonstration" jsonschema_description:"the network is not the county's own"`
}

// Names is a name by language, or its short form.
type Names struct {
	En string `json:"en"`
	Fi string `json:"fi"`
	Sv string `json:"sv"`
}

type option struct {
	ID       string      `json:"id"`
	Name     string      `json:"name"`
	Names    Names       `json:"names" jsonschema_description:"name by language; a language without its own name has the name of another one"`
	Short    Names       `json:"short" jsonschema_description:"short form by language; the name if there is none"`
	Year     int         `json:"year"`
	Against  string      `json:"against" jsonschema_description:"id of the option that it is compared with; empty for none"`
	Changes  []string    `json:"changes"`
	Steps    []Step      `json:"steps" jsonschema_description:"the changes as facts in no particular language"`
	Movers   []mover     `json:"movers" jsonschema_description:"the parameters with the largest effect on its result"`
	Sentence string      `json:"sentence"`
	Breaches []breach    `json:"breaches"`
	Best     bool        `json:"best" jsonschema_description:"marked best for some service"`
	Near     *Number     `json:"near_share,omitempty" jsonschema_description:"share of the contacts given in person that are given in buildings near a station, mall, library or school; left out where that is known of no building"`
	Listed   string      `json:"listed,omitempty" jsonschema_description:"why it is listed although it breaks a rule"`
	Products *Harmonised `json:"harmonised,omitempty" jsonschema_description:"what the common model of products that the option follows changes since today, as saavu harmonise --json has it; left out without"`
	Levers   []lever     `json:"levers" jsonschema_description:"for an option with split: each lever alone, then the interaction; their sum is the whole effect"`
}

type lever struct {
	Name     string        `json:"name" jsonschema_description:"a lever, or interaction"`
	Known    bool          `json:"known" jsonschema_description:"false if the lever cannot be applied alone"`
	Note     string        `json:"note" jsonschema_description:"why it cannot be applied alone, in English"`
	Services []leverEffect `json:"services"`
	County   Number        `json:"county_eur" jsonschema_description:"change of the county's euros a year, full effect"`
	Homes    Number        `json:"homes_eur" jsonschema_description:"change of residents' money and time, euros a year"`

	Reasons map[string]Reason `json:"reasons" jsonschema_description:"reasons for null figures, by key; served.SERVICE is for one service"`
}

type leverEffect struct {
	Service string `json:"service"`
	There   Number `json:"there" jsonschema_description:"change of people who get there"`
	Served  Number `json:"served" jsonschema_description:"change of the share of the need that can be served"`
}

type breach struct {
	Rule     string           `json:"rule"`
	Names    Names            `json:"names" jsonschema_description:"the rule by language"`
	Severity string           `json:"severity" jsonschema:"enum=law,enum=own rule,enum=wish"`
	Source   string           `json:"source"`
	Verdict  string           `json:"verdict" jsonschema:"enum=ok,enum=inherited,enum=breach,enum=not checked,enum=not identified"`
	Detail   string           `json:"detail"`
	Services []serviceVerdict `json:"services" jsonschema_description:"the verdicts on the services that the rule is about; empty for a rule about the whole county"`
}

// serviceVerdict is the verdict of a rule on one service.
type serviceVerdict struct {
	Service string `json:"service"`
	Verdict string `json:"verdict" jsonschema:"enum=ok,enum=inherited,enum=breach,enum=not checked,enum=not identified"`
	Detail  string `json:"detail"`
}

type service struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Names    Names  `json:"names" jsonschema_description:"name by language; a language without its own name has the name of another one"`
	Short    Names  `json:"short" jsonschema_description:"short form by language; the name if there is none"`
	Bundle   string `json:"bundle"`
	Tier     string `json:"tier"`
	AgeFrom  int    `json:"age_from"`
	AgeTo    int    `json:"age_to" jsonschema_description:"last whole year, inclusive; 100 means 100 and over"`
	People   Number `json:"people" jsonschema_description:"target group in the base year"`
	Hidden   hidden `json:"hidden" jsonschema_description:"what the source of the grid hides about the target group in the base year"`
	LimitMin span   `json:"limit_min" jsonschema_description:"time limit in minutes, inclusive"`
	Loads    string `json:"loads" jsonschema:"enum=,enum=derived,enum=fitted" jsonschema_description:"why load against capacity by station is not identifiable from data: derived = the positions of every station are derived or assumed; fitted = they are, and the choice of stations is fitted to known shares of contacts; empty if some are known"`
	Measure  string `json:"measure" jsonschema_description:"the accessibility measure of rows[].measured, in words; empty if none was requested"`
	Rows     []row  `json:"rows"`
}

// hidden is how many people of a group are estimated, and the range of the whole
// group.
type hidden struct {
	Estimated Number `json:"estimated" jsonschema_description:"people of the group whose age or number is estimated"`
	People    Number `json:"people" jsonschema_description:"people of the group in the county's areas"`
	Low       Number `json:"low" jsonschema_description:"the smallest possible number"`
	High      Number `json:"high" jsonschema_description:"the largest possible number"`
}

// row is one option's line in one service: the option, then the figures of
// report.RowFigures. Shares are from 0 to 1.
type row struct {
	Option string `json:"option"`
	of     *report.Row
	w      *words.Words
}

// measuredFigure is one number about all people.
type measuredFigure struct {
	Name  string `json:"name" jsonschema_description:"the same in every language"`
	Title string `json:"title" jsonschema_description:"its name in the language of the texts"`
	Value Number `json:"value" jsonschema_description:"null if it does not exist, or if the people that it describes reach nothing"`
	Unit  string `json:"unit"`
	Note  string `json:"note" jsonschema_description:"who was left out"`

	Reason *Reason `json:"reason,omitempty" jsonschema_description:"why it is null"`
}

type area struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Names Names  `json:"names" jsonschema_description:"name by language; a language without its own name has name"`
	of    *report.Area
}

type group struct {
	Name string `json:"name"`
	of   *report.GroupRow
}

type networkRow struct {
	Option string `json:"option"`
	of     *report.NetworkRow
	w      *words.Words
}

type payer struct {
	Name string `json:"name"`
	Eur  span   `json:"eur"`
}

type line struct {
	Kind  string `json:"kind"`
	Payer string `json:"payer"`
	Eur   span   `json:"eur"`
	From  int    `json:"from" jsonschema_description:"first year of the full effect"`
	Note  string `json:"note"`
}

type check struct {
	What       string  `json:"what"`
	Names      Names   `json:"names" jsonschema_description:"what by language"`
	Model      Number  `json:"model"`
	Lo         Number  `json:"model_lo" jsonschema_description:"of model, with the share of non-urgent contacts at its low; model for figures that count all"`
	Hi         Number  `json:"model_hi" jsonschema_description:"the same at its high"`
	Known      Number  `json:"known"`
	Counts     counts  `json:"counts" jsonschema_description:"what the known figure counts"`
	Unit       string  `json:"unit"`
	Source     string  `json:"source"`
	Ratio      Number  `json:"ratio"`
	Off        bool    `json:"off" jsonschema_description:"more than 10 % apart"`
	Waived     string  `json:"waived"`
	Reasons    *Names  `json:"waived_names,omitempty" jsonschema_description:"waived by language"`
	Fitted     bool    `json:"fitted" jsonschema_description:"the model was made to give the known figure, which tests nothing"`
	Attraction *Number `json:"attraction,omitempty" jsonschema_description:"of a fitted figure: what draws people to the facility in addition to the travel time, 1 on average"`
	Decay      *Number `json:"decay_per_min,omitempty" jsonschema_description:"of a fitted figure: the decay of choice with travel time, 1/min"`
}

// counts is what a known figure counts.
type counts struct {
	Services []string `json:"services"`
	Facility string   `json:"facility,omitempty" jsonschema_description:"of a share"`
	Where    string   `json:"where,omitempty" jsonschema_description:"municipality of the people; the whole county without it"`
	Urgency  string   `json:"urgency" jsonschema:"enum=all,enum=non-urgent"`
	Channel  string   `json:"channel" jsonschema:"enum=all,enum=in person,enum=remote"`
	Months   float64  `json:"months" jsonschema_description:"that the count covers"`
	Year     int      `json:"year,omitempty" jsonschema_description:"of the count; the county's base year without it"`
}

type assumption struct {
	Path   string `json:"path"`
	Names  *Names `json:"names,omitempty" jsonschema_description:"name by language, if the parameter has one"`
	Value  Number `json:"value"`
	Lo     Number `json:"lo"`
	Hi     Number `json:"hi"`
	Ranged bool   `json:"ranged"`
	Unit   string `json:"unit"`
	Flag   string `json:"flag" jsonschema_description:"assumption, derived, source or document"`
	Ref    string `json:"ref"`
	Weight Number `json:"weight" jsonschema_description:"largest swing over the options"`
}
