/** Where a file raises to a power with `**`, which the linter has no rule for. */
import ts from 'typescript';

const isTwo = (node: ts.Expression): boolean => ts.isNumericLiteral(node) && node.text === '2';

/** @returns a sentence each; powers of two with a written exponent are exact everywhere */
export function powersIn(file: string, text: string): string[] {
  // Few files need parsing: a comment begins with these stars, too, but behind a slash.
  if (!/[^/*]\*\*/.test(text)) return [];
  const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node)) {
      const { left, right, operatorToken } = node;
      const power = operatorToken.kind === ts.SyntaxKind.AsteriskAsteriskToken;
      const assigned = operatorToken.kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken;
      if (assigned || (power && !(isTwo(left) && ts.isLiteralExpression(right)))) {
        const { line } = parsed.getLineAndCharacterOfPosition(node.getStart());
        found.push(
          `${file}:${line + 1} has a power, whose bits differ between Node versions: multiply.`,
        );
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return found;
}
