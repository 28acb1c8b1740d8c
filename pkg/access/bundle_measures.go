package access

// BundleMeasure describes a measure applied to several services together; nil
// for a measure that has no meaning for them.
func BundleMeasure(name string) *Measure {
	m := Find(name)
	if m == nil {
		return nil
	}
	switch name {
	case "nearest":
		m.Title, m.Formula, m.Unreached = "Time until all services are reached", "A_i = max_s min_j t_ij over the points j of service s", "+Inf, also where one service is not reached"
	case "closest-n":
		m.Title, m.Formula, m.Unreached = "Time until n of the services are reached", "A_i = n-th least of min_j t_ij over services s", "+Inf, also where fewer than n services are reached"
	case "choices":
		m.Title, m.Formula, m.Unit = "Services within a time", "A_i = Σ_s [min_j t_ij ≤ T]", "services"
	default:
		return nil
	}
	return m
}

// BundleMeasures lists the measures that can be applied to several services
// together.
func BundleMeasures() []string { return []string{"nearest", "closest-n", "choices"} }
