#!/bin/sh
# Writes golden.csv: places over Finland in longitude and latitude and what PROJ
# makes of them in each projected system. Needs cs2cs (Debian: proj-bin).
# Systems are given by their EPSG codes, so PROJ's own parameters are used; their
# axis order is PROJ's, latitude or northing first but for 3067 and 3857, and is
# put into x, y order here.
set -eu
cd "$(dirname "$0")"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# A skewed lattice of 1,000 places with digits to the end; it covers the country
# and its corners.
awk 'BEGIN {
	for (i = 0; i < 40; i++)
		for (j = 0; j < 25; j++)
			printf "%.9f %.9f\n", 59.512345678 + i * 0.271765432 + j * 0.005234567,
				19.098765432 + j * 0.512345679 + i * 0.002187654
}' >"$tmp/latlon"

gk=$(seq 3873 3885)
for code in 3067 $gk 3857; do
	case $code in
	3067) from=4258 order='{ print $1 "," $2 }' ;;
	3857) from=4326 order='{ print $1 "," $2 }' ;;
	*) from=4258 order='{ print $2 "," $1 }' ;;
	esac
	cs2cs -f %.8f "EPSG:$from" "EPSG:$code" <"$tmp/latlon" | awk "$order" >"$tmp/$code"
done

{
	printf 'lon,lat'
	for code in 3067 $gk 3857; do printf ',x%s,y%s' "$code" "$code"; done
	echo
	awk '{ print $2 "," $1 }' "$tmp/latlon" >"$tmp/lonlat"
	(cd "$tmp" && paste -d, lonlat 3067 $gk 3857)
} >golden.csv
