/**
 * `gradient`: how far back the loss at one word of a text reaches, in each layer; the same computation as
 * the panel's.
 */
import { parseArgs } from 'node:util';
import {
  createCarousel,
  createGradientFlow,
  mostWordsFor,
  type Lengths,
} from '../../engine/inspection/gradient/gradientFlow';
import type { Network } from '../../engine/network/network';
import { createPredictor } from '../../engine/network/predictor';
import { cutOfShape } from '../../engine/text/tokens/cut';
import { tokenizedText } from '../../engine/text/tokens/tokenizedText';
import { mostGradientWords } from '../../shared/questions/gradient';
import { oneFile, readText, refuse, UsageError, wholeOption, type Command } from '../command';
import { networkOf, storedModel } from './storedModel';

export const gradient: Command = {
  usage: 'gradient FILE --model M.safetensors --token N [--count N] [--layer N --unit N] [--json]',
  help: `Prints how long the gradient of one word's loss is at what each layer carried after each earlier word (dL/dh,
dL/dc), in nats, without the truncation that training has.

  --model M          the file of the model
  --token N          the word whose loss it is, from 0; as many as the text has: the word after it
  --count N          earlier words, at most (${mostGradientWords})
  --unit N           also the share of what this unit held after each word that is left at the last: the product of
                     what was kept since
  --layer N          the unit's layer, from 0 (0)
  --json             one value; a length beyond all numbers is null

Tokens, layers and units count from 0.`,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        model: { type: 'string' },
        token: { type: 'string' },
        count: { type: 'string' },
        layer: { type: 'string' },
        unit: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const file = oneFile(positionals);
    if (values.model === undefined) throw new UsageError('--model names the file of the model.');
    if (values.token === undefined) throw new UsageError('--token says whose loss it is.');
    const model = await storedModel(values.model);
    const text = tokenizedText(await readText(file), cutOfShape(model.shape));
    const { L, H } = model.shape;
    const token = wholeOption('token', values.token, { from: 1, to: text.count, otherwise: 1 });
    const most = { from: 1, to: mostGradientWords, otherwise: mostGradientWords };
    const asked = wholeOption('count', values.count, most);
    const layer = wholeOption('layer', values.layer, { from: 0, to: L - 1, otherwise: 0 });
    const unit =
      values.unit === undefined
        ? undefined
        : wholeOption('unit', values.unit, { from: 0, to: H - 1, otherwise: 0 });
    const network = networkOf(model);
    const ids = Array.from({ length: Math.min(token + 1, text.count) }, (_, n) =>
      model.vocabulary.id(text.token(n)),
    );
    const found = flowAt(network, ids, token, {
      ...{ count: Math.min(asked, token, mostWordsFor(network)), layer, unit },
      unknown: model.vocabulary.unknown,
    });
    const words = Array.from({ length: found.count }, (_, n) => text.token(found.from + n));
    terminal.print(values.json ? JSON.stringify(answerOf(found, words)) : tableOf(found, words));
    return 0;
  },
};

interface Found {
  readonly token: number;
  readonly from: number;
  readonly count: number;
  readonly loss: number;
  readonly lengths: Lengths;
  readonly carousel: Float64Array | undefined;
}

function flowAt(
  network: Network,
  ids: readonly number[],
  token: number,
  asked: { count: number; layer: number; unit: number | undefined; unknown: number },
): Found {
  const { count, layer, unit } = asked;
  const from = token - count;
  const flow = createGradientFlow(network, count);
  const carousel = unit === undefined ? undefined : createCarousel(network, layer, unit);
  if (unit !== undefined && !carousel) {
    const cell = network.layout.layers[layer]?.cell.description.title ?? '';
    return refuse({ kind: 'noLedger', layer, cell });
  }
  const predictor = createPredictor(network);
  const state = predictor.start();
  for (let at = 0; at < token; at++) {
    predictor.read(ids[at] ?? asked.unknown, state);
    if (at < from) continue;
    flow.note(predictor.layers);
    carousel?.note(predictor.layers);
  }
  const target = ids[token] ?? asked.unknown;
  const probabilities = predictor.probabilities(state);
  const loss = -Math.log(probabilities[target] ?? 0);
  const back = flow.back(probabilities, target);
  while (!back.advance()) continue;
  return { token, from, count, loss, lengths: back.lengths, carousel: carousel?.shares() };
}

const answerOf = ({ lengths, carousel, count: _, ...facts }: Found, words: readonly string[]) => ({
  ...facts,
  words,
  layers: lengths.map((layer) =>
    Object.fromEntries(Object.entries(layer).map(([letter, of]) => [letter, [...of]])),
  ),
  ...(carousel && { carousel: [...carousel] }),
});

/** The nearest words first. */
function tableOf(
  { lengths, carousel, count, token, loss }: Found,
  words: readonly string[],
): string {
  const columns = lengths.flatMap((layer, l) =>
    Object.entries(layer).map(([letter, of]) => ({ title: `dL/d${letter} ${l}`, of })),
  );
  const all = carousel ? [...columns, { title: 'kept', of: carousel }] : columns;
  const row = (cells: readonly string[]): string => cells.map((it) => it.padStart(13)).join('');
  const lines = Array.from({ length: count }, (_, n) => {
    const at = count - 1 - n;
    const numbers = all.map(({ of }) => (of[at] ?? 0).toExponential(3));
    return `${row([`${n + 1}`, ...numbers])}  ${JSON.stringify(words[at])}`;
  });
  const head = `loss at token ${token}: ${loss.toFixed(3)} nats`;
  return [head, row(['words back', ...all.map(({ title }) => title)]), ...lines].join('\n');
}
