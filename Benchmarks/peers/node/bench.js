// Peer: Handlebars on Node, from Debian's package. The runners' protocol; HANDLEBARS names the library's file.
"use strict";

const crypto = require("crypto");
const fs = require("fs");
const Handlebars = require(process.env.HANDLEBARS || "handlebars");

const INITIALISMS = new Set(
  ("ACL API ASCII CPU CSS DNS EOF GUID HTML HTTP HTTPS ID IP JSON LHS QPS RAM RHS RPC SLA SMTP SQL SSH TCP TLS TTL UDP " +
    "UI UID UUID URI URL UTF8 VM XML XMPP XSRF XSS GID SIP RTP AMQP DB TS").split(" "));
const WORD = /[A-Z]+(?![a-z])[0-9]*[a-z0-9]*|[A-Z]?[a-z0-9]+/g;

const words = (name) => name.match(WORD) || [];
const capitalized = (word) => word[0].toUpperCase() + word.slice(1).toLowerCase();

const filters = {
  snake: (name) => words(name).join("_").toLowerCase(),
  kebab: (name) => words(name).join("-").toLowerCase(),
  pascal: (name) => words(name).map(capitalized).join(""),
  camel: (name) => words(name).map((word, i) => (i ? capitalized(word) : word.toLowerCase())).join(""),
  title: (name) =>
    words(name).map((word) => (/[a-z]/.test(name) && !/[a-z]/.test(word) ? word : capitalized(word))).join(" "),
  go_name: (name) =>
    words(name).map((word) => {
      const upper = word.toUpperCase();
      if (INITIALISMS.has(upper)) return upper;
      return upper.startsWith("OAUTH") ? "OAuth" + word.slice(5) : capitalized(word);
    }).join(""),
  plural: (name) => {
    const lower = words(name).at(-1).toLowerCase();
    if (lower === "person") return name.slice(0, -5) + "eople";
    if (lower === "child") return name + "ren";
    if (/(s|x|z|ch|sh)$/.test(lower)) return name + "es";
    return /[^aeiou]y$/.test(lower) ? name.slice(0, -1) + "ies" : name + "s";
  },
};

function option(name) {
  return process.argv[process.argv.indexOf("--" + name) + 1];
}

function compile(templates) {
  const engine = Handlebars.create();
  for (const [name, filter] of Object.entries(filters)) engine.registerHelper(name, (value) => filter(value));
  for (const [name, text] of Object.entries(templates)) {
    if (name !== "main") engine.registerPartial(name, engine.compile(text, { noEscape: true }));
  }
  return engine.compile(templates.main, { noEscape: true });
}

const [workload, seconds] = [option("workload"), Number(option("seconds"))];
const data = JSON.parse(fs.readFileSync(option("data"), "utf8"));
const templates = data.syntaxes.handlebars;
const main = compile(templates);
const output = data.documents.map((document) => main(document)).join("");
if (process.env.BENCH_OUTPUT) fs.writeFileSync(process.env.BENCH_OUTPUT, output);

const isParse = workload.startsWith("parse");
const size = Buffer.byteLength(isParse ? Object.values(templates).join("") : output);
const perStep = isParse ? 1 : data.documents.length;
const step = () => {
  if (isParse) {
    // `compile` is lazy; this is what it does at the first render.
    for (const text of Object.values(templates)) Handlebars.precompile(text, { noEscape: true });
  } else {
    for (const document of data.documents) main(document);
  }
};

const now = () => Number(process.hrtime.bigint()) / 1e9;
for (const warm = now(); now() - warm < seconds / 5; ) step();
let count = 0;
const cpu = process.cpuUsage();
const start = now();
while (now() - start < seconds) {
  step();
  count++;
}
const elapsed = now() - start;
const used = process.cpuUsage(cpu);
const renders = count * perStep;
console.log(
  JSON.stringify({
    engine: "handlebars-node",
    workload,
    us_per_render: (elapsed * 1e6) / renders,
    cpu_us: (used.user + used.system) / renders,
    mb_per_s: (size * count) / elapsed / 1e6,
    sha256: crypto.createHash("sha256").update(output).digest("hex"),
    rss_kb: process.resourceUsage().maxRSS,
  }));
