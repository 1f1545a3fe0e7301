// Print a page: node print.mjs FILE FORMAT PDF, FORMAT being A4 or Letter.
import { pathToFileURL } from "node:url";
import { browse } from "./browser.mjs";

const [file, format, path] = process.argv.slice(2);
const found = await browse(async (page) => {
  await page.goto(String(pathToFileURL(file)));
  await page.pdf({ path, format, preferCSSPageSize: false, margin: undefined });
  return {};
});
console.log(JSON.stringify(found));
