// Open pages in headless Chromium ($CHROMIUM is its path), and note what they say and what they ask of the network.
import { chromium } from "playwright-core";

const FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];

/** Do some work with one page; what it returns, and what was heard, come back together. */
export async function browse(work, options = {}) {
  const [found] = await browseEach([null], (page, _, context) => work(page, context), options);
  return found;
}

/** Do the work for each of several things, each with a page of its own. */
export async function browseEach(things, work, options = {}) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    chromiumSandbox: false,
    args: [...FLAGS, "--disable-component-update", "--disable-sync"],
  });
  const all = [];
  try {
    for (const thing of things) {
      const context = await browser.newContext({ offline: true, ...options });
      const page = await context.newPage();
      const heard = { console: [], requests: [], dialogs: [] };
      page.on("console", (message) => heard.console.push(message.text()));
      page.on("pageerror", (error) => heard.console.push(String(error)));
      page.on("request", (request) => heard.requests.push(request.url()));
      page.on("dialog", (dialog) => {
        heard.dialogs.push(dialog.message());
        return dialog.dismiss();
      });
      all.push({ ...(await work(page, thing, context)), ...heard });
      await context.close();
    }
    return all;
  } finally {
    await browser.close();
  }
}
