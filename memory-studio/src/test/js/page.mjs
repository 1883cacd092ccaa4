// Walks through the page in Chromium: every page in each look with axe-core, then with the keyboard
// alone. Prints what it found as JSON, and leaves pictures in the folder of the second argument.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { LOOKS, says, serious, start } from "./browser.mjs";

const [address, folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const { browser, open, told } = await start(address);
Object.assign(told, { serious: [], wide: [], times: {}, longest: 0 });

const paths = {
  tasks: "/",
  task: "/task?task=q3",
  search: "/task?task=q3&q=tone",
  superseded: "/task?task=q3&status=superseded",
  memory: "",
  conflicts: "/conflicts?task=q3",
  review: "/review?task=q3",
  moments: "/moments?task=q3&from=0",
  threads: "/threads?task=q3",
  nothing: "/nothing",
  many: "/task?task=q4",
  manyFound: "/task?task=q4&q=finding+number+77777",
  manyEnded: "/task?task=q4&status=superseded",
  manyMoments: "/moments?task=q4",
  manyMomentsAgain: "/moments?task=q4&from=0",
  manyThreads: "/threads?task=q4",
  manyMemory: "",
};

async function visit(page, name, path, label) {
  const start = Date.now();
  await page.goto(address + path);
  told.times[`${name} ${label}`] = Date.now() - start;
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (overflow > 0) told.wide.push(`${name} ${label}: ${overflow}`);
  const blocked = await page.evaluate(() => Math.max(0, ...window.blocked));
  told.longest = Math.max(told.longest, blocked);
  told.serious.push(...(await serious(page)).map((found) => `${name} ${label}: ${found}`));
  await page.screenshot({ path: join(folder, `${name}-${label}.png`) });
}

for (const { colorScheme, width } of LOOKS) {
  // axe-core is a script of ours, so only here the page's own policy is lifted.
  const page = await open({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
  await page.addInitScript(() => {
    window.blocked = [];
    new PerformanceObserver((list) => window.blocked.push(...list.getEntries().map((one) => one.duration))).observe({
      type: "longtask",
      buffered: true,
    });
  });
  await page.goto(address + "/task?task=q3");
  paths.memory = await page.locator("tbody a").first().getAttribute("href");
  await page.goto(address + "/task?task=q4");
  paths.manyMemory = await page.locator("tbody a").first().getAttribute("href");
  for (const [name, path] of Object.entries(paths)) {
    if (name.startsWith("many") && colorScheme === "dark") continue;
    await visit(page, name, path, `${colorScheme}-${width}`);
  }
  await page.context().close();
}
told.errors = told.errors.filter((error) => !error.includes("404")); // the page that is missing

// With the page's own policy: the slider by the keyboard, then what happens elsewhere, then the keyboard.
const page = await open({ viewport: { width: 1000, height: 900 } });
await page.goto(address + "/moments?task=q3");
for (let tab = 0; tab < 60; tab++) {
  await page.keyboard.press("Tab");
  if ((await page.evaluate(() => document.activeElement.name)) === "from") break;
}
await page.keyboard.press("Home");
await page.locator("#difference", { hasText: "the beginning" }).waitFor();
told.slid = await page.locator("#difference").textContent();

const watching = await open({ viewport: { width: 1000, height: 900 } });
await watching.goto(address + "/task?task=q3");

const overview = await open({ viewport: { width: 1000, height: 900 } });
await overview.goto(address + "/");
told.before = await overview.locator("#tasks").textContent();

async function press(label) {
  for (let pressed = 0; pressed < 60; pressed++) {
    await page.keyboard.press("Tab");
    const text = await page.evaluate(() => document.activeElement.textContent);
    if (text.startsWith(label)) {
      await page.keyboard.press("Enter");
      return;
    }
  }
  told.errors.push(`The keyboard does not reach ${label}`);
}

await page.goto(address + "/conflicts?task=q3");
await press("Settle: warm");
await says(page, "Nothing is in conflict");
told.keyboard = await page.locator("main").textContent();
await press("Review");
await says(page, "Held back");
await press("Release it");
await says(page, "Nothing waits");
told.reviewed = await page.locator("main").textContent();

await watching.waitForFunction(() => document.querySelector("#activity ul"));
told.live = await watching.locator("#activity").textContent();

await overview.waitForFunction(() => !document.getElementById("tasks").textContent.includes("1 open"));
told.after = await overview.locator("#tasks").textContent();

await browser.close();
process.stdout.write(JSON.stringify(told));
