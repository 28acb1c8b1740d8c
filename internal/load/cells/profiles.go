package cells

import (
	"fmt"

	"saavu/pkg/population"
)

// gridProfile returns the columns of a grid that a Finnish agency publishes; an
// empty name gives no columns.
//
// hsy: the population grid of the Helsinki Region Environmental Services (HSY),
// in its files of 2012 to 2019; 99 hides all bands of cells with fewer than 100
// people. statfi-1km: the open population grid of Statistics Finland; cells of
// fewer than 10 people have only a total, with -1 in the bands, and xkoord and
// ykoord are the lower left corner. statfi-250m: its grid database
// with the bands of its group of inhabitants (HE), or with the three of the open
// grid; the total is always given. ykr: the table of inhabitants (T01) of the
// monitoring system of urban form (YKR) of the Finnish Environment Institute.
func gridProfile(name string) gridKeys {
	const tm35 = 3067
	statfi := gridKeys{id: []string{"id_nro", "grd_id", "grid_id"}, total: []string{"vaesto", "he_vakiy"},
		x: []string{"xkoord", "euref_x"}, y: []string{"ykoord", "euref_y"}, southwest: true, defaultEPSG: tm35,
		hidden: []markFile{{number: -1, isNumber: true}}, low: 1, high: 9}
	open := bandsFrom("ika_%d_%d", "ika_%d_", 0, 15, 65)
	switch name {
	case "hsy":
		return gridKeys{id: []string{"INDEX"}, total: []string{"ASUKKAITA"}, defaultEPSG: 3879,
			hidden: []markFile{{number: 99, isNumber: true}},
			bands:  [][]bandKey{bandsFrom("IKA%d_%d", "IKA_YLI%d", 0, 10, 20, 30, 40, 50, 60, 70, 80)}}
	case "statfi-1km":
		statfi.side, statfi.bands = 1000, [][]bandKey{open}
		return statfi
	case "statfi-250m":
		he := bandsFrom("he_%d_%d", "he_%d_", 0, 3, 7, 13, 16, 18, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85)
		statfi.side, statfi.bands = 250, [][]bandKey{he, open}
		return statfi
	case "ykr":
		return gridKeys{id: []string{"YKR_ID", "xyind"}, total: []string{"v_yht"}, x: []string{"x"}, y: []string{"y"}, defaultEPSG: tm35, side: 250,
			bands: [][]bandKey{bandsFrom("v_%d_%d", "v_%d", 0, 7, 15, 18, 30, 50, 65, 75)}}
	}
	return gridKeys{}
}

// bandsFrom returns bands that begin at the ages of starts, each up to the next;
// the last is open. A column name has the first and last age of its band, that of
// the open band only the first.
func bandsFrom(name, last string, starts ...int) []bandKey {
	out := make([]bandKey, len(starts))
	for i, lo := range starts {
		if i+1 == len(starts) {
			out[i] = bandKey{fmt.Sprintf(last, lo), population.Group{From: lo, To: population.Ages - 1}}
			continue
		}
		out[i] = bandKey{fmt.Sprintf(name, lo, starts[i+1]-1), population.Group{From: lo, To: starts[i+1] - 1}}
	}
	return out
}
