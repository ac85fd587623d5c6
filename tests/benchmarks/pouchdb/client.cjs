// COUNT records of a desk's fields and size go up from a LevelDB in FOLDER to the server at URL, then down into a fresh
// one. Prints {up, down}: seconds from the first request to the end of the replication.
"use strict";

const path = require("path");
const { createHash, randomBytes } = require("crypto");
const PouchDB = require("pouchdb");

const [folder, url, count] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const BATCH = 500;
const Stored = PouchDB.defaults({ prefix: folder + path.sep });

function record(number) {
  const session = Math.floor(number / 250);
  return {
    _id: "0192f0c8" + number.toString(16).padStart(24, "0"),
    device: "D-0192f0c87c1e7b7a9c550a1b2c3d4e5f",
    epoch: 1,
    seq: number + 1,
    type: "attendance_punched",
    type_version: 1,
    wall: 1795400000000000 + number,
    steady: 1000000 + number,
    boot: "2f1c6f0e-6a0e-4a5e-8a1b-5b1d2a3c4d5e",
    anchor: [1795400000000000, 1000000, "2f1c6f0e-6a0e-4a5e-8a1b-5b1d2a3c4d5e", 0],
    operator: "S-101",
    status_list_version: 1,
    previous: createHash("sha256").update(String(number)).digest("base64"),
    payload_digest: createHash("sha256").update("p" + number).digest("base64"),
    salt: randomBytes(16).toString("base64"),
    session_id: "B-" + session,
    class_id: "K-BENCH",
    voucher_no: 50001 + (number % 250),
    code: "VD1" + randomBytes(93).toString("hex").toUpperCase().slice(0, 180),
    method: "code",
    verdict: "accepted",
    reason: "signed_in",
  };
}

async function fill(db) {
  for (let start = 0; start < count; start += BATCH) {
    const size = Math.min(BATCH, count - start);
    await db.bulkDocs(Array.from({ length: size }, (_, step) => record(start + step)));
  }
}

async function timed(replication, written) {
  const began = process.hrtime.bigint();
  const result = await replication();
  if (!result.ok || result[written] !== count) throw new Error("replicated " + JSON.stringify(result));
  return Number(process.hrtime.bigint() - began) / 1e9;
}

async function main() {
  const here = new Stored("desk");
  await fill(here);
  const there = new PouchDB(url + "/facts");
  await there.info();
  const up = await timed(() => PouchDB.replicate(here, there, { batch_size: BATCH }), "docs_written");
  const fresh = new Stored("other-desk");
  const down = await timed(() => PouchDB.replicate(there, fresh, { batch_size: BATCH }), "docs_written");
  console.log(JSON.stringify({ up, down }));
}

main().catch((error) => {
  console.error(String(error));
  process.exit(1);
});
