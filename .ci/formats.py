"""Reads the tables of a folder with openpyxl and pandas. Arguments: the folder, a file
with the lines of docs/FORMATS.md that join tables."""

import os
import sys

import openpyxl
import pandas

folder, lines = sys.argv[1], open(sys.argv[2], encoding="utf-8").read()
os.chdir(folder)

scores = pandas.read_csv("scores.csv")
want = scores[(scores.option == "local") & (scores.service == "gp_reception") & (scores.measure == "gets_there") & scores.area.isna()].people.max()

book = openpyxl.load_workbook("several.xlsx")
print("sheets:", ", ".join(book.sheetnames))
assert book.sheetnames[2:] == ["coverage_local", "areas", "stations_local", "facilities_local"], book.sheetnames
cells = 0
for sheet in book:
    for row in sheet.iter_rows():
        for cell in row:
            cells += cell.value is not None
            assert cell.data_type != "f", f"{sheet.title}!{cell.coordinate} is a formula: {cell.value}"
assert cells > 100_000, cells
cover = [[c.value for c in row] for row in book.worksheets[0].iter_rows()]
heads = [row[0] for row in cover]
for head in ["County", "Sheets", "Options", "Assumptions", "Sources", "Made by", "coverage.gpkg"]:
    assert head in heads, f"no {head} on the cover"
assert "SYNTHETIC" in str(cover), "the cover does not say that the county is synthetic"

sheet = book["coverage_local"]
names = [cell.value for cell in sheet[1]]
assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref.startswith("A1:") and sheet["A1"].font.b, "the header of a sheet"
at = {name: i for i, name in enumerate(names)}
rows = list(sheet.iter_rows(min_row=2, values_only=True))
there = sum(row[at["gp_reception_there"]] for row in rows)
assert abs(there - want) <= 1e-9 * want, (there, want)
assert all(isinstance(row[at["id"]], int) and isinstance(row[at["area"]], str) for row in rows), "types of cells"
print(f"several.xlsx: {cells} cells, no formula, {there:.0f} people get there as in scores.csv")

table = pandas.read_csv("coverage_local.csv")
assert len(table) == len(rows) and table.id.dtype == "int64" and table.wkt.str.startswith("POLYGON ((").all()
assert abs(table.gp_reception_there.sum() - want) <= 1e-9 * want
scope = {"pandas": pandas}
*first, last = [line for line in lines.splitlines() if line.strip()]
exec("\n".join(first), scope)
joined = eval(last, scope)
assert len(joined) == len(table) and joined.value.notna().all(), "the join of pandas"
print(f"pandas: {len(joined)} cells joined, {joined.value.mean():.1f} minutes")
# LibreOffice has the same sheets with the same rows, and sums of every column of numbers.
for name in book.sheetnames[2:]:
    ours, theirs = pandas.read_excel("several.xlsx", sheet_name=name), pandas.read_csv(f"office/several-{name}.csv")
    assert list(ours.columns) == list(theirs.columns) and len(ours) == len(theirs), f"LibreOffice: sheet {name}"
    numbers = ours.select_dtypes("number")
    assert len(numbers.columns) > 2, name
    for column in numbers:
        a, b = numbers[column].sum(), pandas.to_numeric(theirs[column]).sum()
        assert abs(a - b) <= 1e-6 * max(1, abs(a)), f"LibreOffice: {name}.{column} adds up to {b}, not {a}"
    print(f"LibreOffice: {name}, {len(theirs)} rows, sums of {len(numbers.columns)} columns agree")
areas = pandas.read_csv("areas.csv", dtype={"id": str})
of = scores[scores.area.notna()].merge(areas, left_on="area", right_on="id")
assert len(of) == scores.area.notna().sum(), "areas of scores.csv that are not in the layer"
values = scores[(scores.option == "local") & (scores.service == "gp_reception") & (scores.measure == "gets_there") & scores.area.notna()]
both = pandas.read_csv("area_scores.csv", dtype={"id": str}).query("option == 'local' and service == 'gp_reception'").merge(values, left_on="id", right_on="area", validate="one_to_one")
assert len(both) == len(areas) and (abs(both.gets_there - both.value) < 1e-9).all(), "area_scores and scores.csv"
print(f"pandas: {len(of)} rows of scores.csv have an area, {len(both)} areas the same share in both")
