package load

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// known reads the figures of the real world.
func (r *reading) known(f *countyFile, t *yaml.Tree, b *scenario.Base) []report.Known {
	var out []report.Known
	sums := map[string]float64{} // of shares, by service and by service and facility
	for i, k := range f.Known {
		path := []string{"known", strconv.Itoa(i)}
		if k.Kind == "share" {
			r.knownShare(&k, t, sums, i, path)
		} else {
			r.knownCount(&k, t, b, path)
		}
		if k.Where != "" && r.ids.areas.Whole {
			name, ok := municipality(b.Grid, k.Where)
			if !ok {
				r.Wrong(t, "a municipality of the areas", "", append(path, "where")...)
			}
			k.Where = name
		}
		out = append(out, report.Known{Kind: k.Kind, What: k.What.Plain(), Whats: k.What.By, Service: k.Service, Services: k.Services, Facility: k.Facility, Where: k.Where,
			NonUrgent: k.Urgency != "", Channel: k.Channel, Months: k.Months, Year: k.Year,
			Value: k.Value, Source: k.Source.Plain(), Sources: k.Source.By, Waived: k.Waived.Plain(), Reasons: k.Waived.By})
	}
	return out
}

// counted checks that the services of a known figure exist.
func (r *reading) counted(id string, t *yaml.Tree, at ...string) {
	if r.ids.services.Lacks(id) {
		r.Wrong(t, "the id of a service", naming.Suggest(id, r.ids.services.List), at...)
	}
}

// knownShare checks a known share of a facility.
func (r *reading) knownShare(k *knownFile, t *yaml.Tree, sums map[string]float64, i int, path []string) {
	if k.Service == "" {
		r.Wrong(t, "the key service", "a share is one of the contacts of a service", path...)
	} else {
		r.counted(k.Service, t, append(path, "service")...)
	}
	for _, x := range []struct {
		key   string
		given bool
	}{{"services", k.Services != nil}, {"urgency", k.Urgency != ""}, {"channel", k.Channel != ""}, {"months", k.Months != 0}, {"year", k.Year != 0}} {
		if x.given {
			r.Wrong(t, "no such key for a share", "it says what visits and rates count", append(path, x.key)...)
		}
	}
	switch {
	case k.Facility == "":
		r.Wrong(t, "the key facility", "a share belongs to one facility, or to remote", path...)
	case k.Facility != "remote" && r.ids.facilities.Lacks(k.Facility):
		r.Wrong(t, "the id of a facility, or remote", naming.Suggest(k.Facility, r.ids.facilities.List), append(path, "facility")...)
	case k.Value > 1:
		r.InBounds(t, k.Value, "share", append(path, "value")...)
	}
	of := k.Service + "\x00" + k.Facility
	if _, twice := sums[of]; twice {
		r.Wrong(t, "one share of a service at a facility", "this one has a share above", append(path, "facility")...)
	}
	sums[of] = k.Value
	// A share that is rounded to a per cent may be half of one too large.
	if sums[k.Service] += k.Value; sums[k.Service] > 1+0.005*float64(i+1) {
		r.Wrong(t, "shares of a service that add up to at most 1", fmt.Sprintf("with this one they are %.3g", sums[k.Service]), append(path, "value")...)
	}
}

// knownCount checks known visits or a known rate. The model can count non-urgent
// contacts only where their share is known: without it the figure must be waived.
func (r *reading) knownCount(k *knownFile, t *yaml.Tree, b *scenario.Base, path []string) {
	list := k.Services
	switch {
	case k.Service != "" && k.Services != nil:
		r.Wrong(t, "service or services, not both", "", append(path, "services")...)
	case k.Service != "":
		list = []string{k.Service}
		r.counted(k.Service, t, append(path, "service")...)
	case len(k.Services) == 0:
		r.Wrong(t, "the key service or services", "", path...)
	default:
		for i, id := range k.Services {
			r.counted(id, t, append(path, "services", strconv.Itoa(i))...)
		}
	}
	if k.Kind == "rate" && k.Months != 0 {
		r.Wrong(t, "no months for a rate", "it is one of a year", append(path, "months")...)
	}
	for _, id := range list {
		if s := b.Network.Service(id); k.Urgency != "" && k.Waived.Plain() == "" && s >= 0 && b.Network.Services[s].NonUrgent == "" {
			r.Wrong(t, "a service with the key non_urgent", id+" has none; or say under waived why it cannot be compared", append(path, "urgency")...)
		}
	}
}

// sharesOf gives the known shares of facilities, in an order of their own; those of
// remote contacts are none.
func sharesOf(known []report.Known, n *network.Network) []network.Share {
	var out []network.Share
	for _, k := range known {
		s, f := n.Service(k.Service), n.Facility(k.Facility)
		if k.Kind == "share" && s >= 0 && f >= 0 {
			out = append(out, network.Share{Service: s, Facility: f, Value: k.Value})
		}
	}
	slices.SortFunc(out, func(a, b network.Share) int { return cmp.Or(a.Service-b.Service, a.Facility-b.Facility) })
	return out
}
