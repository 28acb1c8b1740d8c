"""Opens a coverage.gpkg in real QGIS, without a screen, as a planner would.

    in_qgis.py FOLDER PICTURES [OPTION...]

FOLDER has the files of a run, or the GeoPackage alone; pictures go to PICTURES. Every layer opens with its first
style and takes every other one; every row is drawn by one rule of it; the project opens
from another folder too; maps of each service have as many pixels of each class as the data
says. The maps of all services are drawn for the options that are named, without names for
all; of every other option those of one service, drawn by a fixed seed so that all services
come up. Layers on request are drawn in the project, and scores.csv is joined to areas. The
first fault ends the run.
"""
import json, os, random, re, shutil, sqlite3, sys, tempfile

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp())
from qgis.core import (QgsApplication, QgsLayoutExporter, QgsMapRendererParallelJob, QgsMapSettings, QgsProject, QgsRenderContext,
                       QgsVectorLayer)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage
from qgis.PyQt.QtXml import QDomDocument

folder, pictures, options = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3:]
path = os.path.join(folder, "coverage.gpkg")
os.makedirs(pictures, exist_ok=True)
app = QgsApplication([], False)
app.initQgis()
db = sqlite3.connect(path)
scratch = tempfile.mkdtemp()


def check(ok, text):
    if not ok:
        sys.exit("qgis: " + text)


def end():
    """QGIS takes its objects down in an order that can crash; nothing is left to be done."""
    shutil.rmtree(scratch)
    sys.stdout.flush()
    os._exit(0)


def rows(query, *args):
    return db.execute(query, args).fetchall()


def source(table, file=path):
    return file + "|layername=" + table


def drawn_by(layer):
    """How many rows each rule draws, and how many rows no rule or several draw."""
    context = QgsRenderContext()
    context.setExpressionContext(layer.createExpressionContext())
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    counts, none, several = {}, 0, 0
    rules = {item.ruleKey() for item in renderer.legendSymbolItems()}
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        keys = renderer.legendKeysForFeature(feature, context) & rules
        none += len(keys) == 0
        several += len(keys) > 1
        for key in keys:
            counts[key] = counts.get(key, 0) + 1
    renderer.stopRender(context)
    return counts, none, several


def plain(name):
    return re.sub("[^a-z0-9_]", "_", name.lower())


