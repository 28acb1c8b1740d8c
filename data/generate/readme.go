package main

import (
	"fmt"
	"strings"
)

// readme describes the data in a file next to it.
func readme(c *county) []byte {
	var out strings.Builder
	fmt.Fprintf(&out, `# Embedded county Vantaa-Kerava: SYNTHETIC

Written by `+"`go run ./data/generate`"+` from the facts in `+"`data/facts`"+`; do not edit by hand.

%d people live on %d synthetic squares of %d m. No square shows how many people
really live there, and the areas are the squares nearest to each centre, not
boundaries. Only the totals rest on sources: the county's total and, as far as
`+"`data/facts/areas.csv`"+` flags them so, the shares of the areas. Ages by area
come from the district statistics, raked to the county's age shares.

| file | one row is |
|---|---|
| cells.csv | a populated square: number, centre in EPSG:3067 metres, area, people by age band |
| areas.csv | an area: people, language shares, three partitions, with source flags |
| facilities.csv | a service place: EPSG:3067 metres, coordinate class, what is assumed |
| buildings.csv | a building that several places share: whose it is, where, its notice |
| service-points.csv | a service at a place: positions by profession with / between, rooms, hours |
| waiting.csv | how long doctor visits of a station waited in two months of 2021, by class of wait; the third free slot |
| stations.csv | a stop of a rail line, in order, with the line's interval in minutes |
| county.yaml | services, rules, known figures, and the parameters: value, unit, source flag, reference, low, high |

## What is assumed

- Travel times are computed from straight distances, not from streets or
  timetables. One rail interval holds at rush hour and at midday.
- Places named *(assumption)* are found in no source: there must be a clinic, or
  an option invents a provider. Places of class B stand at a railway station, of
  class C at a district's centre: up to 600 m and 1.5 km off. Places that only an
  option opens, and one of unknown status, are closed.
- Positions are derived. The sources give no staff by point, so each service has
  as many positions as meet its remote contacts of today and the share
  `+"`staff.cover_today`"+` of its need in person. They are divided by first choices:
  of receptions these are fitted to the known shares of visits, and Kerava's to
  its residents' need; other points attract alike. Rooms follow from positions. Every row of
  service-points.csv says *derived*, or *assumption* where the place or its hours
  are ours too: Länsimäki's reception is taken as open three days a week.
- Which places share a building follows from their addresses. Whose the buildings
  are and how long their notice is are assumptions. Square metres, rents and
  running costs of buildings are not known: they follow from rooms and sizes.
- Evening hours, Saturdays and service in Swedish are not known from the sources:
  there are no evening hours, and Swedish is unknown.

| age band | people |
|---|---|
`, c.total, len(c.cells), cellSide)
	for b, n := range c.ages {
		fmt.Fprintf(&out, "| %s | %d |\n", bands[b], n)
	}
	return []byte(out.String())
}
