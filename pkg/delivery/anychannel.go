package delivery

import "math"

// AnyChannel returns the share of a service's contacts that some channel can
// deliver, with everyone travelling without a car: all contacts of people
// within the limit, and for the others the part that is remote at their age.
// low and high are the Fréchet bounds for two shares whose overlap is unknown:
// at least the larger of the two, at most their sum. remote is the realised
// share by band. All three are NaN if there is no need.
func AnyChannel(d *Demand, m *Model, v *Service, s int, remote []float64) (value, low, high float64) {
	sm := &m.Services[s]
	need, there, beyond, online := 0.0, 0.0, 0.0, 0.0
	for k := range d.Cells {
		free := v.Time[Free][k] <= sm.Limit
		limited := v.Time[FreeLimited][k] <= sm.Limit
		for b, p := range d.People[k*d.Bands : (k+1)*d.Bands] {
			c := p * sm.Rate[b]
			if c == 0 {
				continue
			}
			in := 0.0
			switch {
			case v.AtSchool && sm.School[b] > 0:
				in = c
			default:
				if free {
					in += c * (1 - m.Limited[b])
				}
				if limited {
					in += c * m.Limited[b]
				}
			}
			need += c
			there += in
			beyond += (c - in) * remote[b]
			online += c * remote[b]
		}
	}
	if need == 0 {
		return math.NaN(), math.NaN(), math.NaN()
	}
	return (there + beyond) / need, math.Max(there, online) / need, math.Min(1, (there+online)/need)
}
