/** The automaton of a text's model: groups of states, which words lead where, and how much of the network it holds. */
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { TextAutomaton } from '../../../src/shared/laboratory/automaton';
import { markOfGroup } from '../../charts/scatter/scatterContent';
import type { Theme } from '../../colours/theme';
import { Button } from '../../parts/controls';
import { visibleWord } from '../../parts/words';
import { grouped, percent } from '../runParts';
import { ringLayout } from './graphLayout';
import { GraphView } from './graphView';
import { StatesPicture } from './statesPicture';
import { StatesTable, wordsText } from './statesTable';

/** Words before a point that are said of it. */
const wordsBefore = 6;

export function TextResults(properties: {
  readonly outcome: TextAutomaton;
  readonly theme: Theme;
}): JSX.Element {
  const { outcome, theme } = properties;
  const { found, points, of, shares, words } = outcome;
  const [chosen, setChosen] = useState<number>();
  const [asTable, setAsTable] = useState(false);
  const groups = useMemo(
    () => found.states.map(({ name }, n) => `${n}: ${wordsText(name)}`),
    [found],
  );
  const layout = useMemo(() => ringLayout(found), [found]);
  const shown = useMemo(
    () => ({
      ...{ graph: found, layout, chosen },
      title: `The automaton of the model: ${found.states.length} groups of states, the most frequent ways between them`,
      colours: found.states.map((_, n) => markOfGroup(n, theme).colour),
    }),
    [found, layout, chosen, theme],
  );
  const tell = (point: number): string => {
    const from = Math.max(0, point - wordsBefore);
    return `${words
      .slice(from, point + 1)
      .map(visibleWord)
      .join(' ')} → group ${of[point] ?? 0}`;
  };
  return (
    <>
      <p role="status">{verdict(outcome)}</p>
      <div class="bar">
        <h3>Groups, and the words that lead between them</h3>
        <Button onClick={() => setAsTable(!asTable)}>
          {asTable ? 'Show as picture' : 'Show as table'}
        </Button>
      </div>
      {asTable ? (
        <StatesTable graph={found} {...{ chosen }} onChoose={setChosen} nameHead="Led in by" />
      ) : (
        <GraphView {...{ shown, theme }} onChoose={setChosen} />
      )}
      <StatesPicture
        title="What its top layer shows after each word"
        {...{ points, of, groups, shares, chosen, theme, tell }}
        onChoose={setChosen}
      />
    </>
  );
}

function verdict({ of, found, fresh, agreement, byWord, byLargest }: TextAutomaton): string {
  const { share, interval } = agreement;
  const [low, high] = interval;
  const made = `${grouped(of.length)} words, ${found.states.length} groups.`;
  const walked = `On the ${grouped(fresh)} words after them the automaton, walking alone, is in the network’s group after ${percent(share)} of them (95 % interval ${percent(low)} to ${percent(high)}); the last word alone would say it for ${percent(byWord)}, the largest group always for ${percent(byLargest)}.`;
  const means =
    byWord >= low
      ? 'So these groups hold hardly more than the last word.'
      : 'So they hold more than the last word: what came before it, too.';
  return `${made} ${walked} ${means}`;
}
