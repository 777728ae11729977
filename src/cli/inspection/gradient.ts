/**
 * `gradient`: how far back the loss at one word of a text reaches, in each layer; the same computation as
 * the panel's.
 */
import { parseArgs } from 'node:util';
import {
  createGradientCheck,
  mostCheckedWords,
  readWords,
  type CheckedEntry,
} from '../../engine/inspection/gradient/differences';
import { mostWordsFor } from '../../engine/inspection/gradient/gradientFlow';
import { comparePaths, type PathComparison } from '../../engine/inspection/gradient/pathComparison';
import { wordGradient, type FoundGradient } from '../../engine/inspection/gradient/wordGradient';
import {
  createNetwork,
  loadTensors,
  saveTensors,
  type Network,
} from '../../engine/network/network';
import { createPredictor } from '../../engine/network/predictor';
import { cutOfShape } from '../../engine/text/tokens/cut';
import { tokenizedText } from '../../engine/text/tokens/tokenizedText';
import { createTwin } from '../../engine/twin/twin';
import { mostGradientWords } from '../../shared/questions/gradient';
import { oneFile, readText, refuse, UsageError, wholeOption, type Command } from '../command';
import { networkOf, storedModel } from './storedModel';

export const gradient: Command = {
  usage:
    'gradient FILE --model M.safetensors --token N [--count N] [--layer N --unit N] [--check] [--json]',
  help: `Prints how long the gradient of one word's loss is at what each layer carried after each earlier word (dL/dh,
dL/dc), in nats, without the truncation that training has.

  --model M          the file of the model
  --token N          the word whose loss it is, from 0; as many as the text has: the word after it
  --count N          earlier words, at most (${mostGradientWords})
  --unit N           also the share of what this unit held after each word that is left at the last: the product of
                     what was kept since
  --layer N          the unit's layer, from 0 (0)
  --check            also compares with finite differences, in double precision over the last ${mostCheckedWords} words read
                     alone; of a network of up to three units also the sum over paths of 1997
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
        check: { type: 'boolean', default: false },
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
    const unknown = model.vocabulary.unknown;
    const count = Math.min(asked, token, mostWordsFor(network));
    const found = flowAt(network, ids, token, { ...{ count, layer, unit, unknown } });
    const checked = values.check
      ? checkAt(
          network,
          ids.slice(Math.max(0, token - Math.min(count, mostCheckedWords)), token),
          ids[token] ?? unknown,
        )
      : undefined;
    const words = Array.from({ length: found.count }, (_, n) => text.token(found.from + n));
    const answer = values.json
      ? JSON.stringify({ ...answerOf(found, words), ...(checked && { check: checked }) })
      : [tableOf(found, words), ...(checked ? [checkText(checked)] : [])].join('\n');
    terminal.print(answer);
    return 0;
  },
};

interface Found extends Pick<FoundGradient, 'loss' | 'lengths'> {
  readonly token: number;
  readonly from: number;
  readonly count: number;
  readonly carousel: Float64Array | undefined;
}

function flowAt(
  network: Network,
  ids: readonly number[],
  token: number,
  asked: { count: number; layer: number; unit: number | undefined; unknown: number },
): Found {
  const { count, layer, unit, unknown } = asked;
  const from = token - count;
  const predictor = createPredictor(network);
  const state = predictor.start();
  for (let at = 0; at < from; at++) predictor.read(ids[at] ?? unknown, state);
  const { loss, lengths, carousel } = wordGradient({
    ...{ predictor, state, ids: ids.slice(from, token), target: ids[token] ?? unknown },
    ...(unit !== undefined && { memory: { layer, unit } }),
  });
  if (unit !== undefined && !carousel) {
    const cell = network.layout.layers[layer]?.cell.description.title ?? '';
    return refuse({ kind: 'noLedger', layer, cell });
  }
  return { token, from, count, loss, lengths, carousel: carousel?.shares };
}

interface Checked {
  readonly words: number;
  readonly entries: readonly CheckedEntry[];
  readonly leftOut: number;
  readonly paths?: PathComparison;
}

function checkAt(network: Network, ids: readonly number[], target: number): Checked {
  const copy = createNetwork(createTwin({ interrupted: () => false }), network.shape);
  loadTensors(copy, saveTensors(network));
  const read = readWords(copy, ids, target);
  const check = createGradientCheck(copy, read);
  while (!check.advance()) continue;
  const paths = comparePaths(copy, read);
  const { entries, leftOut } = check;
  return { ...{ words: ids.length, entries, leftOut }, ...(paths && { paths }) };
}

function checkText({ words, entries, leftOut, paths }: Checked): string {
  const worst = Math.max(0, ...entries.map(({ error }) => error));
  const differences = `check over the last ${words} words: ${entries.length} numbers nudged, largest error ${worst.toExponential(1)} of the gradient’s length there; ${leftOut} places left out`;
  if (!paths) return differences;
  const apart = Math.max(...paths.rows.map(({ sum, back }) => Math.abs(sum - back)));
  return `${differences}\nsum over ${paths.paths} paths of ${paths.words} steps: at most ${apart.toExponential(1)} from the gradient`;
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
