/** What is told of texts that are wrong, where, and whether the fixes mend them. */
import { describe, expect, it } from 'vitest';
import { cellText } from '../../../../src/engine/cells/cells';
import { placeIn, type CellProblem } from '../../../../src/engine/cells/notation/problems';
import { readCell } from '../../../../src/engine/cells/notation/readCell';

const told = (text: string): string[] =>
  readCell(text).problems.map(({ at, message }) => {
    const { line, column } = placeIn(text, at.start);
    return `${line}:${column} ${message}`;
  });

/** The text after one of a problem's fixes. */
function mended(text: string, { fixes }: CellProblem, index = 0): string {
  const edits = [...fixes[index].edits].sort((a, b) => b.at.start - a.at.start);
  return edits.reduce(
    (now, { at, text: put }) => now.slice(0, at.start) + put + now.slice(at.end),
    text,
  );
}

const rnn = (right: string): string => `cell T\nh = ${right}\n`;

describe('A cell that cannot be read', () => {
  it.each([
    [
      rnn("tanh(W x + U h' + q)"),
      '2:23 q is not defined; if it is a learned vector, say so: vector q',
    ],
    [rnn("sigmod(W x + U h' + b)"), '2:5 there is no function sigmod; did you mean sigmoid'],
    [
      rnn("foo(W x + U h' + b)"),
      '2:5 there is no function foo; there are sigmoid, tanh, relu, exp, log, sqrt, stop, max, min',
    ],
    [rnn("2 tanh(W x + U h')"), '2:5 between 2 and what it multiplies stands a *: 2 * tanh'],
    [rnn("2 (W x + U h')"), '2:5 between 2 and what it multiplies stands a *: 2 * (…)'],
    [rnn("tanh(W x + U h'"), '2:9 this parenthesis is never closed'],
    [rnn("tanh(W x + U h'))"), '2:21 this parenthesis was never opened'],
    [
      rnn("tanh(W x + W h')"),
      '2:16 W is a matrix for x in line 2, which has another length; take another letter',
    ],
    [
      rnn("tanh(W x + U h' + x)"),
      '2:23 x has another length than the units, so it may only stand right behind a matrix: W x',
    ],
    [
      rnn('tanh(W x + U h + b)'),
      "2:18 h is what this equation defines; its value at the step before is h'",
    ],
    [
      "i = sigmoid(W x + f)\nf = sigmoid(W x)\nh = i*f*h'",
      "1:19 f is defined only in line 2; its value at the step before is f'",
    ],
    [
      rnn("tanh(W x + U h' + k')"),
      "2:23 k' is the value of k at the step before, but no equation defines k",
    ],
    [
      "j = sigmoid(W x)\nh = tanh(W x + U h')",
      '1:1 nothing that leads to h uses j; use it, or remove its equation',
    ],
    ["c = tanh(W x + U c')", '1:1 no equation defines h, which is what a layer shows; write h = …'],
    ['', '1:1 no equation defines h, which is what a layer shows; write h = …'],
    [
      rnn('tanh(W x + b)'),
      "2:1 nothing here is carried to the next step, so this is a layer without memory, not a cell; write h' or another primed value somewhere",
    ],
    [rnn("tanh(U h' + b)"), '2:1 no equation reads the input; write W x somewhere'],
    ["max = tanh(W x)\nh = tanh(W x + U h')", '1:1 max is a function; take another letter'],
    [
      "x = tanh(W x)\nh = tanh(W x + U h')",
      '1:1 x is what the layer is given; take another letter',
    ],
    [
      "h = tanh(W x + U h')\nh = relu(W x)",
      '2:1 h has an equation in line 1 already; take another letter',
    ],
    ["vector p, p\nh = tanh(W x + U h' + p)", '1:11 p is declared twice'],
    [
      rnn("tanh(U h' + U (2*h') + W x)"),
      "2:17 U multiplies h' in this equation already, and here 2 * h': the same weights twice; take another letter, such as V",
    ],
    [
      rnn("tanh(W x + W_k x + U h')"),
      '2:16 W_k would be the rows of the equation of k, which there is none of; write W, or W_h',
    ],
    [rnn("tanh(W*x + U h')"), '2:11 a matrix stands directly before its vector, without *: W x'],
    [
      rnn("tanh(Wx + U h')"),
      '2:10 Wx begins with a capital letter and so is a matrix, but no vector follows; write W x',
    ],
    [
      rnn("tanh(W [x, h'])"),
      "2:12 a matrix of both, as in W [h', x], is written as two: W x + U h'",
    ],
    [
      rnn("tanh(W x + U h') +"),
      '2:22 the line ends after +; a line goes on within parentheses only',
    ],
    [rnn(''), '2:3 the right side of this equation is missing'],
    [rnn("tanh(W x + U h', b)"), '2:5 tanh is taken of one value, and here are 2'],
    [rnn("max(W x + U h')"), '2:5 max compares two values, and here is one'],
    [rnn("Tanh(W x + U h')"), '2:5 functions are written small: tanh(…)'],
    [
      rnn("tanh(W x + U h') with d = 1"),
      '2:27 this equation has no learned vector d, whose start could be given',
    ],
    ["start c = 1\nh = tanh(W x + U h')", '1:7 no equation defines c, so it has no start'],
    ["name k = gate\nh = tanh(W x + U h')", '1:6 no equation defines k, so it cannot be named'],
    [
      "name h = hidden gete\nh = tanh(W x + U h')",
      '1:17 there is no kind gete; write gate, candidate, state or value',
    ],
    [
      rnn("tanh(W x_{t-1} + U h')"),
      '2:12 the input of the step before is not at hand; carry it in a value of your own',
    ],
    [rnn("tanh(W x + U h'')"), "2:19 only the step before is at hand; write h'"],
    [
      rnn("tanh(W x + U b + h')"),
      '2:18 what U multiplies here is the same at every step; write a learned vector in place of the product',
    ],
    [rnn("tanh(W x + U h' + 1e999)"), '2:23 1e999 is too large for single precision'],
    [
      rnn("tanh(W_{xh} x + U h' + b)"),
      "2:10 W_xh is written W or W_h here: W for what multiplies x, U for what multiplies h'",
    ],
    [
      rnn("tanh(W_{ii} x + W_{hi} h' + b)"),
      "2:21 W_hi is written U or U_h here: W for what multiplies x, U for what multiplies h'",
    ],
    [rnn("tanh(W x + U h')/0"), '2:22 nothing can be divided by 0'],
    [
      rnn("tanh(W x) + 0,5*h'"),
      '2:18 commas stand between the values of max and min; a decimal sign is a point',
    ],
    [
      `${rnn('tanh(W x)')}  + U h'`,
      '3:3 a line goes on within parentheses only; put the right side that begins above into (…)',
    ],
    [
      rnn("tanh(W x + U H')"),
      "2:18 H begins with a capital letter and so is a matrix; write h' for a value",
    ],
    ['vectr p\n' + rnn("tanh(W x + U h')"), '1:1 vectr means nothing here; did you mean vector'],
    [
      rnn("tanh(W x + U h' + constructor)"),
      '2:23 constructor is not defined; if it is a learned vector, say so: vector constructor',
    ],
    [
      "constructor = W x\nh = tanh(W x + U h' + constructor)",
      '1:1 constructor is a word that programs reserve; take another',
    ],
    [rnn("tanh(W x + U h' + §)"), '2:23 § means nothing in an equation'],
  ])('%j is told: %s', (text, message) => {
    expect(told(text)).toContain(message);
    expect(readCell(text).definition).toBeUndefined();
  });

  it('is told of every mistake, not of the first alone', () => {
    const text = "i = sigmod(W x)\nf = (W x + U h'\ng = tanh(W x + q)\nh = i*f*g + h'\n";
    expect(readCell(text).problems.map(({ at }) => placeIn(text, at.start).line)).toEqual([
      1, 2, 3,
    ]);
  });

  it('has at most 100 problems', () => {
    expect(readCell('§\n'.repeat(1000)).problems).toHaveLength(100);
  });

  it('is refused above 100 kB, in a sentence', () => {
    const text = cellText('lstm') + '#'.repeat(100_000);
    expect(told(text)).toEqual(["1:1 a cell's text is at most 100 kB long"]);
    expect(readCell(`#${'é'.repeat(50_001)}`).problems).toHaveLength(1);
  });

  it('is refused where it is nested or strung together too deeply', () => {
    const nested = rnn(`${'('.repeat(40_000)}W x + h'${')'.repeat(40_000)}`);
    const strung = rnn(`W x${" + h'".repeat(10_000)}`);
    const signs = rnn(`${'-'.repeat(50_000)}h' + W x`);
    for (const text of [nested, strung, signs]) expect(told(text)[0]).toMatch(/nested too deeply/);
  });
});

