package export

import "strings"

// parameterNames are plain words for the parameters that move results most. A
// path that ends in a point stands for all below it, whose names go to the %.
var parameterNames = [...]struct{ path, words string }{
	{"travel.threshold_min.", "% time limit"},
	{"travel.speed_kmh.", "speed of %"},
	{"travel.car_eur_km", "cost of a car kilometre"},
	{"travel.time_value_eur_h", "value of travel time"},
	{"digital.reach_by_age.", "digital reach at age %"},
	{"digital.under_delivery_factor", "planned remote contacts made"},
	{"premises.rent_eur_m2_month", "rent"},
	{"need.distance_elasticity", "contacts lost to distance"},
	{"contract_price.", "contract price of %"},
	{"visit_rates.", "contacts a person of %"},
	{"staff.cover_today", "need that today's staff covers"},
	{"fees.remote_share", "fee of a remote contact"},
}

// ParameterWords puts a parameter's path into plain words: those above, else the
// path without its first part.
func ParameterWords(path string) string {
	spaced := strings.NewReplacer(".", " ", "_", " ")
	for _, n := range parameterNames {
		rest, ok := strings.CutPrefix(path, n.path)
		if ok && (rest == "") != strings.HasSuffix(n.path, ".") {
			return strings.ReplaceAll(n.words, "%", spaced.Replace(rest))
		}
	}
	if _, rest, ok := strings.Cut(path, "."); ok {
		path = rest
	}
	return spaced.Replace(path)
}
