package load

// boundaryFile is a map of boundaries and how it is read.
type boundaryFile struct {
	File  string `json:"file" jsonschema:"required,minLength=1" jsonschema_description:"file of the areas or boundaries; {data} stands for the --data folder"`
	Layer string `json:"layer,omitempty" jsonschema_description:"layer or object of a map that has several"`
	EPSG  int    `json:"epsg,omitempty" jsonschema_description:"code of the map's coordinate system, where the file does not tell it or is wrong"`
	Axes  string `json:"axes,omitempty" jsonschema:"enum=xy,enum=yx" jsonschema_description:"yx where the map gives y, the northing or latitude, first"`
	ID    string `json:"id,omitempty" jsonschema_description:"field of the ids"`

	NameEn string `json:"name_en,omitempty" jsonschema_description:"field of the names in English; name_en where the map has it"`
	NameFi string `json:"name_fi,omitempty" jsonschema_description:"field of the names in Finnish; name_fi where the map has it"`
	NameSv string `json:"name_sv,omitempty" jsonschema_description:"field of the names in Swedish; name_sv where the map has it"`

	Rule string `json:"rule,omitempty" jsonschema:"enum=centre,enum=overlap" jsonschema_description:"a cell belongs where its centre lies (default), or where the largest part of its surface lies"`
}

// areasFile says which areas the county has.
type areasFile struct {
	Format string `json:"format" jsonschema:"required,enum=table,enum=boundaries" jsonschema_description:"table: areas named by the cells; boundaries: a map"`
	boundaryFile
	Name         string   `json:"name,omitempty" jsonschema_description:"boundaries: field of the names, name by default; held against name_fi of the table"`
	Municipality string   `json:"municipality,omitempty" jsonschema_description:"boundaries without a table: field of the municipality"`
	Table        string   `json:"table,omitempty" jsonschema_description:"boundaries: table of the areas that are kept, with names, partitions and language shares; without it all of the map are kept"`
	Unmapped     []string `json:"unmapped,omitempty" jsonschema_description:"boundaries: ids of areas of the table that the map does not have: they are left out with a note"`
}

// partitionFile is one more partition of the county's cells.
type partitionFile struct {
	Name string `json:"name" jsonschema:"required,pattern=^[A-Za-z][A-Za-z0-9_]*$" jsonschema_description:"a letter, then letters, digits and _: the column in maps"`
	boundaryFile
	NameField string `json:"name_field,omitempty" jsonschema_description:"field of the members' names; their ids by default"`
}
