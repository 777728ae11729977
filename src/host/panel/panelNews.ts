/**
 * What the page hears without asking: the document, the cursor's token, status, curve and lesson.
 * Changes are gathered; nothing is told before the page listens, or of a document that it has turned
 * away from.
 */
import type { PanelPageContract } from '../../shared/pages/panel';
import type { Remote, Timer } from '../../shared/wire/rpc';
import { together, type Subscription } from '../common/listeners';
import type { LessonRequests } from '../lessons/lessonRequests';
import { modelVersion, statusOf } from '../sessions/sessionState';
import type { SessionChange, Sessions } from '../sessions/sessions';
import { statusSentence } from '../status/statusText';
import type { ChosenUnits } from '../units/chosenUnits';
import { describeDocument, overviewOf } from './describeDocument';
import type { PanelSubject } from './panelSubject';

type Needs = Parameters<typeof describeDocument>[0] & {
  readonly sessions: Sessions;
  readonly lessonRequests: LessonRequests;
  readonly units: ChosenUnits;
  readonly timer: Timer;
};

export interface PanelNews extends Subscription {
  /** Now, and once more when this is settled. */
  document(): Promise<void>;
  documentSoon(): void;
  cursorSoon(): void;
}

/** In milliseconds: how long changes are gathered before the page hears of them. */
const gathering = { document: 200, live: 1000, cursor: 60 } as const;

export function tellNews(
  needs: Needs,
  subject: PanelSubject,
  page: Remote<PanelPageContract>,
): PanelNews {
  const { sessions, timer, lessonRequests, units } = needs;

  async function document(): Promise<void> {
    const { key } = subject;
    const panel = await describeDocument(needs, subject);
    if (subject.listening && subject.key === key) page.tell('document', panel);
  }

  async function cursor(): Promise<void> {
    const { key, listening } = subject;
    const session = key === undefined ? undefined : sessions.find(key);
    if (!listening || key === undefined || !session?.model) return;
    if (session.task) return page.tell('offset', { offset: needs.cursor(key) });
    const overview = await overviewOf(needs, subject, key);
    if (overview.ok && subject.key === key) {
      page.tell('cursor', { token: overview.value.cursorToken });
    }
  }

  const documentSoon = gathered(timer, gathering.document, () => void document());
  const liveSoon = gathered(timer, gathering.live, () => void document());
  const cursorSoon = gathered(timer, gathering.cursor, () => void cursor());

  function sessionChanged({ session, event }: SessionChange): void {
    if (session.key !== subject.key || !subject.listening) return;
    page.tell('status', { status: statusOf(session), line: statusSentence(session) });
    switch (event.kind) {
      case 'progress':
        page.tell('curve', { points: event.report.points, restart: false });
        if (modelVersion(session) !== subject.told) liveSoon();
        return;
      case 'started':
        page.tell('curve', { points: session.curve, restart: true });
        return;
      default:
        documentSoon();
    }
  }

  const following = together(
    sessions.onDidChange(sessionChanged),
    lessonRequests.onDidChange((changed) => {
      const lesson = lessonRequests.of(changed);
      if (changed === subject.key && subject.listening && lesson) page.tell('lesson', lesson);
    }),
    units.onDidChange((changed) => {
      const chosen = units.of(changed);
      if (changed === subject.key && subject.listening && chosen) page.tell('unit', chosen);
    }),
  );
  return { document, documentSoon, cursorSoon, dispose: following.dispose };
}

/** Calls `then` once, that long after the first of many calls. */
function gathered(timer: Timer, milliseconds: number, then: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    timer.after(milliseconds, () => {
      waiting = false;
      then();
    });
  };
}
