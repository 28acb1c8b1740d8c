// Package data carries the embedded county Vantaa-Kerava inside the binary, so
// that a fresh clone needs nothing else. The files are written by data/generate
// from the facts in data/facts; the grid and the travel times are synthetic.
package data

import "embed"

// FS holds the embedded county: vantaa-kerava/county.yaml and its tables.
//
//go:embed vantaa-kerava
var FS embed.FS
