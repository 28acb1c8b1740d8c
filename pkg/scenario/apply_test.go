package scenario_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
)

func TestValidCounty(t *testing.T) {
	for _, routed := range []bool{true, false} {
		b := county(routed)
		if errs := b.Network.Validate(); errs != nil {
			t.Error(errs)
		}
		if err := b.Matrix.Validate(); err != nil {
			t.Error(err)
		}
	}
}

func TestEmptyOptionGivesAnEqualBase(t *testing.T) {
	base := county(true)
	base.Network.Points[eastNeuvola].FTE = []float64{} // empty and nil slices stay empty and nil
	base.Network.Contracts = []network.Contract{}
	got, refusals := scenario.Apply(base, scenario.Option{ID: "today"})
	if refusals != nil {
		t.Fatal(refusals)
	}
	if d := diff(base, got); d != "" {
		t.Error(d)
	}
	if got == base || got.Network == base.Network {
		t.Error("the result is the base itself")
	}
}

func TestYear(t *testing.T) {
	got, _ := scenario.Apply(county(true), scenario.Option{Year: 2030})
	expect(t, got, func(b *scenario.Base) { b.Year = 2030 })
	got, _ = scenario.Apply(county(true), scenario.Option{Year: 2026})
	expect(t, got, func(*scenario.Base) {})
}

// The result must not share slices with the base network: the test overwrites
// every slice of the result, and the base must not change.
func TestResultSharesNoNetwork(t *testing.T) {
	base := county(true)
	got := apply(t, base, &scenario.Set{Path: "prices.rent", Value: 30})
	n := got.Network
	n.Services[0].Staff[0].Profession = "x"
	n.Services[0].ID = "x"
	n.Facilities[0].Name = "x"
	n.Points[0].FTE[0] = 99
	n.Units[0].Services[0] = 99
	n.Units[0].Stops[0].Days = 99
	if d := diff(county(true), base); d != "" {
		t.Error(d)
	}
}

// Two options that append a column to the same base must not overwrite each
// other's.
func TestOptionsDoNotMeetInTheMatrix(t *testing.T) {
	base := county(true)
	open := func(k float64) *scenario.Base {
		return apply(t, base, &scenario.Open{Facility: "n", Name: "New", At: at(k), Services: []string{"gp"}})
	}
	a, b := open(1), open(5)
	if got := a.Matrix.Places[4]; got != cellAt(1) {
		t.Errorf("first option's column is now at %v", got)
	}
	if a.Matrix.Tables[0].Times[4][1] != 0 || b.Matrix.Tables[0].Times[4][1] != 1000 {
		t.Errorf("times to cell 1: %d and %d, want 0 and 1000", a.Matrix.Tables[0].Times[4][1], b.Matrix.Tables[0].Times[4][1])
	}
}

func TestOrderMatters(t *testing.T) {
	closing := &scenario.Close{Facility: "nv_east"}
	more := unset("neuvola")
	more.FTE = 5
	staff := &more
	opening := &scenario.Open{Facility: "nv_east", Services: []string{"neuvola"}}

	first := apply(t, county(true), staff, closing, opening)
	last := apply(t, county(true), closing, opening, staff)
	fte := func(b *scenario.Base) float64 {
		return b.Network.Points[b.Network.OnSite(nvEast, neuvola)].FTE[0]
	}
	if fte(first) != 0 || fte(last) != 5 {
		t.Errorf("staff at the reopened point: %g and %g, want 0 and 5", fte(first), fte(last))
	}
	_, refusals := scenario.Apply(county(true), scenario.Option{Changes: []scenario.Change{opening, closing}})
	want := []scenario.Refusal{{Change: 0, Field: "services.0", Reason: "neuvola is already open at nv_east"}}
	if d := diff(want, refusals); d != "" {
		t.Error(d)
	}
}

func TestServiceWithoutAnyPointIsAllowed(t *testing.T) {
	got := apply(t, county(true), &scenario.Close{Facility: "hs_main", Services: []string{"gp"}})
	if points := got.Network.Serving(gp); points != nil {
		t.Errorf("points of gp: %v", points)
	}
}

