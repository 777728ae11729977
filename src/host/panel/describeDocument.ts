/**
 * What the page is told of its document: the session, an overview through the weights that are
 * shown, and where to open. Forgets a wish once it is granted.
 */
import type { AnalystContract } from '../../shared/contracts/analyst';
import { sentence, type Result } from '../../shared/failures';
import type { PanelDocument, PanelJudging } from '../../shared/pages/panel';
import type { Overview } from '../../shared/questions/gates';
import type { LessonRequests } from '../lessons/lessonRequests';
import { earlierNames, shownNames } from '../sessions/earlierWeights';
import { modelVersion, statusOf, type Session } from '../sessions/sessionState';
import type { Sessions } from '../sessions/sessions';
import { statusSentence } from '../status/statusText';
import type { OpenText } from '../texts/openText';
import type { SupervisedThread } from '../threads/supervisor';
import { answerOf, deadlines } from '../threads/threadCalls';
import type { ChosenUnits } from '../units/chosenUnits';
import type { PanelSubject, Wish } from './panelSubject';

interface Needs {
  readonly sessions: Sessions;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly lessonRequests: Pick<LessonRequests, 'of'>;
  readonly units: Pick<ChosenUnits, 'of'>;
  /** What the sample that the text is can show. */
  says(key: string): string | undefined;
  /** The text of the document, when it is open. */
  find(key: string): OpenText | undefined;
  /** The offset of the cursor in it. */
  cursor(key: string): number;
}

const wait = { deadline: deadlines.panel } as const;

export async function describeDocument(
  needs: Needs,
  subject: PanelSubject,
): Promise<PanelDocument> {
  const { key, open: asked, shown } = subject;
  subject.open = undefined;
  if (key === undefined) return nothingOpen;
  const text = needs.find(key);
  const session = needs.sessions.find(key) ?? needs.sessions.of({ key, name: text?.name ?? '' });
  subject.told = modelVersion(session);
  shown.settle(subject.told);
  const lesson = needs.lessonRequests.of(key);
  const says = needs.says(key);
  const chosen = needs.units.of(key);
  const judging = text && judgingOf(needs, session, text);
  const overview =
    text && session.model && !judging ? await overviewOf(needs, subject, key) : undefined;
  return {
    name: session.name,
    documentKey: session.key,
    status: statusOf(session),
    ...(session.lender ? { line: statusSentence(session) } : {}),
    curve: session.curve,
    ...(session.summary ? { summary: session.summary } : {}),
    unitNames: shownNames(session),
    ...earlierIn(session),
    ...(chosen ? { chosen } : {}),
    weights: shown.now,
    ...(lesson ? { lesson } : {}),
    ...(says === undefined ? {} : { says }),
    ...(judging && { judging }),
    ...(overview?.ok && { overview: overview.value }),
    ...(overview?.ok || (judging && session.model) ? {} : noticeFor(session, text, overview)),
    ...(asked ? { open: granted(asked, overview?.ok ? overview.value : undefined) } : {}),
  };
}

/** Undefined where its model predicts the next word. */
function judgingOf(
  { cursor }: Pick<Needs, 'cursor'>,
  session: Session,
  text: OpenText,
): PanelJudging | undefined {
  const { task, result } = session;
  if (!task) return undefined;
  const versions = { documentVersion: text.version, modelVersion: modelVersion(session) ?? 0 };
  return { ...versions, task, offset: cursor(text.key), ...(result && { result }) };
}

/** Through the trained weights again where the snapshot is gone. */
export async function overviewOf(
  { cursor }: Pick<Needs, 'cursor'>,
  { shown }: PanelSubject,
  documentKey: string,
): Promise<Result<Overview>> {
  const request = { documentKey, offset: cursor(documentKey) };
  const overview = await answerOf(shown.analyst.call('overview', request, wait));
  if (overview.ok || overview.failure.kind !== 'noSnapshot') return overview;
  shown.reset();
  return answerOf(shown.analyst.call('overview', request, wait));
}

function granted(
  { tab, token, unit }: Wish,
  overview: Overview | undefined,
): NonNullable<PanelDocument['open']> {
  const at = token ?? overview?.cursorToken ?? 0;
  if (tab !== 'predictions') return { tab, token: at, ...(unit ? { unit } : {}) };
  const isNext = token === undefined && overview?.cursorInside === false;
  return { tab, token: at, explained: isNext ? at + 1 : at };
}

const nothingOpen: PanelDocument = {
  name: '',
  documentKey: '',
  status: { state: 'idle' },
  curve: [],
  unitNames: {},
  notice: sentence({ kind: 'noEditor' }),
};

function noticeFor(
  session: Session,
  text: OpenText | undefined,
  overview: Result<Overview> | undefined,
): Pick<PanelDocument, 'notice'> {
  if (!text)
    return {
      notice: `${session.name || 'The document'} is closed. Open it again to see its gates.`,
    };
  if (overview && !overview.ok) return { notice: sentence(overview.failure) };
  if (session.before)
    return {
      notice: `${session.name} is training; its first weights will be ready in a few seconds.`,
    };
  return { notice: sentence({ kind: 'noModel', name: session.name }) };
}

function earlierIn(session: Session): Pick<PanelDocument, 'earlierNames'> {
  const names = earlierNames(session);
  return Object.keys(names).length === 0 ? {} : { earlierNames: names };
}
