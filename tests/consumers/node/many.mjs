// Open a page of very many events and search it: node many.mjs FILE WORD prints seconds and what was found.
import { pathToFileURL } from "node:url";
import { browse } from "./browser.mjs";

const [file, word] = process.argv.slice(2);
const found = await browse(
  async (page) => {
    page.setDefaultTimeout(120_000);
    const started = Date.now();
    await page.goto(String(pathToFileURL(file)), { timeout: 120_000 });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const opened = (Date.now() - started) / 1000;
    const first = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime / 1000);
    await page.focus("#_search");
    const asked = Date.now();
    await page.keyboard.insertText(word);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const searched = (Date.now() - asked) / 1000;
    const drawn = await page.evaluate(() => {
      const all = [...document.querySelectorAll("article:not([hidden])")];
      return { shown: all.length, drawn: all.filter((one) => one.firstElementChild.checkVisibility({ contentVisibilityAuto: true })).length };
    });
    return { opened, first, searched, ...drawn, said: await page.locator("#_count").textContent() };
  },
  { viewport: { width: 1440, height: 900 } },
);
console.log(JSON.stringify(found));
