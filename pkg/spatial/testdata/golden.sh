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

# A skewed lattice with digits to the end; it covers the country and its corners.
awk 'BEGIN {
	for (i = 0; i < 18; i++)
		for (j = 0; j < 14; j++)
			printf "%.9f %.9f\n", 59.512345678 + i * 0.623456789 + j * 0.012345678,
				19.098765432 + j * 0.956789123 + i * 0.004567891
}' >"$tmp/latlon"

for code in 3067 3873 3879 3885 3857; do
	case $code in
	3067) from=4258 order='{ print $1 "," $2 }' ;;
	3857) from=4326 order='{ print $1 "," $2 }' ;;
	*) from=4258 order='{ print $2 "," $1 }' ;;
	esac
	cs2cs -f %.9f "EPSG:$from" "EPSG:$code" <"$tmp/latlon" | awk "$order" >"$tmp/$code"
done

{
	echo lon,lat,x3067,y3067,x3873,y3873,x3879,y3879,x3885,y3885,x3857,y3857
	awk '{ print $2 "," $1 }' "$tmp/latlon" |
		paste -d, - "$tmp/3067" "$tmp/3873" "$tmp/3879" "$tmp/3885" "$tmp/3857"
} >golden.csv
