/**
 * `node test/bench/wordList.bench.mjs [FILE] [--vsix X.vsix] [--before Y.vsix] [--words 130]
 * [--kb 400] [--leg newest] [--quiet 300]`: VS Code's word list and ghost text in a `.txt`, at VS Code's
 * default settings. Trains on the beginning of a text, types the words that follow it, and looks after
 * every letter, when nothing has changed for some milliseconds, at what stands first in the list and at
 * the ghost. `--before` types them first with another version of the extension, and the same model.
 * Prints figures; the file is shared/data/tinyshakespeare.txt where it is there.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from '../../scripts/host/chromium.mjs';
import { installExtension, startServer } from '../../scripts/host/server.mjs';
import { ensureBrowser } from '../../scripts/setup/browser.mjs';
import { main } from '../../scripts/setup/failure.mjs';
import { inRoot, vsix } from '../../scripts/setup/places.mjs';
import { ensureServedHost } from '../../scripts/setup/servedHost.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    vsix: { type: 'string', default: vsix },
    words: { type: 'string', default: '130' },
    kb: { type: 'string', default: '400' },
    before: { type: 'string' },
    leg: { type: 'string', default: 'newest' },
    quiet: { type: 'string', default: '300' },
    all: { type: 'boolean', default: false },
    picture: { type: 'string' },
  },
});

const shared = inRoot('../shared/data/tinyshakespeare.txt');
const file =
  positionals[0] ?? (existsSync(shared) ? shared : inRoot('media/samples/shakespeare.txt'));

/** What is learnt, and what is typed after it: words, commas and full stops of the next sentences. */
function split(text, wanted) {
  const cut = text.indexOf('\n', Math.min(Number(values.kb) * 1000, text.length * 0.9)) + 1;
  const tokens = text.slice(cut).match(/\p{L}+|[.,;]/gu) ?? [];
  const typed = [];
  let words = 0;
  for (const token of tokens) {
    if (words === wanted) break;
    typed.push(token);
    if (/\p{L}/u.test(token)) words++;
  }
  return { learnt: text.slice(0, cut), typed };
}

/** Runs in the page: what the list and the ghost show. */
function look() {
  const widget = document.querySelector('.suggest-widget.visible');
  const row = widget?.querySelector('.monaco-list-row[data-index="0"]');
  const label = row?.querySelector('.label-name')?.textContent ?? null;
  const ghost = [...document.querySelectorAll('[class*=ghost-text-decoration]')]
    .map(({ textContent }) => textContent)
    .join('');
  return { label, ghost: ghost.replace(/\u00a0/g, ' ') };
}

/** Runs in the page: looks at every frame until nothing has changed for a while. */
async function settle({ quiet, source }) {
  const see = new Function(`return (${source})()`);
  const start = performance.now();
  let last = JSON.stringify(see());
  let [changed, listed] = [start, undefined];
  for (;;) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const seen = see();
    const now = performance.now();
    const text = JSON.stringify(seen);
    if (text !== last) [last, changed] = [text, now];
    if (seen.label !== null && listed === undefined) listed = now - start;
    if (now - changed > quiet && now - start > quiet) return { ...seen, listed };
  }
}

async function typeWords(page, typed) {
  const keys = [];
  for (const token of typed) {
    const isWord = /\p{L}/u.test(token);
    if (isWord) await page.keyboard.type(' ');
    const letters = [...token];
    for (let n = 0; n <= letters.length; n++) {
      if (n > 0) await page.keyboard.type(letters[n - 1]);
      else if (!isWord) continue;
      const seen = await page.evaluate(settle, {
        quiet: Number(values.quiet),
        source: look.toString(),
      });
      keys.push({ token, isWord, letters: n, ...seen });
    }
    // Where a list is open, punctuation that follows must not take its word.
    if (!isWord) await page.keyboard.press('Escape');
  }
  return keys;
}

const median = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;

/** Where a ghost stands instead of a list, the ghost. */
const isRight = ({ token, letters, label, ghost }) =>
  (label ?? [...token].slice(0, letters).join('') + ghost) === token;

