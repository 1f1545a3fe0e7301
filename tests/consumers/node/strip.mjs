// Look at a page as it opens, and press its bars: node strip.mjs FILE WIDTH HEIGHT prints what is there.
import { pathToFileURL } from "node:url";
import { browse } from "./browser.mjs";

const [file, width, height] = process.argv.slice(2);
const address = String(pathToFileURL(file));
// Events that stand on the screen whole; what is folded has no box there.
const onScreen = () =>
  [...document.querySelectorAll("article")].filter((one) => {
    const box = one.getBoundingClientRect();
    return one.checkVisibility() && box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
  }).map((one) => one.id);
const shown = () => [...document.querySelectorAll("article")].filter((one) => !one.hidden).map((one) => one.id);
const bars = () =>
  [...document.querySelectorAll(".row .pick")].map((one) => ({
    when: one.dataset.when, told: one.textContent, height: one.querySelector("svg").getBoundingClientRect().height,
    width: one.offsetWidth, disabled: one.disabled, pressed: one.getAttribute("aria-pressed"),
  }));
const earlier = () => {
  const fold = document.getElementById("_earlier");
  return fold && { open: fold.open, hidden: fold.hidden, said: fold.querySelector("summary").textContent };
};

const found = await browse(
  async (page) => {
    const steps = {};
    await page.goto(address);
    steps.first = await page.evaluate(onScreen);
    steps.bars = await page.evaluate(bars);
    steps.caption = (await page.locator(".strip > p").innerText()).replace(/\s+/g, " ");
    steps.legend = await page.evaluate(() => [...document.querySelectorAll("#_legend [data-status]")].filter((one) => !one.hidden).map((one) => one.querySelector(".sign").dataset.sign + one.textContent));
    steps.inView = await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done([...document.querySelectorAll(".in-view .whole .long")].map((one) => one.textContent))))));
    steps.earlier = await page.evaluate(earlier);
    steps.headings = await page.locator("main h2").allTextContents();
    steps.lastHeading = await page.evaluate(() => [...document.querySelectorAll("main section")].pop().innerText.split("\n").filter(Boolean));

    // the middle of the highest bar: its quarter, or its year where bars are narrow
    const highest = steps.bars.reduce((one, other) => (other.height > one.height ? other : one));
    const box = await page.locator(`.row .pick[data-when="${highest.when}"]`).boundingBox();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    steps.pressed = await page.evaluate(shown);
    steps.said = await page.locator("#_count").textContent();
    steps.hash = page.url().replace(address, "");
    steps.earlierThen = await page.evaluate(earlier);
    await page.goto("about:blank");
    await page.goto(`${address}${steps.hash}&theme=labor`);
    steps.both = await page.evaluate(shown);
    steps.barsThen = await page.evaluate(bars);
    await page.goto("about:blank");
    await page.goto(`${address}#?theme=labor`);
    steps.earlierLabor = await page.evaluate(earlier);
    return steps;
  },
  { viewport: { width: Number(width), height: Number(height) } },
);
console.log(JSON.stringify(found));
