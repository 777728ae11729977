/**
 * What the page's script leaves out of chart.js. Our charts do not move by themselves and a point that
 * is hovered keeps its colour, so its animations and its library of colours never run; they were a
 * twentieth of the script. A part that is not found as it was when this was written fails the build.
 */
import { readFileSync } from 'node:fs';
import { Failure } from '../setup/failure.mjs';

/** Stands for @kurkle/color, which only blends and darkens: here a colour stays what it is. */
const plainColours = `export class Color {
  constructor(value) { this.value = value; }
  saturate() { return this; }
  darken() { return this; }
  hexString() { return this.value; }
}`;

/** By file, the classes and tables that give way, and to what. */
const replaced = [
  {
    file: /chart\.js[\\/]dist[\\/]chart\.js$/,
    parts: [
      // Nothing is ever under way, so a chart is drawn at once.
      [
        /^class Animator \{\n[\s\S]*?^\}\n/m,
        'class Animator { listen() {} has() { return false; } running() { return false; } start() {} stop() {} remove() { return false; } }\n',
      ],
      [/^class Animation \{\n[\s\S]*?^\}\n/m, 'class Animation {}\n'],
      [
        /^class Animations \{\n[\s\S]*?^\}\n/m,
        'class Animations { update(target, values) { Object.assign(target, values); } }\n',
      ],
    ],
  },
];

/** @type {import('esbuild').Plugin} */
export const chartDiet = {
  name: 'chart diet',
  setup(build) {
    build.onResolve({ filter: /^@kurkle\/color$/ }, () => ({
      path: 'colours',
      namespace: 'chart-diet',
      sideEffects: false,
    }));
    build.onLoad({ filter: /.*/, namespace: 'chart-diet' }, () => ({ contents: plainColours }));
    for (const { file, parts } of replaced) {
      build.onLoad({ filter: file }, ({ path }) => ({
        contents: parts.reduce(without, readFileSync(path, 'utf8')),
      }));
    }
  },
};

/**
 * @param {string} source
 * @param {(string | RegExp)[]} part what gives way, and to what
 */
function without(source, [part, standIn]) {
  if (!part.test(source)) throw new Failure(`chart.js has no ${part} any more: see chartDiet.mjs.`);
  return source.replace(part, standIn);
}
