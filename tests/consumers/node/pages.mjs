// Judge many pages as page.mjs does one, in one browser: node pages.mjs LIST, a JSON file of {file, width, colorScheme}.
import { readFileSync } from "node:fs";
import { browseEach } from "./browser.mjs";
import { judge } from "./judge.mjs";

const things = JSON.parse(readFileSync(process.argv[2], "utf8"));
const found = await browseEach(
  things,
  async (page, { file, width, colorScheme }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    return { file, width, colorScheme, ...(await judge(page, file)) };
  },
);
console.log(JSON.stringify(found));
