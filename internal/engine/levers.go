package engine

import (
	"fmt"
	"math"
	"strings"

	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

// inWords tells one change as a lever.
func inWords(c scenario.Change) string {
	switch {
	case c.Close != nil:
		if len(c.Close.Services) > 0 {
			return fmt.Sprintf("closes %s at %s", strings.Join(c.Close.Services, ", "), c.Close.Facility)
		}
		return "closes " + c.Close.Facility
	case c.Open != nil:
		return fmt.Sprintf("opens %s at %s%s", strings.Join(c.Open.Services, ", "), c.Open.Facility, days(c.Open.Hours))
	case c.Move != nil:
		return "moves " + c.Move.Facility
	case c.Merge != nil:
		return fmt.Sprintf("merges %s into %s", c.Merge.Facility, c.Merge.Into)
	case c.SetCapacity != nil:
		return capacityWords(c.SetCapacity)
	case c.SetHours != nil:
		where := "everywhere"
		if len(c.SetHours.Facilities) > 0 {
			where = "at " + strings.Join(c.SetHours.Facilities, ", ")
		}
		return "sets hours " + where
	case c.AddMobile != nil:
		return fmt.Sprintf("adds %d %s with %d stops for %s", c.AddMobile.Count, strings.ReplaceAll(c.AddMobile.Kind, "_", " "),
			len(c.AddMobile.Stops), strings.Join(c.AddMobile.Services, ", "))
	case c.AddRemote != nil:
		return fmt.Sprintf("%s remote %s", c.AddRemote.Service, percent(c.AddRemote.Share))
	case c.Contract != nil:
		return fmt.Sprintf("%s %s %s", c.Contract.Service, strings.ReplaceAll(string(c.Contract.Production), "_", " "), percent(c.Contract.Share))
	case c.Set != nil:
		return fmt.Sprintf("sets %s to %g", c.Set.Path, c.Set.Value)
	}
	return ""
}

func days(h *network.Hours) string {
	if h == nil {
		return ""
	}
	return fmt.Sprintf(" (%g days a week)", h.DaysPerWeek())
}

func capacityWords(c *scenario.SetCapacity) string {
	where := "everywhere"
	if c.Facility != "" {
		where = "at " + c.Facility
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
	return fmt.Sprintf("%s %s %s", c.Service, strings.Join(parts, ", "), where)
}
