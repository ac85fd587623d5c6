// A PouchDB server over LevelDB in FOLDER, on loopback; prints its port, ends when its standard input does.
"use strict";

const path = require("path");
const express = require("express");
const PouchDB = require("pouchdb");

const folder = process.argv[2];
const Stored = PouchDB.defaults({ prefix: folder + path.sep });
const app = express();
const options = { mode: "minimumForPouchDB", inMemoryConfig: true, logPath: path.join(folder, "log.txt") };
app.use("/", require("express-pouchdb")(Stored, options));
const server = app.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.stdin.resume().on("end", () => process.exit(0));
