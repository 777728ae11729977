/**
 * What a frame costs while the map scrolls: 50,000 words x 512 units, ten seconds from the first word
 * to the last, in Chromium. Counted is everything that the panel's main thread does from one frame
 * to the next (script, style, layout, paint, garbage collection), from the browser's own trace. The
 * host that answers is a page of another site, in another process. The figure to meet: p95 <= 8 ms.
 */
import { launchBrowser } from '../webview/gallery/browser.mjs';
import { openGallery } from '../webview/gallery/build.mjs';

const seconds = 10;
const limit = 8;
const size = { width: 1100, height: 900 };

const gallery = await openGallery();
const browser = await launchBrowser();

/**
 * @param narrower how often “Narrower columns” is pressed first
 * @param pace pixels a second; without it, as many as lead from the first word to the last
 */
async function measure(narrower, pace) {
  const page = await browser.newPage({ viewport: size });
  const panel = new URL(gallery.url);
  panel.search = 'theme=dark&framed=1';
  const around = new URL(`/around?panel=${encodeURIComponent(panel)}`, gallery.url);
  around.hostname = 'localhost';
  await page.goto(around.href);
  const frame = page.frameLocator('iframe');
  await frame.locator('canvas[aria-label^="Gate heat map: "]:not([aria-busy=true])').waitFor();
  await frame.getByRole('button', { name: 'All units' }).click();
  await frame.locator('canvas[aria-label*="512 units"]').waitFor();
  for (let presses = 0; presses < narrower; presses++) {
    await frame.getByRole('button', { name: 'Narrower columns' }).click();
  }
  await page.waitForTimeout(1000);
  await browser.startTracing(page, {
    categories: [
      'toplevel',
      'devtools.timeline',
      'disabled-by-default-devtools.timeline',
      'blink.user_timing',
    ],
  });
  const pixels = await frame.locator('.map').evaluate(scrollThrough, { seconds, pace });
  const trace = JSON.parse((await browser.stopTracing()).toString());
  await page.close();
  return { pixels, ...framesOf(trace.traceEvents) };
}

/** Runs in the page. */
async function scrollThrough(scroller, { seconds: duration, pace }) {
  const room = scroller.scrollWidth - scroller.clientWidth;
  const end = Math.min(room, (pace ?? Infinity) * duration);
  const start = performance.now();
  for (;;) {
    const now = await new Promise((resolve) => requestAnimationFrame(resolve));
    performance.mark('gatescope-frame');
    const share = Math.min(1, (now - start) / (1000 * duration));
    scroller.scrollLeft = share * end;
    if (share === 1) return end;
  }
}

/** Busy milliseconds from frame to frame: by the clock, and of the thread alone. */
function framesOf(events) {
  const marks = events.filter(({ name }) => name === 'gatescope-frame');
  const { pid, tid } = marks[0];
  const ticks = marks.map(({ ts }) => ts).sort((one, other) => one - other);
  const tasks = events
    .filter(
      (event) =>
        event.pid === pid && event.tid === tid && event.name === 'RunTask' && event.ph === 'X',
    )
    .sort((one, other) => one.ts - other.ts);
  if (tasks.length === 0) throw new Error('the trace tells of no tasks');
  const busy = new Array(ticks.length - 1).fill(0);
  const thread = new Array(ticks.length - 1).fill(0);
  let first = 0;
  for (const { ts, dur = 0, tdur = dur } of tasks) {
    while (first < busy.length && ticks[first + 1] <= ts) first++;
    for (let at = first; at < busy.length && ticks[at] < ts + dur; at++) {
      const overlap = Math.min(ts + dur, ticks[at + 1]) - Math.max(ts, ticks[at]);
      if (overlap <= 0) continue;
      busy[at] += overlap / 1000;
      thread[at] += ((overlap / dur) * tdur) / 1000;
    }
  }
  return { frames: busy.length, clock: spread(busy), cpu: spread(thread) };
}

function spread(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { median: at(0.5), p95: at(0.95), most: sorted.at(-1) };
}

const text = ({ median, p95, most }) =>
  `median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, most ${most.toFixed(1)} ms`;

for (const [name, narrower, pace] of [
  ['single words, 16 pixels each', 0],
  ['single words, 4 pixels each', 3],
  ['16 words a column', 5],
  ['single words, 16 pixels each, at a pace to be read', 0, 600],
  ['single words, 4 pixels each, at the pace of a wheel', 3, 1800],
]) {
  const { frames, clock, cpu, pixels } = await measure(narrower, pace);
  const rate = (frames / seconds).toFixed(0);
  console.log(
    `Scroll of 50,000 words x 512 units, ${name} (${Math.round(pixels / seconds).toLocaleString('en')} pixels/s, ${rate} frames/s)`,
  );
  console.log(`  panel's thread a frame: ${text(cpu)}`);
  console.log(`  by the clock:           ${text(clock)}`);
  if (cpu.p95 > limit) {
    console.log(`  MISSED: p95 above ${limit} ms`);
    process.exitCode = 1;
  }
}
await browser.close();
gallery.close();
