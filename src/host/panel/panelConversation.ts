/**
 * The conversation with the panel's page about one document at a time: answers what the page asks
 * (checked by the schemas at the door), and tells it what changed. Big arrays pass through as they
 * came from the thread. Knows nothing of VS Code.
 */
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { ReaderContract } from '../../shared/contracts/reader';
import type { Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { CommandName } from '../../shared/manifest';
import type { Span } from '../../shared/model/versions';
import type { WeightsAt } from '../../shared/model/weights';
import type { PanelHostContract, PanelPageContract, SaveOutcome } from '../../shared/pages/panel';
import { panelSchemas } from '../../shared/pages/panel';
import type { UnitPlace } from '../../shared/questions/editor/unitSearch';
import type { Handlers, Port, Timer } from '../../shared/wire/rpc';
import { connect } from '../../shared/wire/rpc';
import type { Subscription } from '../common/listeners';
import type { SavedFile } from '../exports/savedParts';
import { gatherParts } from '../exports/savedParts';
import type { LessonRequests } from '../lessons/lessonRequests';
import { checkedHandler } from '../pages/checkedHandler';
import { withFailureSentences } from '../pages/failureSentences';
import { isBesides } from '../sessions/folderModel';
import { modelVersion } from '../sessions/sessionState';
import type { Sessions } from '../sessions/sessions';
import type { OpenText } from '../texts/openText';
import type { SupervisedThread } from '../threads/supervisor';
import { answerOf } from '../threads/threadCalls';
import type { ChosenUnits } from '../units/chosenUnits';
import type { LastSearch } from '../units/lastSearch';
import { describeDocument } from './describeDocument';
import { nameUnit } from './nameUnit';
import type { OtherModels } from './otherModels';
import { tellNews, type PanelNews } from './panelNews';
import type { PanelSubject, Wish } from './panelSubject';
import { relayQuestions, type RelayedQuestions } from './relayQuestions';
import { createShownWeights } from './shownWeights';

interface Needs {
  readonly sessions: Sessions;
  readonly reader: Pick<SupervisedThread<ReaderContract>, 'call'>;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly timer: Timer;
  readonly log: (line: string) => void;
  readonly lessonRequests: LessonRequests;
  readonly units: ChosenUnits;
  readonly lastSearch: Pick<LastSearch, 'labelsIn'>;
  readonly otherModels: OtherModels;
  /** What the sample that the text is can show. */
  says(key: string): string | undefined;
  /** A model that came with the extension. */
  isShipped(path: string): boolean;
  /** The text of the document, when it is open. */
  find(key: string): OpenText | undefined;
  /** The offset of the cursor in it. */
  cursor(key: string): number;
  reveal(key: string, span: Span): void;
  /** Instead of what was marked before. */
  mark(key: string, spans: readonly Span[]): void;
  run(command: CommandName): void;
  /** Asks the user where to save it and writes it. */
  save(key: string | undefined, file: SavedFile): Promise<Result<SaveOutcome>>;
}

export interface PanelConversation extends Subscription {
  /** The document it is about. */
  readonly key: string | undefined;
  /** Turns to a document, and to a token of it if one was asked for. */
  show(key: string | undefined, token?: number): void;
  /** Turns to the page of a unit. */
  showUnit(key: string, unit: UnitPlace): void;
  /** Turns to the page of a document's lesson. */
  showLesson(key: string): void;
  /** Turns to a token of a document and explains it; without one, to the place of the cursor. */
  explain(key: string, token?: number): void;
  cursorMoved(): void;
  /** The text was edited. */
  edited(): void;
  /** Saves the picture that is shown; false where there is none. */
  exportPicture(): Promise<boolean>;
}

export function createPanelConversation(port: Port, needs: Needs): PanelConversation {
  const shown = createShownWeights(needs.analyst);
  const subject: PanelSubject = {
    ...{ key: undefined, open: undefined, told: undefined, listening: false },
    shown,
  };
  const relayed = relayQuestions({ ...needs, shown, about: (ask) => about(subject, ask) });
  const page = connect<PanelPageContract, PanelHostContract>(
    port,
    withFailureSentences({
      ...relayed.handlers,
      ...ownHandlers(needs, subject, relayed, () => news),
    }),
    needs.timer,
    (error, method) =>
      needs.log(`panel ${method}: ${error instanceof Error ? error.message : String(error)}`),
  );
  const news = tellNews(needs, subject, page);

  function turnTo(turned: string | undefined, wish: Wish | undefined): void {
    relayed.cancel();
    if (turned !== subject.key) shown.reset();
    subject.key = turned;
    if (wish) subject.open = wish;
    if (subject.listening) void news.document();
  }

  return {
    get key() {
      return subject.key;
    },
    show(turned, token) {
      if (turned === subject.key && token === undefined) return;
      turnTo(turned, token === undefined ? undefined : { tab: 'gates', token });
    },
    showUnit(turned, unit) {
      // It was found in the current weights.
      shown.reset();
      needs.units.choose(turned, unit);
      turnTo(turned, { tab: 'units', token: undefined, unit });
    },
    showLesson: (turned) => turnTo(turned, { tab: 'lesson', token: undefined }),
    explain: (turned, token) => turnTo(turned, { tab: 'predictions', token }),
    cursorMoved: () => news.cursorSoon(),
    exportPicture: async () => subject.listening && page.call('exportPicture', {}),
    edited() {
      relayed.cancel();
      if (subject.key !== undefined) needs.mark(subject.key, []);
      news.documentSoon();
    },
    dispose() {
      relayed.cancel();
      news.dispose();
      page.close();
    },
  };
}

function about<T>(
  { key }: PanelSubject,
  ask: (documentKey: string) => Promise<Result<T>>,
): Promise<Result<T>> {
  return key === undefined ? Promise.resolve(failed({ kind: 'noEditor' })) : answerOf(ask(key));
}

type OwnQuestions = Pick<
  PanelHostContract,
  | 'ready'
  | 'save'
  | 'chooseWeights'
  | 'nameUnit'
  | 'otherModels'
  | 'lookAt'
  | 'reveal'
  | 'mark'
  | 'lesson'
  | 'run'
>;

/** What the page asks of the host itself. */
function ownHandlers(
  needs: Needs,
  subject: PanelSubject,
  relayed: RelayedQuestions,
  news: () => PanelNews,
): Handlers<OwnQuestions> {
  const { sessions, lessonRequests, find } = needs;
  const gather = gatherParts(
    (file) => needs.save(subject.key, file),
    () => nameOf(needs, subject),
  );
  return {
    ready: checkedHandler(panelSchemas.ready, async ({ kept }) => {
      subject.listening = true;
      return { ...(await describeDocument(needs, subject)), ...(kept && { kept }) };
    }),
    save: checkedHandler(panelSchemas.save, (part) => gather(part)),
    chooseWeights: checkedHandler(panelSchemas.chooseWeights, async ({ weights }) => {
      chooseWeights(needs, subject, weights);
      relayed.cancel();
      await news().document();
      const isGone = weights.kind !== subject.shown.now.kind;
      return isGone ? failed({ kind: 'noSnapshot' }) : success(undefined);
    }),
    nameUnit: checkedHandler(panelSchemas.nameUnit, (asked) =>
      about(subject, (documentKey) => nameUnit(needs, documentKey, asked)),
    ),
    otherModels: checkedHandler(panelSchemas.otherModels, () =>
      about(subject, async (documentKey) => success(await needs.otherModels.of(documentKey))),
    ),
    lookAt: checkedHandler(panelSchemas.lookAt, ({ unit }) => {
      if (subject.key !== undefined) needs.units.choose(subject.key, unit);
    }),
    reveal: checkedHandler(panelSchemas.reveal, ({ documentVersion, start, end, chapter }) => {
      const { key } = subject;
      if (key === undefined || find(key)?.version !== documentVersion) return;
      if (chapter !== undefined && !isBesides(chapter, sessions.find(key))) return;
      needs.reveal(chapter ?? key, { start, end });
    }),
    mark: checkedHandler(panelSchemas.mark, ({ documentVersion, spans }) => {
      const { key } = subject;
      if (key === undefined) return;
      needs.mark(key, find(key)?.version === documentVersion ? spans : []);
    }),
    lesson: checkedHandler(panelSchemas.lesson, (wish) => {
      if (subject.key !== undefined) lessonRequests.wish(subject.key, wish);
    }),
    run: checkedHandler(panelSchemas.run, ({ command }) => needs.run(command)),
  };
}

function chooseWeights(
  { sessions }: Pick<Needs, 'sessions'>,
  { key, shown }: PanelSubject,
  weights: WeightsAt,
): void {
  const session = key === undefined ? undefined : sessions.find(key);
  shown.choose(weights, session && modelVersion(session));
}

function nameOf({ sessions, find }: Needs, { key }: PanelSubject): string {
  return key === undefined ? '' : (sessions.find(key)?.name ?? find(key)?.name ?? '');
}
