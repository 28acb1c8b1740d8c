package shapefile

import "testing"

func TestEPSG(t *testing.T) {
	const gk = `PROJCS["ETRS89_ETRS_GK25FIN_2010",GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["Degree",0.017453292519943295]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",25],PARAMETER["scale_factor",1],PARAMETER["false_easting",25500000],PARAMETER["false_northing",0],UNIT["Meter",1]]`
	for _, c := range []struct {
		prj  string
		want int
	}{
		{gk, 3879},
		{`PROJCS["x",GEOGCS["GCS_EUREF_FIN"],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",27.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]` + "\n", 3067},
		{`PROJCS["x",GEOGCS["GCS_ETRS_1989"],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",19500000],PARAMETER["Central_Meridian",19],PARAMETER["Scale_Factor",1]]`, 3873},
		{`PROJCS["x",GEOGCS["GCS_ETRS_1989"],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",31500000],PARAMETER["Central_Meridian",31],PARAMETER["Scale_Factor",1]]`, 3885},
		{`PROJCS["x",GEOGCS["GCS_ETRS_1989"],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000],PARAMETER["Central_Meridian",25],PARAMETER["Scale_Factor",1]]`, 0},
		{`PROJCS["x",GEOGCS["GCS_ETRS_1989"],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000],PARAMETER["False_Northing",5],PARAMETER["Central_Meridian",27],PARAMETER["Scale_Factor",0.9996]]`, 0},
		{`PROJCS["WGS_1984_UTM_Zone_35N",GEOGCS["GCS_WGS_1984"],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000],PARAMETER["Central_Meridian",27],PARAMETER["Scale_Factor",0.9996]]`, 0},
		{`GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]]`, 4326},
		{`GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989"]]`, 4258},
		{`PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984"],PROJECTION["Mercator_Auxiliary_Sphere"]]`, 3857},
		{`PROJCS["ETRS89 / TM35FIN(E,N)",GEOGCS["ETRS89",AUTHORITY["EPSG","4258"]],AUTHORITY["EPSG","3067"]]`, 3067},
		{`PROJCS["KKJ",GEOGCS["KKJ",AUTHORITY["EPSG","4123"]],AUTHORITY["EPSG","2393"]]`, 2393},
		{`PROJCS["RT90",GEOGCS["RT90",AUTHORITY["EPSG","4124"]],PROJECTION["Transverse_Mercator"]]`, 0},
		{"", 0},
		{"not a coordinate system", 0},
	} {
		got, ok := EPSG(c.prj)
		if got != c.want || ok != (c.want != 0) {
			t.Errorf("%.60q: %d %v, want %d", c.prj, got, ok, c.want)
		}
	}
}
