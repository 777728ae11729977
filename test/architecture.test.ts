/**
 * The house rules that can be checked: who imports whom (design section 1), floors, circles, full
 * folders and the nouns of features (tables in `architecture/house.ts`), where Node and VS Code are
 * let in, and that every test file has a runner. Imports are parsed, not searched for.
 */
import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { assembly } from './architecture/house';
import { filesBelow, importsOf, root, sources, type Import } from './architecture/imports';
import { powersIn } from './architecture/powers';
import * as rules from './architecture/rules';

const entryPoints = [
  ...['src/extension', 'src/worker/worker', 'src/cli/start'],
  ...['webview/panel', 'webview/tensors', 'webview/laboratory'],
];
const nodeRooms = /^src\/(worker\/platform|cli|host)\//;
const vscodeRooms = /^src\/(host\/|extension\.ts$)/;

const imports = sources.flatMap((file) => importsOf(file));
const told = (found: readonly Import[]): string[] =>
  found.map(({ from, specifier }) => `${from} imports ${specifier}`);

/** Also style sheets and tests; what a folder holds counts whatever it is. */
const code = ['src', 'webview', 'test']
  .flatMap(filesBelow)
  .filter((file) => /\.(tsx?|mjs|css)$/.test(file) && !file.startsWith(assembly));

describe('The house', () => {
  it('has every source file in a room of a building', () => {
    expect(rules.withoutRoom(sources)).toEqual([]);
  });

  it('lets each building import only its neighbours', () => {
    expect(rules.strangers(imports)).toEqual([]);
  });

  it('lets each room import only floors below', () => {
    expect(rules.upward(imports)).toEqual([]);
  });

  it('has no circle of imports, types included', () => {
    expect(rules.circles(sources, imports)).toEqual([]);
  });

  it('has at most 15 files in a folder', () => {
    expect(rules.crowded(code)).toEqual([]);
  });

  it('has one noun per feature, the same in every building', () => {
    expect(rules.otherNouns(code)).toEqual([]);
    expect(rules.missingRooms((place) => existsSync(path.join(root, place)))).toEqual([]);
  });

  it('lets shared have nothing of the engine but types', () => {
    const values = imports.filter(
      ({ from, target, typeOnly }) =>
        !typeOnly &&
        rules.buildingOf(from) === 'shared' &&
        target !== undefined &&
        rules.buildingOf(target) === 'engine',
    );
    expect(told(values)).toEqual([]);
  });

  it('lets Node in at worker/platform, cli and host only', () => {
    const isNode = (specifier: string): boolean =>
      specifier.startsWith('node:') || builtinModules.includes(specifier);
    const found = imports.filter(
      ({ from, specifier }) => isNode(specifier) && !nodeRooms.test(from),
    );
    expect(told(found)).toEqual([]);
  });

  it('lets VS Code in at host and extension.ts only', () => {
    const found = imports.filter(
      ({ from, specifier }) => specifier === 'vscode' && !vscodeRooms.test(from),
    );
    expect(told(found)).toEqual([]);
  });

  it('lets the engine use no package but valibot', () => {
    const found = imports.filter(
      ({ from, specifier, target }) =>
        rules.buildingOf(from) === 'engine' && target === undefined && specifier !== 'valibot',
    );
    expect(told(found)).toEqual([]);
  });

  it('lets the engine raise nothing to a power', () => {
    const engine = sources.filter((file) => rules.buildingOf(file) === 'engine');
    const text = (file: string): string => readFileSync(path.join(root, file), 'utf8');
    expect(engine.flatMap((file) => powersIn(file, text(file)))).toEqual([]);
  });

  it('draws with preact and chart.js in the webview only', () => {
    const found = imports.filter(
      ({ from, specifier }) =>
        /^(preact|chart\.js)(\/|$)/.test(specifier) && rules.buildingOf(from) !== 'webview',
    );
    expect(told(found)).toEqual([]);
  });

  it('has no entry point that is imported', () => {
    const found = imports.filter(({ target }) => target && entryPoints.includes(target));
    expect(told(found)).toEqual([]);
  });

  it('has a composition root of at most 60 lines', () => {
    const lines = readFileSync(path.join(root, 'src/extension.ts'), 'utf8').trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(60);
  });
});

