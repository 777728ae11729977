// @vitest-environment happy-dom
import { h, render } from 'preact';
import { describe, expect, it } from 'vitest';
import type { ModelShape } from '../../../src/engine/network/shape';
import { gateValue } from '../../../webview/parts/numbers';
import { readTheme } from '../../../webview/colours/theme';
import { svgFile } from '../../../webview/vector/svgFile';
import { Equations } from '../../../webview/walk/equations';
import { cellPicture, chainPicture } from '../../../webview/walk/pictures/cellPicture';
import { createDiagramColours } from '../../../webview/walk/pictures/diagramColours';
import { sentenceAround, stepsAround } from '../../../webview/walk/sentenceAround';
import { stepTable } from '../../../webview/walk/stepTable';
import { corrections } from '../../../webview/help/corrections';
import { toldText } from '../../../webview/walk/stepStory';
import { stepsOf, walkLook } from '../../worker/walkStage';
import { hostileWords } from '../hostileWords';

const sentence = 'The king of the far north spoke .'.split(' ');

const walked = (shape: Partial<ModelShape> = {}, tokens: readonly string[] = sentence, layer = 1) =>
  stepsOf(walkLook({ tokens }, { V: 40, ...shape }), {
    ...{ layer, unit: 5, from: 0, count: 4, terms: 4 },
  });

describe('A sentence of the story', () => {
  it('has its numbers as the page writes them', () => {
    expect(toldText(['It went from ', -0.00012, ' to ', -1.5, '.'])).toBe(
      'It went from 0.000 to −1.500.',
    );
  });

  it('says what textbooks get wrong', () => {
    const told = Object.values(corrections)
      .map(({ is }) => is)
      .join(' ');
    expect(told).toMatch(/Gers, Schmidhuber and Cummins, 2000/);
    expect(told).toMatch(/the intervals are open/);
    expect(told).toMatch(/i · g/);
    expect(told).toMatch(/σ\(1\) = 0\.73/);
    expect(told).toMatch(/softmax\(W h \+ b\)/);
    expect(told).toMatch(/smaller than 1 in magnitude/);
    expect(told).toMatch(/says nothing about small data/);
  });
});

describe('The sentence of a walk', () => {
  const words = 'He left . She stayed ! Why ?'.split(' ');
  it('goes from after one full stop to the next', () => {
    expect(sentenceAround(words, 100, 103)).toEqual({ from: 103, count: 3 });
    expect(sentenceAround(words, 100, 105)).toEqual({ from: 103, count: 3 });
    expect(sentenceAround(words, 100, 100)).toEqual({ from: 100, count: 3 });
    expect(sentenceAround(words, 100, 107)).toEqual({ from: 106, count: 2 });
    expect(sentenceAround(words, 100, 99).count).toBe(0);
  });

  it('has the words before and after for the unfolded picture, within the text', () => {
    expect(stepsAround(10, 100)).toEqual({ from: 8, count: 4 });
    expect(stepsAround(0, 100)).toEqual({ from: 0, count: 4 });
    expect(stepsAround(99, 100)).toEqual({ from: 96, count: 4 });
    expect(stepsAround(0, 1)).toEqual({ from: 0, count: 1 });
  });
});

describe('The equations', () => {
  const shown = async (shape: Partial<ModelShape>): Promise<HTMLElement> => {
    const { steps } = await walked(shape);
    const page = document.createElement('div');
    render(h(Equations, { step: steps[2] }), page);
    return page;
  };

  it('stand in the order of the drawing, each with its value', async () => {
    const page = await shown({ cell: 'lstm' });
    const heads = [...page.querySelectorAll('h3')].map(
      (head) => `${head.firstChild?.textContent} ${head.querySelector('.equation')?.textContent}`,
    );
    expect(heads).toEqual([
      'Forget gate f = σ(b + w · x + u · h before)',
      'Input gate i = σ(b + w · x + u · h before)',
      'Candidate g = tanh(b + w · x + u · h before)',
      'Cell state c = f · c before + i · g',
      'Output gate o = σ(b + w · x + u · h before)',
      'Hidden state h = o · tanh(c)',
    ]);
    const { steps } = await walked({ cell: 'lstm' });
    const bold = [...page.querySelectorAll('b')].map(({ textContent }) => textContent);
    expect(bold).toEqual(steps[2].equations.map(({ value }) => gateValue(value)));
  });

  it('are said in words to a screen reader, which passes over the symbols', async () => {
    const page = await shown({ cell: 'gru' });
    const said = [...page.querySelectorAll('h3 .unseen')].map(({ textContent }) => textContent);
    expect(said.at(-1)).toBe(
      'h is open bracket 1 minus z close bracket times n plus z times h before',
    );
    for (const symbols of page.querySelectorAll('.equation')) {
      expect(symbols.getAttribute('aria-hidden')).toBe('true');
    }
  });
});

