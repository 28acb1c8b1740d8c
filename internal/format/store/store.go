// Package store keeps the data read for a county in a folder of Parquet files:
// the people by cell and the tables of travel times, exactly as they were, with
// the fingerprints of the files that they were read from. A single destination
// or block of origins can be read by itself. The package does not decide
// whether a store is still valid: it reports what the store was made from.
package store

import (
	"saavu/pkg/population"
	"saavu/pkg/travel"
)

// Layout is the version of the files. A store of another version is not read.
const Layout = 1

// Origins is how many cells are in one row group.
const Origins = 4096

// Store is the content of a folder.
type Store struct {
	// Settings are fingerprints of everything that the reading depended on
	// in addition to the sources, by names that the writer of the store understands.
	Settings  map[string]string
	People    Section // how Grid was read
	Forecasts Section // how Projections were read
	Times     Section // how Matrix was read

	Grid        *population.Grid
	Projections []population.Projection
	Matrix      *travel.Matrix // nil if no times were read from files
}

// Section is the reading of one part of a county.
type Section struct {
	Sources []Source `json:"sources"`
	Notes   []string `json:"notes"`           // notes of the reading
	Fixed   []string `json:"fixed,omitempty"` // files that were repaired while reading
}

// Source is one file that was read.
type Source struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"` // in hexadecimal
	Bytes  int64  `json:"bytes"`
}

// manifest is JSON in the metadata of cells.parquet, with its own SHA-256 next
// to it. It holds everything of the grid and the matrix that is in no column.
type manifest struct {
	Layout      int                     `json:"layout"`
	Settings    map[string]string       `json:"settings"`
	People      Section                 `json:"people"`
	Forecasts   Section                 `json:"forecasts"`
	Times       Section                 `json:"times"`
	Projections []population.Projection `json:"projections,omitempty"`
	Grid        *population.Grid        `json:"grid"`
	Matrix      *travel.Matrix          `json:"matrix,omitempty"`
	Tables      []tableFile             `json:"tables,omitempty"`
	Content     string                  `json:"content"`               // SHA-256 of the columns of cells.parquet
	Ages        []int                   `json:"ages"`                  // the first of the ages that a column of people represents
	SourceAges  []int                   `json:"source_ages,omitempty"` // the same for the people as in the source, if those differ
	Files       map[string]Source       `json:"files"`                 // the other files of the store
}

// tableFile is where a table of the matrix is stored.
type tableFile struct {
	File   string `json:"file"`
	Metres bool   `json:"metres"`
}

// The keys of the metadata of cells.parquet.
const (
	keyManifest = "saavu"
	keySum      = "saavu.sha256"
)

// The files other than the tables of times.
const (
	cellsFile        = "cells.parquet"
	areasFile        = "areas.parquet"
	hiddenFile       = "hidden.parquet"
	forecastsFile    = "forecasts.parquet"
	destinationsFile = "destinations.parquet"
)
