/* Runs the site's script in node: `words`, `phrases` and `queries` of texts, or searches in a folder of files. */
"use strict";
const fs = require("fs"), path = require("path");
const site = require(path.resolve(process.argv[2]));
const asked = JSON.parse(fs.readFileSync(0, "utf8"));
const main = async () => {
  if (asked.texts) {
    return asked.texts.map((text) => ({
      words: site.wordsOf(text), phrases: site.phrasesOf(text), name: site.nameOf(text), query: site.parseQuery(text),
      pieces: site.markedPieces(text, site.parseQuery(asked.mark || text)),
    }));
  }
  const told = [];
  for (const { text, order } of asked.searches) {
    let bytes = 0;
    const load = async (file) => {
      const body = fs.readFileSync(path.join(asked.folder, file));
      bytes += body.length;
      return JSON.parse(body);
    };
    const index = await site.openIndex(load);
    const found = await index.search(site.parseQuery(text), order);
    const hits = [];
    let first = 0;
    for (let part = 0; part < 40; part++) {
      const { hits: more, isLast } = await found.next();
      hits.push(...more.map((one) => one.url));
      if (!part) first = bytes;
      if (isLast) break;
    }
    told.push({ hits, bytes: first });
  }
  return told;
};
main().then((told) => process.stdout.write(JSON.stringify(told)));
