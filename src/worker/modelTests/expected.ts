/** What a model of the next word makes of a text: the word that a test expects, and a passage. */
import { tokenBits } from '../../engine/comparison/tokenBits';
import type { StoredModel } from '../../engine/files/modelFile';
import type { Floats } from '../../engine/kernels/kernels';
import { createPredictor } from '../../engine/network/predictor';
import { bits as bitsOf, rank, top } from '../../engine/reading/bitsAndRank';
import { cutOfShape } from '../../engine/text/tokens/cut';
import { tokenizedText, type TokenizedText } from '../../engine/text/tokens/tokenizedText';
import { encode, type Vocabulary } from '../../engine/text/words/vocabulary';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import { figure, passes, type ModelTest, type TestOutcome } from '../../shared/modelTests';
import { nextWordNetwork, untestable, type TestTools } from './opened';

type NextWordTest = Extract<ModelTest, { kind: 'nextWord' }>;
type PassageTest = Extract<ModelTest, { kind: 'passage' }>;

/** Words that are named beside the one that was expected. */
const named = 3;
/** Of a passage: longer ones are texts to train on. */
const longestPassage = 20_000;

export async function testNextWord(
  model: StoredModel,
  test: NextWordTest,
  tools: TestTools,
): Promise<Result<TestOutcome, Failure>> {
  const opened = nextWordNetwork(model, tools);
  if (!opened.ok) return opened;
  const network = opened.value;
  try {
    const { vocabulary } = model;
    const [before, expected] = [test.after, test.expect].map((text) => cutText(model, text));
    const ids = encode(expected, vocabulary, 0, expected.count);
    const flaw = flawOf(test, expected, ids, vocabulary);
    if (flaw) return flaw;
    const predictor = createPredictor(network);
    const state = predictor.start();
    const read = encode(before, vocabulary, 0, before.count);
    let at = 0;
    const readOn = (): boolean => {
      for (let n = 0; n < 8 && at < read.length; n++, at++) predictor.read(read[at], state);
      return at === read.length;
    };
    if (!(await tools.until(readOn))) return failed({ kind: 'stale' });
    const probabilities = Float64Array.from(predictor.probabilities(state));
    const rest = ids.subarray(1);
    let bits = bitsOf(probabilities, ids[0]);
    for (const [n, id] of rest.entries()) {
      predictor.read(ids[n], state);
      bits += bitsOf(predictor.probabilities(state), id);
    }
    if (!Number.isFinite(bits)) return failed({ kind: 'overflow' });
    return success(wordOutcome(test, { bits, probabilities, ids }, vocabulary));
  } finally {
    network.kernels.dispose();
  }
}

const cutText = ({ shape }: StoredModel, text: string): TokenizedText =>
  tokenizedText(text, cutOfShape(shape));

function flawOf(
  { within, expect }: NextWordTest,
  expected: TokenizedText,
  ids: Int32Array,
  { unknown }: Vocabulary,
): Result<never, Failure> | undefined {
  if (ids.length === 0) return untestable(`“${expect}” holds no word for this model to expect.`);
  if (ids.length > 1 && within !== undefined) {
    return untestable(
      `“${expect}” is ${ids.length} tokens to this model, so it has no place among the most likely. Write “bits” instead of “within”.`,
    );
  }
  const place = ids.indexOf(unknown);
  if (place < 0) return undefined;
  return untestable(
    `This model does not know “${expected.token(place)}”, so it can never expect it. Expect another word, or train on a text that has it at least twice.`,
  );
}

interface Found {
  readonly bits: number;
  /** Of what comes first. */
  readonly probabilities: Floats;
  /** Of the tokens of what is expected. */
  readonly ids: Int32Array;
}

function wordOutcome(
  { expect, within, bits: most = 0 }: NextWordTest,
  { bits, probabilities, ids }: Found,
  { words, unknown }: Vocabulary,
): TestOutcome {
  const [id] = ids;
  // The unknown class is no word that anybody could write.
  const above = probabilities[unknown] >= probabilities[id] ? 1 : 0;
  const place = rank(probabilities, id) - above;
  const measured = within === undefined ? 'bits' : 'rank';
  const value = measured === 'bits' ? bits : place;
  const bound = within ?? most;
  const likeliest = top(probabilities, named, (word) => word !== unknown)
    .map(({ id: word, probability }) => `“${words[word] ?? ''}” ${percent(probability)}`)
    .join(', ');
  const passed = passes(measured, value, bound);
  const wanted = measured === 'bits' ? `at most ${figure(bound)} bits` : `place ${bound} or better`;
  return {
    ...{ passed, value, bound },
    sentence: `“${expect}” takes ${bits.toFixed(2)} bits; ${ids.length > 1 ? 'its first token has' : 'it has'} place ${place} (wanted: ${wanted}). Most likely: ${likeliest}.`,
  };
}

const percent = (probability: number): string => `${(100 * probability).toFixed(1)} %`;

export async function testPassage(
  model: StoredModel,
  { text: raw, bits: bound }: PassageTest,
  tools: TestTools,
): Promise<Result<TestOutcome, Failure>> {
  const text = cutText(model, raw);
  if (text.count === 0) return untestable('The passage holds no word.');
  if (text.count > longestPassage) {
    return untestable(
      `The passage has ${text.count.toLocaleString('en')} tokens, and at most ${longestPassage.toLocaleString('en')} are read for a test. Shorten it.`,
    );
  }
  const opened = nextWordNetwork(model, tools);
  if (!opened.ok) return opened;
  const network = opened.value;
  try {
    const { vocabulary } = model;
    const ids = encode(text, vocabulary, 0, text.count);
    const judging = tokenBits(
      network,
      ids,
      [{ start: 0, from: 0, to: ids.length }],
      () => undefined,
    );
    let next = judging.next();
    const done = await tools.until(
      () => next.done === true || (next = judging.next()).done === true,
    );
    if (!done || !next.done) return failed({ kind: 'stale' });
    const each = next.value;
    const value = each.reduce((sum, one) => sum + one, 0) / each.length;
    if (!Number.isFinite(value)) return failed({ kind: 'overflow' });
    const worst = each.indexOf(Math.max(...each));
    const unknown = ids.filter((id) => id === vocabulary.unknown).length;
    const also =
      unknown > 0 ? ` ${unknown} of its ${ids.length} tokens are unknown to the model.` : '';
    return success({
      ...{ passed: passes('bits', value, bound), value, bound },
      sentence: `${value.toFixed(2)} bits per token (wanted: at most ${figure(bound)}). Most surprising: “${text.token(worst)}”, ${each[worst].toFixed(1)} bits.${also}`,
    });
  } finally {
    network.kernels.dispose();
  }
}
