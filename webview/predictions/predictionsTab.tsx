/**
 * What the network expected at the cursor's word before it had read it, or expects after it: the
 * network’s own ten most probable words, the one that came, and how surprising that was.
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { networkName } from '../../src/shared/model/cells';
import type { Overview } from '../../src/shared/questions/gates';
import type { PredictionAnswer } from '../../src/shared/questions/predict';
import { useAnswer } from '../answers/useAnswer';
import { EmptyState } from '../page/emptyState';
import { Help } from '../help/help';
import { Chips } from '../parts/controls';
import { percent } from '../parts/numbers';
import { PictureActions } from '../figure/pictureActions';
import type { ViewProperties } from '../page/viewProperties';
import { unknownMark, unknownPhrase } from '../../src/shared/unknownWords';
import { visibleWord } from '../parts/words';
import { Bars } from './bars';
import { barsPicture, predictionsTable } from './barsPicture';
import { WordsBefore } from './wordsBefore';
import { ExplanationView } from './explanation/explanationView';
import { PredictionTable } from './predictionTable';
import { rankedWords } from './rankedWords';
import { bitsText, choicesSentence } from './surpriseTexts';
import './predictions.css';

const wordsShown = 10;
type Place = 'this' | 'next';

export function PredictionsTab(properties: ViewProperties): JSX.Element {
  const { page, host } = properties;
  const overview = page.panel?.overview;
  if (!overview || overview.tokens === 0) {
    const promise =
      'Here you will see which words the network expected at the cursor, and how much the real one surprised it.';
    return page.panel ? <EmptyState page={page} host={host} promise={promise} /> : <p>…</p>;
  }
  return <PredictionsOf {...properties} overview={overview} />;
}

function PredictionsOf(properties: ViewProperties & { readonly overview: Overview }): JSX.Element {
  const { page, host, theme, exporting, overview } = properties;
  const [place, setPlace] = useState<Place>('this');
  const [asTable, setAsTable] = useState(false);
  // What is expected at a token is asked of the token before it; -1 stands before the first.
  const at = page.cursor < 0 || place === 'next' ? page.cursor + 1 : page.cursor;
  const question = page.tab === 'predictions' && { token: at - 1, count: wordsShown };
  const { held, trouble } = useAnswer(
    (asked: Exclude<typeof question, false>) => host.call('predict', asked),
    question || undefined,
    overview,
    page.panel?.documentKey ?? '',
  );
  const answer = held?.answer;
  return (
    <>
      <div class="bar">
        <PlacePicker place={place} onPlace={setPlace} />
        <Help about="the output" names={['softmax']} />
        <PictureActions
          {...{ host, exporting, asTable }}
          view="predictions"
          active={page.tab === 'predictions'}
          onTable={setAsTable}
          picture={() =>
            answer && { kind: 'vector', drawing: barsPicture(rankedWords(answer), theme) }
          }
          table={() => answer && predictionsTable(rankedWords(answer))}
        />
      </div>
      {page.panel?.notice && <p class="notice">{page.panel.notice}</p>}
      {trouble && (
        <p class="notice" role="status">
          {trouble}
        </p>
      )}
      <WordsBefore {...properties} place={at} />
      {answer && <Outcome answer={answer} />}
      {answer && (asTable ? <PredictionTable answer={answer} /> : <Bars answer={answer} />)}
      <p class="quiet">
        These are the {networkName(overview.cells)}'s own expectations, before it read the word.
        Ghost text mixes them with counts of word sequences, so it can suggest another word.
        {answer?.approximate &&
          ' Approximate: the network is still reading the text before this place.'}
      </p>
      <ExplanationView {...properties} overview={overview} place={at} />
    </>
  );
}

function PlacePicker(properties: {
  readonly place: Place;
  readonly onPlace: (place: Place) => void;
}): JSX.Element {
  const places: readonly (readonly [Place, string])[] = [
    ['this', 'At the cursor’s word'],
    ['next', 'After it'],
  ];
  return (
    <Chips
      legend="Which word is predicted"
      group="place"
      choices={places}
      chosen={properties.place}
      onChoose={properties.onPlace}
    />
  );
}

const unknownOutcome = `${unknownMark} The word is ${unknownPhrase}: to the network all such words are one symbol, and rank, probability and surprise are those of that symbol.`;

function Outcome({ answer }: { readonly answer: PredictionAnswer }): JSX.Element {
  const { actual } = answer;
  if (!actual) return <p class="quiet">The text ends here; this is how it could continue.</p>;
  return (
    <>
      <dl class="facts">
        <div class="fact-word">
          <dt>The word that came</dt>
          <dd>
            <bdi>{visibleWord(actual.word)}</bdi>
            {!actual.known && ` ${unknownMark}`}
          </dd>
        </div>
        <div>
          <dt>Rank</dt>
          <dd class="number">{actual.rank.toLocaleString('en')}</dd>
        </div>
        <div>
          <dt>Probability</dt>
          <dd class="number">{percent(actual.probability)}</dd>
        </div>
        <div>
          <dt>Surprise</dt>
          <dd class="number">{bitsText(actual.probability)}</dd>
        </div>
      </dl>
      <p class="quiet">{actual.known ? choicesSentence(actual.probability) : unknownOutcome}</p>
    </>
  );
}
