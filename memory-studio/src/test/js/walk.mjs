// Walks through the page as the guide does, in two parts: "find" before two clients contradict each other, "settle" after.
// Takes the guide's pictures into a folder, and prints what each page said as JSON.
import { join } from "node:path";
import { start } from "./browser.mjs";

const [address, folder, part] = process.argv.slice(2);
const TASK = "task_q3_proposal";
const { browser, open, told } = await start(address);
const page = await open({ viewport: { width: 1100, height: 720 }, colorScheme: "light" });
const said = {};

async function picture(name) {
  said[name] = await page.locator("main").textContent();
  await page.screenshot({ path: join(folder, `studio-${name}.png`) });
}

if (part === "find") {
  await page.goto(address + "/");
  await page.getByRole("link", { name: TASK, exact: true }).click();
  await page.getByLabel("Search").fill("How many words may it have?");
  await page.getByRole("button", { name: "Show" }).click();
  await picture("search");
  await page.locator("tbody a").first().click();
  await picture("memory");
  await page.getByRole("link", { name: "Moments" }).click();
  await page.locator('input[name="from"]').fill("0");
  await page.locator('input[name="to"]').fill("2");
  await page.waitForFunction(() => document.getElementById("difference").textContent.includes("the beginning to after researcher"));
  await picture("moments");
  await page.getByRole("link", { name: "Report" }).click();
  said.report = await page.locator("body").textContent();
} else {
  await page.goto(`${address}/conflicts?task=${TASK}`);
  await picture("conflict");
  await page.getByRole("button", { name: "Settle: formal holds" }).click();
  await page.waitForFunction(() => document.body.textContent.includes("Nothing is in conflict"));
  said.settled = await page.locator("main").textContent();
}
await browser.close();
process.stdout.write(JSON.stringify({ ...told, ...said }));
