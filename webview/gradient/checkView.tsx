/** The button that checks a gradient there and then, and what came of it. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import {
  checkBound,
  type CheckedGradient,
  type FreshChoice,
} from '../../src/shared/questions/gradient';
import { useLongAnswer } from '../answers/useLongAnswer';
import type { ViewPartProperties } from '../page/viewProperties';
import { Button } from '../parts/controls';
import { powerText, whole } from '../parts/numbers';
import { NumbersTable } from '../parts/numbersTable';

interface Question {
  readonly token: number;
  readonly count: number;
  readonly fresh?: FreshChoice;
}

export function CheckView(
  properties: Pick<ViewPartProperties, 'host' | 'active' | 'subject' | 'version'> & {
    readonly title: string;
    /** One on the page. */
    readonly group: string;
    readonly question: Question;
  },
): JSX.Element {
  const { host, active, subject, version, title, group, question } = properties;
  // What was checked is that very place: another one is to be checked anew.
  const place = JSON.stringify([question, version]);
  const [asked, setAsked] = useState<string>();
  const isAsked = active && asked === place;
  const { held, busy, trouble } = useLongAnswer(
    (wanted: Question, cancel) => host.call('checkGradient', wanted, { cancel }),
    isAsked ? question : undefined,
    `${subject} ${group}`,
    version,
  );
  const answer = isAsked ? held?.answer : undefined;
  return (
    <section class="gradient-check" aria-label={title}>
      <div class="group">
        <Button disabled={busy} title={title} onClick={() => setAsked(place)}>
          Check
        </Button>
        <span class="quiet">
          {busy
            ? 'Nudging …'
            : 'nudges single numbers, reads on and compares the loss, in double precision.'}
        </span>
      </div>
      {isAsked && trouble !== undefined && (
        <p class="notice" role="status">
          {trouble}
        </p>
      )}
      {answer && !busy && <Checked answer={answer} />}
    </section>
  );
}

function Checked({ answer }: { readonly answer: CheckedGradient }): JSX.Element {
  const { entries, paths } = answer;
  return (
    <>
      <p role="status">{verdictOf(answer)}</p>
      {paths && <p>{pathSentence(paths)}</p>}
      <details>
        <summary>The numbers that were compared</summary>
        <NumbersTable
          label="Table: gradient and finite differences"
          caption="Gradient and finite differences"
          heads={['Words back', 'Layer', 'At', 'Unit', 'Gradient', 'Difference', 'Error']}
          rows={entries.map(({ back, layer, letter, unit, gradient, difference, error }, key) => ({
            key,
            head: whole(back),
            cells: [
              ...[whole(layer + 1), letter, String(unit)],
              ...[gradient, difference, error].map(powerText),
            ],
          }))}
        />
        {paths && (
          <NumbersTable
            label="Table: sum over paths and gradient"
            caption={`Sum over ${whole(paths.paths)} paths and back-propagation, ${paths.words} steps`}
            heads={['At', 'Unit', 'Sum over paths', 'Back-propagation', 'Apart']}
            rows={paths.rows.map(({ letter, unit, sum, back }, key) => ({
              key,
              head: letter,
              cells: [String(unit), ...[sum, back, sum - back].map(powerText)],
            }))}
          />
        )}
      </details>
    </>
  );
}

/** Exported for its test. */
export function verdictOf({ entries, leftOut, words }: CheckedGradient): string {
  const left =
    leftOut > 0
      ? ` At ${whole(leftOut)} places it is too short or too long for differences to say anything.`
      : '';
  const of = `Over the last ${whole(words)} words, read by themselves, after 1, 2, 4, 8 … words back`;
  if (entries.length === 0) return `${of} there was nothing to compare.${left}`;
  const right = entries.filter(({ error }) => error <= checkBound).length;
  const worst = Math.max(...entries.map(({ error }) => error));
  return `${of}: ${whole(right)} of ${whole(entries.length)} numbers agree with finite differences to ${powerText(checkBound)} of the gradient’s length there; the worst is ${powerText(worst)} apart.${left}`;
}

/** Exported for its test. */
export function pathSentence({
  paths,
  words,
  rows,
}: NonNullable<CheckedGradient['paths']>): string {
  const apart = Math.max(...rows.map(({ sum, back }) => Math.abs(sum - back)));
  const size = Math.max(...rows.map(({ back }) => Math.abs(back)));
  return `The sum of 1997 over ${paths === 1 ? 'the one path' : `all ${whole(paths)} paths`} through ${words} steps gives the same gradient: at most ${powerText(apart)} apart, where the largest number is ${powerText(size)}.`;
}
