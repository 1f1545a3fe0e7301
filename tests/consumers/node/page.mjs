// Judge a page with axe-core: node page.mjs FILE WIDTH SCHEME [HASH] prints violations, what axe could not tell, and overflow.
import { browse } from "./browser.mjs";
import { judge } from "./judge.mjs";

const [file, width, colorScheme, hash = ""] = process.argv.slice(2);
const found = await browse((page) => judge(page, file, hash), { viewport: { width: Number(width), height: 900 }, colorScheme });
console.log(JSON.stringify(found));
