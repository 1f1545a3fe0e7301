// What axe-core finds in a page: violations, what it could not tell, and whether the page is wider than its window.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/** Open a file in a page, and judge it. */
export async function judge(page, file, hash = "") {
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
}