/** The rules see what they are for: each is tried on a mistake that somebody could make. */
describe('A mistake in the house', () => {
  const importing = (from: string, specifier: string): Import[] =>
    importsOf(from, `import type { X } from '${specifier}';`);

  it('is seen where two files import each other, if only for a type', () => {
    const files = ['src/host/hover/hover.ts', 'src/host/hover/hoverText.ts'];
    const both = [
      ...importing('src/host/hover/hover.ts', './hoverText'),
      ...importing('src/host/hover/hoverText.ts', './hover'),
    ];
    expect(rules.circles(files, both)).toEqual([
      'src/host/hover/hover.ts, src/host/hover/hoverText.ts import each other in a circle (no circles, types included).',
    ]);
  });

  it('is seen where a folder gets its sixteenth file', () => {
    const folder = Array.from({ length: 16 }, (_, n) => `src/host/hover/part${n}.ts`);
    expect(rules.crowded(folder.slice(1))).toEqual([]);
    expect(rules.crowded(folder)).toEqual([
      'src/host/hover holds 16 files; at most 15 (divide it by subject).',
    ]);
  });

  it('is seen where an import leads upward, or sideways', () => {
    expect(rules.upward(importing('src/host/texts/texts.ts', '../panel/panel'))).toEqual([
      'src/host/texts/texts.ts imports ../panel/panel, but panel is on a floor above (floors).',
    ]);
    expect(rules.upward(importing('src/host/hover/hover.ts', '../colours/colourScale'))).toEqual([
      'src/host/hover/hover.ts imports ../colours/colourScale, but colours is on the same floor (floors).',
    ]);
    expect(rules.upward(importing('src/host/hover/hover.ts', '../texts/texts'))).toEqual([]);
  });

  it('is seen where a building imports a stranger, and where a file is in no room', () => {
    expect(rules.strangers(importing('src/host/hover/hover.ts', '../../worker/reader'))).toEqual([
      'src/host/hover/hover.ts imports ../../worker/reader, but host may not import worker (neighbours).',
    ]);
    expect(rules.withoutRoom(['src/host/misc/things.ts'])).toHaveLength(1);
  });

  it('is seen where the engine raises to a power, but for powers of two', () => {
    const text = '/** x ** 2 */\nconst a = 2 ** 31;\nconst b = a ** 2;\nlet c = b;\nc **= 2;\n';
    expect(powersIn('src/engine/a.ts', text).map((sentence) => sentence.split(' ')[0])).toEqual([
      'src/engine/a.ts:3',
      'src/engine/a.ts:5',
    ]);
  });

  it('is seen where a feature gets a second noun', () => {
    expect(rules.otherNouns(['src/host/suggestion.ts'])).toEqual([
      'src/host/suggestion.ts says “suggestion” for ghostText (one noun per feature).',
    ]);
  });
});

/** `**` any folders, `*` any part of a name; all that our globs use. */
const globToRegExp = (glob: string): RegExp =>
  new RegExp(
    `^${glob
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(
        /\*\*\/|\*\*|\*/g,
        (stars) => ({ '**/': '(.*/)?', '**': '.*', '*': '[^/]*' })[stars] ?? '',
      )}$`,
  );

const matches = (globs: readonly string[], file: string): boolean =>
  globs.some((glob) => globToRegExp(glob).test(file));

describe('The test runners', async () => {
  const location = path.join(root, 'vitest.config.mjs');
  const { default: config } = (await import(location)) as {
    default: { test: { projects: { test: { name: string; include: string[] } }[] } };
  };
  const units = config.test.projects.map(({ test: { name, include } }) => {
    const files = new Set(include);
    return [`vitest, ${name} (npm run unit)`, (file: string) => files.has(file)] as const;
  });
  const runners: Record<string, (file: string) => boolean> = {
    ...Object.fromEntries(units),
    'mocha in VS Code (npm run host)': (file) => matches(['test/vscode/**/*.test.ts'], file),
    'benchmarks (npm run bench)': (file) =>
      matches(['test/bench/*.bench.mjs', 'test/vscode/**/*.bench.ts'], file),
    'scenarios (npm run e2e)': (file) => matches(['test/endToEnd/**/*.scenario.ts'], file),
  };

  const isTest = (file: string): boolean => {
    if (/\.(test|spec|scenario|bench|fuzz)\.[cm]?[jt]sx?$/.test(file)) return true;
    if (!/^test\/.*\.tsx?$/.test(file)) return false;
    return /^\s*(it|test|suite|describe|bench)(\.\w+)*\(/m.test(
      readFileSync(path.join(root, file), 'utf8'),
    );
  };

  it('pick up every test file, each by one of them', () => {
    const tests = ['src', 'webview', 'test', 'scripts'].flatMap(filesBelow).filter(isTest);
    const wrong = tests.filter(
      (file) => Object.values(runners).filter((picksUp) => picksUp(file)).length !== 1,
    );
    expect(wrong).toEqual([]);
    for (const [runner, picksUp] of Object.entries(runners)) {
      if (!runner.includes('bench')) expect(tests.some(picksUp), runner).toBe(true);
    }
  });
});
