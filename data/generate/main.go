// Command generate writes the embedded county Vantaa-Kerava from the facts in
// data/facts, docs/PARAMETERS.md, the page of its parameters, docs/CALIBRATION.md, the
// page of the model next to the known figures, docs/COVERAGE.md, the page of what the
// planning documents ask for, and scenarios/vantaa-kerava/README.md, the page of what its
// options answer. The facts are real and cite their sources; the
// population grid derived from them is synthetic.
// Run it from the module root:
//
//	go run ./data/generate
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"saavu/internal/atomic"
)

// The folders of the facts and of the county, from the module root.
const (
	factsDir  = "data/facts"
	countyDir = "data/vantaa-kerava"
)

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// run generates the county below the module root, and then its pages as a run reads it.
// All files of the county are made before the first is written, and so are the pages.
func run(root string) error {
	files, err := generate(filepath.Join(root, filepath.FromSlash(factsDir)))
	if err != nil {
		return err
	}
	dir := filepath.Join(root, filepath.FromSlash(countyDir))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, f := range files {
		if err := write(filepath.Join(dir, f.name), f.bytes); err != nil {
			return err
		}
	}
	page, err := parametersPage(root)
	if err != nil {
		return err
	}
	calibration, err := calibrationPage(root)
	if err != nil {
		return err
	}
	answers, err := answersPage(root)
	if err != nil {
		return err
	}
	survey, err := survey(root)
	if err != nil {
		return err
	}
	coverage, err := coveragePage(root)
	if err != nil {
		return err
	}
	for _, f := range []file{{pageFile, page}, {calibrationFile, calibration}, {answersFile, answers}, {surveyFile, survey}, {coverageFile, coverage}} {
		if err := write(filepath.Join(root, filepath.FromSlash(f.name)), f.bytes); err != nil {
			return err
		}
	}
	return nil
}

func write(name string, bytes []byte) error {
	err := atomic.Write(name, func(w io.Writer) error {
		_, err := w.Write(bytes)
		return err
	})
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(name), err)
	}
	return nil
}

// file is one output: its name inside the county folder and its bytes.
type file struct {
	name  string
	bytes []byte
}

// generate makes every file of the county from the facts, sorted by name. The
// same facts give the same bytes.
func generate(facts string) ([]file, error) {
	f, err := readFacts(facts)
	if err != nil {
		return nil, err
	}
	county, err := buildCounty(f)
	if err != nil {
		return nil, err
	}
	areas, err := areasCSV(f, county)
	if err != nil {
		return nil, err
	}
	whole, err := countyYAML(f)
	if err != nil {
		return nil, err
	}
	points, err := pointsCSV(f, county)
	if err != nil {
		return nil, err
	}
	return []file{
		{"README.md", readme(county)},
		{"areas.csv", areas},
		{"buildings.csv", buildingsCSV(f)},
		{"cells.csv", cellsCSV(f, county)},
		{"county.yaml", whole},
		{"facilities.csv", facilitiesCSV(f)},
		{"service-points.csv", points},
		{"stations.csv", stationsCSV(f)},
	}, nil
}