# 1. Every layer alone.
tables = [name for (name,) in rows("SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY table_name")]
check(len(tables) > 5, "only the layers %s" % tables)
sample = random.Random(14)
styles = 0
for table in tables:
    check(re.fullmatch("[a-z][a-z0-9_]*", table), "the name of layer %r needs quotes" % table)
    layer = QgsVectorLayer(source(table), table, "ogr")
    check(layer.isValid(), "layer %s does not open" % table)
    (count,), = rows("SELECT count(*) FROM " + table)
    check(layer.featureCount() == count and sum(1 for _ in layer.getFeatures()) == count, "layer %s has other rows than its table" % table)
    check(layer.crs().authid() == "EPSG:3067", "layer %s is in %s" % (table, layer.crs().authid()))
    text, ok = layer.loadDefaultStyle()
    check(ok, "the first style of %s: %s" % (table, text))
    names = [f.name() for f in layer.fields() if not f.alias() and f.name() != "fid"]
    check(not names, "columns of %s without a title: %s" % (table, names))
    titles = [f.alias() for f in layer.fields()]
    stored = rows("SELECT id, styleName, styleQML, styleSLD FROM layer_styles WHERE f_table_name = ? ORDER BY id", table)
    check(stored, "layer %s has no style" % table)
    also = sample.choice(stored)[0]
    for number, name, qml, sld in stored:
        document = QDomDocument()
        check(document.setContent(qml)[0], "style %r of %s is no XML" % (name, table))
        ok, text = layer.importNamedStyle(document)
        check(ok, "style %r of %s: %s" % (name, table, text))
        check([f.alias() for f in layer.fields()] == titles, "style %r of %s changes the titles of columns" % (name, table))
        renderer = layer.renderer()
        check(renderer.type() == "RuleRenderer" or count == 0 or "facilities" in table, "style %r of %s draws nothing: %s" % (name, table, renderer.type()))
        labels = [item.label() for item in renderer.legendSymbolItems()]
        check(all(labels) and len(set(labels)) == len(labels), "legend of style %r of %s: %s" % (name, table, labels))
        styles += 1
        if options and not any(table.endswith("_" + plain(o)) for o in options) and number not in (stored[0][0], also):
            continue
        counts, none, several = drawn_by(layer)
        check(several == 0, "style %r of %s: two rules draw %d rows" % (name, table, several))
        if table.startswith(("coverage_", "change_", "cells")):
            check(none == 0 or table.startswith("change_") and none < count / 20, "style %r of %s: no rule draws %d of %d rows" % (name, table, none, count))
        # The same rules as SLD.
        sld_file = os.path.join(scratch, "style.sld")
        with open(sld_file, "w", encoding="utf-8") as f:
            f.write(sld)
        twin = QgsVectorLayer(source(table), table, "ogr")
        text, ok = twin.loadSldStyle(sld_file)
        if renderer.type() == "RuleRenderer":
            check(ok, "SLD of style %r of %s: %s" % (name, table, text))
            again, twin_none, twin_several = drawn_by(twin)
            check(sorted(again.values()) == sorted(counts.values()), "SLD of style %r of %s draws %s, QML %s" % (name, table, again, counts))
print("%d layers with %d styles open" % (len(tables), styles))

# 2. The project, from a folder to which the file was moved.
moved = os.path.join(scratch, "moved")
os.mkdir(moved)
shutil.copy(path, moved)
project = QgsProject.instance()
check(project.read("geopackage:%s?projectName=saavu" % os.path.join(moved, "coverage.gpkg")), "the project does not open")
check(project.crs().authid() == "EPSG:3067", "the project is in %s" % project.crs().authid())
layers = {layer.id().replace("saavu_layer_", ""): layer for layer in project.mapLayers().values()}
# A table of several options or places is a layer for each of them, with a filter.
asked = {name: layer for name, layer in layers.items() if name.startswith(("catchments", "allocations", "isochrones", "area_scores", "unserved_"))}
check(sorted({name.split("__")[0] for name in layers}) == tables, "layers of the project: %s" % sorted(layers))
for name, layer in layers.items():
    check(layer.isValid() and layer.source().startswith(moved), "layer %s of the project is %s" % (name, layer.source()))
    stored = [s for (s,) in rows("SELECT styleName FROM layer_styles WHERE f_table_name = ? ORDER BY id", name.split("__")[0])]
    styles = layer.styleManager().styles()
    if "__" not in name:
        check(sorted(styles) == sorted(stored) and layer.styleManager().currentStyle() == stored[0], "styles of layer %s of the project: %s" % (name, styles))
    else:
        check(set(styles) & set(stored) and layer.subsetString(), "styles of layer %s of the project: %s" % (name, styles))
for table in {name.split("__")[0] for name in asked if "__" in name}:
    (count,), = rows("SELECT count(*) FROM " + table)
    parts = sum(1 for name, layer in asked.items() if name.split("__")[0] == table for _ in layer.getFeatures())  # featureCount ignores filters
    check(parts == count, "the parts of %s have %d rows, the table %d" % (table, parts, count))
groups = project.layerTreeRoot().children()
check(len(groups) == len([t for t in tables if t.startswith("coverage_")]) + 2 + ("isochrones" in tables), "%d groups" % len(groups))
themes = project.mapThemeCollection()
for theme in themes.mapThemes():
    check(len(themes.mapThemeVisibleLayers(theme)) == 3, "theme %s has the layers %s" % (theme, themes.mapThemeVisibleLayers(theme)))
