// Check GeoJSON by RFC 7946: node map.mjs FILE prints the ids of its features, or fails with the first fault.
import { readFileSync } from "node:fs";
import { check } from "@placemarkio/check-geojson";

const found = check(readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify(found.features.map((feature) => feature.id)));
