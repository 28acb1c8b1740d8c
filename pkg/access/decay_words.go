package access

import (
	"fmt"
	"strconv"
	"strings"
)

// String returns the decay as it is written on a command line: "binary:45m",
// "exponential:0.05/min", "stepped:10m=1,20m=0.68".
func (d Decay) String() string {
	number := func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
	switch d.form {
	case exponential:
		return "exponential:" + number(d.a) + "/min"
	case power:
		return "power:" + number(d.a)
	case logistic:
		return "logistic:" + number(d.a) + "m," + number(d.b) + "m"
	case stepped, steppedOpen:
		parts := make([]string, len(d.steps))
		for i, s := range d.steps {
			parts[i] = number(s.Until) + "m=" + number(s.Weight)
		}
		name := "stepped:"
		if d.form == steppedOpen {
			name = "stepped-open:"
		}
		return name + strings.Join(parts, ",")
	}
	return formNames[d.form] + ":" + number(d.a) + "m"
}

var formNames = map[form]string{binary: "binary", linear: "linear", exponential: "exponential", halfLife: "halflife",
	power: "power", gaussian: "gaussian", boundedGaussian: "bounded-gaussian", logistic: "logistic", stepped: "stepped", steppedOpen: "stepped-open"}

// ofMinutes are the decays whose one parameter is a time.
var ofMinutes = map[string]func(minutes float64) Decay{"binary": Binary, "linear": Linear, "halflife": HalfLife,
	"gaussian": Gaussian, "bounded-gaussian": BoundedGaussian}

// DecayForms lists the ways to write a decay, for help and messages.
func DecayForms() []string {
	return []string{"binary:45m", "linear:60m", "exponential:0.05/min", "halflife:20m", "power:1.5", "gaussian:20m",
		"bounded-gaussian:30m", "logistic:40m,10m", "stepped:10m=1,20m=0.68,30m=0.22", "stepped-open:10m=1,20m=0.5",
		"exponential:0.5@20m"}
}

// ParseDecay reads a decay in the form that String returns. A form with one
// parameter may be calibrated instead: "gaussian:0.5@20m" has the weight 0.5 at
// 20 minutes. The error names the expected form.
func ParseDecay(text string) (Decay, error) {
	name, rest, ok := strings.Cut(text, ":")
	if !ok || rest == "" {
		return Decay{}, fmt.Errorf("%q is no decay: expected one like %s", text, strings.Join(DecayForms(), ", "))
	}
	if weight, at, ok := strings.Cut(rest, "@"); ok {
		w, err := strconv.ParseFloat(weight, 64)
		t, good := ParseMinutes(at)
		if err != nil || !good {
			return Decay{}, fmt.Errorf("%q is no calibration: expected a weight and a time, such as %s:0.5@20m", text, name)
		}
		return Calibrated(name, w, t)
	}
	d, err := parseForm(name, rest)
	if err != nil {
		return Decay{}, err
	}
	return d, d.Validate()
}

func parseForm(name, rest string) (Decay, error) {
	var d Decay
	good := false
	switch name {
	case "exponential":
		beta, ok := parsePlain(strings.TrimSuffix(rest, "/min"))
		d, good = Exponential(beta), ok && strings.HasSuffix(rest, "/min")
	case "power":
		alpha, ok := parsePlain(rest)
		d, good = Power(alpha), ok
	case "logistic":
		first, second, _ := strings.Cut(rest, ",")
		median, ok := ParseMinutes(first)
		sd, also := ParseMinutes(second)
		d, good = Logistic(median, sd), ok && also
	case "stepped", "stepped-open":
		steps, ok := parseSteps(rest)
		d, good = Stepped(steps, name == "stepped"), ok
	default:
		decay, known := ofMinutes[name]
		minutes, ok := ParseMinutes(rest)
		if good = known && ok; good {
			d = decay(minutes)
		}
	}
	if !good {
		return Decay{}, fmt.Errorf("%q is no decay: expected one like %s", name+":"+rest, strings.Join(DecayForms(), ", "))
	}
	return d, nil
}

func parseSteps(text string) ([]Step, bool) {
	var steps []Step
	for _, part := range strings.Split(text, ",") {
		until, weight, ok := strings.Cut(part, "=")
		t, good := ParseMinutes(until)
		w, also := parsePlain(weight)
		if !ok || !good || !also {
			return nil, false
		}
		steps = append(steps, Step{t, w})
	}
	return steps, true
}

// ParseMinutes reads a time such as "20m", "7.5m" or "90s", in minutes.
func ParseMinutes(text string) (float64, bool) {
	per := 1.0
	number, ok := strings.CutSuffix(text, "m")
	if !ok {
		if number, ok = strings.CutSuffix(text, "s"); !ok {
			return 0, false
		}
		per = 60
	}
	v, good := parsePlain(number)
	return v / per, good && v >= 0
}

func parsePlain(text string) (float64, bool) {
	v, err := strconv.ParseFloat(text, 64)
	return v, err == nil && v-v == 0 && !strings.ContainsAny(text, "xX_")
}
