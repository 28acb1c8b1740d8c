package app

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"saavu/internal/load"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
)

// What neither the county nor the catalog has a name for is shown by its id, and noted.
func TestIDsInPlaceOfNamesAreNoted(t *testing.T) {
	c := &load.County{}
	c.Base.Grid = &population.Grid{
		Areas:      []population.Area{{ID: "a", Name: "A", Partitions: map[string]string{"suuralue": "a", "east_west_north": "west", "kunta": "092"}}, {ID: "b", Name: "B", Partitions: map[string]string{"kunta": "b"}}},
		Partitions: []population.Partition{{Name: "school_district", Members: []population.Member{{ID: "1", Name: "1"}, {ID: "2", Name: "Etelä"}, {ID: "3", Name: "3", Names: lang.Name{Fi: "Itä"}}}}},
	}
	c.Base.Network = &network.Network{Services: []network.Service{{ID: "s", Name: lang.Same("S"), Staff: []network.Staff{{Profession: "nurse"}, {Profession: "optician"}}}},
		Facilities: []network.Facility{{ID: "f", Name: "F", Type: "health_station"}, {ID: "g", Name: "G", Type: "eye_clinic"}}}
	want := []string{"without a name, so their ids are shown in every language: partitions (kunta, school_district), members of partitions (092, 1), " +
		"professions (optician), types of facilities (eye_clinic), kinds of mobile units (eye_van)"}
	if d := cmp.Diff(want, idNotes(c, []scenario.Option{{Changes: []scenario.Change{&scenario.AddMobile{UnitKind: "care_bus"}, &scenario.AddMobile{UnitKind: "eye_van"}}}})); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}
