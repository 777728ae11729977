/** What an import came to, as sentences. Pure. */
import type { ImportedFrom, ImportReport, TokenKind } from '../../shared/model/importing';
import { count, megabytes } from '../common/formatNumbers';

type Parity = NonNullable<ImportedFrom['parity']>;

/** Nats a token; agreement within it is what single precision leaves. */
const sameModel = 1e-3;

export function paritySentence({ tokens, theirs, ours, largest }: Parity): string {
  const verdict =
    largest <= sameModel
      ? 'it is the same model'
      : 'it is not the same model: check the names, the vocabulary and how the text was cut';
  return `Parity over ${count(tokens)} tokens: mean loss ${theirs.toFixed(4)} there and ${ours.toFixed(4)} here, largest difference ${scientific(largest)} nats; ${verdict}.`;
}

/** 0.0000012 -> 1.2e-6 */
const scientific = (value: number): string => (value === 0 ? '0' : value.toExponential(1));

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
    ...(converted.length === 0 ? [] : [`${converted.join(', ')} was converted to F32.`]),
    ...(report.unknownAdded && report.tokens !== 'ids'
      ? ['It has no <unk>, so a word that it does not know is read as the mean of all.']
      : []),
    parity
      ? paritySentence(parity)
      : 'No parity record lay beside it, so nothing shows yet that it computes as it did there.',
  ];
  return {
    isStrange: parity !== undefined && parity.largest > sameModel,
    sentence: sentences.join(' '),
  };
}
