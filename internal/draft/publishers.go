package draft

// publisher is whose data files of a known form are.
type publisher struct {
	attribution string
	licence     string // "" if one form is published under several
}

// publishers are those of grids, by their profile: only they publish such columns.
var publishers = map[string]publisher{
	"hsy":         {"Helsingin seudun ympäristöpalvelut HSY", "CC BY 4.0"},
	"statfi-1km":  {"Tilastokeskus (Statistics Finland)", "CC BY 4.0"},
	"statfi-250m": {"Tilastokeskus (Statistics Finland)", ""},
}

// matrixPublisher is that of the travel time matrix of the Helsinki region.
var matrixPublisher = publisher{"Digital Geography Lab, University of Helsinki", "CC BY 4.0"}
