#!/bin/sh
# Writes the MADE-UP files of this scenario: four areas, places with a doctor, and travel
# times along straight lines. Only where people live is real: the grid of hexagons of
# Porto Alegre, with the numbers of people and of places of healthcare in each.
#
#   sh make.sh DATA/porto-alegre/poa_hexgrid.csv OUT
#
# Needs awk. The same grid gives the same bytes.
set -eu
grid=$1 out=$2
mkdir -p "$out"

# Four areas that meet in the middle of the grid.
awk -F, 'NR > 1 {
	if (!n++) { w = e = $2; s = t = $3 }
	if ($2 < w) w = $2; if ($2 > e) e = $2; if ($3 < s) s = $3; if ($3 > t) t = $3
} END {
	m = (w + e) / 2; c = (s + t) / 2; pad = 0.01
	w -= pad; e += pad; s -= pad; t += pad
	print "{\"type\":\"FeatureCollection\",\"features\":["
	square("nw", "North-west", w, c, m, t, ","); square("ne", "North-east", m, c, e, t, ",")
	square("sw", "South-west", w, s, m, c, ","); square("se", "South-east", m, s, e, c, "")
	print "]}"
}
function square(id, name, x0, y0, x1, y1, end) {
	printf "{\"type\":\"Feature\",\"properties\":{\"id\":\"%s\",\"name\":\"%s\",\"city\":\"poa\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[%.6f,%.6f],[%.6f,%.6f],[%.6f,%.6f],[%.6f,%.6f],[%.6f,%.6f]]]}}%s\n",
		id, name, x0, y0, x1, y0, x1, y1, x0, y1, x0, y0, end
}' "$grid" >"$out/areas.geojson"

# A doctor in each of the eight cells with most places of healthcare.
{
	echo "id,name,lon,lat,services"
	awk -F, 'NR > 1 && $7 > 0 { print $7 "," $1 "," $2 "," $3 }' "$grid" | LC_ALL=C sort -t, -k1,1nr -k2,2 | head -8 |
		awk -F, '{ printf "p%d,Place %d,%s,%s,doctor\n", NR, NR, $3, $4 }'
} >"$out/places.csv"

# Minutes from the cells where people live, along 1.3 times the straight line: on foot at
# 4.5 km/h; by bus at 15 km/h after 9 minutes, or on foot if that is faster. Whole minutes,
# at most two hours on foot.
awk -F, 'NR == FNR { if (FNR > 1) { n++; id[n] = $1; x[n] = $3; y[n] = $4 } next }
FNR == 1 { print "from_id,to_id,walk_min,bus_min"; next }
$4 > 0 {
	for (k = 1; k <= n; k++) {
		dy = ($3 - y[k]) * 110.85; dx = ($2 - x[k]) * 111.32 * cos($3 * 3.14159265 / 180)
		km = 1.3 * sqrt(dx * dx + dy * dy)
		walk = int(km / 4.5 * 60 + 0.5); bus = int(km / 15 * 60 + 9.5)
		if (walk < bus) bus = walk
		if (walk > 120) walk = ""
		print $1 "," id[k] "," walk "," bus
	}
}' "$out/places.csv" "$grid" >"$out/times.csv"
