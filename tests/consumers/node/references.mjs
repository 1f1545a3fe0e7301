// Read references with citation-js: node references.mjs FILE... prints each as CSL-JSON and as APA, set by citeproc-js.
import { readFileSync } from "node:fs";
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-csl";
import "@citation-js/plugin-ris";

const FORMS = { json: "@csl/list+object", bib: "@bibtex/text", ris: "@ris/file" };
const STYLE = { format: "text", template: "apa", lang: "en-US", asEntryArray: true };

const found = process.argv.slice(2).map((file) => {
  const kind = file.split(".").pop();
  const text = readFileSync(file, "utf8");
  const cite = new Cite(kind === "json" ? JSON.parse(text) : text, { forceType: FORMS[kind] });
  return { items: cite.data, apa: Object.fromEntries(cite.format("bibliography", STYLE)) };
});
console.log(JSON.stringify(found));
