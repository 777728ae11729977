/**
 * `node scripts/icon.mjs`: draws media/icon.png, the extension's icon: an oscilloscope whose trace
 * (what goes in) meets a gate in the middle, and what the gate lets through. Run by hand after a
 * change here; the picture is committed.
 */
import { ensureBrowser } from './setup/browser.mjs';
import { launchChromium } from './host/chromium.mjs';
import { main } from './setup/failure.mjs';
import { inRoot } from './setup/places.mjs';

/** It is drawn on a square of this size, and stored at half of it: VS Code shows it at 128 pixels at most. */
const size = 256;
const middle = size / 2;

/** The trace swings `amplitude` high and dies away where the gate closes, crossing zero in it. */
function trace(from, to) {
  const points = [];
  for (let x = from; x <= to; x++) {
    const open = 1 / (1 + Math.exp((x - middle) / 9));
    const y = middle - 46 * Math.sin((x - 28) * 0.04 * Math.PI) * (0.16 + 0.84 * open);
    points.push(`${x} ${y.toFixed(1)}`);
  }
  return `M${points.join('L')}`;
}

const icon = `
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}">
  <defs>
    <linearGradient id="case" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#20324a"/><stop offset="1" stop-color="#0f1a29"/>
    </linearGradient>
    <radialGradient id="screen" cx="0.42" cy="0.38" r="0.75">
      <stop offset="0" stop-color="#17384a"/><stop offset="1" stop-color="#0a1622"/>
    </radialGradient>
    <clipPath id="round"><circle cx="128" cy="128" r="96"/></clipPath>
  </defs>
  <rect x="4" y="4" width="248" height="248" rx="52" fill="url(#case)"/>
  <circle cx="128" cy="128" r="101" fill="#31506b"/>
  <circle cx="128" cy="128" r="96" fill="url(#screen)"/>
  <g clip-path="url(#round)" fill="none" stroke-linejoin="round">
    <path d="M32 80H224M32 128H224M32 176H224M80 32V224M176 32V224" stroke="#3b6a80" stroke-opacity="0.45" stroke-width="1.5"/>
    <path d="${trace(28, middle)}" stroke="#ffb454" stroke-width="11"/>
    <path d="${trace(middle, 228)}" stroke="#5fd4c4" stroke-width="11"/>
  </g>
  <g fill="#eaf3fa">
    <rect x="121" y="38" width="14" height="56" rx="7"/>
    <rect x="121" y="162" width="14" height="56" rx="7"/>
  </g>
  <circle cx="128" cy="128" r="15" fill="#0a1622" stroke="#eaf3fa" stroke-width="7"/>
</svg>`;

await main(async () => {
  const browser = await launchChromium(await ensureBrowser());
  try {
    const page = await browser.newPage({ viewport: { width: middle, height: middle } });
    const style = 'body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }';
    await page.setContent(`<style>${style}</style>${icon}`);
    await page.screenshot({ path: inRoot('media/icon.png'), omitBackground: true });
  } finally {
    await browser.close();
  }
});