layouts = project.layoutManager().layouts()
check(len(layouts) == 2, "%d layouts" % len(layouts))


def colours(image, step=1):
    found = {}
    for y in range(0, image.height(), step):
        for x in range(0, image.width(), step):
            c = image.pixel(x, y) & 0xffffff
            found[c] = found.get(c, 0) + 1
    return found


for number, layout in enumerate(layouts):
    file = os.path.join(pictures, "layout-%d.png" % (number + 1))
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 110
    settings.generateWorldFile = False
    check(QgsLayoutExporter(layout).exportToImage(file, settings) == QgsLayoutExporter.Success, "layout %s is not drawn" % layout.name())
    check(len(colours(QImage(file), 3)) > 8, "layout %s is empty" % layout.name())
print("the project has %d groups, %d themes and the layouts %s" % (len(groups), len(themes.mapThemes()), ", ".join(l.name() for l in layouts)))

extent = layers["cells"].extent()
first = next(layers["cells"].getFeatures()).geometry()
side = first.boundingBox().width()
filled = first.area() / side**2  # of its bounds by a cell: 1 of a square
CELL = 10  # pixels of a cell


def render(layer, extent, cell=CELL):
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(extent)
    width, height = round(extent.width() / side * cell), round(extent.height() / side * cell)
    settings.setOutputSize(QSize(width, height))
    settings.setBackgroundColor(QColor("white"))
    settings.setFlag(QgsMapSettings.Antialiasing, False)
    settings.setFlag(QgsMapSettings.DrawLabeling, False)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


# 3. Layers on request: each part has colours if a rule draws a row of it, and rows are drawn
# by one rule. Polygons of an isochrone cover what its classes cover.
modes = {"walk": ("walk", "kävely", "gång"), "bike": ("bike", "pyöräily", "cykel"), "transit": ("transit", "joukkoliikenne", "kollektivtrafik"), "car": ("car", "auto", "bil")}
for name, layer in sorted(asked.items()):
    for style in layer.styleManager().styles():
        layer.styleManager().setCurrentStyle(style)
        counts, none, several = drawn_by(layer)
        check(several == 0, "style %r of %s: two rules draw %d rows" % (style, name, several))
        image = render(layer, extent, 6)
        found = colours(image, 2)
        found.pop(0xffffff, None)
        check((sum(found.values()) > 0) == (sum(counts.values()) > 0), "style %r of %s: %d rows, %d coloured pixels" % (style, name, sum(counts.values()), sum(found.values())))
        check(sum(counts.values()) > 0, "style %r of %s draws nothing" % (style, name))
        if name.startswith("isochrones"):
            of = [f for f in layer.getFeatures() if style.rsplit(": ", 1)[1].startswith(modes[f["mode"]])]
            check(of, "style %r of %s names no mode" % (style, name))
            want = sum(f["cells"] for f in of) / len({f["period"] for f in of}) * 9 * filled
            check(abs(sum(found.values()) - want) < 0.1 * want, "style %r of %s: %d pixels, the cells have %d" % (style, name, sum(found.values()), want))
        file = os.path.join(pictures, name.split("__")[0] + ".png")
        if not os.path.exists(file):
            image.save(file)
if asked:
    print("%d layers on request drawn in the project" % len(asked))

