// The pages that are tested, as the program prints them, and a browser that loads nothing else.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "clausediff-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const program = process.env.CLAUSEDIFF ?? join(root, "target/debug/clausediff");

const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/// Prints a page; `name` is that of its file.
export function page(name, ...args) {
  const path = join(folder, `${name}.html`);
  execFileSync(program, [...args, "--format", "html", "--output", path], { cwd: folder, stdio: "pipe" });
  return path;
}

/// A version of so many clauses, of which every third is another one in the later draft.
export function draft(name, clauses, later) {
  const topics = ["security/forces", "economy/tolls", "process"];
  const clause = (at) => {
    const limit = later && at % 3 === 0 ? at + 7 : at;
    return `[[clause]]\nid = "c-${at}"\nnumber = "${at}"\nheading = "Duty ${at}"\ntopic = "${topics[at % 3]}"
text = "The keeper of gate ${at} lets at most ${limit} carts pass on market day ${at}, and notes word${at} of each driver."\n`;
  };
  const head = `format = 1\n[proposal]\nid = "${name}"\ntitle = "${name}"\ndate = ${later ? "2024-06-01" : "2024-05-01"}\n`;
  return write(name, head + Array.from({ length: clauses }, (_, at) => clause(at + 1)).join("\n"));
}

/// A file of that text.
export function write(name, text) {
  const path = join(folder, `${name}.toml`);
  writeFileSync(path, text);
  return path;
}

export function launch() {
  const executablePath = process.env.CHROMIUM ?? browsers.find((path) => existsSync(path));
  if (!executablePath) throw new Error("no Chromium found; name one in CHROMIUM");
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

/// Opens a page of ours; what it asks for beside itself and what it complains of is kept.
export async function open(browser, path, { hash = "", ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
  const tab = await context.newPage();
  const address = pathToFileURL(path).href;
  const seen = { requests: [], complaints: [] };
  tab.on("request", (request) => {
    if (request.url().split("#")[0] !== address) seen.requests.push(request.url());
  });
  tab.on("console", (message) => seen.complaints.push(message.text()));
  tab.on("pageerror", (error) => seen.complaints.push(error.message));
  tab.on("dialog", (dialog) => {
    seen.complaints.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  await tab.goto(address + hash);
  return { tab, seen, close: () => context.close() };
}
