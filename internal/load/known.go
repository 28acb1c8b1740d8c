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
func (r *reader) known(f *countyFile, t *yaml.Tree, b *scenario.Base) []report.Known {
	var out []report.Known
	sums := map[string]float64{} // of shares, by service and by service and facility
	for i, k := range f.Known {
		path := []string{"known", strconv.Itoa(i)}
		if k.Kind == "share" {
			r.knownShare(&k, t, b, sums, i, path)
		} else {
			r.knownCount(&k, t, b, path)
		}
		if k.Where != "" && !r.unsure.areas {
			name, ok := municipality(b.Grid, k.Where)
			if !ok {
				r.wrong(t, "a municipality of the areas", "", append(path, "where")...)
			}
			k.Where = name
		}
		out = append(out, report.Known{Kind: k.Kind, What: k.What.plain(), Whats: k.What.by, Service: k.Service, Services: k.Services, Facility: k.Facility, Where: k.Where,
			NonUrgent: k.Urgency != "", Channel: k.Channel, Months: k.Months, Year: k.Year,
			Value: k.Value, Source: k.Source.plain(), Sources: k.Source.by, Waived: k.Waived.plain(), Reasons: k.Waived.by})
	}
	return out
}

// counted checks that the services of a known figure exist.
func (r *reader) counted(id string, t *yaml.Tree, b *scenario.Base, at ...string) {
	if _, services := ids(b.Network); !r.unsure.services && !slices.Contains(services, id) {
		r.wrong(t, "the id of a service", naming.Suggest(id, services), at...)
	}
}

// knownShare checks a known share of a facility.
func (r *reader) knownShare(k *knownFile, t *yaml.Tree, b *scenario.Base, sums map[string]float64, i int, path []string) {
	facilities, _ := ids(b.Network)
	if k.Service == "" {
		r.wrong(t, "the key service", "a share is one of the contacts of a service", path...)
	} else {
		r.counted(k.Service, t, b, append(path, "service")...)
	}
	for _, x := range []struct {
		key   string
		given bool
	}{{"services", k.Services != nil}, {"urgency", k.Urgency != ""}, {"channel", k.Channel != ""}, {"months", k.Months != 0}, {"year", k.Year != 0}} {
		if x.given {
			r.wrong(t, "no such key for a share", "it says what visits and rates count", append(path, x.key)...)
		}
	}
	switch {
	case k.Facility == "":
		r.wrong(t, "the key facility", "a share belongs to one facility, or to remote", path...)
	case k.Facility != "remote" && !r.unsure.facilities && slices.Index(facilities, k.Facility) < 0:
		r.wrong(t, "the id of a facility, or remote", naming.Suggest(k.Facility, facilities), append(path, "facility")...)
	case k.Value > 1:
		r.inBounds(t, k.Value, "share", append(path, "value")...)
	}
	of := k.Service + "\x00" + k.Facility
	if _, twice := sums[of]; twice {
		r.wrong(t, "one share of a service at a facility", "this one has a share above", append(path, "facility")...)
	}
	sums[of] = k.Value
	// A share that is rounded to a per cent may be half of one too large.
	if sums[k.Service] += k.Value; sums[k.Service] > 1+0.005*float64(i+1) {
		r.wrong(t, "shares of a service that add up to at most 1", fmt.Sprintf("with this one they are %.3g", sums[k.Service]), append(path, "value")...)
	}
}

// knownCount checks known visits or a known rate. The model can count non-urgent
// contacts only where their share is known: without it the figure must be waived.
func (r *reader) knownCount(k *knownFile, t *yaml.Tree, b *scenario.Base, path []string) {
	list := k.Services
	switch {
	case k.Service != "" && k.Services != nil:
		r.wrong(t, "service or services, not both", "", append(path, "services")...)
	case k.Service != "":
		list = []string{k.Service}
		r.counted(k.Service, t, b, append(path, "service")...)
	case len(k.Services) == 0:
		r.wrong(t, "the key service or services", "", path...)
	default:
		for i, id := range k.Services {
			r.counted(id, t, b, append(path, "services", strconv.Itoa(i))...)
		}
	}
	if k.Kind == "rate" && k.Months != 0 {
		r.wrong(t, "no months for a rate", "it is one of a year", append(path, "months")...)
	}
	for _, id := range list {
		if s := b.Network.Service(id); k.Urgency != "" && k.Waived.plain() == "" && s >= 0 && b.Network.Services[s].NonUrgent == "" {
			r.wrong(t, "a service with the key non_urgent", id+" has none; or say under waived why it cannot be compared", append(path, "urgency")...)
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