function figures(keys) {
  const word = (key) => key.isWord && key.letters > 0;
  const third = keys.filter((key) => key.isWord && key.letters === 3 && [...key.token].length >= 5);
  const displays = [];
  let last;
  for (const key of keys) {
    if (!key.isWord) continue;
    const whole = [...key.token].slice(0, key.letters).join('') + key.ghost;
    if (key.ghost !== '' && (key.letters === 0 || last !== whole)) {
      displays.push({ right: whole === key.token });
    }
    last = key.ghost === '' ? undefined : whole;
  }
  const open = keys.filter((key) => word(key) && key.label !== null);
  const both = open.filter(({ ghost }) => ghost !== '');
  const agreeing = both.filter(({ token, letters, ghost, label }) =>
    ([...token].slice(0, letters).join('') + ghost).startsWith(label),
  );
  return {
    words: keys.filter((key) => key.isWord && key.letters === 0).length,
    wordsOfFive: third.length,
    firstRight: third.filter(isRight).length,
    // VS Code 1.139 opens no list where a ghost shows already.
    ghostInstead: third.filter((key) => key.label === null && isRight(key)).length,
    keys: keys.filter(word).length,
    listOpen: open.length,
    ghosts: displays.length,
    ghostsRight: displays.filter(({ right }) => right).length,
    withGhost: both.length,
    agreeing: agreeing.length,
    listedAfter: Math.round(
      median(keys.flatMap(({ listed, letters }) => (letters === 1 && listed ? [listed] : []))),
    ),
  };
}

async function measure(host, { profile, folder, text, typed }, extension) {
  await installExtension(host, profile, path.resolve(extension));
  const server = await startServer(host, profile, { trust: false });
  const browser = await launchChromium(await ensureBrowser());
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    page.setDefaultTimeout(120_000);
    await page.goto(server.url(folder, [['openFile', text]]));
    const item = page.locator('.statusbar-item[id^="gatescope.gatescope"]').first();
    await item.waitFor();
    const run = async (title) => {
      await page.keyboard.press('F1');
      await page.locator('.quick-input-widget:visible input.input').first().fill(`>${title}`);
      await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
    };
    await page.waitForTimeout(5000);
    if (!/ready/.test(await item.innerText())) await run('Gatescope: Train on This File');
    await item.filter({ hasText: 'ready' }).waitFor({ timeout: 900_000 });
    await page.waitForTimeout(3000);
    await run('Notifications: Clear All Notifications');
    await page.keyboard.press('Control+1');
    await page.keyboard.press('Control+End');
    const keys = await typeWords(page, typed);
    if (values.picture) await page.screenshot({ path: values.picture });
    if (values.all) {
      for (const { token, letters, label, ghost } of keys) {
        if (letters === 3 && token.length >= 5) console.log(token, '|', label, '|', ghost);
      }
    }
    const facts = { file: path.basename(file), leg: values.leg, extension };
    console.log(JSON.stringify({ ...facts, ...figures(keys) }));
  } finally {
    await browser.close();
    await server.stop();
  }
}

await main(async () => {
  const whole = readFileSync(file, 'utf8').replace(/\r\n?/g, '\n');
  const { learnt, typed } = split(whole, Number(values.words));
  const place = mkdtempSync(path.join(tmpdir(), 'gatescope-list-'));
  const [profile, folder] = ['profile', 'text'].map((name) => path.join(place, name));
  for (const one of [profile, folder]) mkdirSync(one);
  const text = path.join(folder, 'text.txt');
  const settings = path.join(profile, 'data/User');
  mkdirSync(settings, { recursive: true });
  // The served workbench saves by itself, the desktop does not.
  writeFileSync(path.join(settings, 'settings.json'), '{ "files.autoSave": "off" }');
  writeFileSync(text, `${learnt.trimEnd()}\n`);
  const host = await ensureServedHost(values.leg);
  const extensions = [...(values.before ? [values.before] : []), values.vsix];
  for (const one of extensions) await measure(host, { profile, folder, text, typed }, one);
});
