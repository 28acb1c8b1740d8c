package report

import (
	"math"

	"saavu/pkg/lang"
)

// Rule is one rule of the county as its file gives it. Kind says how it is computed
// (docs/METHOD.md lists the kinds); a rule of kind "manual" is never computed and
// its verdict is "not checked". Args are the kind's own: facility ids, a partition,
// a service, a number.
type Rule struct {
	ID       string
	Kind     string
	Severity Severity
	Text     string
	Texts    lang.Name // by language; zero for Text in every language
	Source   string
	Sources  lang.Name // Source by language; zero for Source in every language
	From, To int       // years of validity, 0 = open
	Service  string
	Items    []string
	Number   float64
}

// Known is one known figure of the real world to compare the model with. Kind is
// "visits" (contacts of services in a municipality or the county), "rate" (the same a
// year for each person of any age) or "share" (a facility's share of a service's
// contacts). The other fields say what visits and rates count.
type Known struct {
	Kind      string
	What      string
	Whats     lang.Name // by language; zero for What in every language
	Service   string
	Services  []string // counted together; Service alone if empty
	Facility  string
	Where     string  // municipality; empty for the county
	NonUrgent bool    // only contacts that are not urgent
	Channel   string  // "in person" or "remote" contacts only; empty for both
	Months    float64 // that the count covers; 0 for a year
	Year      int     // of the count; 0 for the county's base year
	Value     float64
	Source    string
	Sources   lang.Name // Source by language; zero for Source in every language
	Waived    string
	Reasons   lang.Name // Waived by language
}

// Counted lists the services that a figure counts.
func (k *Known) Counted() []string {
	if k.Services == nil {
		return []string{k.Service}
	}
	return k.Services
}

// LeastStaff returns the largest number of professionals that a rule of the kind
// min-staff wants at a place, in any year; 0 without such a rule.
func LeastStaff(rules []Rule) float64 {
	most := 0.0
	for _, r := range rules {
		if r.Kind == "min-staff" {
			most = math.Max(most, r.Number)
		}
	}
	return most
}
