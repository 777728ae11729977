/** What is left of a word: the causal view of memory, in words, colours, a curve and units. */
import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { Substitution } from '../../../src/shared/questions/memory';
import { Pager } from '../../parts/controls';
import { boundOf } from '../../colours/colourScale';
import { ColourLegend } from '../../colours/colourLegend';
import type { ShownLongAnswer } from '../../answers/useLongAnswer';
import { WaitingNotice } from '../../answers/waitingNotice';
import { percent, whole } from '../../parts/numbers';
import { createPalette } from '../../colours/palette';
import { PictureActions } from '../../figure/pictureActions';
import type { Drawing } from '../../vector/drawing';
import { visibleWord } from '../../parts/words';
import { ChangeChart, changeCurve } from './changeChart';
import { ChangeTable } from './changeTable';
import { ColouredText } from './colouredText';
import { felt, forgettingSentences } from '../forgetting';
import { changesData } from '../memoryTables';
import { leftPicture } from '../memoryPictures';
import type { MemoryProperties, ReplacementChoice } from '../props';
import { ReplacementPicker } from './replacementPicker';
import { UnitChanges } from './unitChanges';

export interface WhatIsLeftProperties extends MemoryProperties {
  readonly left: ShownLongAnswer<ReplacementChoice & { readonly token: number }, Substitution>;
  readonly choice: ReplacementChoice;
  readonly setChoice: (choice: ReplacementChoice) => void;
  readonly chooseWord: (token: number) => void;
  /** A later token, whose prediction is looked into. */
  readonly selected: number | undefined;
  readonly select: (token: number) => void;
  /** Opens the ledger of a unit. */
  readonly lookInto: (layer: number, unit: number) => void;
}

/** Words on one page of the text. */
const wordsShown = 240;

export function WhatIsLeft(properties: WhatIsLeftProperties): JSX.Element {
  const { page, overview, token, left, choice, selected } = properties;
  const [asTable, setAsTable] = useState(false);
  const snapshot = useRef<() => Drawing>();
  const { held, trouble } = left;
  const about = held?.answer.token === token ? held.answer : undefined;
  // The answer to another question than the one that could not be answered is out of place.
  const answer = trouble === undefined ? held?.answer : undefined;
  const count = choice.replacement.kind === 'likely' ? 'the likely words' : 'the other word';
  return (
    <section class="memory-section" aria-labelledby="what-is-left">
      <div class="bar">
        <h2 id="what-is-left">What is left of a word</h2>
        <PictureActions
          {...{ host: properties.host, exporting: properties.exporting, asTable }}
          view="memory"
          active={properties.active}
          onTable={setAsTable}
          picture={() =>
            answer && snapshot.current && { kind: 'vector', drawing: snapshot.current() }
          }
          table={() => answer && changesData(answer)}
        />
      </div>
      <p class="meaning">
        The network reads the text twice: as it stands, and with another word in one place. What
        changes in its later predictions is its memory of that word.{' '}
        <b>Where the colour ends, the word is forgotten.</b>
      </p>
      <ReplacementPicker
        word={about ? (about.context.tokens.at(-1) ?? '') : '…'}
        token={token}
        tokens={overview.tokens}
        likely={about?.likely ?? []}
        choice={choice}
        setChoice={properties.setChoice}
        chooseWord={properties.chooseWord}
      />
      <WaitingNotice
        page={page}
        busy={left.busy}
        trouble={trouble}
        doing={`Reading on from the word, as it stands and with ${count} …`}
        approximate={answer?.approximate}
      />
      {answer && (
        <Answer
          {...properties}
          key={`${answer.token} ${JSON.stringify(held?.question)}`}
          answer={answer}
          asTable={asTable}
          snapshot={snapshot}
        />
      )}
      {answer && selected !== undefined && (
        <UnitChanges
          {...properties}
          replacement={held?.question.replacement ?? choice.replacement}
          token={answer.token}
          averaged={answer.instead.length > 1}
          lookInto={properties.lookInto}
          predicted={selected}
          predictedWord={answer.later.tokens[selected - answer.later.from] ?? ''}
        />
      )}
    </section>
  );
}

function Answer(
  properties: WhatIsLeftProperties & {
    readonly answer: Substitution;
    readonly asTable: boolean;
    /** What is shown, as a picture for a file. */
    readonly snapshot: { current: (() => Drawing) | undefined };
  },
): JSX.Element {
  const { answer, theme, asTable, selected, select, snapshot } = properties;
  const [from, setFrom] = useState(0);
  const palette = useMemo(() => createPalette('diverging', theme.kind, theme.background), [theme]);
  const high = Math.max(1, boundOf(answer.size.filter((by) => by > felt)));
  const all = answer.later.tokens.length;
  const to = Math.min(all, from + wordsShown);
  const show = (place: number): void => {
    if (place < from || place >= to) setFrom(Math.floor(place / wordsShown) * wordsShown);
    select(answer.later.from + place);
  };
  const scale = { low: -high, high, clipped: answer.size.some((by) => by > high) };
  snapshot.current = () => {
    const curve = all > 0 ? changeCurve(answer, theme) : undefined;
    return leftPicture({ answer, from, to, high, palette, curve }, theme);
  };
  return (
    <>
      <p class="verdict look" role="status">
        {forgettingSentences(answer).map((sentence) => (
          <span key={sentence}>
            <bdi>{sentence}</bdi>{' '}
          </span>
        ))}
      </p>
      {asTable ? (
        <ChangeTable answer={answer} onChoose={(place) => select(answer.later.from + place)} />
      ) : (
        <>
          <ColouredText
            answer={answer}
            from={from}
            to={to}
            high={high}
            palette={palette}
            selected={selected ?? -1}
            onChoose={properties.chooseWord}
            onSelect={select}
          />
          <div class="reading-bar">
            <p class="reading quiet">
              Change of surprise in bits: orange where the word helped the prediction, blue where it
              misled it, no colour below {felt} bit.
            </p>
            <ColourLegend
              name="change in bits"
              palette={palette}
              scale={scale}
              value={
                selected === undefined ? undefined : answer.change[selected - answer.later.from]
              }
            />
          </div>
          {all > wordsShown && (
            <Pager
              isFirst={from === 0}
              isLast={to >= all}
              onTurn={(by) => setFrom(from + by * wordsShown)}
            >
              {whole(from + 1)} to {whole(to)} of {whole(all)} words after it
            </Pager>
          )}
          <ChangeChart answer={answer} theme={theme} onPick={show} />
        </>
      )}
      {answer.instead.length > 1 && (
        <p class="quiet">
          The average weights {answer.instead.length} words by how likely the network considered
          them here:{' '}
          {answer.instead.map(({ word, probability }, n) => (
            <span key={word}>
              {n > 0 && ', '}“<bdi>{visibleWord(word)}</bdi>” {percent(probability)}
            </span>
          ))}
          . A word counts as changed where the size of its changes is above {felt} bit on average.
        </p>
      )}
    </>
  );
}
