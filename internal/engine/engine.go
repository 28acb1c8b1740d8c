// Package engine is the straight line of a comparison, without files: options
// applied to the county, people sent to points, contacts served, euros counted,
// rules checked, and the report built. Read Run first.
package engine
