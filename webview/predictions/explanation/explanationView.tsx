/**
 * Why the network expected a word, or did not: a sentence, the words before it shaded by what
 * replacing each changed, and the same as a table; then the places it can have been copied from.
 * Belongs to the place it was asked for; the cursor may go and look at the words meanwhile.
 */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Explanation, ExplanationRequest } from '../../../src/shared/questions/explain';
import { unknownMark } from '../../../src/shared/unknownWords';
import type { Overview } from '../../../src/shared/questions/gates';
import type { Span } from '../../../src/shared/model/versions';
import { useAnswer } from '../../answers/useAnswer';
import type { ViewProperties } from '../../page/viewProperties';
import { Button, Chips } from '../../parts/controls';
import { visibleWord } from '../../parts/words';
import { CopiedPlaces } from './copiedPlaces';
import { EarlierWords } from './earlierWords';
import { ShadedWords } from './shadedWords';
import { whySentence } from './whySentence';
import './explanation.css';

type Choice = ExplanationRequest['choice'];

export function ExplanationView(
  properties: ViewProperties & { readonly overview: Overview; readonly place: number },
): JSX.Element {
  const { page, overview, place, choose } = properties;
  const { documentVersion } = overview;
  const explain = (token: number): void => choose({ explained: { token, documentVersion } });
  if (!page.explained) {
    return (
      <div class="commands">
        <Button onClick={() => explain(place)}>Explain this prediction</Button>
      </div>
    );
  }
  const { token } = page.explained;
  return (
    <section class="explanation" aria-label="Explanation">
      <Explained {...properties} key={token} token={token} />
      <div class="commands">
        {token !== place && (
          <Button onClick={() => explain(place)}>Explain the word at the cursor</Button>
        )}
        <Button onClick={() => choose({ explained: undefined })}>Close the explanation</Button>
      </div>
    </section>
  );
}

function Explained(
  properties: ViewProperties & { readonly overview: Overview; readonly token: number },
): JSX.Element {
  const { page, host, overview, token } = properties;
  const isOpen = token >= overview.tokens;
  const [choice, setChoice] = useState<Choice>(isOpen ? 'first' : 'actual');
  const question = page.tab === 'predictions' && { token, choice };
  const { held, trouble } = useAnswer(
    (asked: Exclude<typeof question, false>) => host.call('explain', asked),
    question || undefined,
    overview,
    page.panel?.documentKey ?? '',
  );
  const answer = held?.question.choice === choice ? held.answer : undefined;
  return (
    <>
      <h2>{answer ? <Heading answer={answer} /> : 'Why?'}</h2>
      {!isOpen && <ChoicePicker choice={choice} onChoice={setChoice} />}
      {trouble && (
        <p class="notice" role="status">
          {trouble}
        </p>
      )}
      {!answer && !trouble && <p class="quiet">Replacing the words before it, one by one …</p>}
      {answer && <AnswerView {...properties} answer={answer} />}
    </>
  );
}

const Heading = ({ answer }: { readonly answer: Explanation }): JSX.Element => (
  <>
    Why {answer.came && answer.rank > 10 ? 'not ' : ''}“<bdi>{visibleWord(answer.word)}</bdi>”
    {!answer.known && ` ${unknownMark}`}?
  </>
);

function AnswerView({
  host,
  answer,
}: ViewProperties & { readonly answer: Explanation }): JSX.Element {
  const { documentVersion } = answer;
  const reveal = ({ start, end }: Span, chapter?: string): void =>
    host.tell('reveal', { start, end, documentVersion, ...(chapter ? { chapter } : {}) });
  const sentence = useRef<HTMLParagraphElement>(null);
  // It stands below the bars, and whoever asked wants to read it.
  useEffect(() => sentence.current?.closest('section')?.scrollIntoView({ block: 'start' }), []);
  return (
    <>
      <p class="why" ref={sentence}>
        {whySentence(answer).map((part, at) =>
          typeof part === 'string' ? part : <bdi key={at}>“{visibleWord(part.word)}”</bdi>,
        )}
      </p>
      {answer.words.length > 0 && <ShadedWords answer={answer} reveal={reveal} />}
      {answer.words.length > 0 && <EarlierWords answer={answer} reveal={reveal} />}
      <CopiedPlaces answer={answer} reveal={reveal} />
      {answer.approximate && (
        <p class="quiet">Approximate: the network is still reading the text before these words.</p>
      )}
    </>
  );
}

function ChoicePicker(properties: {
  readonly choice: Choice;
  readonly onChoice: (choice: Choice) => void;
}): JSX.Element {
  const choices: readonly (readonly [Choice, string])[] = [
    ['actual', 'The word that came'],
    ['first', 'The network’s first choice'],
  ];
  return (
    <Chips
      legend="Which word is explained"
      group="explained"
      choices={choices}
      chosen={properties.choice}
      onChoose={properties.onChoice}
    />
  );
}
