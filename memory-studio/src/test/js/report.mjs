// Opens the report of a run in Chromium: from its file in each look with axe-core, then searches it with
// the keyboard alone, then from the studio. Prints what it found as JSON. Takes the picture of the README into the folder.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { follow, LOOKS, serious, start } from "./browser.mjs";

const [file, folder, sought, address, task] = process.argv.slice(2);
const report = pathToFileURL(file).href;
const { browser, open, told } = await start(report);
Object.assign(told, { serious: [], wide: [] });

async function opened(options, url = report) {
  const page = await open(options);
  await page.goto(url);
  return page;
}

/** Searches with the keyboard alone, and returns where each press led. */
async function search(page, words, presses) {
  const places = [];
  for (let tab = 0; tab < 60; tab++) {
    await page.keyboard.press("Tab");
    if ((await page.evaluate(() => document.activeElement.id)) === "sought") break;
  }
  await page.keyboard.type(words);
  for (const press of ["", ...presses]) {
    if (press) await page.keyboard.press(press);
    places.push({
      count: await page.locator("#found").textContent(),
      text: await page.evaluate(() => document.querySelector(".here")?.textContent ?? ""),
      seen: await page.evaluate(() => {
        const box = document.querySelector(".here")?.getBoundingClientRect();
        return Boolean(box && box.height > 0 && box.top < innerHeight && box.bottom > 0);
      }),
    });
  }
  return places;
}

for (const { colorScheme, width } of LOOKS) {
  const label = `${colorScheme}-${width}`;
  const page = await opened({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (overflow > 0) told.wide.push(`${label}: ${overflow}`);
  told.serious.push(...(await serious(page)).map((found) => `${label}: ${found}`));
  await page.locator("#sought").fill(sought);
  await page.screenshot({ path: join(folder, `report-${label}.png`) });
  await page.context().close();
}

const page = await opened({ viewport: { width: 1000, height: 900 } });
told.places = await search(page, sought, ["Enter", "Enter", "Shift+Enter", "Shift+Enter", "Shift+Enter"]);
await page.locator("#sought").fill("no such words <img src=x onerror=alert(1)> (*");
told.nothing = await page.locator("#found").textContent();
told.scripts = await page.evaluate(() => document.scripts.length);
told.ran = await page.evaluate(() => Object.keys(window).filter((name) => name.startsWith("injected")));
await page.emulateMedia({ media: "print" });
told.printed = await page.locator("#search").isVisible();

const mute = await opened({ javaScriptEnabled: false });
told.mute = await mute.locator("#search").isVisible();

if (address) {
  const studio = await opened({ viewport: { width: 1000, height: 900 } }, `${address}/report?task=${task}`);
  told.inStudio = await search(studio, sought, []);
  await follow(studio, studio.locator("tr:has(.here) td:first-child a"));
  told.memory = await studio.locator("main").textContent();
  await follow(studio, studio.getByRole("link", { name: "Who wrote and who read it in the run" }));
  told.row = await studio.locator(":target").textContent();
  told.foreign = told.foreign.filter((url) => !url.startsWith(address));
}

const shots = [];
for (const [width, scale] of [[390, 2], [900, 1.5]]) {
  const shot = await opened({ viewport: { width, height: 860 }, colorScheme: "light", deviceScaleFactor: scale });
  shots.push({ width, data: (await shot.screenshot()).toString("base64") });
}
const pair = await open({ viewport: { width: 1200, height: 800 } });
await pair.setContent(
  `<body style="margin:0;padding:20px;display:flex;gap:20px;align-items:flex-start;background:#d9dee6">${shots
    .map((shot, i) => `<img style="height:760px;border-radius:${i ? 6 : 24}px" src="data:image/png;base64,${shot.data}">`)
    .join("")}</body>`,
);
await pair.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
await pair.screenshot({ path: join(folder, "report.png") });
await browser.close();
process.stdout.write(JSON.stringify(told));
