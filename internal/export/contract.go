package export

import (
	"encoding/json"
	"math"

	"github.com/invopop/jsonschema"
)

// contractVersion changes when a reader of report.json would have to change.
const contractVersion = 1

// number is a figure in JSON; what is not finite is null, which is unknown and
// never zero.
type number float64

// MarshalJSON writes null for NaN and the infinities.
func (n number) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(n)) || math.IsInf(float64(n), 0) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(n))
}

// JSONSchema tells that a number may be null.
func (number) JSONSchema() *jsonschema.Schema {
	return &jsonschema.Schema{OneOf: []*jsonschema.Schema{{Type: "number"}, {Type: "null"}}}
}

// span is a value with its low and high.
type span struct {
	Value number `json:"value" jsonschema_description:"null where unknown"`
	Lo    number `json:"lo" jsonschema_description:"5th percentile over the parameter draws"`
	Hi    number `json:"hi" jsonschema_description:"95th percentile over the parameter draws"`
}

// document is report.json.
type document struct {
	Contract    int          `json:"contract" jsonschema:"enum=1" jsonschema_description:"version of this contract"`
	County      county       `json:"county"`
	Year        int          `json:"year"`
	Frame       string       `json:"frame" jsonschema_description:"staff: client hours fixed; budget: euros fixed"`
	Period      string       `json:"period" jsonschema_description:"the hours that travel times describe"`
	Path        string       `json:"path" jsonschema:"enum=observed,enum=documents" jsonschema_description:"observed: people grow from the grid's counts; documents: from the count of the planning documents"`
	Draws       int          `json:"draws" jsonschema_description:"parameter draws behind the ranges"`
	Seed        uint64       `json:"seed"`
	Options     []option     `json:"options" jsonschema_description:"in order; rows elsewhere name them by id"`
	Services    []service    `json:"services"`
	Network     []networkRow `json:"network" jsonschema_description:"each option over all services; people are not added over services"`
	Checks      []check      `json:"checks" jsonschema_description:"the model against known figures"`
	Assumptions []assumption `json:"assumptions" jsonschema_description:"every parameter that the result rests on, the one that moves it most first"`
	Unknown     []string     `json:"unknown" jsonschema_description:"parameters asked for that are null"`
	Notes       []string     `json:"notes"`
}

type county struct {
	ID            string `json:"id"`
	Name          string `json:"name"`
	Synthetic     bool   `json:"synthetic" jsonschema_description:"people or travel times are made up"`
	Demonstration bool   `json:"demonstration" jsonschema_description:"the network is not the county's own"`
}

type option struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Year     int      `json:"year"`
	Against  string   `json:"against" jsonschema_description:"id of the option that it is compared with; empty for none"`
	Changes  []string `json:"changes"`
	Movers   []puller `json:"movers" jsonschema_description:"the parameters that move its result most"`
	Sentence string   `json:"sentence"`
	Breaches []breach `json:"breaches"`
	Best     bool     `json:"best" jsonschema_description:"best in some service's rows"`
	Listed   string   `json:"listed,omitempty" jsonschema_description:"why it is listed although it breaks a rule"`
	Levers   []lever  `json:"levers" jsonschema_description:"of an option that asks for it: each lever alone, then the interaction; the whole is their sum"`
}

type lever struct {
	Name     string        `json:"name" jsonschema_description:"a lever, or interaction"`
	Known    bool          `json:"known" jsonschema_description:"false where the lever cannot stand alone"`
	Note     string        `json:"note" jsonschema_description:"why it cannot stand alone"`
	Services []leverEffect `json:"services"`
	County   number        `json:"county_eur" jsonschema_description:"change of the county's euros a year, full effect"`
	Homes    number        `json:"homes_eur" jsonschema_description:"change of residents' money and time, euros a year"`
}

type leverEffect struct {
	Service string `json:"service"`
	There   number `json:"there" jsonschema_description:"change of people who get there"`
	Served  number `json:"served" jsonschema_description:"change of the share of the need that can be served"`
}

