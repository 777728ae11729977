/** The known cells: a text each, in `texts`. What a user writes herself is read by `readCell`. */
import type { CellDefinition } from './definition';
import { readCell } from './notation/readCell';
import gru from './texts/gru.cell';
import gru2014 from './texts/gru2014.cell';
import lstm from './texts/lstm.cell';
import lstm1997 from './texts/lstm1997.cell';
import lstmCoupled from './texts/lstmCoupled.cell';
import lstmInputOnly from './texts/lstmInputOnly.cell';
import lstmNoBias from './texts/lstmNoBias.cell';
import lstmPeephole from './texts/lstmPeephole.cell';
import minGru from './texts/minGru.cell';
import minLstm from './texts/minLstm.cell';
import rnn from './texts/rnn.cell';
import rnnRelu from './texts/rnnRelu.cell';
import rnnSigmoid from './texts/rnnSigmoid.cell';
import slstm from './texts/slstm.cell';

/** In the order in which they are offered. */
const texts = {
  lstm,
  rnn,
  rnnSigmoid,
  rnnRelu,
  gru,
  gru2014,
  lstm1997,
  lstmNoBias,
  lstmPeephole,
  lstmCoupled,
  lstmInputOnly,
  minGru,
  minLstm,
  slstm,
} as const satisfies Record<string, string>;

export type CellId = keyof typeof texts;

export const cellIds = Object.keys(texts) as readonly CellId[];

export const isCellId = (id: string): id is CellId => Object.hasOwn(texts, id);

export const cellText = (id: CellId): string => texts[id];

const read = new Map<CellId, CellDefinition>();

/** Read once; the texts are ours, so that one that cannot be read is a bug. */
export function cellOf(id: CellId): CellDefinition {
  const known = read.get(id);
  if (known !== undefined) return known;
  const { definition, problems } = readCell(texts[id]);
  if (definition === undefined) throw new Error(`${id}.cell: ${problems[0]?.message ?? ''}`);
  read.set(id, definition);
  return definition;
}

/** What the remarks of a definition say of where it comes from and what it is good for. */
export interface CellFacts {
  readonly title: string;
  /** Authors, paper, year; absent where a text does not say. */
  readonly source?: string;
  readonly year?: number;
  /** What it is good for, a sentence or two. */
  readonly remarks: readonly string[];
}

export function factsOf({ title, remarks }: CellDefinition): CellFacts {
  const source = remarks.map((line) => /^Source: *(.+)$/i.exec(line)?.[1]).find(isSaid);
  const year = remarks.map((line) => /^Year: *(\d{4})$/i.exec(line)?.[1]).find(isSaid);
  return {
    title,
    ...(source !== undefined && { source }),
    ...(year !== undefined && { year: Number(year) }),
    remarks: remarks.filter((line) => line !== '' && !/^(Source|Year):/i.test(line)),
  };
}

const isSaid = (said: string | undefined): said is string => said !== undefined;