# 4. scores.csv joins areas by their one key.
scores = os.path.join(folder, "scores.csv")
if os.path.exists(scores):
    from qgis.core import QgsVectorLayerJoinInfo
    from qgis.PyQt.QtCore import QUrl
    areas = QgsVectorLayer(source("areas"), "areas", "ogr")
    first = re.search("there_([a-z0-9_]+)", " ".join(f.name() for f in areas.fields() if f.name().startswith("there_"))).group(1)
    with open(scores, encoding="utf-8") as f:
        names = sorted({line.split(",")[0] for line in f} - {"option"})
    option = next(o for o in names if plain(o) == first)
    matched = 0
    for service in sorted({line.split(",")[1] for line in open(scores, encoding="utf-8")} - {"service", ""}):
        table = QgsVectorLayer(QUrl.fromLocalFile(scores).toString() + "?type=csv&detectTypes=yes&geomType=none&subset=" +
                               bytes(QUrl.toPercentEncoding('"option" = \'%s\' AND "service" = \'%s\' AND "measure" = \'gets_there\' AND "area" <> \'\'' % (option, service))).decode(), "scores", "delimitedtext")
        check(table.isValid() and table.featureCount() > 0, "scores.csv of %s does not open" % service)
        project.addMapLayer(table, False)
        join = QgsVectorLayerJoinInfo()
        join.setJoinLayer(table)
        join.setJoinFieldName("area")
        join.setTargetFieldName("id")
        join.setUsingMemoryCache(True)
        join.setPrefix("scores_")
        check(areas.addJoin(join), "scores.csv does not join areas")
        found = [(f["there_" + first], f["scores_value"]) for f in areas.getFeatures()]
        joined = [(a, b) for a, b in found if isinstance(b, float)]
        check(len(joined) == areas.featureCount() == table.featureCount(), "%s: %d of %d areas have a row of scores.csv, which has %d" % (service, len(joined), areas.featureCount(), table.featureCount()))
        matched += all(abs(a - b) < 1e-9 for a, b in joined)
        areas.removeJoin(table.id())
    check(matched >= 1, "no service of scores.csv has the shares of the layer areas")
    print("scores.csv joins %d areas" % areas.featureCount())

# 5. Pixels by class, if the folder has the report.
if not os.path.exists(os.path.join(folder, "report.json")):
    end()
with open(os.path.join(folder, "report.json"), encoding="utf-8") as f:
    report = json.load(f)
limits = {v["id"]: v["limit_min"]["value"] for v in report["services"]}
MINUTES = ["#d1f1f3", "#71c7d0", "#d28430", "#b25817", "#7a340e", "#1a1a1a"]
CHANGE = ["#034463", "#7fc0e1", "#e2e8eb", "#cc8135", "#ac4b06"]
SIDES = [0.42, 0.68, 1.0]
# Pixels of a square of each size: those whose middle lies in it.
PIXELS = [sum(CELL * (1 - s) / 2 < k + 0.5 < CELL * (1 + s) / 2 for k in range(CELL)) ** 2 for s in SIDES]


def sizes(people):
    """Small, middle and full squares: the cells that hold the last 3 % of the group, the next 12 %."""
    order = sorted(p for p in people if p > 0)
    total, held, cut = sum(order), 0.0, {}
    at = 0
    while at < len(order):
        to = at
        while to < len(order) and order[to] == order[at]:
            to += 1
        held += order[at] * (to - at)
        cut[order[at]] = 0 if held <= 0.03 * total else 1 if held <= 0.15 * total else 2
        at = to
    return [cut.get(p, -1) if p > 0 else -1 for p in people]


def in_class(value, unreached, limit):
    if unreached:
        return 5
    if value is None:
        return None
    bounds = [int(limit / 2), int(limit), int(1.5 * limit), int(2 * limit)]
    return next((i for i, to in enumerate(bounds) if value <= to), 4)


def compare_pixels(what, image, palette, expected):
    found = colours(image)
    for i, colour in enumerate(palette):
        n = found.get(int(colour[1:], 16), 0)
        want = expected.get(i, 0.0)
        check(abs(n - want) <= 0.01 * want, "%s: %d pixels of class %d, the data has %.0f" % (what, n, i, want))
    return sum(expected.values())


