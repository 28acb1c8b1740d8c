//go:build race

package ttm

// raceDetector is on: timings mean nothing.
const raceDetector = true