describe('A warning', () => {
  const gru = cellText('gru').replace("r*(U h' + d)", "r*(U h' + b)");

  it('is given where one bias stands in two sums of an equation', () => {
    const { problems, definition } = readCell(gru);
    expect(definition).toBeDefined();
    expect(problems).toMatchObject([{ severity: 'warning' }]);
    expect(problems[0].message).toContain('b stands twice in this equation');
  });

  it('offers the second bias, whether it is declared or not', () => {
    expect(mended(gru, readCell(gru).problems[0])).toBe(cellText('gru'));
    const alone = rnn("tanh(W x + b + U h'*(b + h'))");
    const after = mended(alone, readCell(alone).problems[0]);
    expect(readCell(after).problems).toEqual([]);
    expect(after).toContain('vector d\n');
  });

  it('is given where a learned vector is not used', () => {
    expect(told(`vector p\n${rnn("tanh(W x + U h')")}`)).toEqual([
      '1:8 no equation uses the learned vector p',
    ]);
  });
});

describe('A fix', () => {
  it.each([
    [rnn("tanh(W x + U h' + q)")],
    ["vector p\ni = sigmoid(W x + p)\nh = tanh(W x + U h' + q*i)"],
    [rnn("sigmod(W x + U h' + b)")],
    [rnn("2 tanh(W x + U h')")],
    [rnn("2(W x + U h')")],
    [rnn("tanh(W x + U h'")],
    [rnn("tanh(W x + U h'))")],
    [rnn('tanh(W x + U h + b)')],
    [rnn("tanh(W*x + U h')")],
    [rnn("tanh(Wx + U h')")],
    [rnn("tanh(W x + W h')")],
    [rnn("Tanh(W x + U h')")],
    [rnn("tanh(W x + U h'')")],
    [rnn("tanh(W x + U (tanh h'))")],
    [rnn('tanh(W x + U h_t)')],
    [rnn("tanh(U h' + U (2*h') + W x)")],
    [rnn("tanh(W x + W_k x + U h')")],
    ["j = sigmoid(W x)\nh = tanh(W x + U h')"],
    ['h = tanh(W x_t + U h_t-1 + b)'],
    [rnn("tanh(W x + U H')")],
    [rnn("tanh(W x + W_hh h')")],
    ['vectr p\n' + rnn("tanh(W x + U h' + p)")],
    ["Gate = sigmoid(W x)\nh = gate*tanh(W x + U h')"],
    ["gate = sigmoid(W x)\nh = gaet*tanh(W x + U h')"],
    ["gate = sigmoid(W x)\nh = gate(tanh(W x + U h'))"],
  ])('mends %j', (text) => {
    const problem = readCell(text).problems[0];
    const after = mended(text, problem);
    expect(readCell(after).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