// Every type of the package with an apply method is in Kinds once, and a change
// of it with default fields is refused.
func TestKindsListsEveryChange(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	var types, kinds, listed []string
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.Name == "apply" {
				types = append(types, f.Recv.List[0].Type.(*ast.StarExpr).X.(*ast.Ident).Name)
			}
		}
	}
	for _, c := range scenario.Kinds() {
		listed, kinds = append(listed, reflect.TypeOf(c).Elem().Name()), append(kinds, c.Kind())
		if _, refusals := scenario.Apply(county(true), scenario.Option{Changes: []scenario.Change{c}}); len(refusals) == 0 {
			t.Errorf("%s that says nothing is taken", c.Kind())
		}
		if d := diff(c, scenario.New(c.Kind())); d != "" {
			t.Error(d)
		}
	}
	slices.Sort(types)
	slices.Sort(listed)
	if !slices.Equal(types, listed) {
		t.Errorf("types with apply: %v; in Kinds: %v", types, listed)
	}
	slices.Sort(kinds)
	if len(slices.Compact(kinds)) != len(listed) || scenario.New("") != nil {
		t.Errorf("kinds %v", kinds)
	}
}

// Fields covers the struct of every kind: each struct field is pointed at once,
// and a kind with a one-off cost implements Spends.
func TestFieldsCoverTheStruct(t *testing.T) {
	covered := func(what string, v reflect.Value, fields []scenario.Field) {
		names := map[string]bool{}
		at := map[uintptr]bool{}
		for _, f := range fields {
			p := reflect.ValueOf(f.Value).Pointer()
			if f.Name == "" || names[f.Name] || at[p] {
				t.Errorf("%s: field %q is there twice", what, f.Name)
			}
			names[f.Name], at[p] = true, true
			if f.Names != nil {
				at[reflect.ValueOf(f.Names).Pointer()] = true
			}
			if _, spends := v.Addr().Interface().(scenario.Spends); f.Name == "one_off" && !spends {
				t.Errorf("%s has one_off and is not of Spends", what)
			}
		}
		for i := range v.NumField() {
			if !at[v.Field(i).Addr().Pointer()] {
				t.Errorf("%s: no field for %s", what, v.Type().Field(i).Name)
			}
		}
	}
	for _, c := range scenario.Kinds() {
		covered(c.Kind(), reflect.ValueOf(c).Elem(), c.Fields())
		if !slices.Contains([]scenario.Lever{scenario.Places, scenario.Capacity, scenario.MobileUnits, scenario.Remote, scenario.Contracts, scenario.Products, scenario.Parameters}, c.Lever()) {
			t.Errorf("%s pulls the lever %q", c.Kind(), c.Lever())
		}
	}
	stop := &scenario.Stop{}
	covered("stop", reflect.ValueOf(stop).Elem(), stop.Fields())
}

// A field is a Place if and only if it must name a facility.
func TestPlacesAreFacilities(t *testing.T) {
	for _, kind := range scenario.Kinds() {
		for i, f := range kind.Fields() {
			c, field := scenario.New(kind.Kind()), f.Name
			switch v := c.Fields()[i].Value.(type) {
			case *string:
				*v = "nowhere"
			case *[]string:
				*v, field = []string{"nowhere"}, f.Name+".0"
			case *[]scenario.Stop:
				*v, field = []scenario.Stop{{Facility: "nowhere", Days: 1}}, f.Name+".0.facility"
				f = (*v)[0].Fields()[0]
			default:
				if f.Place {
					t.Errorf("%s: %s of %T", kind.Kind(), f.Name, f.Value)
				}
				continue
			}
			_, refusals := scenario.Apply(county(true), scenario.Option{Changes: []scenario.Change{c}})
			asked := slices.ContainsFunc(refusals, func(r scenario.Refusal) bool { return r.Field == field && strings.HasPrefix(r.Reason, "no facility ") })
			if asked != f.Place {
				t.Errorf("%s: %s asks for a facility %t, is a Place %t", kind.Kind(), field, asked, f.Place)
			}
		}
	}
}

// In a grid whose cells are all outside the county, every location is refused.
func TestNoCountyCells(t *testing.T) {
	base := county(true)
	base.Grid = population.NewGrid(base.Grid.IDs, base.Grid.Centres, side)
	_, refusals := scenario.Apply(base, scenario.Option{Changes: []scenario.Change{&scenario.Move{Facility: "hs_main", At: cellAt(1)}}})
	want := []scenario.Refusal{{Field: "at", Reason: "the grid has no cell in the county"}}
	if d := diff(want, refusals); d != "" {
		t.Error(d)
	}
}
