package inspect

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Names of columns in Finnish, Swedish and English, and those that agencies
// use.
func TestRolesOfNames(t *testing.T) {
	for role, names := range map[Role]string{
		X: "x X E lon lng long Longitude Itäkoordinaatti itakoordinaatti Itä X_ETRS ETRS_X ETRS_E ETRS-TM35FIN_E etrs_tm35fin_x WGS84_LON lon_wgs84 Koordinaatti_I x-koordinaatti " +
			"xkoord euref_x X_3067 e_gk25 facility_lon stop_longitude östlig längdgrad x_coord centroid_x koordinaatti_itä easting_m",
		Y:    "y Y N lat latitude Pohjoiskoordinaatti pohjoinen Y_ETRS ETRS_N WGS84_LAT lat_wgs84 Koordinaatti_P y_koordinaatti ykoord N_3067 n_gk25 stop_lat breddgrad nordlig koordinaatti_pohjoinen",
		Name: "Facility facility_name FacilityName toimipiste Toimipisteen_nimi palvelupiste verksamhetsställe enhetsnamn mottagning nimi namn site_name",
		Total: "vaesto väestö he_vakiy ASUKKAITA v_yht population population_2020 pop TOT_P TOT_P_2021 befolkning Folkmängd GHS_POP ppp_2020 fin_ppp_2020 yhteensä totalt asukasmäärä " +
			"total_population pop_sum",
		ID:           "h3 H3_index hex_id GRD_ID grd_id rutid id_nro idcar_200m_ID fid ruututunnus",
		Municipality: "kunta kuntanro kommunkod KUNTATUNNUS municipality",
		Services:     "palvelut services tjänster",
		Hours:        "aukioloajat öppettider opening_hours",
		Address:      "osoite käyntiosoite gatuadress address",
		"":           "e_pop coord_class coordinates n_total from_lat to_lon p_2020 M F Y_LT15 Y_1564 T i_car_200 center state N_fin gk25 count ind",
	} {
		for name := range strings.FieldsSeq(names) {
			if got := byName(name); got != role {
				t.Errorf("%s: %q, want %q", name, got, role)
			}
		}
	}
}

func TestAgesOfNames(t *testing.T) {
	for name, want := range map[string]string{
		"IKA0_9": "0 to 9", "IKA_YLI80": "80+", "he_0_2": "0 to 2", "he_85_": "85+", "ika_65_": "65+", "p75": "75+?", "v_75": "75+?", "75+": "75+", "0-6": "0 to 6", "0–6": "0 to 6",
		"ind_0_3": "0 to 3", "ind_80p": "80+", "Y_LT15": "0 to 14", "Y_1564": "15 to 64", "Y_GE65": "65+", "Y15-64": "15 to 64", "ålder_0_5": "0 to 5", "ålder 0-5 år": "0 to 5",
		"65 år och äldre": "65+", "75 vuotta täyttäneet": "75+", "75-": "75+", "75 –": "75+", "75 v.-": "75+", "0 to 14": "0 to 14", "15 till 64": "15 to 64", "85 tai yli": "85+", "0-6-vuotiaat": "0 to 6", "7-17 v": "7 to 17", "Alle 7-vuotiaat": "0 to 6", "under 7 år": "0 to 6",
		"yli 80": "80+", "65 years and over": "65+", "age_65plus": "65+", "80plus": "80+",
		"2020": "", "75": "", "75p": "", "p_999": "", "he_kika": "", "x": "", "travel": "", "Y_6415": "", "under 0": "",
	} {
		got := ""
		if n, ok := agesOf(name); ok {
			if got = fmt.Sprintf("%d to %d", n.from, n.to); n.to == openEnd {
				got = fmt.Sprintf("%d+", n.from)
			}
			if !n.sure {
				got += "?"
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// Columns of grids of agencies: the ages and the total next to them.
func TestAgesAndTotalsOfAgencies(t *testing.T) {
	for header, want := range map[string]string{
		"GRD_ID,T,M,F,Y_LT15,Y_1564,Y_GE65":                           "Y_LT15 Y_1564 Y_GE65 of T",
		"idcar_200m,ind,ind_0_3,ind_4_5,ind_6_17,ind_18_79,ind_80p":   "ind_0_3 ind_4_5 ind_6_17 ind_18_79 ind_80p of ind",
		"id_nro,vaesto,ika_0_14,ika_15_64,ika_65_":                    "ika_0_14 ika_15_64 ika_65_ of vaesto",
		"rutid,befolkning,ålder_0_5,ålder_6_64,ålder_65+":             "ålder_0_5 ålder_6_64 ålder_65+ of befolkning",
		"id,yhteensä,0-6-vuotiaat,7-64-vuotiaat,65 vuotta täyttäneet": "0-6-vuotiaat 7-64-vuotiaat 65 vuotta täyttäneet of yhteensä",
		"id,T,M,F": "",
	} {
		row := strings.Repeat(",1", strings.Count(header, ","))
		f := &look(t, map[string]string{"a.csv": header + "\n1" + row + "\n2" + row + "\n"}, "a.csv").Files[0]
		got := ""
		if f.Ages != nil {
			got = strings.Join(f.Ages.Bands, " ") + " of " + f.Ages.Total
		}
		if got != want {
			t.Errorf("%s: %q, want %q", header, got, want)
		}
		if !slices.ContainsFunc(f.Columns, func(c Column) bool { return c.Role == Total }) {
			t.Errorf("%s: no total", header)
		}
	}
}
