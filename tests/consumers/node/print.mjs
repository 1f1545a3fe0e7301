// Print a page: node print.mjs FILE FORMAT PDF [HASH], FORMAT being A4 or Letter.
import { pathToFileURL } from "node:url";
import { browse } from "./browser.mjs";

const [file, format, path, hash = ""] = process.argv.slice(2);
const found = await browse(async (page) => {
  await page.goto(pathToFileURL(file) + hash);
  await page.pdf({ path, format, preferCSSPageSize: false, margin: undefined });
  return {};
});
console.log(JSON.stringify(found));
