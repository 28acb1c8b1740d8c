package contract

import (
	"strings"
	"testing"

	"saavu/internal/scene"
	"saavu/pkg/report"
)

// report.json has the buildings only where the county describes one, and what is unknown is
// left out.
func TestBuildingsInJSON(t *testing.T) {
	r := scene.HousedReport()
	var b strings.Builder
	if err := JSON(&b, r, nil); err != nil {
		t.Fatal(err)
	}
	followsSchema(t, []byte(b.String()))
	flat := strings.NewReplacer("\n", "", " ", "").Replace(b.String())
	for _, want := range []string{`"near_share":0.25`, `"buildings":[{"option":"today","year":2026,"building":"house","names":{"en":"-House","fi":"-House","sv":"-House"},"kind":"leased","in_use":true,"services":["care","teeth"],` +
		`"near":["station","mall"],"barrier_free":"no","condition":"=poor","binds":"rooms","visits":12000,"m2":400,"visits_per_m2":30,"county_eur":165600,"eur_per_room_hour":10.35,`,
		`{"type":"dental","shared":false,"services":["teeth"],"rooms":2,"room_hours":2000,"used_hours":1000,"use":0.5,"rooms_needed":0.5,"whole_rooms_needed":1,"rooms_free":1,"free_m2":28,"binds":"rooms"}`} {
		if !strings.Contains(flat, want) {
			t.Errorf("no %s in %s", want, flat)
		}
	}
	r.Buildings[0].Described, r.Options[0].Near = false, report.Range{}
	b.Reset()
	if err := JSON(&b, r, nil); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "buildings") || strings.Contains(b.String(), "near_share") {
		t.Error("buildings of which only the cost is known")
	}
}
