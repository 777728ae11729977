/** What was expected at one later word, before and after, side by side. */
import type { JSX } from 'preact';
import type { ComparedWord, WhatIf } from '../../src/shared/questions/whatIf';
import { Button } from '../parts/controls';
import { quoted } from '../memory/forgetting';
import { signed, whole } from '../parts/numbers';
import { Bars } from '../predictions/bars';
import { barsShapes, barsSize } from '../predictions/barsPicture';
import { rankedWords, type Ranked } from '../predictions/rankedWords';
import { bitsOf } from '../predictions/surpriseTexts';
import type { DataTable } from '../figure/dataTable';
import { PictureWithTable } from '../figure/pictureWithTable';
import type { Drawing } from '../vector/drawing';
import type { ViewPartProperties } from '../page/viewProperties';

const wordsShown = 10;
const sides = ['before', 'after'] as const;

export function ExpectedWords(
  properties: ViewPartProperties & {
    readonly answer: WhatIf;
    /** The user chose the place. */
    readonly chosen: boolean;
    readonly setAt: (at: number | undefined) => void;
  },
): JSX.Element {
  const { answer, chosen, setAt, theme } = properties;
  const { at, words, came } = answer;
  const [first, last] = [words.from + 1, words.from + words.tokens.length - 1];
  const title = `Expected at word ${whole(at + 1)}, ${quoted(came.word)}`;
  const change = bitsOf(came.after.probability) - bitsOf(came.before.probability);

  function drawing(): Drawing {
    const shown = sides.map((side) => rankedWords(predictionOf(answer, side)));
    const { width, heightOf } = barsSize;
    return {
      width: 2 * width,
      height: Math.max(...shown.map(heightOf)),
      ...{ title, background: theme.background, fontFamily: theme.fontFamily },
      shapes: shown.flatMap((list, n) =>
        barsShapes(list, `${title}, ${sides[n] ?? ''}`, n * width, theme),
      ),
    };
  }

  return (
    <PictureWithTable
      {...properties}
      view="what-if-expected"
      active={false}
      title={title}
      drawing={drawing}
      table={() => expectedTable(title, answer)}
      controls={
        <>
          <Button disabled={at <= first} onClick={() => setAt(at - 1)}>
            Word before
          </Button>
          <Button disabled={at >= last} onClick={() => setAt(at + 1)}>
            Word after
          </Button>
          <Button disabled={!chosen} onClick={() => setAt(undefined)}>
            Where most changes
          </Button>
          <span class="quiet">its surprise: {signed(change)} bits</span>
        </>
      }
    >
      <div class="columns">
        {sides.map((side) => (
          <div key={side}>
            <b>{side === 'before' ? 'Before' : 'After'}</b>
            <Bars answer={predictionOf(answer, side)} />
          </div>
        ))}
      </div>
    </PictureWithTable>
  );
}

type Side = (typeof sides)[number];

/** As the view of predictions has it: all unknown words are one among the others. */
export function predictionOf(
  { expected, came, unknown, words, at }: Compared,
  side: Side,
): Ranked & { readonly actual: NonNullable<Ranked['actual']> } {
  const best = [...expected]
    .sort((one, other) => one[side].rank - other[side].rank)
    .slice(0, wordsShown);
  return {
    tokens: best.map((one) => ({ word: one.word, probability: one[side].probability })),
    actual: { word: came.word, ...came[side], known: words.known[at - words.from] !== false },
    unknown: unknown[side],
  };
}

type Compared = Pick<WhatIf, 'expected' | 'came' | 'unknown' | 'words' | 'at'>;

function expectedTable(title: string, { expected, came }: WhatIf): DataTable {
  const listed = expected.some(({ word }) => word === came.word);
  const row = (one: ComparedWord) => [
    one.word,
    ...sides.flatMap((side) => [one[side].rank, one[side].probability]),
    bitsOf(one.after.probability) - bitsOf(one.before.probability),
    one.word === came.word ? 'yes' : '',
  ];
  return {
    title,
    columns: [
      'Word',
      'Rank before',
      'Probability before',
      'Rank after',
      'Probability after',
      'Change in bits',
      'Came',
    ],
    rows: [...expected, ...(listed ? [] : [came])].map(row),
  };
}
