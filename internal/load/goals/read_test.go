package goals_test

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saavu/internal/format/problem"
	"saavu/internal/load/goals"
	"saavu/internal/load/input"
	"saavu/internal/source"
	goal "saavu/pkg/goals"
)

var to = &goals.County{Places: []string{"north", "hs_north"}, Services: []string{"gp", "nurse"}, Areas: []string{"east"}, Kinds: []string{"open", "add-remote"}, Measures: []string{"gets_there", "visits"}, Year: 2026}

const (
	seenHead = "indicator,date,where,group,value,bound,unit\n"
	goalHead = "goal,part,text_en,indicator,where,baseline_date,target,target_date,better,value_from,levers,adjust,reason,county_grade\n"
	seen     = "queue,2020-12-31,north,,27,=,min\n"
)

// read reads both tables from texts.
func read(t *testing.T, observed, list string) (*goals.Observed, *goals.List, error) {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	r := &input.Reader{Files: source.OS().Until(t.Context())}
	o := goals.Observations(r, write("o.csv", observed), "", to)
	l := goals.Goals(r, write("g.csv", list), "", to, o)
	return o, l, r.Problems.Sorted(dir).Err()
}

func TestRead(t *testing.T) {
	o, l, err := read(t, seenHead+seen+"queue,30.9.2021,north,,7,,min\nt3_doctor,2021-09-30,hs_north,own,90,>=,days\nt3_doctor,2021-09-30,north,,,,days\n",
		goalHead+"phone,a,Queue,queue,north,2020-12-31,5,2023-12-31,less,observed,open:gp+add-remote,-1,one month only,3\nnear,,,gets_there@gp:east,,2026-01-01,0.4,2028-12-31,more,scores,open,,,\nper,,,visits per visit,,2026-01-01,,2028-12-31,more,formula: visits@gp / visits@nurse,,,,\n")
	if err != nil {
		t.Fatal(err)
	}
	if len(o.List) != 4 || o.List[1].Date.Month() != 9 || o.List[1].Bound != goal.Exactly || o.List[2].Bound != goal.AtLeast || !math.IsNaN(o.List[3].Value) || o.List[0].Where != "north" {
		t.Errorf("%+v", o.List)
	}
	p := l.Parts[0]
	if !p.Less || p.From != goal.Observed || p.Target != 5 || p.Adjust != -1 || p.Reason != "one month only" || p.County != 3 || len(p.Levers) != 2 || p.Levers[0] != (goal.Lever{Kind: "open", Service: "gp"}) || p.Text.En != "Queue" {
		t.Errorf("%+v", p)
	}
	p = l.Parts[1]
	if p.From != goal.Scores || p.Where != goals.Whole || p.Terms[0] != (goal.Term{Measure: "gets_there", Service: "gp", Area: "east"}) || p.Text.Fi != "near" {
		t.Errorf("%+v", p)
	}
	if p = l.Parts[2]; p.From != goal.Formula || p.Operator != '/' || len(p.Terms) != 2 || !math.IsNaN(p.Target) {
		t.Errorf("%+v", p)
	}
}

