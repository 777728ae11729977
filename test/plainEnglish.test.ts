/**
 * A rule of language: phrases that are word for word German, or of this project's old dialect, and what
 * to write instead. Looks at everything that a person reads on the screen or in the documents.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const instead: readonly (readonly [RegExp, string])[] = [
  [/\b(bits|nats|words) a (word|token|column)\b/i, 'bits per word'],
  [/\bone (word |span |point )?a (line|word|unit|span)\b/i, 'one per line'],
  [/\bsome (thousands?|hundreds?) (?!of)/i, 'a few thousand'],
  [/\banew\b/i, 'again'],
  [/\bany ?more\b/i, 'no longer'],
  [/\b(goes|went|going) on (from|with)\b/i, 'continues from'],
  [/\bwas cut off\b/i, 'was interrupted'],
  [/\bkept aside\b/i, 'set aside'],
  [/\bwhoever\b|\b(for|by) who\b/i, 'callers that, users who'],
  [/\b(held|hold) (it )?for (im)?possible\b/i, 'considered impossible'],
  [/\blikeliest\b|\blikest\b/i, 'most likely'],
  [/\bin the place of\b/i, 'instead of, replaced by'],
  [/\bbeside (it|its|them|the)\b/i, 'next to, besides'],
  [/\bwhat is so\b/i, 'what is true'],
  [/\bhangs? (most )?on\b/i, 'depends on'],
  [/\bgives? way to\b/i, 'is replaced by'],
  [/\bplease\b/i, 'nothing: ask without it'],
];

const filesBelow = (folder: string, ending: RegExp): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(folder, name.replaceAll(path.sep, '/')))
    .filter((name) => ending.test(name));

/** What the sources say on screen: string literals, templates and the text of elements. */
function sentencesOf(file: string): string[] {
  // Most files have none of the phrases even in their comments, and need no parsing.
  if (troubles(file, [read(file)]).length === 0) return [];
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isJsxText(node) || ts.isTemplateHead(node)) {
      found.push(node.text);
    } else if (ts.isTemplateMiddleOrTemplateTail(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, false, kind));
  return found;
}

function troubles(file: string, texts: readonly string[]): string[] {
  const plain = texts.map((text) => text.replace(/\s+/g, ' '));
  return instead.flatMap(([phrase, better]) =>
    plain.flatMap((text) => {
      const [word] = phrase.exec(text) ?? [];
      return word === undefined ? [] : [`${file}: “${word}” (better: ${better})`];
    }),
  );
}

describe('Plain English', () => {
  it('is what the interface, its errors and the command line say', () => {
    const sources = ['src/host', 'src/shared', 'src/cli', 'webview', 'src/engine/files'].flatMap(
      (folder) => filesBelow(folder, /\.tsx?$/),
    );
    expect(sources.flatMap((file) => troubles(file, sentencesOf(file)))).toEqual([]);
  });

  it('is what the manifest, the lessons, the samples and the documents say', () => {
    const texts = [
      ...['package.json', 'README.md'],
      ...filesBelow('docs', /\.md$/).filter((file) => file !== 'docs/architecture.md'),
      ...filesBelow('media', /\.(md|json)$/),
    ];
    expect(texts.flatMap((file) => troubles(file, [read(file)]))).toEqual([]);
  });
});
