// Judge a page with axe-core: node page.mjs FILE WIDTH SCHEME [HASH] prints violations, what axe could not tell, and overflow.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { browse } from "./browser.mjs";

const [file, width, colorScheme, hash = ""] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

const found = await browse(
  async (page) => {
    await page.goto(pathToFileURL(file) + hash);
    await page.evaluate(() => scrollTo(0, 0)); // what lies half under the bar at the top has no color that axe can tell
    await page.evaluate(axe); // by the debugger, not as a script of the page: its policy stays in force
    return page.evaluate(async (values) => {
      const result = await axe.run(document, { runOnly: { type: "tag", values } });
      const told = (rules) =>
        rules.map((rule) => `${rule.id}: ${rule.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`);
      return {
        violations: told(result.violations),
        unsure: told(result.incomplete),
        passed: result.passes.map((rule) => rule.id),
        overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      };
    }, RULES);
  },
  { viewport: { width: Number(width), height: 900 }, colorScheme },
);
console.log(JSON.stringify(found));
