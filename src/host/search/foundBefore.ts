/**
 * What a search for units found before the window was loaded anew: shown again as soon as the model of
 * its text is there. Knows nothing of VS Code.
 */
import type { Subscription } from '../common/listeners';
import type { DocumentMemory } from '../sessions/documentMemory';
import type { Session } from '../sessions/sessionState';
import type { Sessions } from '../sessions/sessions';
import type { OpenText } from '../texts/openText';
import type { ChosenLabels, LastSearch } from '../units/lastSearch';
import type { KeptSearch } from './keptSearch';
import { hashOfText } from './keptSearch';
import { spanLabels, standingLabels } from './namedLabels';
import type { UnitsView } from './unitsView';

interface Needs {
  readonly sessions: Sessions;
  readonly texts: { find(key: string): OpenText | undefined };
  readonly lastSearch: LastSearch;
  readonly kept: Pick<DocumentMemory<KeptSearch>, 'of'>;
  readonly view: Pick<UnitsView, 'bringBack'>;
}

export function bringBackFound({ sessions, texts, lastSearch, kept, view }: Needs): Subscription {
  const bringBack = ({ key, model }: Session): void => {
    const found = model && kept.of(key);
    const text = found && texts.find(key);
    if (!found || !text || lastSearch.get()) return;
    const isEdited = hashOfText(text.text()) !== found.text;
    const isMoved = isEdited && found.labels?.by === 'spans';
    const labels = isMoved ? undefined : labelsAgain(found);
    const title = labels?.title ?? 'The labels that you gave';
    const searched = { documentKey: key, name: text.name, labels: title };
    const isBack = view.bringBack(searched, { ...found, isEdited });
    if (isBack && labels) lastSearch.set(key, labels);
  };
  for (const session of sessions.all()) bringBack(session);
  return sessions.onDidChange(({ session, event }) => {
    if (event.kind === 'restored') bringBack(session);
  });
}

/** Undefined: they were not kept. */
function labelsAgain({ labels }: KeptSearch): ChosenLabels | undefined {
  if (labels?.by !== 'spans') return labels && standingLabels(labels);
  return spanLabels(labels.starts.map((start, n) => [start, labels.ends[n] ?? start] as const));
}
