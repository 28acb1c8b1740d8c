package app

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"saavu/internal/load"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/scenario"
)

// everyKind has names in every field of a change that refers to existing things.
func everyKind() []scenario.Change {
	at := &orb.Point{387500, 6684700}
	return []scenario.Change{
		&scenario.Close{Facility: "Big", Services: []string{"Doctor"}},
		&scenario.Open{Facility: "Big", Services: []string{"Doctor"}},
		&scenario.Move{Facility: "Big"},
		&scenario.Merge{Facility: "Big", Into: "Small"},
		&scenario.SetCapacity{Facility: "Big", Service: "Doctor"},
		&scenario.SetHours{Facilities: []string{"Big", "Small"}, Services: []string{"Doctor"}},
		&scenario.AddMobile{ID: "Bus", UnitKind: "Bus", Services: []string{"Doctor"}, Stops: []scenario.Stop{{Facility: "Big"}, {Facility: "Halt", Name: "Doctor", At: at}}},
		&scenario.AddRemote{Service: "Doctor"},
		&scenario.SetAccess{Facilities: []string{"Small"}, Services: []string{"Doctor"}},
		&scenario.Contract{Service: "Doctor"},
		&scenario.Set{Path: "Price"},
		&scenario.Place{Include: []string{"Doctor"}},
		&scenario.Harmonise{Services: []string{"Doctor"}},
		&scenario.Open{Facility: "Tall", At: at, Services: []string{"Doctor"}},
		&scenario.Move{Facility: "Tall"},
		&scenario.Move{Facility: "Halt"},
	}
}

// said returns all texts of changes.
func said(changes []scenario.Change) string {
	var out []string
	var visit func(v reflect.Value)
	visit = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer, reflect.Interface:
			if !v.IsNil() {
				visit(v.Elem())
			}
		case reflect.Struct:
			for i := range v.NumField() {
				visit(v.Field(i))
			}
		case reflect.Slice:
			for i := range v.Len() {
				visit(v.Index(i))
			}
		case reflect.String:
			if v.String() != "" {
				out = append(out, v.String())
			}
		}
	}
	visit(reflect.ValueOf(changes))
	return strings.Join(out, " ")
}

// Every field of every kind of change may have a name of an existing thing. Ids and
// names of what a change makes stay, and so does the request of the caller.
func TestNamesInEveryKindOfChange(t *testing.T) {
	tree, err := params.New([]params.Param{{Path: "contract.price"}, {Path: "contract.share"}})
	if err != nil {
		t.Fatal(err)
	}
	c := &load.County{Base: scenario.Base{Params: tree, Network: &network.Network{
		Services:   []network.Service{{ID: "gp", Name: lang.Name{En: "Doctor", Fi: "Lääkäri"}}},
		Facilities: []network.Facility{{ID: "f_1", Name: "Big"}, {ID: "f_2", Name: "Small"}, {ID: "f_3", Name: "Tall"}, {ID: "f_4", Name: "Halt"}},
	}}}
	q := Request{WhatIf: everyKind(), Service: "lääkäri"}
	asked, before := q, said(q.WhatIf)
	notes := q.resolve(c)
	const want = "f_1 gp f_1 gp f_1 f_1 f_2 f_1 gp f_1 f_2 gp Bus Bus gp f_1 Halt Doctor gp f_2 gp gp contract.price gp gp Tall gp Tall Halt"
	if got := said(q.WhatIf); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if q.Service != "gp" {
		t.Errorf("the service is %s", q.Service)
	}
	if n := strings.Count(want, "f_") + strings.Count(want, "gp") + 1 + 1 + 2; len(notes) != n {
		t.Errorf("%d notes, expected one per name and one for each new facility that is named like another, %d:\n%s", len(notes), n, strings.Join(notes, "\n"))
	}
	if said(asked.WhatIf) != before {
		t.Error("the caller's changes were changed")
	}
	again := q
	if notes := again.resolve(c); len(notes) != 2 || said(again.WhatIf) != want {
		t.Errorf("ids are read as names: %s", notes)
	}
}

// Every kind of change is in everyKind, so that a new kind is not forgotten.
func TestEveryKindOfChangeIsTried(t *testing.T) {
	var kinds []string
	for _, c := range everyKind() {
		kinds = append(kinds, c.Kind())
	}
	for _, c := range scenario.Kinds() {
		if !slices.Contains(kinds, c.Kind()) {
			t.Errorf("no change of the kind %s", c.Kind())
		}
	}
}

// A hint lists only a few things.
func TestHintsAreShort(t *testing.T) {
	c := county()
	for i := range 9 {
		c.Base.Network.Facilities = append(c.Base.Network.Facilities, network.Facility{ID: fmt.Sprintf("f_%d", i), Name: "Clinic"})
	}
	q := Request{WhatIf: []scenario.Change{&scenario.Close{Facility: "clinic"}}}
	q.resolve(c)
	const want = "it matches several: f_0 (Clinic), f_1 (Clinic), f_2 (Clinic), f_3 (Clinic), f_4 (Clinic), f_5 (Clinic) and 3 more"
	if h := q.hints[place{0, "facility"}]; h.text != want {
		t.Errorf("got %s", h.text)
	}
}

// A new facility whose id is a name of an existing one is not another spelling of
// it, which a note states.
func TestNewFacilityWithTheNameOfAnother(t *testing.T) {
	at := &orb.Point{387500, 6684700}
	for id, want := range map[string]string{
		"KNOWN":  `facility "KNOWN" is new, because a place is given; its id is also a name of known (Old clinic)`,
		"clinic": `facility "clinic" is new, because a place is given; its id is also a name of known (Old clinic)`,
		"kiosk":  "",
		"known":  "",
	} {
		c := county()
		c.Base.Network.Facilities[0].Name = "Old clinic"
		q := Request{WhatIf: []scenario.Change{&scenario.Open{Facility: id, At: at, Services: []string{"a"}}}}
		if got := strings.Join(q.resolve(c), "\n"); got != want {
			t.Errorf("%s: got %q, expected %q", id, got, want)
		}
		if got := q.WhatIf[0].(*scenario.Open).Facility; got != id {
			t.Errorf("%s: it has become %s", id, got)
		}
	}
}

// Options and facilities have names in every language, and options can be searched
// by them.
func TestNamesOfEveryLanguage(t *testing.T) {
	c := county()
	c.Base.Network.Facilities[0].Name, c.Base.Network.Facilities[0].Names = "Asema", lang.Name{Fi: "Asema", Sv: "Hälsostation"}
	c.Options = append(c.Options, scenario.Option{ID: "near_homes", Name: "Local", Names: lang.Name{En: "Local", Fi: "Lähipalvelut"}})
	q := Request{Options: []string{"lahipalvelut"}, WhatIf: []scenario.Change{&scenario.Close{Facility: "halsostation"}}}
	notes := q.resolve(c)
	if q.Options[0] != "near_homes" || q.WhatIf[0].(*scenario.Close).Facility != "known" || len(notes) != 2 {
		t.Errorf("options %v, %+v, notes %q", q.Options, q.WhatIf[0], notes)
	}
	s := &Session{county: c}
	if l, _, err := s.List("options", "lähipalvelut"); err != nil || len(l.Options) != 1 || l.Options[0].ID != "near_homes" {
		t.Errorf("%v, %+v", err, l)
	}
}
