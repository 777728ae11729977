/** The files of a PyTorch project, as far as they can be known without Python; `npm run pytorch` runs them. */
import { describe, expect, it } from 'vitest';
import { parityRecord } from '../../../src/engine/exports/parityTokens';
import { projectFiles } from '../../../src/engine/exports/projectFiles';
import { parseParity } from '../../../src/engine/files/foreign/parityRecord';
import { decodeModelFile, type StoredModel } from '../../../src/engine/files/modelFile';
import { createNetwork, initialise, saveTensors } from '../../../src/engine/network/network';
import { createPredictor } from '../../../src/engine/network/predictor';
import type { ModelShape } from '../../../src/engine/network/shape';
import { random } from '../../../src/engine/random';
import { parseVocabulary } from '../../../src/engine/text/words/vocabulary';
import { createTwin } from '../../../src/engine/twin/twin';
import { cellText as cellOf } from '../../../src/engine/cells/cells';
import { ownCell } from '../anyCell';

const base: ModelShape = {
  ...{ cell: 'lstm', tokens: 'words', cut: 2 },
  ...{ V: 12, E: 4, H: 5, L: 2, tied: false },
};

function modelOf(more: Partial<ModelShape>) {
  const shape = { ...base, ...more };
  const network = createNetwork(createTwin({ interrupted: () => false }), shape);
  const counts = Array.from({ length: shape.V }, (_, id) => 100 - id);
  initialise(network, random(2), counts);
  const parsed = parseVocabulary({
    words: counts.map((_, id) => (id === 0 ? '' : `w${id}`)),
    counts,
  });
  if (!parsed.ok) throw new Error(parsed.problem);
  const model: StoredModel = {
    ...{ shape, vocabulary: parsed.vocabulary, plan: null, version: 1, steps: 7, documentKey: 'x' },
    ...{ fingerprint: [], history: [], unitNames: {}, weights: saveTensors(network) },
  };
  return { model, network, counts };
}

function filesOf(more: Partial<ModelShape> = {}) {
  const { model, network, counts } = modelOf(more);
  const files = projectFiles(model, parityRecord(network, counts, 30));
  const text = (name: string): string => new TextDecoder().decode(files.get(name));
  return { model, files, text };
}

describe('a PyTorch project', () => {
  it('has a file for each of its purposes', () => {
    expect([...filesOf().files.keys()].sort()).toEqual([
      ...['README.md', 'check.py', 'continue.py', 'model.py', 'parity.json', 'tokens.py'],
      ...['vocabulary.json', 'weights.safetensors'],
    ]);
  });

  it('says of what sizes the model is, whatever it is made of', () => {
    const gru = ownCell('share').cells?.[0].text ?? '';
    const shape = {
      L: 2,
      cell: 'mixed',
      cells: [
        { id: 'lstm', text: cellOf('lstm') },
        { id: 'my own-cell', text: gru },
      ],
    };
    const source = filesOf({ ...shape, direction: 'both', readout: 'deep' }).text('model.py');
    expect(source).toContain('CELLS = [LstmCell, MyOwnCellCell]  #');
    expect(source).toContain('INPUTS = [4, 10]  #');
    expect(source).toContain('ENDINGS = ["", "_reverse"]  #');
    expect(source).toContain('READOUT = True  #');
    expect(filesOf({ cell: 'window:3', window: 3 }).text('model.py')).toContain(
      'INPUTS = [12, 5]  #',
    );
  });

  it('has the model whole in its weights, so that it can be imported again', () => {
    const { model, files } = filesOf();
    const decoded = decodeModelFile(files.get('weights.safetensors') ?? new Uint8Array());
    expect(decoded).toMatchObject({ ok: true, model: { shape: model.shape, steps: 7 } });
  });

  it('has the words by row, with the classes by which a text is cut into them', () => {
    const json = JSON.parse(filesOf().text('vocabulary.json')) as Record<string, unknown>;
    expect(json).toMatchObject({ tokens: 'words', cut: 2, unknown: 0 });
    expect(json.words).toHaveLength(12);
    expect(json.classes).toEqual(expect.arrayContaining([0x41, 0x5b]));
    expect(
      JSON.parse(filesOf({ tokens: 'characters' }).text('vocabulary.json')),
    ).not.toHaveProperty('classes');
  });
});

describe('the parity record of a project', () => {
  it('has what each token but the first costs', () => {
    const { network, counts } = modelOf({});
    const record = parityRecord(network, counts, 30);
    expect(parseParity(JSON.stringify(record), 12)).toEqual({ ok: true, record });
    const predictor = createPredictor(network);
    const state = predictor.start();
    record.losses.forEach((loss, n) => {
      predictor.read(record.tokens[n], state);
      const probability = predictor.probabilities(state)[record.tokens[n + 1]];
      expect(loss).toBeCloseTo(-Math.log(probability), 10);
    });
  });

  it('is the same for the same model', () => {
    const [one, other] = [modelOf({}), modelOf({})];
    expect(parityRecord(one.network, one.counts)).toEqual(
      parityRecord(other.network, other.counts),
    );
  });

  it('is there for a network that reads from both ends, too', () => {
    const { network, counts } = modelOf({ direction: 'both' });
    const { losses } = parityRecord(network, counts, 30);
    expect(losses).toHaveLength(29);
    expect(losses.every((loss) => loss > 0 && Number.isFinite(loss))).toBe(true);
  });
});
