package batch

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

const metricsFile = "metrics.prom"

// measured is metrics.prom, the run for a Prometheus textfile collector. It alone of
// the files next to run.json has times.
func (w *work) measured(r *Record) file {
	m := &metrics{}
	plan := []string{"plan", w.plan.Name}
	began, _ := time.Parse(time.RFC3339, r.Began)
	ended, _ := time.Parse(time.RFC3339, r.Ended)
	if r.good(slices.Contains(w.q.FailOn, Undecided)) {
		r.Success = r.Ended
	}
	m.family("saavu_batch_last_run_timestamp_seconds", "End of the newest published run, Unix time.")
	m.add(float64(ended.Unix()), plan...)
	if success, err := time.Parse(time.RFC3339, r.Success); err == nil {
		m.family("saavu_batch_last_success_timestamp_seconds", "End of the newest whole run without a failed task and a missed gate, Unix time.")
		m.add(float64(success.Unix()), plan...)
	}
	m.family("saavu_batch_duration_seconds", "Duration of the newest published run.")
	m.add(ended.Sub(began).Seconds(), plan...)
	m.family("saavu_batch_tasks", "Tasks of the newest published run by state: stored before, computed, failed.")
	for _, s := range []struct {
		state string
		n     int
	}{{"stored", r.Tasks.Stored}, {"computed", r.Tasks.Ran}, {"failed", r.Tasks.Failed}} {
		m.add(float64(s.n), append(plan, "state", s.state)...)
	}
	m.family("saavu_batch_gate_ok", "1 if a gate is met, 0 if it is missed; an undecided gate is left out.")
	for _, g := range r.Gates {
		if g.State != GateUndecided {
			m.add(map[string]float64{GateMet: 1}[g.State], append(plan, "gate", g.ID)...)
		}
	}
	m.family("saavu_batch_gate_tasks", "Tasks of a gate by state: met, missed, undecided.")
	for _, g := range r.Gates {
		for _, s := range []struct {
			state string
			n     int
		}{{GateMet, g.Met}, {GateMissed, g.Missed}, {GateUndecided, g.Undecided}} {
			m.add(float64(s.n), append(plan, "gate", g.ID, "state", s.state)...)
		}
	}
	m.family("saavu_figure", "Figures that the plan tracks; unknown ones are left out.")
	for _, s := range w.assessment.tracked {
		t := s.task
		m.add(s.value, append(plan, "county", t.County, "option", t.Option, "year", strconv.Itoa(t.Year), "set", t.Set, "frame", t.Frame, "figure", s.figure)...)
	}
	return file{metricsFile, []byte(m.text.String())}
}

// good reports whether a run has all tasks of its plan, and no gate was missed. strict makes
// undecided gates missed ones.
func (r *Record) good(strict bool) bool {
	for _, g := range r.Gates {
		if g.State == GateMissed || strict && g.State == GateUndecided {
			return false
		}
	}
	return r.Whole && r.Tasks.Failed == 0
}

// metrics is a text in the exposition format of Prometheus.
type metrics struct {
	text   strings.Builder
	name   string
	header string // of a family without a sample yet
}

// family begins the samples of a name.
func (m *metrics) family(name, help string) {
	m.name, m.header = name, fmt.Sprintf("# HELP %s %s\n# TYPE %s gauge\n", name, help, name)
}

// add adds a sample with its labels, names and values in turn.
func (m *metrics) add(v float64, labels ...string) {
	m.text.WriteString(m.header + m.name)
	m.header = ""
	for i := 0; i+1 < len(labels); i += 2 {
		sign := ","
		if i == 0 {
			sign = "{"
		}
		m.text.WriteString(sign + labels[i] + `="` + labelled.Replace(labels[i+1]) + `"`)
	}
	m.text.WriteString("} " + strconv.FormatFloat(v, 'f', -1, 64) + "\n")
}

// labelled escapes the value of a label.
var labelled = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)