type puller struct {
	Path  string `json:"path"`
	What  string `json:"what" jsonschema_description:"which result moves"`
	Lo    number `json:"lo" jsonschema_description:"low value of the parameter"`
	Hi    number `json:"hi" jsonschema_description:"high value of the parameter"`
	Swing number `json:"swing" jsonschema_description:"how far the result moves, in unit"`
	Unit  string `json:"unit"`
}

type breach struct {
	Rule     string `json:"rule"`
	Severity string `json:"severity" jsonschema:"enum=law,enum=own rule,enum=wish"`
	Source   string `json:"source"`
	Verdict  string `json:"verdict" jsonschema:"enum=ok,enum=inherited,enum=breach,enum=not checked"`
	Detail   string `json:"detail"`
}

type service struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Bundle   string `json:"bundle"`
	Tier     string `json:"tier"`
	AgeFrom  int    `json:"age_from"`
	AgeTo    int    `json:"age_to" jsonschema_description:"last whole year, included; 100 stands for 100 and over"`
	People   number `json:"people" jsonschema_description:"target group in the base year"`
	Hidden   hidden `json:"hidden" jsonschema_description:"what the source of the grid hides of the target group in the base year"`
	LimitMin span   `json:"limit_min" jsonschema_description:"time limit in minutes, inclusive"`
	Measure  string `json:"measure" jsonschema_description:"the measure of access of rows[].measured, in words; empty where none was asked for"`
	Rows     []row  `json:"rows"`
}

// hidden is the people of a group that are estimated, and the range in which all
// of them lie.
type hidden struct {
	Estimated number `json:"estimated" jsonschema_description:"people of the group whose age or number is estimated"`
	People    number `json:"people" jsonschema_description:"people of the group in the county's areas"`
	Low       number `json:"low" jsonschema_description:"the fewest that they can be"`
	High      number `json:"high" jsonschema_description:"the most that they can be"`
}

// row is one option's line in one service. Shares are 0 to 1.
type row struct {
	Option       string           `json:"option"`
	Points       int              `json:"points"`
	People       number           `json:"people" jsonschema_description:"target group in the option's year"`
	GetsThere    span             `json:"gets_there" jsonschema_description:"share within the limit, in person and without a car"`
	OwnModes     span             `json:"own_modes" jsonschema_description:"share within the limit, with a car where there is one"`
	There        span             `json:"there" jsonschema_description:"people within the limit, without a car"`
	Beyond       span             `json:"beyond" jsonschema_description:"people beyond the limit, without a car"`
	WorstArea    string           `json:"worst_area"`
	WorstShare   span             `json:"worst_share"`
	WorstTenth   number           `json:"worst_tenth_min" jsonschema_description:"mean minutes of the tenth that travels longest; null if some reach nothing"`
	Median       number           `json:"median_min"`
	Mean         number           `json:"mean_min"`
	SlowestTenth number           `json:"slowest_tenth_min" jsonschema_description:"the slowest tenth travels at least so many minutes"`
	NoPoint      number           `json:"no_point" jsonschema_description:"people who reach no point at all"`
	Gain         span             `json:"gain" jsonschema_description:"people who newly get there"`
	Lose         span             `json:"lose" jsonschema_description:"people who no longer get there"`
	LoseLast     number           `json:"lose_last" jsonschema_description:"people who lose the last in-person point"`
	Slot         span             `json:"suitable_slot" jsonschema_description:"share with a point open in hours that suit them"`
	Need         span             `json:"need" jsonschema_description:"contacts a year"`
	Served       span             `json:"served" jsonschema_description:"share of the need that capacity can serve"`
	ServedSame   span             `json:"served_same_budget"`
	AnyChannel   span             `json:"any_channel" jsonschema_description:"share of contacts deliverable by any channel; lo and hi are Fréchet bounds"`
	Remote       span             `json:"remote" jsonschema_description:"realised remote share of contacts"`
	Forgone      span             `json:"forgone" jsonschema_description:"contacts a year not made because of distance"`
	Bottleneck   string           `json:"bottleneck"`
	County       span             `json:"county_eur" jsonschema_description:"change of the county's euros a year, full effect"`
	CountyNow    span             `json:"county_now_eur" jsonschema_description:"the same in this budget year"`
	Homes        span             `json:"homes_eur" jsonschema_description:"change of residents' money and time, euros a year"`
	OneOff       number           `json:"one_off_eur"`
	ChildMinutes number           `json:"child_minutes" jsonschema_description:"change of children's travel minutes a year, not priced"`
	Worth        string           `json:"worth" jsonschema_description:"value for money in words"`
	AtSchool     number           `json:"at_school" jsonschema_description:"people met at school, without travel"`
	Best         bool             `json:"best" jsonschema_description:"no option of its year is better on all counts"`
	Movers       []puller         `json:"movers" jsonschema_description:"the parameters that move this row most"`
	Areas        []area           `json:"areas"`
	Groups       []group          `json:"groups"`
	WorstGroup   string           `json:"worst_group" jsonschema_description:"group that gets there least, of those of at least 500 people in 5 cells that are identified from data"`
	BestGroup    string           `json:"best_group" jsonschema_description:"the one that gets there most"`
	GroupGap     span             `json:"group_gap" jsonschema_description:"difference of their shares; null where there are not two"`
	NextBest     string           `json:"next_best" jsonschema_description:"name of the option below this one on the frontier; empty off the frontier and for its cheapest option"`
	NextPrice    number           `json:"frontier_price_eur" jsonschema_description:"euros a year for each person more than that option gets there; null off the frontier"`
	Measured     []measuredFigure `json:"measured" jsonschema_description:"figures over people of the measure of access that was asked for"`
}

