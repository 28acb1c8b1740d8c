package report

import (
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"saavu/pkg/lang"
)

// DataSource is where data of the county comes from, and what whoever shows it must
// say.
type DataSource struct {
	Title       lang.Name // of the data, in every language; zero if it has none
	Attribution lang.Name // the line that names its owner, in every language; zero if it is not known
	Licence     string    // its name or SPDX identifier; "" if it is not known
	URL         string    // "" for none
	Date        string    // of the data: a year, month or day, as 2019, 2019-12 or 2019-12-31; "" if it is not known
	UsedBy      []string  // keys of the county file that it stands behind, as population.grid, travel or supply.2
	Files       []string  // files of these keys, as the county file names them
}

// Known reports whether it is known whose the data is.
func (s *DataSource) Known() bool { return s.Attribution != lang.Name{} }

// Covers reports whether the source is that of a key of the county file, or of what
// the key is a part of: travel covers travel.stations.
func (s *DataSource) Covers(key string) bool {
	return slices.ContainsFunc(s.UsedBy, func(use string) bool { return key == use || strings.HasPrefix(key, use+".") })
}

// Kinds of background layers, in the order in which a map draws them.
const (
	Water = "water"
	Roads = "roads"
	Rail  = "rail"
)

// BackgroundKinds lists the kinds of background layers in the order in which a map
// draws them, the lowest first.
func BackgroundKinds() []string { return []string{Water, Roads, Rail} }

// BackgroundLayer is what maps show below their figures so that readers know where they
// are: one file of water, roads or rail. No figure depends on it.
type BackgroundLayer struct {
	Kind    string // Water, Roads or Rail
	Lines   orb.MultiLineString
	Areas   orb.MultiPolygon // both in EPSG:3067 metres, near the county only, simplified
	Sources []int            // its sources: indexes into Report.Sources
}
