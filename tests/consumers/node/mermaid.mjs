// Parse and draw Mermaid texts in Chromium: node mermaid.mjs FILE... prints the texts that were drawn, for each.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { browseEach } from "./browser.mjs";

const library = createRequire(import.meta.url).resolve("mermaid/dist/mermaid.min.js");
const found = await browseEach(process.argv.slice(2), async (page, file) => {
  await page.setContent("<!doctype html><title>Mermaid</title><div id=place></div>");
  await page.addScriptTag({ path: library });
  return page.evaluate(async (text) => {
    mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
    const kind = await mermaid.parse(text);
    const { svg } = await mermaid.render("drawing", text);
    document.getElementById("place").innerHTML = svg;
    const lines = (of) => [...of.querySelectorAll("tspan")].map((line) => line.textContent);
    return { kind, texts: [...document.querySelectorAll("#place text")].map((text) => lines(text).join(" ")) };
  }, readFileSync(file, "utf8"));
});
console.log(JSON.stringify(found));