// measuredFigure is one number about all people.
type measuredFigure struct {
	Name  string `json:"name"`
	Value number `json:"value" jsonschema_description:"null where it does not exist, or where those whom it is about reach nothing"`
	Unit  string `json:"unit"`
	Note  string `json:"note" jsonschema_description:"who was left out"`
}

type area struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	People     number `json:"people"`
	GetsThere  span   `json:"gets_there"`
	Gain       number `json:"gain"`
	Lose       number `json:"lose"`
	Identified bool   `json:"identified" jsonschema_description:"false where the figure is not identified from data"`
}

type group struct {
	Name       string `json:"name"`
	People     number `json:"people"`
	Cells      int    `json:"cells"`
	GetsThere  span   `json:"gets_there"`
	Identified bool   `json:"identified"`
}

type networkRow struct {
	Option           string  `json:"option"`
	Points           int     `json:"points"`
	Facilities       int     `json:"facilities"`
	County           span    `json:"county_eur"`
	CountyNow        span    `json:"county_now_eur"`
	Homes            span    `json:"homes_eur"`
	OneOff           number  `json:"one_off_eur"`
	Payers           []payer `json:"payers" jsonschema_description:"changes a year, transfers included"`
	Lines            []line  `json:"lines"`
	MinServed        span    `json:"min_served"`
	MinServedService string  `json:"min_served_service"`
	BudgetGap        number  `json:"budget_gap_eur"`
	BudgetBuys       string  `json:"budget_buys" jsonschema_description:"what the same-budget rule bought or sold"`
	Unbalanced       bool    `json:"unbalanced" jsonschema_description:"an overrun of more than 0.5 % of the baseline stays"`
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
	What   string `json:"what"`
	Model  number `json:"model"`
	Known  number `json:"known"`
	Unit   string `json:"unit"`
	Source string `json:"source"`
	Ratio  number `json:"ratio"`
	Off    bool   `json:"off" jsonschema_description:"more than 10 % apart"`
	Waived string `json:"waived"`
}

type assumption struct {
	Path   string `json:"path"`
	Value  number `json:"value"`
	Lo     number `json:"lo"`
	Hi     number `json:"hi"`
	Ranged bool   `json:"ranged"`
	Unit   string `json:"unit"`
	Flag   string `json:"flag" jsonschema_description:"assumption, derived, source or document"`
	Ref    string `json:"ref"`
	Weight number `json:"weight" jsonschema_description:"largest swing over the options"`
}
