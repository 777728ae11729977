/** What the source imports, parsed from its text: also types, `import()` and `require`. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { assembly } from './house';

export const root = path.resolve(import.meta.dirname, '../..');

export interface Import {
  readonly from: string;
  /** As written: `vscode`, `node:fs`, `../shared/wire/rpc`. */
  readonly specifier: string;
  /** Of a relative import: where it leads, from the root, without an extension. */
  readonly target: string | undefined;
  readonly typeOnly: boolean;
}

export const filesBelow = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(folder, name.replaceAll('\\', '/')))
    .filter((name) => !/(^|\/)(node_modules|out|fixtures)\//.test(name));

/** All source files but the assembly, from the root. */
export const sources = [...filesBelow('src'), ...filesBelow('webview')].filter(
  (name) => /\.tsx?$/.test(name) && !name.startsWith(assembly),
);

export function importsOf(from: string, text = readFileSync(path.join(root, from), 'utf8')) {
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
