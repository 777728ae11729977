/** The text read as it is and with the interventions: bits, predictions and a trace, before and after. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Intervention, WhatIf } from '../../src/shared/questions/whatIf';
import { Select } from '../parts/controls';
import { titleAt } from '../parts/quantities';
import { useLongAnswer } from '../answers/useLongAnswer';
import { WaitingNotice } from '../answers/waitingNotice';
import { unitLabel } from '../parts/unitLabel';
import { LabelledChangeText } from '../parts/labelledChange';
import { stretchText } from '../parts/stretchText';
import type { ViewPartProperties } from '../page/viewProperties';
import { BeforeAfterChart } from './beforeAfterChart';
import { ExpectedWords } from './expectedWords';
import { pairsOf, verdict } from './beforeAfterPairs';
import type { Traced } from './tracePicker';
import { firstTrace, TracePicker } from './tracePicker';

const followed = [100, 500, 2000] as const;

export function Comparison(
  properties: ViewPartProperties & { readonly interventions: readonly Intervention[] },
): JSX.Element {
  const { page, host, overview, active, version, subject, interventions } = properties;
  const [count, setCount] = useState<number>(100);
  const [at, setAt] = useState<number>();
  const [wish, setWish] = useState<Traced>();
  const trace = firstTrace(wish, interventions, page.unit, overview);
  const question = active
    ? { interventions, count, trace, ...(at !== undefined && { at }) }
    : undefined;
  const { held, busy, trouble } = useLongAnswer(
    (asked: NonNullable<typeof question>, cancel) => host.call('whatIf', asked, { cancel }),
    question,
    subject,
    version,
  );
  return (
    <>
      <Select
        label="Follow"
        choices={followed.map((words) => [String(words), `${words} words`] as const)}
        chosen={String(count)}
        onChoose={(words) => setCount(Number(words))}
      />
      <WaitingNotice
        {...{ page, busy, trouble }}
        doing="Reading the text as it is and with the change …"
        approximate={held?.answer.approximate}
      />
      {held && (
        <Outcome
          {...properties}
          answer={held.answer}
          traced={held.question.trace}
          {...{ at, setAt }}
          picker={<TracePicker overview={overview} trace={trace} onTrace={setWish} />}
        />
      )}
    </>
  );
}

function Outcome(
  properties: ViewPartProperties & {
    readonly answer: WhatIf;
    readonly traced: Traced;
    readonly at: number | undefined;
    readonly setAt: (at: number | undefined) => void;
    readonly picker: JSX.Element;
  },
): JSX.Element {
  const { page, overview, active, answer, traced, at, setAt, picker } = properties;
  const { words, bits, change, meanOver } = answer;
  const name = titleAt(overview, traced.layer, traced.gate);
  const whose = unitLabel(traced.layer, traced.unit, overview.layers, page.panel?.unitNames);
  const after = bits.map((one, n) => one + (change[n] ?? 0));
  return (
    <>
      <p>
        {verdict(answer)}{' '}
        {meanOver && (
          <span class="quiet">Means are over {stretchText(meanOver, overview.tokens)}.</span>
        )}
      </p>
      <LabelledChangeText of={answer.labelled} />
      <BeforeAfterChart
        {...properties}
        view="what-if-surprise"
        active={active}
        pairs={pairsOf('Surprise in bits of each word', words, 1, bits, after)}
        at={answer.at}
        onPick={setAt}
      />
      <ExpectedWords {...properties} answer={answer} chosen={at !== undefined} setAt={setAt} />
      <BeforeAfterChart
        {...properties}
        view="what-if-trace"
        active={false}
        pairs={pairsOf(`${name}: ${whose}`, words, 0, answer.trace.before, answer.trace.after)}
        at={answer.at}
        onPick={setAt}
        controls={picker}
      />
    </>
  );
}
