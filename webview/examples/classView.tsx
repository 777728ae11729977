/** The class of an example: how probable each is, the running class, and which words decided. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { noAnswer, type JudgedClass } from '../../src/shared/questions/examples';
import { useLongAnswer } from '../answers/useLongAnswer';
import { colourAt, colourIndex, createPalette } from '../colours/palette';
import type { Rgb } from '../colours/colour';
import { Chips } from '../parts/controls';
import { percent, signed } from '../parts/numbers';
import { DecidingTable } from './decidingTable';
import { RunningCurve } from './runningCurve';
import { tokenAtOffset, type ShownExampleProperties } from './properties';
import { nameOf } from './texts';
import { WordStrip } from './wordStrip';

type Coloured = 'running' | 'replaced' | 'gradient';

export function ClassView(
  properties: ShownExampleProperties & { readonly example: JudgedClass },
): JSX.Element {
  const { example, shown, host, page, theme, active, overview, judging, subject } = properties;
  const { names } = shown;
  const { given, wanted, tokens, probabilities } = example;
  const [by, setBy] = useState<Coloured>('running');
  const version = `${shown.documentVersion} ${shown.modelVersion}`;
  const isStill = active && page.status.state !== 'training';
  const question = { number: example.number };
  const slow = useLongAnswer(
    (asked: typeof question, cancel) => host.call('runningClass', asked, { cancel }),
    isStill && !example.running ? question : undefined,
    `${subject} ${example.number}`,
    version,
  );
  const deciding = useLongAnswer(
    (asked: typeof question, cancel) => host.call('decidingWords', asked, { cancel }),
    isStill ? question : undefined,
    `${subject} ${example.number}`,
    version,
  );
  const judgedAs = deciding.held?.answer.judged;
  const others = useLongAnswer(
    (asked: { readonly number: number; readonly judged: number }, cancel) =>
      host.call('decidingSeeds', asked, { cancel }),
    isStill && judgedAs !== undefined ? { ...question, judged: judgedAs } : undefined,
    `${subject} ${example.number} ${judgedAs}`,
    version,
  );
  const running = example.running ?? slow.held?.answer.running;
  const decided = deciding.held?.answer;
  const given0 = running?.classes.indexOf(given) ?? -1;
  const after = (at: number): number | undefined =>
    running && given0 >= 0 ? running.values[at * running.classes.length + given0] : undefined;
  const effects = by === 'gradient' ? decided?.gradient : decided?.replaced;
  const palettes = {
    running: createPalette('sequential', theme.kind, theme.background),
    deciding: createPalette('diverging', theme.kind, theme.background),
  };
  const high = Math.max(0.1, ...Array.from(effects ?? [], Math.abs));
  const colourOf = (at: number): Rgb | undefined => {
    const value = by === 'running' ? after(at) : effects?.[at];
    if (value === undefined) return undefined;
    return by === 'running'
      ? colourAt(palettes.running, colourIndex(value, 0, 1.6))
      : colourAt(palettes.deciding, colourIndex(value, -high, high));
  };
  const saysOf = (at: number): string => {
    const value = by === 'running' ? after(at) : effects?.[at];
    if (value === undefined) return 'not computed yet';
    return by === 'running'
      ? `${nameOf(names, given)} ${percent(value)} so far`
      : `${signed(value)} nats for ${nameOf(names, given)}`;
  };
  return (
    <>
      <p>
        Judged <b>{nameOf(names, given)}</b>, {percent(probabilities[given] ?? 0)}.{' '}
        {wanted !== noAnswer &&
          (wanted === given
            ? 'The text says the same.'
            : `The text says ${nameOf(names, wanted)}: the network is wrong.`)}
      </p>
      <Chips
        legend="Words are coloured by"
        group="example-colours"
        choices={[
          ['running', 'Class so far'],
          ['replaced', 'Replaced'],
          ['gradient', 'Gradient'],
        ]}
        chosen={by}
        onChoose={setBy}
      />
      <WordStrip
        label={`The words, coloured by ${by === 'running' ? 'the class so far' : 'what they decide'}`}
        current={tokenAtOffset(example, page.offset)}
        onClick={(at) => {
          const span = example.spans[at];
          if (span) properties.reveal(span, shown);
        }}
        words={tokens.map((word, at) => ({
          ...{ word, known: example.known[at] ?? true, says: saysOf(at), colour: colourOf(at) },
        }))}
      />
      <p class="quiet">{explanations[by](nameOf(names, given))}</p>
      {!overview.runs && by === 'running' && (
        <p class="quiet">
          This network judges by {readouts[judging.task.asked ?? 'last']}, so each beginning of the
          text was judged by itself.
        </p>
      )}
      {running && <RunningCurve {...properties} running={running} />}
      {decided && <DecidingTable {...properties} decided={decided} others={others.held?.answer} />}
      {(deciding.trouble ?? slow.trouble) && (
        <p class="notice" role="status">
          {deciding.trouble ?? slow.trouble}
        </p>
      )}
    </>
  );
}

const readouts = {
  last: 'both of its directions',
  mean: 'the mean of its states',
  maximum: 'the maximum of its states',
} as const;

const explanations: Readonly<Record<Coloured, (name: string) => string>> = {
  running: (name) => `The deeper the colour, the more probable ${name} was after that word.`,
  replaced: (name) =>
    `Each word was replaced by the unknown one: what ${name} loses by it (orange) or gains (blue).`,
  gradient: (name) =>
    `What the gradient at each word guesses of the same: for ${name} (orange) or against (blue).`,
};
