package engine

import (
	"fmt"
	"math"
	"strings"

	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

// phrases has the words of every kind of change, by its kind.
var phrases = map[string]func(scenario.Change) string{
	"close":        phrase(closeWords),
	"open":         phrase(openWords),
	"move":         phrase(func(m *scenario.Move) string { return "moves " + m.Facility }),
	"merge":        phrase(func(m *scenario.Merge) string { return fmt.Sprintf("merges %s into %s", m.Facility, m.Into) }),
	"set-capacity": phrase(capacityWords),
	"set-hours":    phrase(hoursWords),
	"set-access":   phrase(accessWords),
	"add-mobile":   phrase(mobileWords),
	"add-remote":   phrase(func(r *scenario.AddRemote) string { return fmt.Sprintf("%s remote %s", r.Service, percent(r.Share)) }),
	"contract":     phrase(contractWords),
	"set":          phrase(func(s *scenario.Set) string { return fmt.Sprintf("sets %s to %g", s.Path, s.Value) }),
}

// phrase makes the words of any change of those of one kind.
func phrase[C scenario.Change](words func(C) string) func(scenario.Change) string {
	return func(c scenario.Change) string { return words(c.(C)) }
}

// inWords describes one change.
func inWords(c scenario.Change) string { return phrases[c.Kind()](c) }

func closeWords(c *scenario.Close) string {
	if len(c.Services) > 0 {
		return fmt.Sprintf("closes %s at %s", strings.Join(c.Services, ", "), c.Facility)
	}
	return "closes " + c.Facility
}

func openWords(o *scenario.Open) string {
	return fmt.Sprintf("opens %s at %s%s", strings.Join(o.Services, ", "), o.Facility, days(o.Hours))
}

func days(h *network.Hours) string {
	if h == nil {
		return ""
	}
	return fmt.Sprintf(" (%g days a week)", h.DaysPerWeek())
}

func capacityWords(c *scenario.SetCapacity) string {
	var at []string
	if c.Facility != "" {
		at = []string{c.Facility}
	}
	var parts []string
	for _, p := range []struct {
		word string
		v    float64
	}{{"positions %g", c.FTE}, {"rooms %g", c.Rooms}, {"positions x %g", c.FTEFactor}, {"rooms x %g", c.RoomsFactor}} {
		if !math.IsNaN(p.v) && p.v != 0 {
			parts = append(parts, fmt.Sprintf(p.word, p.v))
		}
	}
	return fmt.Sprintf("%s %s %s", c.Service, strings.Join(parts, ", "), where(at))
}

func hoursWords(h *scenario.SetHours) string { return "sets hours " + where(h.Facilities) }

// where lists facilities; none are all.
func where(facilities []string) string {
	if len(facilities) == 0 {
		return "everywhere"
	}
	return "at " + strings.Join(facilities, ", ")
}

func accessWords(a *scenario.SetAccess) string {
	var facts []string
	if a.BarrierFree != network.Unknown {
		facts = append(facts, map[network.Known]string{network.Yes: "barrier-free", network.No: "not barrier-free"}[a.BarrierFree])
	}
	if a.Swedish != network.Unknown {
		what := ""
		if len(a.Services) > 0 {
			what = strings.Join(a.Services, ", ") + " "
		}
		facts = append(facts, what+map[network.Known]string{network.Yes: "in Swedish", network.No: "not in Swedish"}[a.Swedish])
	}
	return fmt.Sprintf("sets access %s: %s", where(a.Facilities), strings.Join(facts, ", "))
}

func mobileWords(m *scenario.AddMobile) string {
	return fmt.Sprintf("adds %d %s with %d stops for %s", m.Count, strings.ReplaceAll(m.UnitKind, "_", " "), len(m.Stops), strings.Join(m.Services, ", "))
}

func contractWords(c *scenario.Contract) string {
	return fmt.Sprintf("%s %s %s", c.Service, strings.ReplaceAll(string(c.Production), "_", " "), percent(c.Share))
}
