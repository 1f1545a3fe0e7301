// Use a page as a reader does, by keys and clicks: node hands.mjs FILE prints what came of each step.
import { pathToFileURL } from "node:url";
import { browse } from "./browser.mjs";

const address = String(pathToFileURL(process.argv[2]));
const shown = () => [...document.querySelectorAll("article")].filter((one) => !one.hidden).map((one) => one.id);
const focused = () => document.activeElement.id || document.activeElement.closest("article")?.id || document.activeElement.tagName;
const opened = (id) => document.querySelector(`#${id} details`).open;

const found = await browse(
  async (page, context) => {
    const steps = {};
    const press = async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(address);
    steps.all = (await page.evaluate(shown)).length;

    await press("/");
    steps.slash = await page.evaluate(focused);
    await page.keyboard.type("kursk");
    steps.searched = await page.evaluate(shown);
    steps.said = await page.locator("#_count").textContent();
    steps.address = page.url().replace(address, "");
    await press("Escape", "j");
    steps.first = await page.evaluate(focused);
    await press("j");
    steps.second = await page.evaluate(focused);
    await press("k");
    steps.back = await page.evaluate(focused);

    // Enter opens the event that has the focus, and closes it
    await press("Enter");
    steps.opened = await page.evaluate(opened, steps.back);
    await press("Enter");
    steps.closed = !(await page.evaluate(opened, steps.back));

    await page.locator(".filters > summary").click();
    await page.locator("#_keys").focus();
    await press("Space", "j", "/");
    steps.keysOff = await page.evaluate(focused);
    steps.addressKeysOff = page.url().replace(address, "");
    await press("Space", "j");
    steps.keysOn = await page.evaluate(focused);

    await page.locator("#_clear").focus();
    await press("Enter");
    steps.cleared = (await page.evaluate(shown)).length;
    const chip = page.locator('button[data-field="status"][data-value="disputed"]');
    await chip.focus();
    await press("Enter");
    steps.pressed = await chip.getAttribute("aria-pressed");
    steps.disputed = await page.evaluate(shown);

    // a link to what is hidden
    await page.evaluate(() => (location.hash = "#panel-veto"));
    await page.waitForFunction(() => !document.getElementById("panel-veto").hidden);
    steps.revealed = (await page.evaluate(shown)).length;
    steps.target = await page.evaluate(() => document.querySelector(":target")?.id);
    steps.targetOpened = await page.evaluate(opened, "panel-veto");

    // a link to an event, opened
    await page.goto("about:blank");
    await page.goto(`${address}#panel-veto`);
    steps.below = await page.evaluate(() => {
      const event = document.getElementById("panel-veto").getBoundingClientRect();
      return { event: event.top, bar: document.querySelector(".bar").getBoundingClientRect().bottom };
    });
    await page.locator("#panel-veto .cite").click();
    steps.clipboard = await page.evaluate(() => navigator.clipboard.readText());
    steps.copied = await page.locator("#panel-veto .cite").textContent();
    steps.citation = await page.locator("#panel-veto").getAttribute("data-cite");

    // as known on a day, the citation is of a source of that day; a chip is a step that Back takes back
    await page.goto("about:blank");
    await page.goto(`${address}#?as-of=2024-10-20`);
    await page.locator("#kursk-deployment summary").click();
    await page.locator("#kursk-deployment .cite").click();
    steps.clipboardThen = await page.evaluate(() => navigator.clipboard.readText());
    await page.locator("#_clear").click();
    await page.locator(".filters > summary").click();
    await page.locator('button[data-field="key"]').click();
    steps.headlines = (await page.evaluate(shown)).length;
    steps.saidThen = await page.locator("#_count").textContent();
    await page.goBack();
    steps.afterBack = (await page.evaluate(shown)).length;
    await page.locator("#_search").fill('shoygu "defense minister"');
    steps.phrase = await page.evaluate(shown);

    // back from the end by Tab: the bar must not lie over what has the focus
    await page.goto("about:blank");
    await page.goto(address);
    const last = page.locator("main > section:last-of-type article:nth-last-of-type(3) summary");
    await last.click();
    steps.obscured = [];
    for (let at = 0; at < 80; at += 1) {
      await press("Shift+Tab");
      const over = await page.evaluate(() => {
        const has = document.activeElement;
        const bar = document.querySelector(".bar");
        return !bar.contains(has) && has.getBoundingClientRect().top < bar.getBoundingClientRect().bottom && has.outerHTML;
      });
      if (over) steps.obscured.push(over);
    }
    return steps;
  },
  { viewport: { width: 1280, height: 800 } },
);

const plain = await browse(
  async (page) => {
    await page.goto(address);
    return {
      events: await page.locator("article:visible").count(),
      links: await page.locator("article a:visible").count(),
      controls: await page.locator("form:visible, button:enabled:visible, .press:visible").count(),
    };
  },
  { javaScriptEnabled: false },
);
console.log(JSON.stringify({ ...found, plain }));
