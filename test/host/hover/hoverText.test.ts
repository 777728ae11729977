import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hoverText } from '../../../src/host/hover/hoverText';
import { reading } from '../readings';

const links = { panel: 'command:x?1', explanation: 'command:y?1' };
/** With plain spaces. */
const linesOf = (text: string): string[] =>
  text.split('\n').map((line) => line.trimEnd().replaceAll('\u00a0', ' '));

describe('The hover', () => {
  it('says how surprised the LSTM was, what it expected and whether it knows the word', () => {
    const [surprise, , expected, membership] = linesOf(hoverText(reading(1), links));
    expect(surprise).toBe("**citizen** · 7.3 bits of surprise · the LSTM's 42nd choice");
    expect(expected).toBe(
      'Expected “the” 32% · “of” 16% · “to” 11% · “and” 8.0% · “a” 6.4% · ○ any unknown word 4.3%',
    );
    expect(membership).toBe(
      'In the vocabulary · in the training text · percentiles among the 5,120 tokens compared · surprise of the last 4 tokens: ▁▂█▄',
    );
  });

  it('shows no sparkline at the first token of a text', () => {
    expect(hoverText(reading(1, { recent: [3] }), links)).not.toContain('the last');
  });

  it('shows for each layer what was erased, written and shown, as percentiles', () => {
    const measures = '1.32 ▆ 71st · written 2.10 █ 88th · shown 0.94 ▁ 12th';
    expect(linesOf(hoverText(reading(2), links))[4]).toBe(`Layer 1: erased ${measures}`);
    expect(linesOf(hoverText(reading(1), links))[4]).toBe(`Erased ${measures}`);
  });

  it('shows the three units that changed most, with every gate', () => {
    const lines = linesOf(hoverText(reading(1), links));
    expect(lines[6]).toBe('Unit 17: i █ 0.92 · f ▁ 0.03 · g ▄ −0.40 · o ▆ 0.66 · c −0.35 → ▇ 0.81');
    expect(lines.filter((line) => line.startsWith('Unit '))).toHaveLength(3);
  });

  it('calls a unit by the name it was given, as these characters and nothing else', () => {
    const names = { '0:17': '[quotes](command:x) <b>', '1:3': 'another layer’s' };
    const lines = linesOf(hoverText(reading(1), links, names));
    expect(lines[6]).toMatch(/^Unit 17 “\\\[quotes\\\]\\\(command\\:x\\\) &lt;b&gt;”: i █ 0\.92/);
    expect(lines[7]).toMatch(/^Unit 3: /);
  });

  it('says what is unknown, unseen or approximate', () => {
    const text = hoverText(reading(1, { known: false, seen: false, approximate: true }), links);
    expect(linesOf(text)[3]).toBe(
      '○ not in the vocabulary: read as any unknown word · not in the training text · approximate: the text before it is still being read · percentiles among the 5,120 tokens compared · surprise of the last 4 tokens: ▁▂█▄',
    );
  });

  it('says nothing of the training text where that is not known: the model was imported', () => {
    const text = hoverText(reading(1, { seen: false, ofUnknownText: true }), links);
    expect(linesOf(text)[3]).toBe(
      'In the vocabulary · trained elsewhere · percentiles among the 5,120 tokens compared · surprise of the last 4 tokens: ▁▂█▄',
    );
  });

  it('ends the line with the sentence about unknown words: nothing is joined to its full stop', () => {
    const [, , , line] = linesOf(hoverText(reading(1, { unknownShare: 0.3 }), links));
    expect(line).toMatch(/tokens: \S+ · 30 % of the words here are unknown .* caution\.$/);
  });

  it('keeps a figure on one line with its name where the hover is narrow', () => {
    const text = hoverText(reading(1), links);
    expect(text).toContain('f\u00a0▁\u00a00.03 · g\u00a0▄\u00a0−0.40');
    expect(text).toContain('Erased\u00a01.32\u00a0▆\u00a071st · written');
    expect(text).toContain('in\u00a0the\u00a0training\u00a0text · percentiles\u00a0among');
    const [, , , , layer, legend] = linesOf(text);
    for (const line of [layer, legend]) expect(line.length).toBeLessThanOrEqual(60);
  });

  it('has the links to the panel and the explanation above the figures', () => {
    expect(linesOf(hoverText(reading(1), links))[1]).toBe(
      '[Show this token in the panel](command:x?1) · [Explain this prediction](command:y?1)',
    );
  });

  it.each([1, 2, 3, 4])('has at most 12 lines with %i layers', (layers) => {
    expect(linesOf(hoverText(reading(layers), links)).length).toBeLessThanOrEqual(12);
  });

  it('has a first line that fits beside the panel, also after many tokens', () => {
    const recent = Array.from({ length: 20 }, () => 3);
    const [first] = linesOf(hoverText(reading(1, { recent, rank: 12_345 }), links));
    expect(first.length).toBeLessThanOrEqual(70);
  });

  describe('with a unit that was chosen', () => {
    const [unit] = reading(1).changed;
    const state = { ...unit.quantities[4], value: 0.12 };
    const chosen = { ...unit, unit: 5, quantities: [...unit.quantities.slice(0, 4), state] };

    it('shows it before those that changed most, by its name', () => {
      const lines = linesOf(hoverText(reading(1, { chosen }), links, { '0:5': 'quotes' }));
      expect(lines[6]).toBe(
        'Unit 5 “quotes”, chosen: i █ 0.92 · f ▁ 0.03 · g ▄ −0.40 · o ▆ 0.66 · c −0.35 → ▁ 0.12',
      );
      expect(lines.filter((line) => line.startsWith('Unit '))).toHaveLength(4);
    });

    it('marks it where it is one of those', () => {
      const lines = linesOf(hoverText(reading(1, { chosen: unit }), links));
      expect(lines.filter((line) => line.startsWith('Unit '))).toHaveLength(3);
      expect(lines[6]).toMatch(/^Unit 17, chosen: i/);
    });

    it.each([1, 2, 3, 4])('has at most 12 lines with %i layers', (layers) => {
      const lines = linesOf(hoverText(reading(layers, { chosen }), links));
      expect(lines.length).toBeLessThanOrEqual(12);
      expect(lines[5 + layers]).toMatch(/nit 5, chosen: /);
    });
  });

  it('shows another cell under its own letters and names, and calls the network by it', () => {
    const quantities = [
      { letter: 'r', title: 'Reset gate', kind: 'gate', value: 0.5, bound: 1 },
      { letter: 'z', title: 'Update gate', kind: 'gate', value: 0.9, bound: 1 },
      { letter: 'n', title: 'Candidate', kind: 'candidate', value: -0.4, bound: 1 },
      { letter: 'h', title: 'Hidden state', kind: 'state', value: 0.2, bound: 1, before: 0.1 },
    ] as const;
    const changed = [{ layer: 0, unit: 4, quantities }];
    const lines = linesOf(hoverText(reading(1, { network: 'GRU', changed }), links));
    expect(lines[0]).toContain("the GRU's 42nd choice");
    expect(lines[5]).toBe('Changed most (gates r z: reset, update; n candidate; h hidden):');
    expect(lines[6]).toBe('Unit 4: r ▅ 0.50 · z █ 0.90 · n ▄ −0.40 · h 0.10 → ▂ 0.20');
  });

  it('tells by how much a layer changed where its memory is not added to', () => {
    const shown = { value: 0.94, percentile: 12, of: 5120 };
    const quantities = [
      { letter: 'h', title: 'h', kind: 'state', value: 4, bound: 1, before: 0 },
    ] as const;
    const changed = [{ layer: 0, unit: 4, quantities }];
    const lines = linesOf(
      hoverText(reading(1, { memory: [{ moved: 1.318, shown }], changed }), links),
    );
    expect(lines[3]).toContain('percentiles among the 5,120 tokens');
    expect(lines[4]).toBe('Changed by 1.32 · shown 0.94 ▁ 12th');
    expect(lines.slice(5)).toEqual(['Changed most (h):', 'Unit 4: h 0.00 → █ 4.00']);
  });

  it('explains the letters of each layer where these have different cells', () => {
    const [unit] = reading(2).changed;
    const own = [
      { letter: 'h', title: 'Hidden state', kind: 'state', value: 0, bound: 1 },
    ] as const;
    const changed = [unit, { layer: 0, unit: 1, quantities: own }];
    expect(linesOf(hoverText(reading(2, { changed }), links))[6]).toBe(
      'Changed most (layer 1: h hidden · layer 2: gates i f o; g candidate; c cell):',
    );
  });

  it('keeps its lines and its two links, whatever the words are', () => {
    const word = fc.string({ unit: 'binary', minLength: 1 });
    fc.assert(
      fc.property(word, fc.array(word, { minLength: 5, maxLength: 5 }), (token, words) => {
        const expected = words.map((one) => ({ word: one, probability: 0.1 }));
        const text = hoverText(reading(1, { token, expected }), links);
        expect(linesOf(text)).toHaveLength(9);
        expect(text.match(/(?<!\\)\[/g)).toHaveLength(2);
        expect(text).not.toContain('<');
      }),
    );
  });
});
