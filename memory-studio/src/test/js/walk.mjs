// Walks through the page as the guide does, in two parts: "find" before two clients contradict each other, "settle" after.
// Takes the guide's pictures into a folder, and prints what each page said as JSON.
import { join } from "node:path";
import { follow, says, start } from "./browser.mjs";

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
  await follow(page, page.getByRole("link", { name: TASK, exact: true }));
  await page.getByLabel("Search").fill("How many words may it have?");
  await follow(page, page.getByRole("button", { name: "Show" }));
  await picture("search");
  await follow(page, page.locator("tbody a").first());
  await picture("memory");
  await follow(page, page.getByRole("link", { name: "Moments" }));
  await page.locator('input[name="from"]').fill("0");
  await page.locator('input[name="to"]').fill("2");
  await says(page, "the beginning to after researcher");
  await picture("moments");
  await follow(page, page.getByRole("link", { name: "Report" }));
  said.report = await page.locator("body").textContent();
} else {
  await page.goto(`${address}/conflicts?task=${TASK}`);
  await picture("conflict");
  await page.getByRole("button", { name: "Settle: formal holds" }).click();
  await says(page, "Nothing is in conflict");
  said.settled = await page.locator("main").textContent();
}
await browser.close();
process.stdout.write(JSON.stringify({ ...told, ...said }));
