#!/bin/sh
# Writes earth.csv: places all over the earth in longitude and latitude and what PROJ
# makes of them in the systems of the countries where they are. Needs cs2cs (Debian:
# proj-bin). PROJ's own parameters are used, by the codes of the register; where a datum
# changes, the step of seven parameters is given, as PROJ may prefer a grid.
set -eu
cd "$(dirname "$0")"
# put CODE BASE SWAP LON LAT…: BASE is the system of degrees with the same datum; SWAP is
# yes where PROJ gives the northing first.
put() {
	code=$1 base=$2 swap=$3 to=EPSG:$1
	shift 3
	[ "$code" != 27700 ] || to='+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m'
	[ "$code" != 29902 ] || to='+proj=tmerc +lat_0=53.5 +lon_0=-8 +k=1.000035 +x_0=200000 +y_0=250000 +a=6377340.189 +rf=299.3249646 +towgs84=482.5,-130.6,564.6,-1.042,-0.214,-0.631,8.15 +units=m'
	[ "$code" != 31467 ] || to='+proj=tmerc +lat_0=0 +lon_0=9 +k=1 +x_0=3500000 +y_0=0 +ellps=bessel +towgs84=598.1,73.7,418.2,0.202,0.045,-2.455,6.7 +units=m'
	while [ $# -gt 0 ]; do
		case $to in
		+*) # shellcheck disable=SC2086
			echo "$1 $2" | cs2cs -f %.6f +proj=longlat +datum=WGS84 +to $to ;;
		*) echo "$2 $1" | cs2cs -f %.6f "$base" "$to" ;;
		esac |
			awk -v c="$code" -v lon="$1" -v lat="$2" -v s="$swap" '{ if (s == "yes") print c "," lon "," lat "," $2 "," $1; else print c "," lon "," lat "," $1 "," $2 }'
		shift 2
	done
}
{
	echo code,lon,lat,x,y
	put 32722 EPSG:4326 no -51.23 -30.033 -53.9 -33.6 -48.1 -0.5
	put 31982 EPSG:4674 no -51.1765 -30.0346 -53.2 -29.2
	put 31965 EPSG:4674 no -117.1 32.5
	put 32631 EPSG:4326 no 2.35 48.85 5.9 83.5 -0.7 1.2
	put 32660 EPSG:4326 no 178.4 10.1
	put 32701 EPSG:4326 no -178.2 -18.1
	put 25832 EPSG:4258 no 10.75 59.91 9.99 53.55
	put 25833 EPSG:4258 no 13.4 52.52
	put 3045 EPSG:4258 yes 13.4 52.52
	put 26918 EPSG:4269 no -74.0 40.7
	put 28355 EPSG:4283 no 144.96 -37.81
	put 7856 EPSG:7844 no 151.2 -33.87
	put 3006 EPSG:4619 yes 18.07 59.33 20.2 67.85
	put 3011 EPSG:4619 yes 18.07 59.33
	put 3012 EPSG:4619 yes 13.2 55.6
	put 3059 EPSG:4661 yes 24.1 56.95
	put 3346 EPSG:4669 yes 25.28 54.69
	put 25884 EPSG:4258 yes 24.75 59.44
	put 2180 EPSG:9702 yes 21.01 52.23
	put 3763 EPSG:4258 no -9.14 38.72
	put 2193 EPSG:4167 yes 174.78 -41.29
	put 2157 EPSG:4173 no -6.26 53.35
	put 3301 EPSG:4180 yes 24.75 59.44 26.7 58.38
	put 3034 EPSG:4258 yes 24.94 60.17 -9.14 38.72
	put 2154 EPSG:4171 no 2.35 48.85 -4.48 48.39 9.44 42.7
	put 3812 EPSG:4258 no 4.35 50.85
	put 3035 EPSG:4258 yes 24.94 60.17 -9.14 38.72 10 52 26.1 44.43 -21.9 64.1
	put 27700 EPSG:4326 no -0.1276 51.5072 -5.66 50.07 -1.15 60.15
	put 29902 EPSG:4326 no -6.26 53.35 -9.5 52.1
	put 31467 EPSG:4326 no 9.18 48.78 9.99 53.55
} >earth.csv
