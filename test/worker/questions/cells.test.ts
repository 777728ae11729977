/** What an editor of a `.cell` file is told. */
import { describe, expect, it } from 'vitest';
import { cellIds, cellText } from '../../../src/engine/cells/cells';
import { longestText, readCell } from '../../../src/engine/cells/notation/readCell';
import { longestCellText, type CellReading } from '../../../src/shared/questions/editor/cells';
import { cellAnswers, cellChecks } from '../../../src/worker/questions/cells';

const job = { cancelled: false };

async function read(text: string): Promise<CellReading> {
  const answer = await cellAnswers.readCell({ text }, job);
  if (!answer.ok) throw new Error(answer.failure.kind);
  return answer.value;
}

/** What stands for the name that begins at the last place of these words. */
async function meaningOf(text: string, words: string): Promise<CellReading['meanings'][number]> {
  const { marks, meanings } = await read(text);
  const mark = marks.find(({ at }) => at.start === text.lastIndexOf(words));
  return meanings[mark!.meaning];
}

describe('The editor of a cell', () => {
  const lstm = cellText('lstm');

  it('is told what a value is, how large it can be, and where it is defined', async () => {
    const meaning = await meaningOf(lstm, 'i*g');
    expect(meaning).toEqual({
      title: 'i · Input gate',
      equation: 'i = σ(W_i x + b_i + U_i h′ + d_i)',
      sentences: [
        'A gate, between 0 and 1; one value per unit.',
        'Files and exports call it inputGate.',
      ],
      definedAt: { start: lstm.indexOf('i = sigmoid'), end: lstm.indexOf('i = sigmoid') + 1 },
    });
    const before = await meaningOf(lstm, "c' +");
    expect(before.title).toBe('c′ · Cell state at the step before');
    expect(before.sentences[0]).toBe('A state, of any size; one value per unit.');
    expect(before.sentences[1]).toBe('Carried to the next step; before the first it is 0.');
  });

  it('is told the shape and the role of what is learnt', async () => {
    expect((await meaningOf(lstm, "U h' + d)\nc")).sentences).toEqual([
      'A learned matrix: a row per unit, a column per unit.',
      'It is the rows of o in the tensor weight_hh.',
    ]);
    const forget = "b + U h' + d) with";
    expect((await meaningOf(lstm, forget)).sentences).toEqual([
      'A learned vector: a value per unit, the same at every step. Each starts at 1.',
      'It is the rows of f in the tensor bias_ih.',
    ]);
    const declared = await meaningOf(lstm, 'd)\nc');
    expect(declared.definedAt).toEqual({
      start: lstm.indexOf('d\n'),
      end: lstm.indexOf('d\n') + 1,
    });
  });

  it('is told of the rest of a text that has a mistake', async () => {
    const text = "g = tanh(W x)\nh = sigmod(g)*h' + q";
    const { problems } = await read(text);
    expect(problems.map(({ fixes }) => fixes.length)).toEqual([1, 1]);
    expect((await meaningOf(text, 'g)*')).equation).toBe('g = tanh(W_g x)');
  });

  it('is offered each name that can be written', async () => {
    const { names } = await read("vector p\ng = tanh(W x + p)\nh = g*h'");
    const offered = names.map(({ text }) => text);
    for (const name of ['g', 'h', 'x', 'W', 'p', 'b', 'sigmoid', 'stop', 'vector', 'with']) {
      expect(offered).toContain(name);
    }
    expect(new Set(offered).size).toBe(offered.length);
    expect(names.every(({ says }) => says !== '')).toBe(true);
  });

  it('is answered within 50 ms of the processor’s time', async () => {
    const edited = cellIds.map((id) => cellText(id).replace('tanh', 'tahn'));
    await read(edited[0]);
    const before = process.cpuUsage();
    for (const text of edited) await read(text);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000 / edited.length).toBeLessThan(50);
  });

  it('may be sent as much as is read, and one letter more', () => {
    expect(longestCellText).toBe(longestText);
  });
});

describe('The check of a cell', () => {
  const check = async (text: string) => {
    const answer = await cellChecks.checkCell({ text }, job);
    if (!answer.ok) throw new Error(answer.failure.kind);
    return answer.value;
  };

  it('passes for a known cell, row by row', async () => {
    const { rows, note } = await check(cellText('minGru'));
    expect(note).toBeUndefined();
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.filter(({ pass }) => !pass)).toEqual([]);
  });

  it('fails where values run away', async () => {
    const { rows } = await check("h = exp(h') + W x");
    expect(rows.some(({ pass }) => !pass)).toBe(true);
  });

  it('says why where there is nothing to check, or too much', async () => {
    expect(await check('h = q')).toEqual({ rows: [], note: 'Mend its problems first' });
    const many = Array.from(
      { length: 40 },
      (_, k) => `v${k} = W x + ${k > 0 ? `v${k - 1}` : "h'"}`,
    );
    expect((await check(`${many.join('\n')}\nh = v39`)).note).toMatch(/^41 equations take long/);
  });
});

describe('The copy of a known cell', () => {
  it('is a cell of one’s own with the same equations, explained above', async () => {
    const known = await cellAnswers.knownCells({}, job);
    if (!known.ok) throw new Error();
    expect(known.value.map(({ id }) => id)).toEqual(cellIds);
    for (const { title, copy, equations } of known.value) {
      const { definition, problems } = readCell(copy);
      expect(problems).toEqual([]);
      expect(definition).toMatchObject({ title: `My own ${title}` });
      expect(definition?.equations).toHaveLength(equations.length);
      expect(definition?.remarks[0]).toMatch(/^Source: changed from /);
    }
  });
});