func TestRefusals(t *testing.T) {
	part := func(changes ...string) string {
		r := map[string]string{"goal": "phone", "part": "a", "indicator": "queue", "where": "north", "baseline_date": "2020-12-31", "target": "5", "target_date": "2023-12-31", "better": "less", "value_from": "observed"}
		for i := 0; i < len(changes); i += 2 {
			r[changes[i]] = changes[i+1]
		}
		var fields []string
		for column := range strings.SplitSeq(strings.TrimSpace(goalHead), ",") {
			fields = append(fields, r[column])
		}
		return strings.Join(fields, ",") + "\n"
	}
	for _, tt := range []struct{ observed, list, want string }{
		{"queue,2027-01-01,north,,7,=,min\n", "", `o.csv:2: column "date": found "2027-01-01", expected a day up to the end of the county's year, 2026-12-31 (what is expected later is a target of goals)`},
		{"queue,soon,north,,7,=,min\n", "", `o.csv:2: column "date": found "soon", expected a day such as 2026-12-31`},
		{"queue,,north,,7,=,min\n", "", `o.csv:2: column "date": found nothing, expected a day such as 2026-12-31`},
		{"t3_doctor,2021-09-30,north,,90,=,days\n", "", `o.csv:2: column "bound": found "=", expected >=, as 90 days is the largest value that is recorded (a third free slot on day 90 or later is written 90)`},
		{"queue,2021-01-01,nort,,7,=,min\n", "", `o.csv:2: column "where": found "nort", expected county, a municipality, an area, a facility or a building (did you mean north?)`},
		{"queue,2021-01-01,north,,-7,=,min\n", "", `o.csv:2: column "value": found "-7", expected min, 0 or more`},
		{"answered,2021-01-01,north,,77,=,share\n", "", `o.csv:2: column "value": found "77", expected a share, 0 to 1`},
		{"queue,2021-01-01,north,,long,=,min\n", "", `o.csv:2: column "value": found "long", expected a number`},
		{"queue,2021-01-01,north,,7,~,min\n", "", `o.csv:2: column "bound": found "~", expected =, >= or <=`},
		{"the queue,2021-01-01,north,,7,=,min\n", "", `o.csv:2: column "indicator": found "the queue", expected the name of an indicator, without spaces and + / *`},
		{seen + seen, "", `o.csv:3: column "indicator": found "queue · 2020-12-31 · north", expected every id once (row 2 has it already)`},
		{seen, part("target", "27"), `g.csv:2: column "target": found "27", expected another value than the baseline, 27`},
		{seen, part("target", "30"), `g.csv:2: column "target": found "30", expected less than the baseline, 27, as less is better`},
		{seen, part("better", "more"), `g.csv:2: column "target": found "5", expected more than the baseline, 27, as more is better`},
		{seen, part("better", "up"), `g.csv:2: column "better": found "up", expected more or less`},
		{seen, part("target_date", "2020-01-01"), `g.csv:2: column "target_date": found "2020-01-01", expected a day after the baseline, 2020-12-31`},
		{seen, part("adjust", "1"), `g.csv:2: column "reason": found nothing, expected why the grade is adjusted`},
		{seen, part("adjust", "2", "reason", "x"), `g.csv:2: column "adjust": found "2", expected -1, 0 or 1`},
		{seen, part("county_grade", "6"), `g.csv:2: column "county_grade": found "6", expected a grade, 1 to 5, or nothing`},
		{seen, part("levers", "opne:gp"), `g.csv:2: column "levers": found "opne", expected a kind of change: open, add-remote (did you mean open?)`},
		{seen, part("levers", "open:gpp"), `g.csv:2: column "levers": found "gpp", expected a service of the county (did you mean gp?)`},
		{seen, part("value_from", "guess"), `g.csv:2: column "value_from": found "guess", expected scores, observed or formula: …`},
		{seen, part("value_from", "scores", "indicator", "get_there@gp"), `g.csv:2: column "indicator": found "get_there", expected a measure of scores.csv (did you mean gets_there?)`},
		{seen, part("value_from", "scores", "indicator", "gets_there@gq"), `g.csv:2: column "indicator": found "gq", expected a service of the county (did you mean gp?)`},
		{seen, part("value_from", "scores", "indicator", "gets_there@gp:eest"), `g.csv:2: column "indicator": found "eest", expected an area of the county (did you mean east?)`},
		{seen, part("value_from", "formula: visits@gp / visits@gp / visits@gp"), `expected formula: two figures with one of + - * / between them (put spaces around the sign: formula: visits@gp / station_rooms@gp)`},
		{seen, part() + part(), `g.csv:3: column "goal": found "phone · a", expected every id once (row 2 has it already)`},
	} {
		list := tt.list
		if list == "" {
			list = part()
		}
		if _, _, err := read(t, seenHead+tt.observed, goalHead+list); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s%s: %v\nexpected %s", tt.observed, tt.list, err, tt.want)
		}
	}
	for _, tt := range []struct{ observed, list, want string }{
		{seenHead, goalHead + part(), `o.csv: found "a header without rows", expected rows of observations`},
		{seenHead + seen, goalHead, `g.csv: found "a header without rows", expected rows of goals`},
		{"a,b\n1,2\n", goalHead + part(), `o.csv:1: found "a, b", expected the columns indicator, date, where, value`},
	} {
		if _, _, err := read(t, tt.observed, tt.list); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%v\nexpected %s", err, tt.want)
		}
	}
}

// All faults of both tables come at once.
func TestAllFaultsAtOnce(t *testing.T) {
	_, _, err := read(t, seenHead+"queue,soon,nort,,long,~,min\n", goalHead+"phone,a,,queue,north,x,y,z,up,guess,shut,9,,7\n")
	var list problem.Problems
	if !errors.As(err, &list) || len(list) != 12 {
		t.Errorf("%d problems, expected 12: %v", len(list), err)
	}
}
