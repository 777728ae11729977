/**
 * The documents against what they speak of: links and anchors, paths in the picture of the house, names
 * and defaults in `package.json`. Each finding names the file and what is wrong in it.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { knownCell } from '../src/engine/cells/cell';
import { cellIds } from '../src/engine/cells/cells';
import { cellAbilities } from '../src/engine/cells/describe';
import { hasKeepBias } from '../src/engine/cells/keepBias';
import { readCell } from '../src/engine/cells/notation/readCell';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const exists = (file: string): boolean => existsSync(path.join(root, file));

const documents = [
  ...['README.md', 'CONTRIBUTING.md'],
  ...readdirSync(path.join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Code blocks hold no links and no headings, whatever stands in them. */
const prose = (file: string): string => read(file).replace(/^(`{3,})[^]*?^\1/gm, '');

/** As GitHub makes them: letters, digits, hyphens and underscores, the second of a kind with a number. */
function anchorsOf(file: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading] of prose(file).matchAll(/^#{1,6} +(.+?) *$/gm)) {
    const shown = heading.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1');
    const slug = shown
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
      .replaceAll(' ', '-');
    let [anchor, number] = [slug, 0];
    while (anchors.has(anchor)) anchor = `${slug}-${++number}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** What is wrong with a link, or nothing. */
function troubleWith(file: string, link: string): string | undefined {
  if (/^[a-z][a-z\d+.-]*:/i.test(link)) return undefined;
  const [target = '', anchor] = link.split('#');
  const place = target === '' ? file : path.posix.join(path.posix.dirname(file), target);
  if (!exists(place)) return `${file}: the link ${link} leads to no file`;
  if (anchor === undefined || anchorsOf(place).has(anchor)) return undefined;
  return `${file}: the link ${link} leads to no heading of ${place}`;
}

const linksIn = (file: string): string[] =>
  [...prose(file).matchAll(/\]\(([^()\s]+)\)/g)].map(([, link]) => link);

describe('The documents', () => {
  it.each(documents)('have only links that lead somewhere: %s', (file) => {
    expect(linksIn(file).flatMap((link) => troubleWith(file, link) ?? [])).toEqual([]);
  });

  it('are found from the README, each of them', () => {
    const linked = linksIn('README.md').map((link) => link.split('#')[0]);
    expect(documents.filter((file) => file !== 'README.md' && !linked.includes(file))).toEqual([]);
  });

  it('have a README of at most 150 lines', () => {
    expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(150);
  });
});

describe('The picture of the house', () => {
  /** `worker/worker.ts`, `host`'s rooms with a slash, bare names of files; not `Needs`, not `.safetensors`. */
  const isPath = (code: string): boolean =>
    /^[\w<>…][\w<>…./-]*$/.test(code) && (code.includes('/') || /\.(tsx?|mjs)$/.test(code));

  /** A part that stands for many names, and all that follows it, cannot be looked up. */
  const certainPart = (code: string): string => code.replace(/\/?[^/]*[<…].*$/, '');

  it('names only files and folders that are there', () => {
    const file = 'docs/architecture.md';
    let folder = '';
    const missing: string[] = [];
    for (const [, code] of prose(file).matchAll(/`([^`\n]+)`/g)) {
      if (!isPath(code) || code.startsWith('dist/')) continue;
      const place = certainPart(code);
      const near = code.includes('/') ? place : `${folder}/${place}`;
      const found = [near, `src/${place}`].find(exists);
      if (found === undefined) missing.push(`${file}: \`${code}\` is not there`);
      else folder = statSync(path.join(root, found)).isDirectory() ? found : path.dirname(found);
    }
    expect(missing).toEqual([]);
  });
});

describe('The list of settings and commands', () => {
  const text = v.string();
  const manifest = v.parse(
    v.object({
      contributes: v.object({
        commands: v.array(v.object({ command: text, title: text })),
        configuration: v.object({ properties: v.record(text, v.object({ default: v.unknown() })) }),
      }),
    }),
    JSON.parse(read('package.json')),
  );
  const { commands, configuration } = manifest.contributes;
  const file = 'docs/settings.md';
  const rows = prose(file)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')));

  const missingIn = (row: string): string => `${file} has no row ${row}`;

  it('has every command with its title', () => {
    const listed = rows.map(([, title, command]) => `${command}: ${title}`);
    const wanted = commands.map(({ command, title }) => `${command}: ${title}`);
    expect(wanted.filter((one) => !listed.includes(one)).map(missingIn)).toEqual([]);
  });

  it('has every setting with its default', () => {
    const listed = rows.map(([, setting, usual]) => `${setting}: ${usual}`);
    const wanted = Object.entries(configuration.properties).map(
      ([setting, { default: usual }]) => `${setting}: ${JSON.stringify(usual)}`,
    );
    expect(wanted.filter((one) => !listed.includes(one)).map(missingIn)).toEqual([]);
  });

  it('names no setting and no command that is not contributed', () => {
    const settings = Object.keys(configuration.properties);
    const names = new Set([...settings, ...commands.map(({ command }) => command)]);
    const named = [...prose(file).matchAll(/`(gatescope\.[\w.]+)`/g)].map(([, name]) => name);
    expect(named.filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('The page of cells', () => {
  const texts = readdirSync(path.join(root, 'src/engine/cells/texts'));
  const blocks = [...read('docs/cells.md').matchAll(/^```\n([^]*?)^```$/gm)].map(
    ([, text]) => text,
  );

  it.each(texts)('has the equations of %s as they are', (file) => {
    expect(blocks).toContain(read(`src/engine/cells/texts/${file}`));
  });

  it('quotes what is told of mistakes', () => {
    const [, section = ''] =
      /^## What is told of mistakes\n([^]*?)^A text may/m.exec(read('docs/cells.md')) ?? [];
    const rows = [...section.matchAll(/^\| `(.+)`(?: alone)? +\| (.+?) +\|$/gm)];
    expect(rows.length).toBeGreaterThan(5);
    for (const [, text, said] of rows) {
      const messages = readCell(`cell T\nh = ${text}`).problems.map(({ message }) => message);
      expect(messages).toContain(said?.replaceAll('\\*', '*'));
    }
  });

  it('says what each cell can, as its abilities do', () => {
    const yes = (is: boolean): string => (is ? 'yes' : 'no');
    const rows = [
      ...read('docs/cells.md').matchAll(/^\| `(\w+)` +\| (\w+) +\| (\w+) +\| (\w+) +\|$/gm),
    ];
    const expected = cellIds.map((id) => {
      const { abilities } = knownCell(id).description;
      const can = [
        ...cellAbilities.map((one) => abilities.includes(one)),
        hasKeepBias(knownCell(id)),
      ];
      return [id, ...can.map(yes)];
    });
    expect(rows.map(([, ...row]) => row)).toEqual([...expected, ['window', 'no', 'no', 'no']]);
  });

  it('names the id of each', () => {
    const ids = [...read('docs/cells.md').matchAll(/^Id: `(\w+)`\.$/gm)].map(
      ([, id]) => `${id}.cell`,
    );
    expect(ids.toSorted()).toEqual(texts.toSorted());
  });
});
