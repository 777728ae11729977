/** `evaluate FILE --task pairs`: how many targets of the test are written exactly, and by the source's length. */
import { writtenOf, type Looking } from '../../engine/tasks/pairs/pairModel';
import { pairOpponents } from '../../engine/tasks/pairs/pairOpponents';
import { pairRowsOf, type PairRow } from '../../engine/tasks/pairs/pairReport';
import { splitPairs } from '../../engine/tasks/pairs/pairSplit';
import { UsageError, type Console } from '../command';
import { parseExampleOptions } from '../examples/exampleOptions';
import { pairsFrom, trainPairs } from '../examples/trainedPairs';

const network = 'network';

/** @returns the exit code; @throws UsageError */
export async function evaluatePairs(args: readonly string[], terminal: Console): Promise<number> {
  const options = parseExampleOptions(args);
  const [path = ''] = options.paths;
  const pairs = await pairsFrom(path, options);
  const [testPath] = options.test;
  const test = testPath === undefined ? undefined : (await pairsFrom(testPath, options, 1)).pairs;
  const split = splitPairs(pairs.pairs, { tenth: options.tenth, ...(test && { test }) });
  if (split.test.length === 0 || split.train.length === 0) {
    throw new UsageError(`${path}: there are too few different pairs to test with.`);
  }
  const trained = await trainPairs(split, pairs, options);
  const sources = split.test.map(({ source }) => source);
  const { translator, rows: known } = trained;
  const targets = (looking: Looking): string[] =>
    writtenOf(translator, sources, { rows: known, units: pairs.units }, looking).map(
      ({ target }) => target,
    );
  const isSoft = translator.attention === 'dot' || translator.attention === 'additive';
  const written = [
    { name: network, targets: targets({}) },
    ...(isSoft ? [{ name: `${network}MadeHard`, targets: targets({ takesOne: true }) }] : []),
  ];
  trained.dispose();
  const given = [
    ...pairOpponents(split.train).map(({ name, write }) => ({ name, targets: sources.map(write) })),
    ...written,
  ];
  const rows = pairRowsOf(split.test, pairs.units, given, network);
  const { attention } = translator;
  const report = {
    ...{ task: 'pairs', files: options.paths, attention, units: pairs.units },
    rows: { ...rows, [network]: { ...rows[network], training: trained.facts } },
    examples: {
      train: split.train.length,
      valid: split.valid.length,
      test: split.test.length,
    },
    ...{ standardError: rows[network]?.standardError, duplicates: split.duplicates },
  };
  terminal.print(options.json ? JSON.stringify(report) : table(report.examples, attention, rows));
  return 0;
}

function table(
  { train, valid, test }: { train: number; valid: number; test: number },
  attention: string,
  rows: Readonly<Record<string, PairRow>>,
): string {
  const head = `attention ${attention}; train ${train}, valid ${valid}, test ${test}`;
  const lines = Object.entries(rows).map(
    ([name, { exactMatch, standardError }]) =>
      `${name.padEnd(20)}exact match ${exactMatch.toFixed(1)} %, standard error ${standardError.toFixed(1)}`,
  );
  const byLength = (rows[network]?.byLength ?? []).map(
    ({ length, pairs, exactMatch }) =>
      `${String(length).padStart(6)} tokens: ${exactMatch.toFixed(0)} % of ${pairs}`,
  );
  return [head, ...lines, 'The network, by the length of the source', ...byLength].join('\n');
}