describe('The diagram', () => {
  const ink = createDiagramColours(readTheme(document.body));
  const textsOf = (drawing: ReturnType<typeof cellPicture>): string[] =>
    drawing.shapes.flatMap((shape) => (shape.kind === 'label' ? [shape.text] : []));

  it.each(['lstm', 'gru', 'rnn', 'slstm', 'minGru', 'gru2014', 'lstmPeephole'])(
    'has every number of the step in it, %s',
    async (cell) => {
      const answer = await walked({ cell });
      const step = answer.steps[2];
      const texts = textsOf(cellPicture(answer, step, ink));
      for (const { value } of step.equations) expect(texts).toContain(gateValue(value));
      expect(texts.join()).toContain('what the layer below shows at “of”');
      expect(cellPicture(answer, step, ink).title).toMatch(
        /^The (.+ cell|cell “.+”), unit 5 of layer 2, while it reads “of”$/,
      );
      const copies = textsOf(chainPicture(answer, 2, ink));
      for (const { word, equations } of answer.steps) {
        expect(copies).toContain(word);
        expect(copies).toContain(gateValue(equations.at(-1)?.value ?? NaN));
      }
    },
  );

  it('names all words of a window', async () => {
    const answer = await walked({ cell: 'window:3', window: 3 }, sentence, 0);
    const texts = textsOf(cellPicture(answer, answer.steps[2], ink));
    expect(texts.join()).toContain('x: the vector of “The” “king” “of”');
  });

  it.each(['lstm', 'slstm'])(
    'takes hostile words as text, and cuts long ones, %s',
    async (cell) => {
      const names = [];
      let labels = 0;
      for (const word of hostileWords) {
        const answer = await walked({ cell }, [word, word.repeat(30), 'a']);
        for (const drawing of [
          cellPicture(answer, answer.steps[1], ink),
          chainPicture(answer, 1, ink),
        ]) {
          const shapes = drawing.shapes.filter(({ kind }) => kind === 'label');
          labels += shapes.length;
          // One document each: a large one takes far longer than its parts.
          const page = new DOMParser().parseFromString(
            svgFile({ ...drawing, shapes }),
            'image/svg+xml',
          );
          for (const { tagName } of page.querySelectorAll('*')) names.push(tagName.toLowerCase());
          expect(textsOf(drawing).filter((text) => [...text].length >= 75)).toEqual([]);
        }
      }
      expect(new Set(names)).toEqual(new Set(['svg', 'title', 'rect', 'text']));
      expect(names.filter((name) => name === 'text')).toHaveLength(labels);
    },
  );
});

describe('The table of a step', () => {
  it.each(['lstm', 'gru', 'slstm'])(
    'has every product, whose sum with bias and rest is that before the activation, %s',
    async (cell) => {
      const [, , step] = (await walked({ cell })).steps;
      const { columns, rows } = stepTable(step, { token: 9, layer: 0, unit: 5 });
      const [quantity, part, sum, value] = ['Quantity', 'Part', 'Sum', 'Value'].map((c) =>
        columns.indexOf(c),
      );
      const first = step.equations.find(({ sums }) => sums.length > 0)?.title;
      const own = rows.filter((row) => row[quantity] === first);
      const parts = own.filter((row) => row[part] !== '');
      expect(parts).toHaveLength(6);
      const total = parts.reduce((all, row) => all + Number(row[value]), 0);
      const [{ [sum]: whole, [value]: result }] = own;
      expect(total).toBeCloseTo(Number(whole === '' ? result : whole), 10);
      for (const row of rows) expect(row).toHaveLength(columns.length);
    },
  );
});
