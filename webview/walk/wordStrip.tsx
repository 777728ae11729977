/** The sentence as a row of words to step through, with back, forward and play. */
import type { JSX } from 'preact';
import type { GateMap } from '../../src/shared/questions/gates';
import type { PanelHost } from '../page/hostPort';
import { Button } from '../parts/controls';
import { visibleWord } from '../parts/words';
import { sentenceAround } from './sentenceAround';
import type { Walk } from './useWalk';
import { wordClass } from '../parts/unknownWord';

export function WordStrip(properties: {
  readonly strip: GateMap;
  readonly walk: Walk;
  readonly host: PanelHost;
}): JSX.Element {
  const { strip, walk, host } = properties;
  const { from, count } = sentenceAround(strip.tokens, strip.from, walk.token);
  const span = strip.spans[walk.token - strip.from];
  const reveal = (): void => {
    if (span) host.tell('reveal', { ...span, documentVersion: strip.documentVersion });
  };
  return (
    <div class="strip look" onKeyDown={(event) => step(event, walk)}>
      <div class="group">
        <Step name="Back" sign="◂" off={walk.atStart} act={() => walk.go(walk.token - 1)} />
        <Step
          name={walk.playing ? 'Pause' : 'Play'}
          sign={walk.playing ? '❚❚' : '▸▸'}
          off={walk.atEnd}
          act={() => walk.play(!walk.playing)}
        />
        <Step name="Forward" sign="▸" off={walk.atEnd} act={() => walk.go(walk.token + 1)} />
        <Button onClick={reveal} disabled={!span}>
          Show in the text
        </Button>
      </div>
      <p class="sentence" role="group" aria-label="The sentence">
        {Array.from({ length: count }, (_, place) => from + place).map((token) => {
          const word = strip.tokens[token - strip.from] ?? '';
          const isHere = token === walk.token;
          return (
            <button
              key={token}
              type="button"
              class={isHere ? 'strip-word here' : 'strip-word'}
              {...(isHere && { 'aria-current': 'step' as const })}
              onClick={() => walk.go(token)}
            >
              <bdi class={wordClass(strip.known[token - strip.from])}>{visibleWord(word)}</bdi>
            </button>
          );
        })}
      </p>
    </div>
  );
}

function step(event: KeyboardEvent, walk: Walk): void {
  const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (by === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  walk.go(walk.token + by);
}

function Step(properties: {
  readonly name: string;
  readonly sign: string;
  readonly off: boolean;
  readonly act: () => void;
}): JSX.Element {
  const { name, sign, off, act } = properties;
  return (
    <Button disabled={off} onClick={act}>
      <span aria-hidden="true">{sign} </span>
      {name}
    </Button>
  );
}
