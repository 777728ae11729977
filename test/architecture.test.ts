/**
 * The house rules that can be checked: who imports whom (design section 1), where Node and VS Code
 * are let in, and that every test file has a runner. Imports are parsed, not searched for.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

type Room = 'engine' | 'shared' | 'worker' | 'cli' | 'host' | 'extension' | 'webview';

/** Whom each room may import beside itself. */
const neighbours: Record<Room, readonly Room[]> = {
  engine: [],
  shared: ['engine'],
  worker: ['engine', 'shared'],
  cli: ['worker', 'engine', 'shared'],
  host: ['shared'],
  extension: ['host', 'shared'],
  webview: ['shared'],
};

const entryPoints = [
  ...['src/extension', 'src/worker/worker', 'src/cli/cli'],
  ...['webview/panel', 'webview/tensors'],
];
const nodeRooms = /^src\/(worker\/platform|cli|host)\//;
const vscodeRooms = /^src\/(host\/|extension\.ts$)/;

interface Import {
  readonly from: string;
  /** As written: `vscode`, `node:fs`, `../shared/rpc`. */
  readonly specifier: string;
  /** Of a relative import: where it leads, from the root, without an extension. */
  readonly target: string | undefined;
  readonly typeOnly: boolean;
}

const filesBelow = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(folder, name.replaceAll('\\', '/')))
    .filter((name) => !/(^|\/)(node_modules|out|fixtures)\//.test(name));

const sources = [...filesBelow('src'), ...filesBelow('webview')].filter(
  (name) => /\.tsx?$/.test(name) && !name.startsWith('src/engine/kernels/assembly/'),
);

function importsOf(from: string): Import[] {
  const text = readFileSync(path.join(root, from), 'utf8');
  const parsed = ts.createSourceFile(from, text, ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (literal: ts.Node | undefined, typeOnly: boolean): void => {
    if (!literal || !ts.isStringLiteralLike(literal)) return;
    const specifier = literal.text;
    const target = specifier.startsWith('.')
      ? path.posix.join(path.posix.dirname(from), specifier)
      : undefined;
    found.push({ from, specifier, target, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true);
    } else if (ts.isCallExpression(node)) {
      const dynamic = node.expression.kind === ts.SyntaxKind.ImportKeyword;
      const required = ts.isIdentifier(node.expression) && node.expression.text === 'require';
      if (dynamic || required) add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return found;
}

function roomOf(file: string): Room | undefined {
  if (/^src\/extension(\.ts)?$/.test(file)) return 'extension';
  const room = /^src\/(engine|shared|worker|cli|host)\//.exec(file)?.[1];
  return (room as Room | undefined) ?? (file.startsWith('webview/') ? 'webview' : undefined);
}

const imports = sources.flatMap(importsOf);
const told = (found: readonly Import[]): string[] =>
  found.map(({ from, specifier }) => `${from} imports ${specifier}`);

describe('The house', () => {
  it('has every source file in a room', () => {
    expect(sources.filter((file) => roomOf(file) === undefined)).toEqual([]);
  });

  it('lets each room import only its neighbours', () => {
    const strangers = imports.filter(({ from, target }) => {
      if (target === undefined) return false;
      const [here, there] = [roomOf(from), roomOf(target)];
      return here && there !== here && !(there && neighbours[here].includes(there));
    });
    expect(told(strangers)).toEqual([]);
  });

  it('lets shared have nothing of the engine but types', () => {
    const values = imports.filter(
      ({ from, target, typeOnly }) =>
        !typeOnly && roomOf(from) === 'shared' && target && roomOf(target) === 'engine',
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
        roomOf(from) === 'engine' && target === undefined && specifier !== 'valibot',
    );
    expect(told(found)).toEqual([]);
  });

  it('draws with preact and chart.js in the webview only', () => {
    const found = imports.filter(
      ({ from, specifier }) =>
        /^(preact|chart\.js)(\/|$)/.test(specifier) && roomOf(from) !== 'webview',
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
    default: { test: { include: string[]; exclude: string[] } };
  };
  const runners: Record<string, (file: string) => boolean> = {
    'vitest (npm run unit)': (file) =>
      matches(config.test.include, file) && !matches(config.test.exclude, file),
    'mocha in VS Code (npm run host)': (file) => matches(['test/vscode/**/*.test.ts'], file),
    'benchmarks (npm run bench)': (file) =>
      matches(['test/bench/*.bench.mjs', 'test/vscode/**/*.bench.ts'], file),
    'scenarios (npm run e2e)': (file) => matches(['test/endToEnd/*.scenario.ts'], file),
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
