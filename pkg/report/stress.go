package report

import "saavu/pkg/lang"

// StressTest is one thing that goes wrong.
type StressTest string

// The stress tests, in their order. Planned is none of them.
const (
	Planned     StressTest = "planned"
	Recruitment StressTest = "recruitment"   // fewer positions are filled
	LessRemote  StressTest = "remote"        // fewer of the planned remote contacts are made
	HigherRent  StressTest = "rent"          // rents have grown for some years
	SiteLost    StressTest = "site_lost"     // each option loses the site with most hours of visits
	ProviderOut StressTest = "provider_lost" // each option loses its contract with most hours of contacts
)

// Stress is a comparison of options as planned and in each stress test.
type Stress struct {
	Options []int // indexes of the compared options in the report
	Tests   []StressRun
}

// StressRun is the comparison in one stress test. Today is tested too: changes of euros
// are from an option's reference in the same test.
type StressRun struct {
	Test   StressTest
	Factor float64    // what the values of the test are multiplied by, 1 for none
	Years  int        // that a rent grows, else 0
	Why    string     // parameter without a value, so that the test is not computed; else ""
	Lost   []Lost     // by option: what it loses; nil if the test takes nothing away
	Rows   []SweepRow // by option; nil if the test is not computed
}

// Lost is what an option loses in a stress test. An option that has nothing to lose has
// the empty value.
type Lost struct {
	Facilities []string    // ids of a site: facilities in one building
	Site       []lang.Name // of the facilities
	Service    string      // id, of a contract
	Of         lang.Name   // of the service
	Production string      // of a contract: purchased, voucher or third_sector
	Share      float64     // of the service's contacts
}

// Any reports whether an option loses something.
func (l *Lost) Any() bool { return len(l.Facilities) > 0 || l.Service != "" }
