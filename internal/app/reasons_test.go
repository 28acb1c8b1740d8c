package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"saavu/internal/app"
	"saavu/internal/engine"
	"saavu/internal/export/contract"
	"saavu/internal/realdata"
	"saavu/internal/scene"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// explained walks report.json and collects nulls without a reason, reasons of
// figures that have a number, and the number of each kind of reason.
type explained struct {
	faults []string
	kinds  map[string]int
}

func explain(t *testing.T, r report.Report) explained {
	t.Helper()
	var b bytes.Buffer
	if err := contract.JSON(&b, r, nil); err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	x := explained{kinds: map[string]int{}}
	x.walk(doc, "", nil)
	return x
}

// walk checks a value at a path. reasons are those of the row or lever around it;
// their keys start after its own path.
func (x *explained) walk(v any, path string, reasons map[string]any) {
	switch v := v.(type) {
	case nil:
		key := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(path[strings.LastIndex(path, "|")+1:], ".value"), ".lo"), ".hi")
		if reasons[key] == nil {
			x.faults = append(x.faults, "no reason for "+path)
		}
	case []any:
		for _, item := range v {
			x.walk(item, path, reasons)
		}
	case map[string]any:
		if own, ok := v["reasons"].(map[string]any); ok {
			reasons, path = own, path+"|"
			x.known(v, own, path)
		}
		if _, site := v["before"]; site { // null means that it does not exist
			return
		}
		if why, ok := v["reason"].(map[string]any); ok { // it is for every null here
			x.kinds[why["kind"].(string)]++
			return
		}
		for key, item := range v {
			switch {
			case key == "reasons", key == "capacity" && v["bind"] == "none":
			case key == "value" && v["flag"] != nil: // a parameter that is a text
			case strings.HasSuffix(path, "|"):
				x.walk(item, path+key, reasons)
			case strings.HasSuffix(path, "|areas"):
				x.walk(item, strings.TrimSuffix(path, "areas")+key, reasons)
			case strings.HasSuffix(path, "|lines"):
				x.walk(item, path, reasons)
			case strings.HasSuffix(path, "|payers"):
				x.walk(item, path+"."+v["name"].(string), reasons)
			case strings.HasSuffix(path, "|services"):
				x.walk(item, strings.TrimSuffix(path, "services")+key+"."+v["service"].(string), reasons)
			default:
				x.walk(item, path+"."+key, reasons)
			}
		}
	}
}

// known finds reasons of figures that have a number.
func (x *explained) known(v, reasons map[string]any, path string) {
	for key, why := range reasons {
		x.kinds[why.(map[string]any)["kind"].(string)]++
		if of, there := v[key].(map[string]any); there && of["value"] == nil || v[key] == nil || v[key] == "" {
			continue
		}
		if list, ok := v[key].([]any); !ok || key != "lines" || len(list) > 0 && list[0].(map[string]any)["eur"].(map[string]any)["value"] != nil {
			x.faults = append(x.faults, fmt.Sprintf("%s%s is known, and has a reason", path, key))
		}
	}
}

// bare is a county with two services: care has no positions at B, and cure is for
// children, of whom there are none.
func bare(t *testing.T) *scenario.Base {
	w := scene.World{Map: "Aa . . . . . . . . . Bb", People: map[string]scene.Folk{"a": {N: 1024, Ages: population.Group{From: 30, To: 40}}, "b": {N: 1024, Ages: population.Group{From: 30, To: 40}}},
		Services: []network.Service{scene.Service("care", "nurse"), scene.Service("cure", "medic")}, Set: map[string]float64{"rate.cure.all": 0, "digital.platform_fixed_eur_year": 64}}
	w.Services[1].Target = population.Group{From: 0, To: 6}
	b := scene.Draw(t, w)
	scene.Point(t, b, "B:care").FTE = []float64{0}
	return b
}

// Every null of report.json has a reason, no known figure has one, and every point
// has its load.
func TestNoNullIsWithoutAReason(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	session := func(change func(*app.Request)) report.Report {
		q := request()
		q.Service = "all"
		q.Detail = true // as report.json always has
		change(&q)
		out, err := compare(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		return out.Report
	}
	drawn := func(options ...scenario.Option) report.Report {
		p, err := engine.Prepare(t.Context(), bare(t), engine.Settings{Draws: 2})
		if err != nil {
			t.Fatal(err)
		}
		r, err := engine.Run(t.Context(), p, engine.Inputs{Options: options, Detail: true}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return r.Report
	}
	today := scenario.Option{ID: "today", Name: "Today"}
	plan := scenario.Option{ID: "plan", Name: "Plan", Split: true, Changes: []scenario.Change{&scenario.Close{Facility: "B"},
		&scenario.AddRemote{Service: "care", Share: 0.2}}}
	for name, r := range map[string]func(t *testing.T) report.Report{
		"embedded": func(*testing.T) report.Report { return session(func(q *app.Request) { q.Draws = 2 }) },
		"budget":   func(*testing.T) report.Report { return session(func(q *app.Request) { q.Frame = "budget" }) },
		"today":    func(*testing.T) report.Report { return session(func(q *app.Request) { q.Options = []string{"today"} }) },
		"measured": func(*testing.T) report.Report {
			return session(func(q *app.Request) {
				q.Measure = &app.AccessRequest{Measure: "nearest"}
			})
		},
		"unstaffed": func(*testing.T) report.Report { return drawn(today, plan) },
		"alone":     func(*testing.T) report.Report { return drawn(today) },
		"real": func(t *testing.T) report.Report {
			dir := realdata.Dir(t)
			return session(func(q *app.Request) {
				q.County, q.Data, q.Draws = filepath.Join("..", "..", "scenarios", "helsinki-region", "county.yaml"), dir, 2
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := r(t)
			for _, v := range r.Services {
				for i, row := range v.Rows {
					if len(row.Loads) != row.Points {
						t.Errorf("%s, %s: loads of %d points of %d", v.ID, r.Options[i].ID, len(row.Loads), row.Points)
					}
				}
			}
			x := explain(t, r)
			for _, f := range x.faults[:min(len(x.faults), 12)] {
				t.Error(f)
			}
			if x.kinds[string(report.Uncompared)] == 0 {
				t.Errorf("kinds of reasons: %v", x.kinds)
			}
		})
	}
}
