package layers

import (
	"archive/zip"
	"bytes"
	"database/sql"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saavu/internal/format/problem"
	"saavu/internal/qgis"
	"saavu/internal/scene"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/population"
)

// named are the layers of the drawn comparison with a name of the list in every place
// where a county gives one.
func named(list []string) Maps {
	m := maps30()
	n := 0
	next := func() string { n++; return list[n%len(list)] + fmt.Sprint(n) }
	r := &m.Report
	r.Name, r.Names = next(), lang.Name{}
	for k := range r.Options {
		o := &r.Options[k]
		o.Name, o.Short = next(), lang.Name{}
		o.Names = lang.Same(o.Name)
		for i := range m.Counties[k].Network.Facilities {
			f := &m.Counties[k].Network.Facilities[i]
			f.Name, f.Names = next(), lang.Name{}
			f.Type = strings.ReplaceAll(problem.Shown(next()), "[%", "[") // a value of rules, where nothing is evaluated
		}
	}
	for v := range r.Services {
		r.Services[v].Name = next()
		r.Services[v].Names, r.Services[v].Short = lang.Same(r.Services[v].Name), lang.Name{}
	}
	for i := range r.Sources {
		r.Sources[i].Title, r.Sources[i].Attribution, r.Sources[i].Licence = lang.Same(next()), lang.Same(next()), next()
	}
	areas := make([]population.Area, len(m.Grid.Areas))
	for a := range areas {
		areas[a] = m.Grid.Areas[a]
		areas[a].Name, areas[a].Names, areas[a].Municipality = next(), lang.Name{}, next()
	}
	m.Grid.Areas = areas
	return m
}

// documents are the texts of a file that programs read: styles, projects, metadata, and
// titles.
func documents(t *testing.T, path string) (xmls map[string]string, titles []string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	xmls = map[string]string{}
	read := func(query string, use func(name, text string)) {
		rows, err := db.Query(query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var name, text string
			if err := rows.Scan(&name, &text); err != nil {
				t.Fatal(err)
			}
			use(name, text)
		}
	}
	read("SELECT 'QML '||id, styleQML FROM layer_styles UNION ALL SELECT 'SLD '||id, styleSLD FROM layer_styles UNION ALL SELECT 'metadata '||id, metadata FROM gpkg_metadata",
		func(name, text string) { xmls[name] = text })
	read("SELECT name, content FROM qgis_projects", func(name, text string) {
		data, err := hex.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		f, err := z.Open("project.qgs")
		if err != nil {
			t.Fatal(err)
		}
		all, err := io.ReadAll(f)
		if err != nil {
			t.Fatal(err)
		}
		xmls["project "+name] = string(all)
	})
	read("SELECT table_name, identifier FROM gpkg_contents UNION ALL SELECT f_table_name, styleName FROM layer_styles", func(_, text string) { titles = append(titles, text) })
	return xmls, titles
}

// Names stay text in styles, projects, metadata and titles. SAAVU_HOSTILE keeps the file,
// for a map program to open.
func TestHostileNamesStayText(t *testing.T) {
	m := named(scene.Hostile())
	path := filepath.Join(t.TempDir(), "coverage.gpkg")
	if kept := os.Getenv("SAAVU_HOSTILE"); kept != "" {
		path = filepath.Join(kept, "coverage.gpkg")
	}
	if err := m.Check(); err != nil {
		t.Fatal(err)
	}
	if err := m.GeoPackage(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	xmls, titles := documents(t, path)
	if len(xmls) < 40 || len(titles) < 40 {
		t.Fatalf("%d documents and %d titles", len(xmls), len(titles))
	}
	plainXMLs, _ := documents(t, filepath.Join(written(t, maps30()), "coverage.gpkg"))
	for name, text := range xmls {
		elements, texts := parsed(t, name, text)
		if strings.Contains(name, "SLD") || strings.Contains(name, "QML") {
			// No name makes an element; rules depend on the kinds of places, which are names here.
			if plain, _ := parsed(t, name, plainXMLs[name]); elements["script"]+elements["img"]+elements["svg"] > 0 || plain["qgis"] != elements["qgis"] || plain["StyledLayerDescriptor"] != elements["StyledLayerDescriptor"] {
				t.Errorf("%s has the elements %v", name, elements)
			}
		}
		for _, text := range texts {
			safe(t, name, text)
		}
	}
	for _, text := range titles {
		safe(t, "title", text)
	}
	project := xmls["project saavu"]
	for _, name := range []string{m.Report.Options[1].Name, m.Report.Services[0].Name} {
		if _, texts := parsed(t, "project", project); !strings.Contains(strings.Join(texts, "\n"), qgis.Shown(name)) {
			t.Errorf("the project does not show %q", name)
		}
	}
}

// parsed counts the elements of a document and collects its texts and attributes.
func parsed(t *testing.T, name, text string) (elements map[string]int, texts []string) {
	t.Helper()
	elements = map[string]int{}
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return elements, texts
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return elements, texts
		}
		switch x := token.(type) {
		case xml.StartElement:
			elements[x.Name.Local]++
			for _, a := range x.Attr {
				texts = append(texts, a.Value)
			}
		case xml.CharData:
			texts = append(texts, string(x))
		}
	}
}

// safe reports a text that hides something, or that QGIS would evaluate.
func safe(t *testing.T, name, text string) {
	t.Helper()
	for _, c := range text {
		if c != '\n' && problem.Hidden(c) {
			t.Errorf("%s has %q in %q", name, c, text)
			return
		}
	}
	if strings.Contains(text, "[%") && !strings.HasPrefix(name, "metadata") {
		t.Errorf("%s has an expression: %q", name, text)
	}
}

// Titles, styles and the project are in the language; names of layers and columns are the
// same in all.
func TestLayersInEachLanguage(t *testing.T) {
	want := map[lang.Language]string{lang.English: "minutes without a car", lang.Finnish: "minuutit ilman autoa", lang.Swedish: "minuter utan bil"}
	var names string
	for l, text := range want {
		m := maps30()
		m.Words = words.In(l)
		dir := written(t, m)
		table, _ := layerRows(t, dir, "coverage_centralised")
		var columns []string
		for _, c := range table.Columns {
			columns = append(columns, c.Name)
			if strings.HasSuffix(c.Name, "_min") && !strings.HasSuffix(c.Name, "_own_min") && !strings.Contains(c.Title, ": "+text) {
				t.Errorf("%s: the title of %s is %q", l, c.Name, c.Title)
			}
		}
		if names == "" {
			names = strings.Join(columns, " ")
		}
		if got := strings.Join(columns, " "); got != names {
			t.Errorf("%s: columns %s, expected %s", l, got, names)
		}
		xmls, _ := documents(t, filepath.Join(dir, "coverage.gpkg"))
		for other, phrase := range want {
			if has := strings.Contains(strings.ToLower(xmls["project saavu"]), phrase); has != (other == l) {
				t.Errorf("%s: the project has %q: %t", l, phrase, has)
			}
		}
	}
}
