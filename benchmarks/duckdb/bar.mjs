// DuckDB's CSV reader and Saavu's on the 134 files of the real travel time
// matrix, one after the other in the same run, each on two cores and with the
// files in the page cache. What counts is the faster of two ways in which DuckDB
// reads all columns when it is given the delimiter and finds the types itself, as
// Saavu finds the columns. It spends most of that on looking at each file: what
// it takes with all types written out is printed next to it. Ends with an error when
// the sums differ or Saavu is not six times as fast.
//
//   cd benchmarks/duckdb && npm ci && npm run bar
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";

const bar = 6;
const warmRounds = 5; // after a cold one
const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const data = resolve(root, process.env.SAAVU_SHARED_DATA ?? "../shared/data");
const folder = join(data, "helsinki-region", "ttm-2018");
const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".txt")).sort().map((name) => join(folder, name));
if (files.length !== 134) throw new Error(`${files.length} matrix files in ${folder}, expected 134`);

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

// What must come out, from a plain reading of the text; it also warms the cache.
function plainSums() {
  let bytes = 0, sum = 0, count = 0, rows = 0;
  for (const file of files) {
    const text = readFileSync(file, "latin1");
    bytes += text.length;
    const [header, ...lines] = text.trimEnd().split("\n");
    const at = header.trim().split(";").indexOf("pt_r_tt");
    for (const line of lines) {
      const minutes = Number(line.split(";")[at]);
      rows++;
      if (minutes > -1) (sum += minutes), count++;
    }
  }
  return { bytes, sum, count, rows };
}

const want = plainSums();
const columns = readFileSync(files[0], "latin1").split("\n", 1)[0].trim().split(";");
const quoted = `'${join(folder, "*", "*.txt").replaceAll("'", "''")}'`;
const declared = `read_csv(${quoted}, delim=';', header=true, auto_detect=false, columns={${columns.map((c) => `'${c}': 'INTEGER'`).join(", ")}})`;
const detected = `read_csv(${quoted}, delim=';')`;
const sums = "sum(pt_r_tt) filter (pt_r_tt > -1) as sum, count(*) filter (pt_r_tt > -1) as count, count(*) as rows";
const table = (from) => ({ run: `create or replace table m as select * from ${from}`, check: `select ${sums} from m` });
const allSums = (from) => ({ run: `select ${sums}, ${columns.map((c) => `sum(${c})`).join(", ")} from ${from}` });
const ways = {
  "to a table": { ...table(detected), counts: true },
  "to sums of all columns": { ...allSums(detected), counts: true },
  "to a table, column types declared": table(declared),
  "to a table in any order, column types declared": { ...table(declared), unordered: true },
  "to sums of all columns, column types declared": allSums(declared),
};

const db = await (await DuckDBInstance.create(":memory:", { threads: "2" })).connect();
const version = (await (await db.runAndReadAll("select version() as v")).getRowObjects())[0].v;
const ofFile = `${files.length} files, ${(want.bytes / 1e6).toFixed(1)} MB, ${want.rows} rows of ${columns.length} columns`;
console.log(`${ofFile}; ${cpus().length} cores, ${cpus()[0].model}`);
console.log(`sum of pt_r_tt > -1: ${want.sum} in ${want.count} rows`);

// readWith gives the seconds of one reading by DuckDB and checks its sums.
async function readWith(name, way) {
  await db.run(`set preserve_insertion_order = ${!way.unordered}`);
  const start = performance.now();
  let rows = (await db.runAndReadAll(way.run)).getRowObjects();
  const seconds = (performance.now() - start) / 1000;
  if (way.check) rows = (await db.runAndReadAll(way.check)).getRowObjects();
  for (const key of ["sum", "count", "rows"]) {
    if (Number(rows[0][key]) !== want[key]) throw new Error(`DuckDB ${name}: ${key} is ${rows[0][key]}, expected ${want[key]}`);
  }
  return seconds;
}

// readWithSaavu gives the seconds of the last of three readings of one process:
// the first ones fill its memory.
function readWithSaavu() {
  const env = { ...process.env, GOMAXPROCS: "2", SAAVU_SHARED_DATA: data, SAAVU_REQUIRE_DATA: "1" };
  const out = execFileSync("go", args, { cwd: root, encoding: "utf8", env });
  const runs = [...out.matchAll(/^BenchmarkRead\S*\s+1\s+(\d+) ns\/op/gm)].map((m) => Number(m[1]) / 1e9);
  if (runs.length !== 3) throw new Error(`${runs.length} runs of BenchmarkRead:\n${out}`);
  return runs[2];
}

// The machine may be busier in one minute than in the next: every round has all
// of them, and the ratio is that of each round.
const args = ["test", "./benchmarks", "-run", "^$", "-bench", "BenchmarkRead$", "-benchtime", "1x", "-count", "3"];
const seconds = Object.fromEntries(["Saavu", ...Object.keys(ways)].map((name) => [name, []]));
for (let round = 0; round <= warmRounds; round++) {
  for (const [name, way] of Object.entries(ways)) seconds[name][round] = await readWith(name, way);
  seconds.Saavu[round] = readWithSaavu();
}

// In the first round everything is cold.
const warm = (name) => seconds[name].slice(1);
const ratioTo = (name) => median(warm(name).map((s, round) => s / warm("Saavu")[round]));
console.log(`medians of ${warmRounds} warm rounds, DuckDB ${version}; Saavu is BenchmarkRead`);
for (const name of Object.keys(seconds)) {
  const ratio = name === "Saavu" ? "" : `  Saavu is ${ratioTo(name).toFixed(1)} times as fast`;
  console.log(`${(name === "Saavu" ? name : "DuckDB " + name).padEnd(56)} ${median(warm(name)).toFixed(3)} s${ratio}`);
}
const ratio = Math.min(...Object.keys(ways).filter((name) => ways[name].counts).map(ratioTo));
console.log(`the bar is ${bar} times as fast as DuckDB with types that it finds: ${ratio.toFixed(1)}, ${ratio < bar ? "missed" : "held"}`);
if (ratio < bar) process.exitCode = 1;
