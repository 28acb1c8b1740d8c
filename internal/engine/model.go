package engine

// Model is the version of what the engine computes. It is raised with every change of
// the code that changes a figure, so that a stored result is never taken for one of
// the present code. A test fails if figures change and it does not.
const Model = "10"
