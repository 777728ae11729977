/** What came of a comparison: a sentence, tables, and words of the text coloured by the difference. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CompareChoice, CompareOutcome } from '../../../src/shared/laboratory/compare';
import { Button } from '../../parts/controls';
import { percent, signed, whole } from '../../parts/numbers';
import { NumbersTable } from '../../parts/numbersTable';
import { nameOfModel } from './compareNames';
import './compare.css';

interface ResultsProperties {
  readonly outcome: CompareOutcome;
  readonly models: NonNullable<CompareChoice['models']>;
}

const groupTitles = {
  frequency: 'How frequent the word is',
  kind: 'What it is',
  distance: 'When it last came',
} as const;

export function CompareResults({ outcome, models }: ResultsProperties): JSX.Element {
  const names = [nameOfModel(models[0]), nameOfModel(models[1])] as const;
  const { words, tensors } = outcome;
  return (
    <>
      <div role="status" class="meaning">
        <p>{verdict(outcome, names)}</p>
      </div>
      <p class="quiet">{whatWasJudged(outcome)}</p>
      <Passages {...{ outcome, names }} />
      <NumbersTable
        label="Table: where each is better"
        wide
        caption={`Bits per word, lower is better; and how often the first (${names[0]}) is less surprised.`}
        heads={['Words', 'Number', 'First', 'Second', 'First better']}
        rows={(['frequency', 'kind', 'distance'] as const).flatMap((grouping) => [
          { key: grouping, head: <b>{groupTitles[grouping]}</b>, cells: ['', '', '', ''] },
          ...outcome.groups[grouping].map((group) => ({
            ...{ key: `${grouping} ${group.title}`, head: group.title },
            cells: [
              whole(group.words),
              group.bits[0].toFixed(2),
              group.bits[1].toFixed(2),
              percent(group.firstWins),
            ],
          })),
        ])}
      />
      <details>
        <summary>Words that differ most</summary>
        <NumbersTable
          label="Table: words that differ most"
          caption="All places of a word together, those first that make most of the difference."
          heads={['Word', 'Times', 'First', 'Second', 'Difference']}
          rows={words.map(({ word, count, bits }) => ({
            ...{ key: word, head: <bdi>{visible(word)}</bdi> },
            cells: [
              whole(count),
              bits[0].toFixed(2),
              bits[1].toFixed(2),
              signed(bits[1] - bits[0]),
            ],
          }))}
        />
      </details>
      <Units {...{ outcome }} />
      <details>
        <summary>How far the weights are apart</summary>
        <NumbersTable
          label="Table: weights"
          caption="Tensors of the same name and shape: length of the difference by the length of the first, and the cosine between them."
          heads={['Tensor', 'Apart', 'Cosine']}
          rows={tensors.map(({ name, relative, cosine }) => ({
            ...{ key: name, head: name },
            cells: [percent(relative), cosine === null ? '–' : cosine.toFixed(3)],
          }))}
        />
        {tensors.length === 0 && <p>No tensor of one has the name and shape of the other’s.</p>}
      </details>
    </>
  );
}

function verdict({ bits, judged }: CompareOutcome, names: readonly [string, string]): string {
  const [a, b] = bits;
  if (judged === 0 || a === null || b === null) {
    return 'There is no word that both models know and cut alike, so there is nothing to compare.';
  }
  const said = `${names[0]} needs ${a.toFixed(3)} bits per word, ${names[1]} ${b.toFixed(3)}`;
  const apart = Math.abs(b - a);
  if (apart < 5e-4) return `${said}: no difference.`;
  return `${said}: ${a < b ? names[0] : names[1]} is better by ${apart.toFixed(3)}.`;
}

function whatWasJudged({ tokens, common, judged, seconds }: CompareOutcome): string {
  const [a, b] = tokens;
  const cut = a === b ? `${whole(a)} tokens` : `${whole(a)} and ${whole(b)} tokens`;
  const known = `${whole(common.words)} words that both know (${percent(common.share)} of those that both cut alike)`;
  const part =
    judged < common.words
      ? `; ${whole(judged)} of them judged, in passages spread evenly over the text, each read from 256 words before it`
      : '';
  return `${cut}; compared on ${known}${part}. It took ${seconds.toFixed(1)} s.`;
}

/** Line breaks and spaces as signs. */
const visible = (word: string): string => word.replace(/\n/g, '⏎').replace(/ /g, '␣');

/** Bits apart at which a word has its full colour. */
const fullColour = 4;

function Passages({
  outcome: { passages },
  names,
}: {
  readonly outcome: CompareOutcome;
  readonly names: readonly [string, string];
}): JSX.Element | null {
  const [place, setPlace] = useState(0);
  const passage = passages[Math.min(place, passages.length - 1)];
  if (!passage) return null;
  return (
    <section class="laboratory-pictures">
      <div class="bar">
        <div class="laboratory-heading">
          <h3>Words of the text</h3>
          <span class="compare-key">
            <span class="compare-first">{names[0]} is better</span>{' '}
            <span class="compare-second">{names[1]} is better</span>
          </span>
        </div>
        <span class="group">
          <Button disabled={place === 0} onClick={() => setPlace(place - 1)}>
            Greater difference
          </Button>
          <Button disabled={place >= passages.length - 1} onClick={() => setPlace(place + 1)}>
            Smaller difference
          </Button>
        </span>
      </div>
      <p class="compare-passage" tabIndex={0} role="region" aria-label="Passage of the text">
        {passage.words.map(({ before, word, bits: [a, b] }, n) => {
          const share = Math.min(1, Math.abs(b - a) / fullColour);
          const side = b > a ? 'compare-first' : 'compare-second';
          return (
            <span key={n}>
              {before}
              <span
                class={share > 0.06 ? side : ''}
                style={{ '--share': share.toFixed(2) }}
                title={`${a.toFixed(2)} and ${b.toFixed(2)} bits`}
              >
                {word}
              </span>
            </span>
          );
        })}
      </p>
    </section>
  );
}

const shownUnits = 12;

function Units({ outcome: { units } }: { readonly outcome: CompareOutcome }): JSX.Element {
  if (!units) return <p class="quiet">There are too few words to match units.</p>;
  const { byChance } = units;
  const strong = units.units.filter(
    ({ correlation }) => Math.abs(correlation) > byChance.ofOneInTwenty,
  );
  const best = units.units
    .toSorted((one, other) => Math.abs(other.correlation) - Math.abs(one.correlation))
    .slice(0, shownUnits);
  return (
    <details>
      <summary>
        Units that do the same: {strong.length} of {units.units.length} above chance
      </summary>
      <NumbersTable
        label="Table: matched units"
        caption={`Correlation of what units of the top layers show. Where one model’s courses are moved to other places of the text, the best match reaches ${byChance.mean.toFixed(2)} on average, and ${byChance.ofOneInTwenty.toFixed(2)} for one unit in twenty.`}
        heads={['First’s unit', 'Second’s unit', 'Correlation']}
        rows={best.map(({ unit, with: match, correlation }) => ({
          ...{ key: unit, head: unit },
          cells: [match, signed(correlation)],
        }))}
      />
    </details>
  );
}
