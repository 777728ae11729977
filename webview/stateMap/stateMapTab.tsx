/**
 * The map of states: a point for what the network holds after each sentence or example, coloured by class, length or place.
 * What is pointed at is said; what is clicked is shown in the text.
 */
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { StateMap } from '../../src/shared/questions/stateMap';
import { useLongAnswer } from '../answers/useLongAnswer';
import { ScatterLegend } from '../charts/scatter/scatterLegend';
import { scatterPicture } from '../charts/scatter/scatterPicture';
import { ScatterView } from '../charts/scatter/scatterView';
import { PictureWithTable } from '../figure/pictureWithTable';
import type { Page } from '../page/page';
import type { ViewProperties } from '../page/viewProperties';
import { Select } from '../parts/controls';
import { percent, whole } from '../parts/numbers';
import { coloursOf, groupsOf, type ColouredBy } from './mapGroups';
import { mapTable, statesTitle } from './mapTable';

export function StateMapTab(properties: ViewProperties): JSX.Element {
  const { page, host } = properties;
  const version = versionOf(page);
  const active = page.tab === 'stateMap' && version !== undefined;
  const subject = page.panel?.documentKey ?? '';
  const task = page.panel?.judging?.task.task;
  // Of a long text the sentences around the cursor, as it stood when the map was asked for.
  const [token, setToken] = useState(page.cursor);
  useEffect(() => setToken(page.cursor), [subject, version]);
  const asked = useLongAnswer(
    (question: { readonly token: number }, cancel) =>
      task === undefined
        ? host.call('sentenceStates', question, { cancel })
        : host.call(task === 'pairs' ? 'sourceStates' : 'exampleStates', {}, { cancel }),
    active ? { token } : undefined,
    `${subject} ${task}`,
    version ?? '',
  );
  const map = asked.held?.answer;
  if (!map) {
    const waiting = version === undefined ? whileTraining : 'The text is being read.';
    return (
      <p class={asked.trouble === undefined ? 'quiet' : 'notice'} role="status">
        {asked.trouble ?? waiting}
      </p>
    );
  }
  if (map.lengths.length < fewest) {
    return (
      <p class="quiet">
        There are too few {map.unit}s for a map; it takes {fewest}.
      </p>
    );
  }
  return <Shown {...properties} {...{ map, active }} />;
}

const fewest = 3;
const whileTraining =
  'While it trains its states are others every second: the map comes afterwards.';

/** Of text and model; none while the weights change. */
function versionOf({ panel, status }: Page): string | undefined {
  const of = panel?.judging ?? panel?.overview;
  if (!of || status.state === 'training') return undefined;
  return `${of.documentVersion} ${of.modelVersion}`;
}

function Shown(
  properties: ViewProperties & { readonly map: StateMap; readonly active: boolean },
): JSX.Element {
  const { map, theme, host, exporting, active } = properties;
  const choices = coloursOf(map);
  const [wished, setWished] = useState<ColouredBy>();
  const by = choices.find(([id]) => id === wished)?.[0] ?? choices[0]?.[0] ?? 'length';
  const [chosen, setChosen] = useState<number>();
  const grouped = useMemo(() => groupsOf(map, by), [map, by]);
  useEffect(() => setChosen(undefined), [grouped]);
  const [first, second] = map.shares;
  const content = useMemo(
    () => ({
      ...{ points: map.points, ...grouped, chosen },
      axes: [
        `first component, ${percent(first)} of the variance`,
        `second, ${percent(second)}`,
      ] as const,
    }),
    [map, grouped, chosen],
  );
  const title = statesTitle(map);
  const reveal = (point: number): void => {
    const [start = 0, end = 0] = map.spans.subarray(2 * point, 2 * point + 2);
    host.tell('reveal', { start, end, documentVersion: map.documentVersion });
  };
  return (
    <>
      <p class="meaning">{meaningOf(map)}</p>
      <PictureWithTable
        {...{ host, exporting, active, title, view: 'states' }}
        controls={<Select label="Coloured by" choices={choices} chosen={by} onChoose={setWished} />}
        drawing={() => scatterPicture(content, title, theme)}
        table={() => mapTable(map)}
      >
        <ScatterView
          label={`${title}: ${whole(map.lengths.length)} points.`}
          {...{ content, theme }}
          tell={(point, others) => tellOf(map, point, others)}
          onPick={reveal}
        />
        <ScatterLegend label="Colours" {...{ content, theme }} onChoose={setChosen} />
      </PictureWithTable>
    </>
  );
}

function tellOf({ texts, lengths, classes }: StateMap, point: number, others: number): string {
  const nameOf = (of: Uint16Array): string => classes?.names[of[point] ?? -1] ?? 'none';
  const said = [
    texts[point] ?? '',
    `${whole(lengths[point] ?? 0)} words`,
    ...(classes ? [`text: ${nameOf(classes.wanted)}, network: ${nameOf(classes.given)}`] : []),
    ...(others > 0 ? [`${whole(others)} more at this place`] : []),
  ];
  return said.join(' · ');
}

function meaningOf({ unit, width, shares, count, lengths, asked, approximate }: StateMap): string {
  const [first, second] = shares;
  const together = first + second;
  return [
    `Each point is one ${unit}: the ${width} numbers that the network holds of it, ${whatTexts[asked]}, seen along the two directions in which the ${unit}s differ most.`,
    `Two directions of ${width} cannot show everything: these hold ${percent(together)} of the differences, so points that lie together may be far apart in the rest.`,
    ...(lengths.length < count
      ? [`${whole(lengths.length)} of ${whole(count)} ${unit}s are shown.`]
      : []),
    ...(approximate ? ['The text was not read from its beginning.'] : []),
    'A click shows the place in the text.',
  ].join(' ');
}

const whatTexts: Readonly<Record<StateMap['asked'], string>> = {
  last: 'after its last word',
  mean: 'as the mean over its words',
  maximum: 'as the maximum over its words',
  between: 'when it has read all of it and not yet begun to write (the deep vector)',
};