coverage = [o["id"] for o in report["options"]]
maps, kinds = 0, {}
turns = list(limits)
sample.shuffle(turns)
for turn, option in enumerate(coverage):
    for service in limits:
        if options and option not in options and service != turns[turn % len(turns)]:
            continue
        column, table = plain(service), "coverage_" + plain(option)
        data = rows("SELECT %s_min, %s_unreached, %s_target FROM %s" % (column, column, column, table))
        # Squares are as large as all cells of the grid together say.
        size = sizes([t or 0 for _, _, t in data])
        expected = {}
        for (value, unreached, target), s in zip(data, size):
            c = in_class(value, unreached, limits[service] or 30)
            if s >= 0 and c is not None:
                expected[c] = expected.get(c, 0) + PIXELS[s]
        name = rows("SELECT styleName FROM layer_styles WHERE f_table_name = ? AND styleQML LIKE ?", table, "%&#34;" + column + "_min%")[0][0]
        layer = layers[table]
        layer.styleManager().setCurrentStyle(name)
        image = render(layer, extent)
        compare_pixels("%s of %s" % (name, option), image, MINUTES, expected)
        maps += 1
        if kinds.setdefault("minutes", option) == option and service == list(limits)[0]:
            image.save(os.path.join(pictures, "minutes.png"))
        table = "change_" + plain(option)
        if table not in layers or not any(f.name() == column + "_class" for f in layers[table].fields()):
            continue
        data = rows("SELECT %s_class, %s_target FROM %s" % (column, column, table))
        expected = {}
        for (value, target), s in zip(data, size):
            if s >= 0 and value is not None:
                expected[2 - value] = expected.get(2 - value, 0) + PIXELS[s]
        layer = layers[table]
        for (name, qml) in rows("SELECT styleName, styleQML FROM layer_styles WHERE f_table_name = ? ORDER BY id", table):
            figure = next((k for k in ("class", "gain", "loses_last", "fewer_days") if '&#34;%s_%s&#34;' % (column, k) in qml), None)
            if figure is None:
                continue
            layer.styleManager().setCurrentStyle(name)
            image = render(layer, extent)
            maps += 1
            if figure == "class":
                compare_pixels("%s of %s" % (name, option), image, CHANGE, expected)
            else:
                coloured = sum(n for c, n in colours(image).items() if c not in (0xffffff, 0xf5f6f6))
                where = "%s_gain > 0 OR %s_lose > 0" % (column, column) if figure == "gain" else "%s_%s > 0" % (column, figure)
                cells, = rows("SELECT count(*) FROM %s WHERE %s" % (table, where))[0]
                check(0 < coloured <= cells * CELL * CELL * 1.02, "%s of %s: %d coloured pixels of %d cells" % (name, option, coloured, cells))
            if kinds.setdefault(figure, name) == name and not os.path.exists(os.path.join(pictures, figure + ".png")):
                image.save(os.path.join(pictures, figure + ".png"))
for kind in ("facilities_", "stations_", "areas"):
    for table in tables:
        if not table.startswith(kind):
            continue
        names = layers[table].styleManager().styles()
        if options and kind != "areas" and not any(table == kind + plain(o) for o in options):
            names = sample.sample(names, 1)
        for name in names:
            layers[table].styleManager().setCurrentStyle(name)
            if layers[table].featureCount() == 0 or layers[table].renderer().type() != "RuleRenderer":
                continue
            counts, _, _ = drawn_by(layers[table])
            image = render(layers[table], extent)
            coloured = sum(n for c, n in colours(image, 2).items() if c != 0xffffff)
            check((coloured > 0) == (sum(counts.values()) > 0), "style %r of %s: %d rows, %d coloured pixels" % (name, table, sum(counts.values()), coloured))
            maps += 1
            file = os.path.join(pictures, "%s-%s.png" % (kind.strip("_"), plain(name)[-40:]))
            if not os.path.exists(file) and len(os.listdir(pictures)) < 40:
                image.save(file)
print("%d maps drawn, as many pixels of each class as the data says" % maps)
end()
