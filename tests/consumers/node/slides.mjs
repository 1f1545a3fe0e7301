// Show slides in TimelineJS itself: node slides.mjs FILE... prints what TimelineJS made of each.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { browseEach } from "./browser.mjs";

const HOST = "http://slides.test/"; // nothing is asked of it: TimelineJS wants an address that it was loaded from
const dist = dirname(dirname(createRequire(import.meta.url).resolve("@knight-lab/timelinejs/dist/js/timeline.js")));
const PAGE = `<!doctype html><title>Slides</title><link rel="stylesheet" href="css/timeline.css">
<div id="place" style="width:100%;height:680px"></div><script src="js/timeline.js"></script>`;

const found = await browseEach(
  process.argv.slice(2),
  async (page, file) => {
    await page.route("**", (route) => {
      const path = route.request().url().replace(HOST, "").replace(/\?.*/, "");
      if (path === "") return route.fulfill({ contentType: "text/html; charset=utf-8", body: PAGE });
      return route.request().url().startsWith(HOST) ? route.fulfill({ path: join(dist, path) }) : route.abort();
    });
    await page.goto(HOST);
    await page.evaluate((slides) => {
      window.shown = new TL.Timeline("place", slides, { script_path: `${location.href}js/`, ga_measurement_id: "", language: "en" });
    }, JSON.parse(readFileSync(file, "utf8")));
    await page.locator(".tl-slide .tl-headline").last().waitFor({ state: "attached", timeout: 20_000 });
    return page.evaluate(() => ({
      errors: window.shown.config.messages.errors,
      groups: [...document.querySelectorAll(".tl-timegroup-message")].map((group) => group.textContent),
      foreign: document.querySelectorAll("#place script, #place iframe, #place img, #place meta, #place base").length,
      slides: [...document.querySelectorAll(".tl-slide")].map((slide) => ({
        id: slide.id,
        headline: slide.querySelector(".tl-headline")?.textContent,
        date: slide.querySelector(".tl-headline-date")?.textContent,
        text: slide.querySelector(".tl-text-content")?.textContent,
      })),
    }));
  },
  { viewport: { width: 1280, height: 720 } },
);
console.log(JSON.stringify(found));
