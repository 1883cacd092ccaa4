// Starts Chromium for a walk through the page, and remembers what must not happen on the way.
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const PATIENCE = 60_000;
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/**
 * The ways in which each page is looked at: as on a telephone and on a wide screen, and in the dark. Colours do not depend on the
 * width.
 */
export const LOOKS = [
  { colorScheme: "light", width: 390 },
  { colorScheme: "light", width: 1600 },
  { colorScheme: "dark", width: 1600 },
];

/** Returns the browser, and a function that opens a page of the server at `address`. */
export async function start(address) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
  const told = { foreign: [], errors: [] };
  const open = async (options) => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    page.on("request", (request) => request.url().startsWith(address) || told.foreign.push(request.url()));
    page.on("pageerror", (error) => told.errors.push(String(error)));
    page.on("console", (line) => line.type() === "error" && told.errors.push(`${line.text()} ${line.location().url}`));
    return page;
  };
  return { browser, open, told };
}

/** Clicks what leads to another page, and waits until that is loaded: a click alone does not wait. */
export async function follow(page, link) {
  const before = page.url();
  await link.click();
  await page.waitForURL((url) => url.href !== before);
}

/** Waits until a page says something, and is loaded. */
export async function says(page, text) {
  await page.getByText(text).first().waitFor();
  await page.waitForLoadState();
}

/** Returns what axe-core finds serious on a page, a line each. */
export async function serious(page) {
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations
    .filter((found) => ["serious", "critical"].includes(found.impact))
    .map((found) => `${found.id} ${found.nodes[0].html}`);
}
