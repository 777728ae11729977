/**
 * A file of tests as text: its tests with the places where they stand, or what is wrong with it and where.
 * Knows nothing of VS Code.
 */
import {
  findNodeAtLocation,
  getNodeValue,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import * as v from 'valibot';
import { testFileSchema, type ModelTest, type TestFile } from '../../shared/modelTests';
import type { Span } from '../../shared/model/versions';

export interface PlacedTest {
  readonly test: ModelTest;
  readonly place: Span;
}

export type ReadTestFile =
  | { readonly ok: true; readonly file: TestFile; readonly tests: readonly PlacedTest[] }
  | { readonly ok: false; readonly problem: string; readonly place: Span };

export function readTestFile(text: string): ReadTestFile {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  const [error] = errors;
  if (error) {
    const { offset, length } = error;
    const problem = `It is not valid JSON here (${printParseErrorCode(error.error)}). Correct it; the editor underlines the place.`;
    return { ok: false, problem, place: { start: offset, end: offset + length } };
  }
  if (!root) return { ok: false, problem: noTests, place: { start: 0, end: 0 } };
  const parsed = v.safeParse(testFileSchema, getNodeValue(root) as unknown);
  if (!parsed.success) return flawed(root, parsed.issues[0]);
  const { tests } = parsed.output;
  return {
    ok: true,
    file: parsed.output,
    tests: tests.map((test, n) => ({ test, place: placeOf(root, ['tests', n]) })),
  };
}

const noTests =
  'It is empty. Write a test: { "text": "story.txt", "tests": [ … ] }; the editor completes the rest.';

function flawed(
  root: Node,
  issue: v.InferIssue<typeof testFileSchema>,
): Extract<ReadTestFile, { ok: false }> {
  const path = (issue.path ?? []).map(({ key }) => key as string | number);
  const where = path.length === 0 ? 'The file' : `“${path.join('.')}”`;
  return { ok: false, problem: `${where}: ${issue.message}.`, place: placeOf(root, path) };
}

/** Of the value, or of the nearest around it that is there. */
function placeOf(root: Node, path: readonly (string | number)[]): Span {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = findNodeAtLocation(root, path.slice(0, depth));
    if (node) return { start: node.offset, end: node.offset + node.length };
  }
  return { start: root.offset, end: root.offset + root.length };
}
