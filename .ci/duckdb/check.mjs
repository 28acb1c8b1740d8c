// Reads the Parquet files of a folder with DuckDB: counts, types, boxes, metadata, and the
// queries of docs/FORMATS.md. Arguments: the folder, a file with the queries.
import { DuckDBInstance } from '@duckdb/node-api';
import assert from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';

const [folder, queries] = process.argv.slice(2);
process.chdir(folder);
const db = await (await DuckDBInstance.create(':memory:')).connect();
const rows = async (sql) => (await db.runAndReadAll(sql)).getRowObjectsJson();
const close = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

const files = readdirSync('.').filter((name) => name.endsWith('.parquet'));
assert(files.length > 4, 'Parquet files');
for (const file of files) {
  const [{ n }] = await rows(`SELECT count(*)::INT n FROM '${file}'`);
  assert(n > 0, `${file} has rows`);
  const types = Object.fromEntries((await rows(`DESCRIBE SELECT * FROM '${file}'`)).map((c) => [c.column_name, c.column_type]));
  const meta = Object.fromEntries((await rows(`SELECT key::VARCHAR k, hex(value) v FROM parquet_kv_metadata('${file}')`)).map((m) => [m.k, Buffer.from(m.v, 'hex').toString()]));
  const geo = JSON.parse(meta.geo);
  const about = geo.columns[geo.primary_column];
  assert.equal(geo.version, '1.1.0');
  assert.equal(about.encoding, 'WKB');
  assert(types[geo.primary_column].startsWith('GEOMETRY'), `${file}: ${types[geo.primary_column]}`);
  const code = { 'gk.parquet': 3879, 'wgs.parquet': undefined };
  assert.equal(about.crs?.id.code, file in code ? code[file] : 3067, `${file}: its system`);
  assert.deepEqual(about.covering.bbox.xmin, ['bbox', 'xmin']);
  const [box] = await rows(`SELECT min(bbox.xmin) a, min(bbox.ymin) b, max(bbox.xmax) c, max(bbox.ymax) d, count(*) FILTER (bbox IS NULL)::INT lacking,
    count(*) FILTER (${geo.primary_column} IS NULL)::INT bare FROM '${file}'`);
  assert.deepEqual([box.a, box.b, box.c, box.d], about.bbox, `${file}: its box`);
  assert.equal(box.lacking, box.bare, `${file}: a box for each place`);
  const layer = JSON.parse(meta['saavu.layer']);
  assert.deepEqual(layer.columns.map((c) => c.name), Object.keys(types).filter((c) => c !== 'bbox' && c !== geo.primary_column), `${file}: its columns`);
  assert(layer.columns.every((c) => c.title), `${file}: titles`);
  console.log(`${file}: ${n} rows, ${Object.keys(types).length} columns, ${about.geometry_types}, id ${types.id ?? '-'}`);
}
// A part of the map is found by its boxes alone.
const [{ part }] = await rows(`SELECT count(*)::INT part FROM 'coverage_local.parquet' WHERE bbox.xmin < 385000 AND bbox.ymax > 6690000`);
assert(part > 0 && part < 3959, 'a part of the map');
// The cells add up to scores.csv.
const [{ there, people }] = await rows(`SELECT (SELECT sum(gp_reception_there) FROM 'coverage_local.parquet') there,
  (SELECT people FROM 'scores.csv' WHERE option = 'local' AND service = 'gp_reception' AND measure = 'gets_there' AND area IS NULL ORDER BY people DESC LIMIT 1) people`);
assert(close(there, people), `${there} people in the cells, ${people} in scores.csv`);
// Ids have one type in all files: they join without a cast.
for (const [name, type] of [['coverage_local', 'BIGINT'], ['allocations', 'BIGINT'], ['areas', 'VARCHAR'], ['catchments', 'VARCHAR']]) {
  assert.equal((await rows(`DESCRIBE SELECT id FROM '${name}.parquet'`))[0].column_type, type, `${name}: id`);
}
assert.equal((await rows(`DESCRIBE SELECT id FROM 'near.csv'`))[0].column_type, 'BIGINT');
const [{ lost }] = await rows(`SELECT count(*)::INT lost FROM 'catchments.parquet' c LEFT JOIN 'stations_local.parquet' s ON s.service = c.service AND s.id = c.id AND s.unit IS NOT DISTINCT FROM c.unit
  WHERE c.option = 'local' AND (s.load IS NULL OR abs(s.load - c.load) > 1e-6 * s.load OR abs(s.seen - c.seen) > 1e-6 * s.load)`);
assert.equal(lost, 0, 'catchments with the load of another station');
for (const sql of readFileSync(queries, 'utf8').split(';').map((text) => text.trim()).filter(Boolean)) {
  const found = await rows(sql);
  assert(found.length > 3, `${sql}: ${found.length} rows`);
  console.log(`${found.length} rows: ${sql.slice(0, 80)}…`);
}
