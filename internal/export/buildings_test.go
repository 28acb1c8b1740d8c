package export

import (
	"strings"
	"testing"

	"saavu/internal/scene"
)

func TestBuildingsFile(t *testing.T) {
	r := scene.HousedReport()
	var b strings.Builder
	if err := buildings(&b, &r); err != nil {
		t.Fatal(err)
	}
	want := `option,year,building,name,kind,in_use,room_type,shared,services,rooms,room_hours,used_hours,use,visits,m2,visits_per_m2,county_eur,eur_per_room_hour,eur_per_used_hour,outside_eur,rooms_needed,whole_rooms_needed,rooms_free,free_m2,free_eur,binds,near,barrier_free,condition,synthetic,county,demonstration
today,2026,house,'-House,leased,yes,all,,care+teeth,10,16000,11000,0.6875,12000,400,30,165600,10.35,15.0545454545,7500,8,9,1,28,,rooms,station+mall,no,'=poor,true,'=county,false
today,2026,house,'-House,leased,yes,reception,yes,care,8,14000,10000,0.714285714286,,,,,,,,7.5,8,0,0,0,none,station+mall,no,'=poor,true,'=county,false
today,2026,house,'-House,leased,yes,dental,no,teeth,2,2000,1000,0.5,,,,,,,,0.5,1,1,28,,rooms,station+mall,no,'=poor,true,'=county,false
today,2026,old,old,owned,no,all,,,0,0,0,,0,0,,0,,,0,0,0,0,0,0,,,unknown,,true,'=county,false
`
	if b.String() != want {
		t.Errorf("%s", b.String())
	}
}
