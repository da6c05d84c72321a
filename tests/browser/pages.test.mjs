// The pages in a real browser: what they load, how they look at both ends of the widths, keys, filters, anchors,
// and what a reader by ear is told.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { draft, launch, open, page, write } from "./pages.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const offer = "us-final-offer-2025-04";
const plan = "us-28-point-2025-11";
const pages = {};
let browser;

before(async () => {
  browser = await launch();
  pages.diff = page("diff", "diff", offer, plan);
  pages.table = page("table");
  pages.eight = page(
    "eight", "table", "istanbul-communique-2022", "istanbul-draft-treaty-2022", offer, "eu-ua-text-2025-04",
    "us-first-report-2025-11-20", plan, "e3-counter-2025-11", "twenty-point-2025-12",
  );
  pages.terms = page("terms", "table", "--terms");
  pages.account = page("account", "diff", offer, plan, "--account");
  pages.reworded = page("reworded", "diff", plan, "e3-counter-2025-11");
});

after(() => browser.close());

for (const name of ["diff", "table", "eight", "terms", "account", "reworded"]) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [400, 1600]) {
      test(`${name}, ${colorScheme}, ${width} px: nothing is loaded, nothing runs over, nothing is hard to reach`, async () => {
        const { tab, seen, close } = await open(browser, pages[name], { colorScheme, viewport: { width, height: 900 } });
        const over = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${over} px too wide`);
        // The policy of the page lets no script of ours in but past it.
        const session = await tab.context().newCDPSession(tab);
        await session.send("Runtime.evaluate", { expression: axe });
        const ran = await session.send("Runtime.evaluate", {
          expression: "axe.run(document, { resultTypes: ['violations'] }).then((done) => JSON.stringify(done.violations.map((one) => [one.id, one.nodes.length, one.nodes[0].html.slice(0, 200), one.nodes[0].failureSummary])))",
          awaitPromise: true,
          returnByValue: true,
        });
        assert.deepEqual(JSON.parse(ran.result.value), []);
        assert.deepEqual(seen, { requests: [], complaints: [] });
        await close();
      });
    }
  }
}

const shown = (tab) => tab.locator(".entry:visible").count();

test("a filter by kind, topic and party shows what has it and says how many", async () => {
  const { tab, close } = await open(browser, pages.diff);
  const all = await tab.locator(".entry").count();
  assert.equal(await tab.locator("#shown").textContent(), `${all} of ${all} shown`);
  const check = async (selector, act) => {
    await act();
    const expected = await tab.locator(`.entry${selector}`).count();
    assert.ok(expected > 0 && expected < all, `${expected} of ${all}`);
    assert.equal(await shown(tab), expected);
    assert.equal(await tab.locator("#shown").textContent(), `${expected} of ${all} shown`);
    await tab.getByRole("button", { name: "Show all" }).click();
    await tab.getByText(`${all} of ${all} shown`).waitFor();
    assert.equal(await shown(tab), all);
  };
  await check('[data-is~="moved"]', () => tab.getByRole("checkbox", { name: "moved" }).check());
  await check('[data-topic*="|territory/"]', () => tab.getByLabel("Topic").selectOption("territory"));
  await check('[data-party*="|Ukraine|"]', () => tab.getByLabel("Party").selectOption("Ukraine"));
  await close();
});

test("kinds are alternatives, and other conditions must hold as well", async () => {
  const { tab, close } = await open(browser, pages.diff);
  await tab.getByRole("checkbox", { name: "added" }).check();
  await tab.getByRole("checkbox", { name: "dropped" }).check();
  await tab.getByLabel("Topic").selectOption("security");
  const expected = await tab.locator('.entry:is([data-is~="added"],[data-is~="dropped"])[data-topic*="|security"]').count();
  assert.equal(await shown(tab), expected);
  await close();
});

test("a search finds words in any case, and the slash key goes there", async () => {
  const { tab, close } = await open(browser, pages.table);
  await tab.keyboard.press("/");
  await tab.keyboard.type("ZAPORIZHZHIA nuclear");
  const found = await shown(tab);
  assert.ok(found > 0 && found < 10, `${found}`);
  await tab.keyboard.press("Escape");
  await tab.keyboard.press("j");
  assert.match(await tab.evaluate(() => document.activeElement.textContent.toLowerCase()), /zaporizhzhia nuclear/);
  await close();
});

test("j and k go from change to change and tell the address", async () => {
  const { tab, close } = await open(browser, pages.diff);
  const at = () => tab.evaluate(() => [document.activeElement.id, location.hash]);
  await tab.keyboard.press("j");
  assert.deepEqual(await at(), ["e0", "#e0"]);
  await tab.keyboard.press("j");
  await tab.keyboard.press("j");
  assert.deepEqual(await at(), ["e2", "#e2"]);
  await tab.keyboard.press("k");
  assert.deepEqual(await at(), ["e1", "#e1"]);
  await close();
});

test("an address leads to its change, in view", async () => {
  const { tab, close } = await open(browser, pages.diff, { hash: "#e20" });
  const place = await tab.locator("#e20").boundingBox();
  assert.ok(place.y >= 0 && place.y < 800, `${place.y}`);
  await close();
});

test("a click on a clause of the picture leads to its redline", async () => {
  const { tab, close } = await open(browser, pages.table);
  const bar = tab.locator('.lineage a[aria-label^="19 Zaporizhzhia nuclear plant"]');
  await bar.click();
  const cell = tab.locator(await bar.getAttribute("href"));
  assert.equal(await cell.locator("details.redline").getAttribute("open"), "");
  assert.ok(await cell.locator("ins").first().isVisible());
  await close();
});

test("the redline is shown inline or side by side", async () => {
  const { tab, close } = await open(browser, pages.reworded);
  const changed = tab.locator("article.changed").first();
  assert.deepEqual([await changed.locator(".inline").isVisible(), await changed.locator(".sides").isVisible()], [true, false]);
  await tab.getByLabel("side by side").check();
  assert.deepEqual([await changed.locator(".inline").isVisible(), await changed.locator(".sides").isVisible()], [false, true]);
  await close();
});

test("without JavaScript everything is there but the filters", async () => {
  const { tab, close } = await open(browser, pages.reworded, { javaScriptEnabled: false });
  assert.equal(await tab.locator("#filter").isVisible(), false);
  assert.ok((await shown(tab)) > 30);
  await tab.getByLabel("side by side").check();
  assert.ok(await tab.locator("article.changed .sides").first().isVisible());
  await close();
});

test("deleted and inserted words are announced in words", async () => {
  const { tab, close } = await open(browser, pages.reworded);
  const said = await tab.evaluate(() => ["::before", "::after"].map((part) => getComputedStyle(document.querySelector("ins"), part).content));
  assert.deepEqual(said, ['" [inserted: "', '"] "']);
  await close();
});

test("in print the filters are gone and what is closed is open", async () => {
  const { tab, close } = await open(browser, pages.table);
  await tab.emulateMedia({ media: "print" });
  await tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await tab.locator("#filter").isVisible(), false);
  assert.ok(await tab.locator("details.redline ins").first().isVisible());
  await close();
});

test("a text that tries everything does nothing", async () => {
  const nasty = `<script>alert(1)</script><img src=x onerror=alert(2)>"'><svg onload=alert(3)> javascript:alert(4) \\u202E \\u001B[31m`;
  const version = (id, date, more) => write(id, `format = 1
[proposal]
id = "${id}"
title = '''${nasty.replaceAll("\\u", "u")}'''
date = ${date}
[[party]]
id = "north"
name = '''${nasty.replaceAll("\\u", "u")}'''
[[source]]
id = "gazette"
url = "javascript:alert(5)"
[[clause]]
id = "one"
heading = '''${nasty.replaceAll("\\u", "u")}'''
text = """${nasty.replaceAll('"', '\\"')} ${more}"""
binds = ["north"]
sources = ["gazette"]
`);
  const path = page("nasty", "diff", version("a", "2024-05-01", "must pay 3"), version("b", "2024-05-02", "may pay 4"));
  const { tab, seen, close } = await open(browser, path);
  await tab.waitForTimeout(200);
  assert.deepEqual(seen, { requests: [], complaints: [] });
  assert.equal(await tab.locator("img, iframe, object").count(), 0);
  assert.equal(await tab.locator('a[href^="javascript"]').count(), 0);
  await close();
});

test("texts of all scripts keep their direction", async () => {
  const version = (id, date, more) => write(id, `format = 1
[proposal]
id = "${id}"
title = "Проєкт 草案 مسودة 👩‍👩‍👧"
date = ${date}
[[clause]]
id = "one"
heading = "Перша стаття"
text = "Сторони ${more} зобов'язуються не застосовувати силу."
[[clause]]
id = "two"
heading = "المادة الثانية"
text = "يلتزم الطرفان بعدم استخدام القوة ${more} في الميناء."
[[clause]]
id = "three"
heading = "第三条"
text = "双方承诺${more}不使用武力。 e\\u0301 👩‍👩‍👧"
`);
  const path = page("scripts", "diff", version("a", "2024-05-01", "10"), version("b", "2024-05-02", "20"));
  const { tab, seen, close } = await open(browser, path);
  const direction = (id) => tab.evaluate((place) => getComputedStyle(document.querySelectorAll(".text.inline")[place]).direction, id);
  assert.deepEqual([await direction(0), await direction(1), await direction(2)], ["ltr", "rtl", "ltr"]);
  assert.deepEqual(seen.complaints, []);
  await close();
});

/// Milliseconds between the frames while the page is scrolled from end to end; many of them, so that each is a small step.
const frames = (tab) => tab.evaluate(async () => {
  const frame = () => new Promise((shown) => requestAnimationFrame(shown));
  const steps = 120;
  const step = document.documentElement.scrollHeight / steps;
  const gaps = [];
  let last = await frame();
  for (let at = 0; at < steps; at += 1) {
    scrollBy({ top: step, behavior: "instant" });
    const now = await frame();
    gaps.push(now - last);
    last = now;
  }
  return gaps.sort((one, other) => one - other);
});

test("a thousand clauses open, are scrolled and are filtered", async (context) => {
  const path = page("thousand", "diff", draft("before", 1000, false), draft("after", 1000, true));
  const { tab, seen, close } = await open(browser, path);
  const painted = await tab.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
  const gaps = await frames(tab);
  assert.ok(await tab.evaluate(() => scrollY + innerHeight > document.documentElement.scrollHeight - 2));
  const filtered = await tab.evaluate(() => {
    const start = performance.now();
    const box = document.querySelector('[name="only"][value="changed"]');
    box.click();
    document.body.getBoundingClientRect();
    return performance.now() - start;
  });
  assert.equal(await shown(tab), 333);
  assert.deepEqual(seen.complaints, []);
  const [middle, slow, slowest] = [0.5, 0.95, 1].map((share) => Math.round(gaps[Math.ceil(share * gaps.length) - 1]));
  context.diagnostic(`first paint after ${Math.round(painted)} ms, filtered in ${Math.round(filtered)} ms`);
  context.diagnostic(`scrolled from end to end: a frame in ${middle} ms, 95 of 100 in ${slow} ms, the slowest in ${slowest} ms`);
  await close();
});
