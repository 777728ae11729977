/**
 * A network that has learnt nothing, drawn anew with every change: the scale of its first weights, what its
 * cells keep at first, its cell and its size decide whether the gradient vanishes or explodes.
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { FreshCell, FreshChoice, FreshGradient } from '../../src/shared/questions/gradient';
import { useLongAnswer } from '../answers/useLongAnswer';
import { revealToken } from '../page/revealToken';
import type { ViewPartProperties } from '../page/viewProperties';
import { Button, Select } from '../parts/controls';
import { powerText } from '../parts/numbers';
import { CheckView } from './checkView';
import { linesOf } from './flowLines';
import { FlowView } from './flowView';
import { clippingSentence, courseSentence } from './sentences';

interface FreshProperties extends ViewPartProperties {
  readonly token: number;
  readonly count: number;
  readonly cells: readonly FreshCell[];
}

type Chosen = Omit<FreshChoice, 'bias'> & { readonly bias: number };

const first: Chosen = { cell: 'rnn', units: 32, scale: 1, bias: 1, seed: 1 };
const sizes = [1, 2, 3, 8, 32, 128] as const;

export function FreshView(properties: FreshProperties): JSX.Element {
  const { host, active, version, subject, token, count, cells } = properties;
  const [choice, setChoice] = useState(first);
  const keeps = cells.find(({ id }) => id === choice.cell)?.keeps === true;
  const { bias, ...rest } = choice;
  const fresh: FreshChoice = keeps ? { ...rest, bias } : rest;
  const { held, busy, trouble } = useLongAnswer(
    (asked: { token: number; count: number; fresh: FreshChoice }, cancel) =>
      host.call('freshGradient', asked, { cancel }),
    active ? { token, count, fresh } : undefined,
    subject,
    version,
  );
  return (
    <section class="fresh-network" aria-labelledby="fresh-network">
      <h2 id="fresh-network">A network that has learnt nothing</h2>
      <p class="quiet">
        Another one with every change, of one layer, reading the same words. Nothing of it is kept.
      </p>
      <Controls {...{ choice, cells, keeps }} onChoose={setChoice} />
      {trouble !== undefined && (
        <p class="notice" role="status">
          {trouble}
        </p>
      )}
      {held ? (
        <Outcome {...properties} answer={held.answer} busy={busy} />
      ) : (
        <p class="quiet" role="status">
          {busy && 'Drawing a network …'}
        </p>
      )}
      <CheckView
        {...properties}
        title="Check the gradient of the network that has learnt nothing"
        group="check-fresh"
        question={{ token, count, fresh }}
      />
    </section>
  );
}

function Controls(properties: {
  readonly choice: Chosen;
  readonly cells: readonly FreshCell[];
  readonly keeps: boolean;
  readonly onChoose: (choice: Chosen) => void;
}): JSX.Element {
  const { choice, cells, keeps, onChoose } = properties;
  const change = (part: Partial<Chosen>): void => onChoose({ ...choice, ...part });
  const powerOf2 = Math.round(4 * Math.log2(choice.scale)) / 4;
  return (
    <>
      <div class="group">
        <Select
          label="Cell"
          choices={cells.map(({ id, title }) => [id, title] as const)}
          chosen={choice.cell}
          onChoose={(cell) => change({ cell })}
        />
        <Select
          label="Units"
          choices={sizes.map((units) => [String(units), String(units)] as const)}
          chosen={String(choice.units)}
          onChoose={(units) => change({ units: Number(units) })}
        />
        <Button onClick={() => change({ seed: choice.seed + 1 })}>Draw others</Button>
      </div>
      <div class="fresh-sliders">
        <Slider
          label="Scale of the first weights"
          value={powerOf2}
          {...{ min: -3, max: 4, step: 0.25 }}
          says={`× ${powerText(choice.scale)}`}
          onChange={(power) => change({ scale: 2 ** power })}
        />
        <Slider
          label="Forget-gate bias"
          value={choice.bias}
          {...{ min: 0, max: 8, step: 0.5 }}
          disabled={!keeps}
          says={keeps ? String(choice.bias) : 'this cell has none'}
          onChange={(bias) => change({ bias })}
        />
      </div>
    </>
  );
}

function Slider(properties: {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly says: string;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}): JSX.Element {
  const { label, says, onChange, ...rest } = properties;
  return (
    <label class="fresh-slider">
      <span>
        {label}: <b class="number">{says}</b>
      </span>
      <input
        type="range"
        {...rest}
        aria-valuetext={says}
        onChange={({ currentTarget }) => onChange(currentTarget.valueAsNumber)}
      />
    </label>
  );
}

function Outcome(
  properties: FreshProperties & { readonly answer: FreshGradient; readonly busy: boolean },
): JSX.Element {
  const { host, theme, exporting, token, answer, busy } = properties;
  const [isClipped, setClipped] = useState(true);
  const lines = linesOf(answer, { layer: 0, letter: 'all', network: 0 }, (title) => title);
  const { carousel, weights } = answer;
  const lengths = lines.at(-1)?.lengths ?? new Float64Array(0);
  return (
    <div aria-busy={busy}>
      <p>
        At the {lines.at(-1)?.name.toLowerCase()}: {courseSentence(lengths)}
      </p>
      <FlowView
        {...{ host, exporting, theme }}
        active={false}
        view="gradient-untrained"
        title="Gradient in a network that has learnt nothing"
        picture={{
          lines,
          words: [],
          ...(carousel && {
            kept: { name: `Kept by unit ${carousel.unit} (share)`, shares: carousel.shares },
          }),
        }}
        onPick={(back) => void revealToken(host, token - back)}
      />
      <div class="group">
        <label>
          <input
            type="checkbox"
            checked={isClipped}
            onChange={({ currentTarget }) => setClipped(currentTarget.checked)}
          />{' '}
          Clipping
        </label>
      </div>
      <p role="status">{clippingSentence(weights, isClipped)}</p>
    </div>
  );
}
