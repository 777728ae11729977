/**
 * The right side of an equation with every name looked up. What is wrong is told; then the result
 * is undefined, but the rest of the equation was still looked through.
 */
import type { Expression } from '../definition';
import { partsOf } from '../expressions';
import {
  inputMessage,
  isComputed,
  tellUnknownCall,
  undefinedName,
  type Scope,
} from './nameProblems';
import { replace } from './problems';
import type { Tree } from './parsing/syntax';
import type { NameToken } from './parsing/tokens';
import { input, isBinary, isFunction, isUnary } from './words';

export function resolve(tree: Tree, scope: Scope): Expression | undefined {
  switch (tree.kind) {
    case 'number':
      return { kind: 'number', value: tree.value, at: tree.at };
    case 'name':
      return resolveName(tree.name, scope);
    case 'call':
      return resolveCall(tree, scope);
    case 'product':
      return resolveProduct(tree, scope);
    case 'negative': {
      const of = resolve(tree.of, scope);
      return of && { kind: 'negative', of, at: tree.at };
    }
    case 'operation': {
      const left = resolve(tree.left, scope);
      const right = resolve(tree.right, scope);
      if (left === undefined || right === undefined) return undefined;
      if (tree.operator === '/' && right.kind === 'number' && right.value === 0) {
        scope.notes.error(right.at, 'nothing can be divided by 0');
      }
      return { kind: 'operation', operator: tree.operator, left, right, at: tree.at };
    }
  }
}

function resolveName(name: NameToken, scope: Scope): Expression | undefined {
  const { text, at } = name;
  if (text === input) {
    scope.notes.error(at, inputMessage(name));
    return undefined;
  }
  if (isFunction(text)) {
    scope.notes.error(at, `${text} is a function; write ${text}(…)`);
    return undefined;
  }
  if (scope.names.vectors.has(text)) return resolveVector(name, scope);
  if (scope.names.place.has(text)) return resolveQuantity(name, scope);
  scope.notes.error(at, ...undefinedName(name, scope));
  return undefined;
}

function resolveVector(name: NameToken, scope: Scope): Expression | undefined {
  const { text: letter, at } = name;
  if (name.primed) {
    const message = `${letter} is learned and the same at every step; write it without a prime`;
    scope.notes.error(at, message, replace(at, letter));
    return undefined;
  }
  const block = blockOf(name, scope);
  if (block === undefined) return undefined;
  scope.occurrences.push({ at, letter, role: 'vector', block });
  return { kind: 'vector', letter, block, at };
}

/** The equation whose rows of a tensor are meant: this one, unless a subscript says another. */
function blockOf(name: NameToken, scope: Scope): string | undefined {
  const { subscript } = name;
  if (subscript === undefined) return scope.equation.name.text;
  if (scope.names.place.has(subscript.text)) return subscript.text;
  const own = scope.equation.name.text;
  const fix = replace(
    { start: name.nameAt.end, end: subscript.at.end },
    `_${own}`,
    `Write ${name.text}_${own}`,
  );
  const written = `${name.text}_${subscript.text}`;
  scope.notes.error(
    name.at,
    `${written} would be the rows of the equation of ${subscript.text}, which there is none of; write ${name.text}, or ${name.text}_${own}`,
    fix,
  );
  return undefined;
}

function resolveQuantity(name: NameToken, scope: Scope): Expression | undefined {
  const { text: letter, at, subscript } = name;
  const time = subscript?.text ?? 't';
  if (time !== 't' && time !== 't-1') {
    const message = `only matrices and learned vectors have a subscript, and values t and t-1; write ${letter} or ${letter}'`;
    scope.notes.error(at, message, replace(at, letter));
    return undefined;
  }
  const before = name.primed || time === 't-1';
  if (!before && !isComputed(name, scope)) return undefined;
  scope.occurrences.push({ at, letter, role: 'quantity', before });
  return { kind: 'quantity', letter, before, at };
}

