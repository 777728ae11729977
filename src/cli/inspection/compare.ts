/** `compare`: two models on the same text, word by word, unit by unit, tensor by tensor. */
import { parseArgs } from 'node:util';
import { compare as compareModels, type Comparison } from '../../engine/comparison/comparison';
import { groupings } from '../../engine/comparison/groups';
import { cutOfShape } from '../../engine/text/tokens/cut';
import { tokenizedText } from '../../engine/text/tokens/tokenizedText';
import { readText, UsageError, wholeOption, type Command } from '../command';
import { networkOf, storedModel } from './storedModel';

export const compare: Command = {
  usage: 'compare MODEL MODEL FILE [--count N] [--sample N] [--json]',
  help: `Compares what two models make of the same text: bits of each word, which is better where, units that do the
same, and how far their weights are apart. Models with other vocabularies or other tokens are compared on the
words that both know and cut alike; their share is printed.

  --count N          words that are listed, those first that differ most (20; with --json 100)
  --sample N         judges at most N words, in passages of 256 that are spread evenly over the text, each read
                     from 256 words before it (all words, read from the beginning)
  --json             one value

Units are matched by the correlation of what they show in the top layers, over at most 4,096 words. Layers and
units count from 0.`,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        count: { type: 'string' },
        sample: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const [first, second, file, ...others] = positionals;
    if (first === undefined || second === undefined || file === undefined || others.length > 0) {
      throw new UsageError('Two models and one text are needed.');
    }
    const bounds = { from: 1, to: 1e6, otherwise: values.json ? 100 : 20 };
    const count = wholeOption('count', values.count, bounds);
    const raw = await readText(file);
    const [one, other] = [await openOne(first, raw), await openOne(second, raw)];
    if (one.text.count === 0) throw new UsageError(`${file} has no text to compare on.`);
    const limits = { from: 256, to: 1e9, otherwise: Infinity };
    const judged = wholeOption('sample', values.sample, limits);
    const comparing = compareModels(one, other, { words: count, judged });
    let next = comparing.next();
    while (!next.done) next = comparing.next();
    const { passages: _, ...compared } = next.value;
    terminal.print(values.json ? JSON.stringify(compared) : tableOf(next.value));
    return 0;
  },
};

async function openOne(path: string, raw: string) {
  const model = await storedModel(path);
  const text = tokenizedText(raw, cutOfShape(model.shape));
  return { network: networkOf(model), vocabulary: model.vocabulary, text };
}

function tableOf({
  tokens,
  common,
  judged,
  bits,
  groups,
  words,
  units,
  tensors,
}: Comparison): string {
  const row = (name: string, cells: readonly string[]): string =>
    `${name.padEnd(28)}${cells.map((it) => it.padStart(12)).join('')}`;
  const two = ([first, second]: readonly [number, number]): string[] => [
    first.toFixed(3),
    second.toFixed(3),
  ];
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const said = `${tokens[0]} and ${tokens[1]} tokens; compared on ${common.words} words, ${percent(common.share)} of those that both cut alike${judged < common.words ? `; ${judged} of them judged, in passages` : ''}`;
  const lines = groupings.flatMap((grouping) => [
    row(`by ${grouping}`, ['words', 'bits 1st', 'bits 2nd', '1st better']),
    ...groups[grouping].map((group) =>
      row(`  ${group.title}`, [`${group.words}`, ...two(group.bits), percent(group.firstWins)]),
    ),
  ]);
  const listed = words.map(({ word, count, bits }) =>
    row(`  ${JSON.stringify(word)}`, [`${count}`, ...two(bits)]),
  );
  return [
    said,
    row('all', [`${judged}`, ...two(bits)]),
    ...lines,
    row('differ most', ['times', 'bits 1st', 'bits 2nd']),
    ...listed,
    ...unitLines(units),
    ...tensors.map(
      ({ name, relative, cosine }) =>
        `${name.padEnd(28)}  ${percent(relative)} apart, cosine ${cosine.toFixed(3)}`,
    ),
  ].join('\n');
}

function unitLines(units: Comparison['units']): string[] {
  if (!units) return ['There are too few common words to match units.'];
  const { mean, ofOneInTwenty } = units.byChance;
  const strong = units.units.filter(({ correlation }) => Math.abs(correlation) > ofOneInTwenty);
  const best = units.units
    .toSorted((one, other) => Math.abs(other.correlation) - Math.abs(one.correlation))
    .slice(0, 5);
  return [
    `units: ${strong.length} of ${units.units.length} have a counterpart above chance (by chance ${mean.toFixed(2)} on average, ${ofOneInTwenty.toFixed(2)} in one of twenty)`,
    ...best.map((it) => `  unit ${it.unit} and unit ${it.with}: ${it.correlation.toFixed(2)}`),
  ];
}
