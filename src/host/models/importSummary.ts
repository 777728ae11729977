/** What an import came to, as sentences. Pure. */
import type { ImportedFrom, ImportReport, TokenKind } from '../../shared/model/importing';
import { importNotes, sameModel } from '../../shared/model/importing';
import { count, megabytes } from '../common/formatNumbers';

type Parity = NonNullable<ImportedFrom['parity']>;

/** @param leftOut tensors of the file that are no part of the model here */
export function paritySentence({ tokens, theirs, ours, largest }: Parity, leftOut = 0): string {
  const figures = `Parity over ${count(tokens)} tokens: mean loss ${theirs.toFixed(4)} there and ${ours.toFixed(4)} here, largest difference ${scientific(largest)} nats`;
  if (largest > sameModel) {
    return `${figures}; it is not the same model: check the names, the vocabulary and how the text was split.`;
  }
  if (leftOut === 0) return `${figures}; it is the same model.`;
  const those = leftOut === 1 ? 'a tensor was' : `${count(leftOut)} tensors were`;
  return `${figures}; but ${those} left out, so it is the same model only if the whole model wrote the record.`;
}

/** 0.0000012 -> 1.2e-6 */
const scientific = (value: number): string => (value === 0 ? '0' : value.toExponential(1));

const unconfirmed = {
  foreign:
    'There is no parity record next to it, so nothing confirms yet that it computes the same here.',
  finished: 'It is a model of Gatescope, with its words.',
  unfinished: 'It is a model of Gatescope, with its words, and its training can go on here.',
} as const;

const things: Readonly<Record<TokenKind, string>> = {
  words: 'words',
  whitespace: 'words',
  characters: 'characters',
  ids: 'token ids',
};

export function importSummary(
  name: string,
  report: ImportReport,
): { readonly isStrange: boolean; readonly sentence: string } {
  const { layers, hiddenSize, embeddingSize, vocabulary, parity, converted } = report;
  const sizes = `${layers === 1 ? '1 layer' : `${layers} layers`} of ${count(hiddenSize)} units, embedding of ${count(embeddingSize)}, ${count(vocabulary)} ${things[report.tokens]}, ${megabytes(report.bytes)}`;
  const sentences = [
    `${name} is imported: ${sizes}.`,
    ...(report.tied ? ['Its projection to the words is the embedding (tied).'] : []),
    ...(converted.length === 0 ? [] : [`${converted.join(', ')} was converted to F32.`]),
    ...importNotes(report),
    ...(report.leftOut.length === 0 ? [] : [leftOutSentence(report.leftOut)]),
    ...(report.unknownAdded && report.tokens !== 'ids'
      ? ['It has no <unk>, so unknown words are read as the mean of all words.']
      : []),
    parity ? paritySentence(parity, report.leftOut.length) : unconfirmed[report.own ?? 'foreign'],
  ];
  return {
    isStrange:
      report.leftOut.length > 0 ||
      report.isAssumed ||
      (report.isBothWays && !report.answering) ||
      (parity !== undefined && parity.largest > sameModel),
    sentence: sentences.join(' '),
  };
}

function leftOutSentence(leftOut: readonly string[]): string {
  const some = leftOut.slice(0, 3).map((name) => name.slice(0, 80));
  return `Left out: ${some.join(', ')}${leftOut.length > 3 ? `, and ${count(leftOut.length - 3)} more` : ''}.`;
}
