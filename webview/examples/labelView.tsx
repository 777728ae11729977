/** The labels of an example's words, with what else was probable. */
import type { JSX } from 'preact';
import { noAnswer, type JudgedLabels } from '../../src/shared/questions/examples';
import { createPalette, colourAt } from '../colours/palette';
import { percent } from '../parts/numbers';
import { NumbersTable, WordButton } from '../parts/numbersTable';
import { visibleWord } from '../parts/words';
import { tokenAtOffset, type ShownExampleProperties } from './properties';
import { nameOf } from './texts';
import { WordStrip } from './wordStrip';

export function LabelView(
  properties: ShownExampleProperties & { readonly example: JudgedLabels },
): JSX.Element {
  const { example, shown, page, theme, reveal } = properties;
  const { names } = shown;
  const { tokens, best, labels, probabilities, wanted } = example;
  const palette = createPalette('sequential', theme.kind, theme.background);
  const given = (at: number): number => labels[at * best] ?? noAnswer;
  const chance = (at: number): number => probabilities[at * best] ?? 0;
  const isWrong = (at: number): boolean => wanted[at] !== noAnswer && wanted[at] !== given(at);
  const current = tokenAtOffset(example, page.offset);
  const show = (at: number): void => {
    const span = example.spans[at];
    if (span) reveal(span, shown);
  };
  const others = (at: number): string =>
    Array.from({ length: best - 1 }, (_, n) => n + 1)
      .map(
        (n) =>
          `${nameOf(names, labels[at * best + n] ?? noAnswer)} ${percent(probabilities[at * best + n] ?? 0)}`,
      )
      .join(', ');
  return (
    <>
      <WordStrip
        label="The words with their labels"
        current={current}
        onClick={show}
        words={tokens.map((word, at) => ({
          ...{ word, known: example.known[at] ?? true, isWrong: isWrong(at) },
          label: nameOf(names, given(at)),
          colour: colourAt(palette, Math.round(110 * chance(at))),
          says: `${nameOf(names, given(at))}, ${percent(chance(at))}${
            isWrong(at) ? `, should be ${nameOf(names, wanted[at] ?? noAnswer)}` : ''
          }`,
        }))}
      />
      <NumbersTable
        label="Table: labels of the words"
        caption="The deeper the colour above, the more probable the label; a wrong one has a dashed border."
        heads={['Word', 'Label', 'Probability', 'In the text', 'Next']}
        rows={tokens.map((word, at) => ({
          key: at,
          head: <WordButton onClick={() => show(at)}>{visibleWord(word)}</WordButton>,
          cells: [
            nameOf(names, given(at)),
            percent(chance(at)),
            isWrong(at) ? (
              <b>{nameOf(names, wanted[at] ?? noAnswer)}</b>
            ) : (
              nameOf(names, wanted[at] ?? noAnswer)
            ),
            others(at),
          ],
          current: at === current,
        }))}
      />
    </>
  );
}