function resolveCall(tree: Tree & { kind: 'call' }, scope: Scope): Expression | undefined {
  const { name, of, at } = tree;
  const values = of.map((value) => resolve(value, scope));
  const { text } = name;
  if (!isKnownCall(tree, scope)) return undefined;
  const [first, second] = values;
  if (first === undefined) return undefined;
  scope.occurrences.push({ at: name.nameAt, letter: text, role: 'function' });
  if (isUnary(text)) return { kind: 'unary', function: text, of: first, at };
  if (!isBinary(text) || second === undefined) return undefined;
  return { kind: 'binary', function: text, of: [first, second], at };
}

function isKnownCall({ name, of, at }: Tree & { kind: 'call' }, scope: Scope): boolean {
  const { notes } = scope;
  const { text } = name;
  if (name.primed || name.subscript !== undefined || !isFunction(text)) {
    tellUnknownCall(name, of.length, at, scope);
    return false;
  }
  const wanted = isUnary(text) ? 1 : 2;
  if (of.length === wanted) return true;
  const count = of.length === 1 ? 'is one' : `are ${of.length}`;
  const takes = wanted === 1 ? 'is taken of one value' : 'compares two values';
  notes.error(at, `${text} ${takes}, and here ${count}`);
  return false;
}

function resolveProduct(tree: Tree & { kind: 'product' }, scope: Scope): Expression | undefined {
  const { matrix, at } = tree;
  const of = isInput(tree.of) ? inputOf(tree.of, scope) : operandOf(tree.of, matrix, scope);
  const block = matrixBlock(matrix, isInput(tree.of), scope);
  if (of === undefined || block === undefined) return undefined;
  scope.occurrences.push({ at: matrix.at, letter: matrix.text, role: 'matrix', block });
  return { kind: 'product', letter: matrix.text, block, of, at };
}

const isInput = (tree: Tree): tree is Tree & { kind: 'name' } =>
  tree.kind === 'name' && tree.name.text === input;

function inputOf({ name }: Tree & { kind: 'name' }, scope: Scope) {
  const time = name.subscript?.text ?? 't';
  if (name.primed || time !== 't') {
    scope.notes.error(name.at, inputMessage({ ...name, primed: true }), replace(name.at, input));
    return undefined;
  }
  scope.occurrences.push({ at: name.at, letter: input, role: 'input' });
  return { kind: 'input' as const, at: name.at };
}

function operandOf(tree: Tree, matrix: NameToken, scope: Scope): Expression | undefined {
  const of = resolve(tree, scope);
  if (of === undefined || reads(of)) return of;
  const message = `what ${matrix.text} multiplies here is the same at every step; write a learned vector in place of the product`;
  scope.notes.error(of.at, message);
  return undefined;
}

/** Whether anything in it comes from the text that is read. */
const reads = (value: Expression): boolean =>
  value.kind === 'quantity' || value.kind === 'product' || partsOf(value).some(reads);

function matrixBlock(matrix: NameToken, ofInput: boolean, scope: Scope): string | undefined {
  const { notes } = scope;
  if (matrix.primed) {
    const plain = matrix.text;
    const message = `${plain} is learned and the same at every step; write it without a prime`;
    notes.error(matrix.at, message, replace(matrix.at, plain));
    return undefined;
  }
  const subscript = matrix.subscript?.text ?? '';
  // W_xi and W_hi of papers, W_ii and W_hi of PyTorch, W_ix and W_ih: which operand, which equation.
  const isPair = subscript.length > 1 && /^[xhi]|[xh]$/.test(subscript);
  if (!isPair || scope.names.place.has(subscript)) return blockOf(matrix, scope);
  const letter = ofInput ? 'W' : 'U';
  const written = `${matrix.text}_${subscript}`;
  const message = `${written} is written ${letter} or ${letter}_${scope.equation.name.text} here: W for what multiplies x, U for what multiplies h'`;
  notes.error(matrix.at, message, replace(matrix.at, letter));
  return undefined;
}
