/**
 * The view of gradients: from the loss at the cursor's word back through time, in the text's network and in
 * others next to it; then in one that has learnt nothing, where it can be made to vanish and explode.
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { OtherModel } from '../../src/shared/pages/panel';
import type { Gradient } from '../../src/shared/questions/gradient';
import { useLongAnswer } from '../answers/useLongAnswer';
import { WaitingNotice } from '../answers/waitingNotice';
import { PageLayerPicker } from '../page/pageLayerPicker';
import { revealToken } from '../page/revealToken';
import type { ViewPartProperties } from '../page/viewProperties';
import { Chips, Select } from '../parts/controls';
import { powerText } from '../parts/numbers';
import { UnitPicker } from '../parts/unitPicker';
import { visibleWord } from '../parts/words';
import { BesidePicker, useOtherModels } from './besidePicker';
import { CheckView } from './checkView';
import { linesOf, type FlowLine, type FlowPicture } from './flowLines';
import { FlowView } from './flowView';
import { FreshView } from './freshView';
import { courseSentence, lossText, wallSentence } from './sentences';
import { WordsBack } from './wordsBack';

const counts = [32, 100, 300, 1000] as const;

export function GradientTab(properties: ViewPartProperties): JSX.Element {
  const { page, host, overview, active, version, subject, choose } = properties;
  const [count, setCount] = useState<number>(300);
  const [unit, setUnit] = useState<{ readonly layer: number; readonly unit: number }>();
  const [beside, setBeside] = useState<readonly string[]>([]);
  const others = useOtherModels(host, active, `${subject} ${version}`);
  const { layer } = page;
  const at = page.cursor < 0 ? overview.tokens : page.cursor;
  const token = Math.max(1, Math.min(at, overview.tokens));
  const named = beside.filter((id) => others.some((one) => one.id === id));
  const memory = { layer, ...(unit?.layer === layer && { unit: unit.unit }) };
  const question = active
    ? { token, count, memory, ...(named.length > 0 && { beside: named }) }
    : undefined;
  const { held, busy, trouble } = useLongAnswer(
    (asked: NonNullable<typeof question>, cancel) => host.call('gradient', asked, { cancel }),
    question,
    subject,
    version,
  );
  const answer = held?.answer;
  return (
    <>
      <div class="bar">
        <div class="group">
          <PageLayerPicker page={page} choose={choose} />
          <Select
            label="Words back, at most"
            choices={counts.map((words) => [String(words), String(words)] as const)}
            chosen={String(count)}
            onChoose={(words) => setCount(Number(words))}
          />
        </div>
      </div>
      <WaitingNotice
        {...{ page, busy, trouble }}
        doing="Following the gradient back …"
        approximate={answer?.approximate}
      />
      {answer && (
        <Outcome
          {...properties}
          answer={answer}
          others={others}
          onUnit={(one) => setUnit({ layer, unit: one })}
        />
      )}
      <BesidePicker
        others={others}
        chosen={beside}
        answers={answer?.beside ?? []}
        onChoose={setBeside}
      />
      <CheckView
        {...properties}
        title="Check the gradient"
        group="check-own"
        question={{ token, count }}
      />
      {answer && <FreshView {...properties} token={token} count={count} cells={answer.cells} />}
    </>
  );
}

function Outcome(
  properties: ViewPartProperties & {
    readonly answer: Gradient;
    readonly others: readonly OtherModel[];
    readonly onUnit: (unit: number) => void;
  },
): JSX.Element {
  const { page, host, theme, exporting, overview, active, answer, others, onUnit } = properties;
  const [letter, setLetter] = useState('all');
  const { passage, carousel, truncation, loss, word } = answer;
  const layer = Math.min(page.layer, answer.layers.length - 1);
  const carried = answer.layers[layer] ?? [];
  const chosen = letter === 'all' || carried.some((one) => one.letter === letter) ? letter : 'all';
  const picture = pictureOf(answer, others, layer, chosen);
  const [first] = picture.lines;
  const onPick = (back: number): void => {
    const span = passage.spans.at(-back);
    if (span) host.tell('reveal', { ...span, documentVersion: answer.documentVersion });
    else void revealToken(host, answer.token - back);
  };
  const lengths = first?.lengths ?? new Float64Array(0);
  return (
    <>
      <p>
        The loss at{' '}
        {word === undefined ? (
          'the word that would come next'
        ) : (
          <bdi class="asked">{visibleWord(word)}</bdi>
        )}{' '}
        is {lossText(loss)}. Its gradient at the {first?.name.toLowerCase()}:{' '}
        {courseSentence(lengths)}
      </p>
      {carried.length > 1 && (
        <Chips
          legend="What is carried"
          group="gradient-letter"
          choices={[
            ['all', 'All that is carried'],
            ...carried.map((one) => [one.letter, `${one.title} (dL/d${one.letter})`] as const),
          ]}
          chosen={chosen}
          onChoose={setLetter}
        />
      )}
      <FlowView
        {...{ host, exporting, theme, active }}
        view="gradient"
        title={`Gradient of the loss at ${word === undefined ? 'the next word' : `“${visibleWord(word)}”`}, word by word back`}
        picture={picture}
        onPick={onPick}
      />
      <p class="quiet">{wallSentence(truncation, passage.tokens.length)}</p>
      {carousel ? (
        <div class="bar">
          <UnitPicker
            unit={carousel.unit}
            hiddenSize={overview.hiddenSize}
            suggested={[]}
            layer={layer}
            layers={1}
            onUnit={onUnit}
            onLayer={() => undefined}
          />
          <p class="quiet">
            Of what unit {carousel.unit} held {passage.tokens.length} words back,{' '}
            {powerText(carousel.shares[0] ?? NaN)} is left: the product of the shares that it kept
            (the dotted line).
          </p>
        </div>
      ) : (
        <p class="quiet">
          This layer works out all that it holds again at every word, so there is no product of kept
          shares.
        </p>
      )}
      <WordsBack {...{ passage, word, lengths, theme, onPick }} of={first?.name ?? ''} />
    </>
  );
}

/** Of the text's network and those next to it, the layer that is looked at or their topmost. */
function pictureOf(
  answer: Gradient,
  others: readonly OtherModel[],
  layer: number,
  letter: string,
): FlowPicture {
  const isAlone = answer.beside.every((one) => 'problem' in one);
  const own = linesOf(answer, { layer, letter, network: 0 }, (title) =>
    isAlone ? title : `${title}, this model`,
  );
  const beside = answer.beside.flatMap((one, n): FlowLine[] => {
    if ('problem' in one) return [];
    const name = others.find(({ id }) => id === one.id)?.title ?? 'another model';
    return linesOf(one, { layer, letter, network: n + 1 }, (title) => `${title}, ${name}`);
  });
  const { carousel } = answer;
  return {
    lines: [...own, ...beside],
    ...(carousel && {
      kept: { name: `Kept by unit ${carousel.unit} (share)`, shares: carousel.shares },
    }),
    wall: answer.truncation,
    words: answer.passage.tokens,
  };
}
