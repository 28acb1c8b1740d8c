// Package store keeps what was read of a county in a folder of Parquet files:
// the people by cell and the tables of travel times, exactly as they were, with
// the fingerprints of the files that they were read from. One destination or one
// block of origins can be read alone. The package does not know whether a store
// still holds: it tells what it was made of.
package store

import (
	"saavu/pkg/population"
	"saavu/pkg/travel"
)

// Layout is the version of the files. A store of another version is not read.
const Layout = 1

// Origins is how many cells stand in one row group.
const Origins = 4096

// Store is what a folder holds.
type Store struct {
	// Settings are fingerprints of all that the reading rested on beside the
	// sources, by names that whoever made the store understands.
	Settings  map[string]string
	People    Section // how Grid was read
	Forecasts Section // how Projections were read
	Times     Section // how Matrix was read

	Grid        *population.Grid
	Projections []population.Projection
	Matrix      *travel.Matrix // nil where no times were read from files
}

// Section is the reading of one part of a county.
type Section struct {
	Sources []Source `json:"sources"`
	Notes   []string `json:"notes"`           // what reading had to say
	Fixed   []string `json:"fixed,omitempty"` // files that were mended in reading
}

// Source is one file that was read.
type Source struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"` // in hexadecimal
	Bytes  int64  `json:"bytes"`
}

// manifest stands as JSON in the metadata of cells.parquet, with its own SHA-256
// beside it. Whatever of the grid and the matrix is in no column stands in it.
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
	Ages        []int                   `json:"ages"`                  // the first of the ages that a column of people stands for
	SourceAges  []int                   `json:"source_ages,omitempty"` // the same of the people as the source gave them, where those are others
	Files       map[string]Source       `json:"files"`                 // the other files of the store
}

// tableFile is where a table of the matrix lies.
type tableFile struct {
	File   string `json:"file"`
	Metres bool   `json:"metres"`
}

// The keys of the metadata of cells.parquet.
const (
	keyManifest = "saavu"
	keySum      = "saavu.sha256"
)

// The files beside the tables of times.
const (
	cellsFile        = "cells.parquet"
	areasFile        = "areas.parquet"
	hiddenFile       = "hidden.parquet"
	forecastsFile    = "forecasts.parquet"
	destinationsFile = "destinations.parquet"
)
