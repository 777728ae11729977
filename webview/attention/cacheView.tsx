/** Which earlier words the cache looks at when it predicts the word at the cursor, as attention over past states. */
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { CacheLooks, LookedAt } from '../../src/shared/questions/attention/cacheLooks';
import { thinFrom } from '../../src/shared/questions/attention/pairs';
import { useAnswer } from '../answers/useAnswer';
import { colourAt, colourIndex, createPalette } from '../colours/palette';
import { Chips } from '../parts/controls';
import { percent, whole } from '../parts/numbers';
import { NumbersTable, WordButton } from '../parts/numbersTable';
import { visibleWord } from '../parts/words';
import type { ViewProperties } from '../page/viewProperties';
import { TokenStrip } from './tokenStrip';

type Way = 'soft' | 'hardest';

export function CacheView(properties: ViewProperties): JSX.Element {
  const { page, host } = properties;
  const overview = page.panel?.overview;
  const active = page.tab === 'attention';
  const answer = useAnswer(
    (asked: { readonly token: number }) => host.call('cacheLooks', asked),
    active && overview && page.cursor >= 0 ? { token: page.cursor } : undefined,
    overview,
    `${page.panel?.documentKey} cache`,
  );
  const looks = answer.held?.answer;
  if (page.cursor < 0) {
    return <p class="quiet">Put the cursor on a word to see where the cache looks for it.</p>;
  }
  if (!looks) {
    return (
      <p class="quiet" role="status">
        {answer.trouble ?? 'The words before the cursor are being read.'}
      </p>
    );
  }
  return <Looks {...properties} looks={looks} />;
}

function Looks(properties: ViewProperties & { readonly looks: CacheLooks }): JSX.Element {
  const { looks } = properties;
  const { came, isThere, states } = looks;
  return (
    <>
      <h2>
        Where the cache looks for{' '}
        {came === undefined ? 'the next word' : <bdi>“{visibleWord(came)}”</bdi>}
      </h2>
      <p>{trustText(looks)}</p>
      {isThere && states === 0 && <p>No word stands before this place, so it looks at none.</p>}
      {isThere && states > 0 && <Places {...properties} />}
    </>
  );
}

function Places(properties: ViewProperties & { readonly looks: CacheLooks }): JSX.Element {
  const { looks, host, theme } = properties;
  const { recent, strongest, spread, states, rest } = looks;
  const [way, setWay] = useState<Way>('soft');
  const [marked, setMarked] = useState<number>();
  const palette = useMemo(
    () => createPalette('sequential', theme.kind, theme.background),
    [theme.kind, theme.background],
  );
  const hardest = strongest[0];
  const weightAt = (place: number): number =>
    way === 'soft' ? (recent.weights[place] ?? 0) : Number(hardest?.token === recent.from + place);
  const high = way === 'hardest' ? 1 : Math.max(0.05, ...recent.weights);
  const reveal = (span: LookedAt['span'] | undefined): void => {
    if (span) host.tell('reveal', { ...span, documentVersion: looks.documentVersion });
  };
  return (
    <>
      <Chips
        legend="How the cache looks"
        group="cache-attention"
        choices={[
          ['soft', 'All places, by weight'],
          ['hardest', 'The hardest place'],
        ]}
        chosen={way}
        onChoose={setWay}
      />
      <TokenStrip
        label="The words before, coloured by their weight"
        {...{ marked }}
        onMark={setMarked}
        onPick={(place) => reveal(recent.spans[place])}
        tokens={recent.tokens.map((token, place) => ({
          ...{ token, known: recent.known[place] ?? true },
          says: `${percent(recent.weights[place] ?? 0)} of the weight`,
          colour:
            weightAt(place) > 0.001 * high
              ? colourAt(palette, colourIndex(weightAt(place), 0, high))
              : undefined,
        }))}
      />
      <p class="quiet">
        A place counts where the network was in a state like the one now; each votes for the word
        that came there. {whole(states)} states, and their weights sum to 1
        {rest > 0.0005 && `; ${percent(rest)} lies on places that are not shown`}.{' '}
        {way === 'hardest' &&
          hardest &&
          `Hard attention would take “${visibleWord(hardest.word)}” alone, ${whole(looks.token - hardest.token)} words back.`}
        {spread >= thinFrom &&
          ` The weights are spread thin (${percent(spread)} of even ones’ entropy): no single place means anything.`}
      </p>
      <p>
        Its vote:{' '}
        {looks.votes.map(({ word, probability }, n) => (
          <span key={word}>
            {n > 0 && ', '}
            <bdi>“{visibleWord(word)}”</bdi> {percent(probability)}
          </span>
        ))}
        .
      </p>
      <NumbersTable
        label="Table: places that the cache looks at"
        wide
        caption="The places with most weight; a click shows one in the text."
        heads={['Place', 'Votes for', 'Weight', 'Words back']}
        rows={(way === 'soft' ? strongest : strongest.slice(0, 1)).map((place) => ({
          key: place.token,
          head: (
            <WordButton onClick={() => reveal(place.span)}>
              {place.passage.map(visibleWord).join(' ')}
            </WordButton>
          ),
          cells: [
            <bdi key="word">{visibleWord(place.word)}</bdi>,
            percent(place.weight),
            whole(looks.token - place.token),
          ],
        }))}
      />
    </>
  );
}

function trustText({ isThere, trust }: CacheLooks): string {
  if (!isThere) {
    return 'This model reads letters, and there completion has no cache of states: there is nothing that it looks at.';
  }
  return trust > 0
    ? `Ghost text mixes n-grams, the network and this cache; tuned on text that was held out, the cache’s share is ${percent(trust)}.`
    : 'Tuned on text that was held out, the cache has no share in ghost text: what is shown here does not influence it.';
}
