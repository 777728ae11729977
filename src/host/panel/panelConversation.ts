/**
 * The conversation with the panel's page about one document at a time: answers what the page asks
 * (checked by the schemas at the door), and tells it what changed. Big arrays pass through as they
 * came from the thread. Knows nothing of VS Code.
 */
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Overview } from '../../shared/questions/gates';
import type { Result } from '../../shared/failures';
import { failed, sentence, success } from '../../shared/failures';
import type { CommandName } from '../../shared/manifest';
import type {
  PanelDocument,
  PanelHostContract,
  PanelPageContract,
  SaveOutcome,
} from '../../shared/pages/panel';
import { panelSchemas } from '../../shared/pages/panel';
import type { ReaderContract } from '../../shared/contracts/reader';
import type { Span } from '../../shared/model/versions';
import type { Handlers, Port, Timer } from '../../shared/wire/rpc';
import type { UnitPlace } from '../../shared/questions/editor/unitSearch';
import { connect } from '../../shared/wire/rpc';
import type { WeightsAt } from '../../shared/model/weights';
import { answerOf, deadlines } from '../threads/threadCalls';
import { earlierNames, shownNames } from '../sessions/earlierWeights';
import { nameUnit } from './nameUnit';
import { relayQuestions } from './relayQuestions';
import type { LessonRequests } from '../lessons/lessonRequests';
import { together, type Subscription } from '../common/listeners';
import { checkedHandler } from '../pages/checkedHandler';
import { isBesides } from '../sessions/folderModel';
import type { OpenText } from '../texts/openText';
import type { SavedFile } from '../exports/savedParts';
import { gatherParts } from '../exports/savedParts';
import type { Session } from '../sessions/sessionState';
import { modelVersion, statusOf } from '../sessions/sessionState';
import type { SessionChange, Sessions } from '../sessions/sessions';
import { createShownWeights } from './shownWeights';
import { statusSentence } from '../status/statusText';
import { withFailureSentences } from '../pages/failureSentences';
import type { SupervisedThread } from '../threads/supervisor';

interface Needs {
  readonly sessions: Sessions;
  readonly reader: Pick<SupervisedThread<ReaderContract>, 'call'>;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly timer: Timer;
  readonly log: (line: string) => void;
  readonly lessonRequests: LessonRequests;
  /** What the sample that the text is can show. */
  says(key: string): string | undefined;
  /** A model that came with the extension. */
  isShipped(path: string): boolean;
  /** The text of the document, when it is open. */
  find(key: string): OpenText | undefined;
  /** The offset of the cursor in it. */
  cursor(key: string): number;
  reveal(key: string, span: Span): void;
  run(command: CommandName): void;
  /** Asks the user where and writes it. */
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

/** In milliseconds: how long changes are gathered before the page hears of them. */
const gathering = { document: 200, live: 1000, cursor: 60 } as const;
const wait = { deadline: deadlines.panel } as const;

export function createPanelConversation(port: Port, room: Needs): PanelConversation {
  const { sessions, timer, lessonRequests } = room;
  const shown = createShownWeights(room.analyst);
  const { analyst } = shown;
  let key: string | undefined;
  let open: Wish | undefined;
  /** The model version that the page was told last. */
  let told: number | undefined;
  let listening = false;
  const relayed = relayQuestions({ reader: room.reader, analyst: room.analyst, shown, about });

  const handlers: Handlers<PanelHostContract> = {
    ready: checkedHandler(panelSchemas.ready, () => {
      listening = true;
      return describe();
    }),
    ...relayed.handlers,
    save: checkedHandler(panelSchemas.save, (part) => gather(part)),
    chooseWeights: checkedHandler(panelSchemas.chooseWeights, ({ weights }) =>
      chooseWeights(weights),
    ),
    reveal: checkedHandler(panelSchemas.reveal, ({ documentVersion, start, end, chapter }) => {
      if (key === undefined || room.find(key)?.version !== documentVersion) return;
      if (chapter !== undefined && !isBesides(chapter, room.sessions.find(key))) return;
      room.reveal(chapter ?? key, { start, end });
    }),
    lesson: checkedHandler(panelSchemas.lesson, (wish) => {
      if (key !== undefined) lessonRequests.wish(key, wish);
    }),
    run: checkedHandler(panelSchemas.run, ({ command }) => room.run(command)),
    nameUnit: checkedHandler(panelSchemas.nameUnit, (asked) =>
      about((documentKey) => nameUnit(room, documentKey, asked)),
    ),
  };
  const gather = gatherParts(
    (file) => room.save(key, file),
    () => (key === undefined ? '' : (sessions.find(key)?.name ?? room.find(key)?.name ?? '')),
  );
  const page = connect<PanelPageContract, PanelHostContract>(
    port,
    withFailureSentences(handlers),
    timer,
    (error, method) =>
      room.log(`panel ${method}: ${error instanceof Error ? error.message : String(error)}`),
  );

  function about<T>(ask: (documentKey: string) => Promise<Result<T>>): Promise<Result<T>> {
    return key === undefined ? Promise.resolve(failed({ kind: 'noEditor' })) : answerOf(ask(key));
  }

  async function chooseWeights(weights: WeightsAt): Promise<Result<void>> {
    const session = key === undefined ? undefined : sessions.find(key);
    shown.choose(weights, session && modelVersion(session));
    relayed.cancel();
    await tellDocument();
    const isGone = weights.kind !== shown.now.kind;
    return isGone ? failed({ kind: 'noSnapshot' }) : success(undefined);
  }

  async function describe(): Promise<PanelDocument> {
    const asked = open;
    open = undefined;
    if (key === undefined) return nothingOpen;
    const text = room.find(key);
    const session = sessions.find(key) ?? sessions.of({ key, name: text?.name ?? '' });
    told = modelVersion(session);
    shown.settle(told);
    const lesson = lessonRequests.of(key);
    const says = room.says(key);
    const overview = text && session.model ? await overviewOf(key) : undefined;
    return {
      name: session.name,
      documentKey: session.key,
      status: statusOf(session),
      curve: session.curve,
      ...(session.summary ? { summary: session.summary } : {}),
      unitNames: shownNames(session),
      ...earlierIn(session),
      weights: shown.now,
      ...(lesson ? { lesson } : {}),
      ...(says === undefined ? {} : { says }),
      ...(overview?.ok ? { overview: overview.value } : noticeFor(session, text, overview)),
      ...(asked ? { open: granted(asked, overview?.ok ? overview.value : undefined) } : {}),
    };
  }

  async function overviewOf(documentKey: string): Promise<Result<Overview>> {
    const request = { documentKey, offset: room.cursor(documentKey) };
    const overview = await answerOf(analyst.call('overview', request, wait));
    if (overview.ok || overview.failure.kind !== 'noSnapshot') return overview;
    shown.reset();
    return answerOf(analyst.call('overview', request, wait));
  }

  async function tellDocument(): Promise<void> {
    const subject = key;
    const panel = await describe();
    if (listening && subject === key) page.tell('document', panel);
  }

  async function tellCursor(): Promise<void> {
    const subject = key;
    if (!listening || subject === undefined || !sessions.find(subject)?.model) return;
    const overview = await overviewOf(subject);
    if (overview.ok && subject === key) {
      page.tell('cursor', { token: overview.value.cursorToken });
    }
  }

  const soon = {
    document: gathered(timer, gathering.document, () => void tellDocument()),
    live: gathered(timer, gathering.live, () => void tellDocument()),
    cursor: gathered(timer, gathering.cursor, () => void tellCursor()),
  };

  function sessionChanged({ session, event }: SessionChange): void {
    if (session.key !== key || !listening) return;
    page.tell('status', { status: statusOf(session), line: statusSentence(session) });
    switch (event.kind) {
      case 'progress':
        page.tell('curve', { points: event.report.points, restart: false });
        if (modelVersion(session) !== told) soon.live();
        return;
      case 'started':
        page.tell('curve', { points: session.curve, restart: true });
        return;
      default:
        soon.document();
    }
  }

  function turnTo(turned: string | undefined, wish: Wish | undefined): void {
    relayed.cancel();
    if (turned !== key) shown.reset();
    key = turned;
    if (wish) open = wish;
    if (listening) void tellDocument();
  }

  const following = together(
    sessions.onDidChange(sessionChanged),
    lessonRequests.onDidChange((changed) => {
      const lesson = lessonRequests.of(changed);
      if (changed === key && listening && lesson) page.tell('lesson', lesson);
    }),
  );
  return {
    get key() {
      return key;
    },
    show(turned, token) {
      if (turned === key && token === undefined) return;
      turnTo(turned, token === undefined ? undefined : { tab: 'gates', token });
    },
    showUnit(turned, unit) {
      // It was found in the weights of now.
      shown.reset();
      turnTo(turned, { tab: 'units', token: undefined, unit });
    },
    showLesson: (turned) => turnTo(turned, { tab: 'lesson', token: undefined }),
    explain: (turned, token) => turnTo(turned, { tab: 'predictions', token }),
    cursorMoved: () => soon.cursor(),
    exportPicture: async () => listening && page.call('exportPicture', {}),
    edited() {
      relayed.cancel();
      soon.document();
    },
    dispose() {
      relayed.cancel();
      following.dispose();
      page.close();
    },
  };
}

/** Where the page shall open; without a token, at the cursor. */
interface Wish {
  readonly tab: 'lesson' | 'gates' | 'predictions' | 'units';
  readonly token: number | undefined;
  readonly unit?: UnitPlace;
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
    return { notice: `${session.name} is training; the first weights are on their way.` };
  return { notice: sentence({ kind: 'noModel', name: session.name }) };
}

function earlierIn(session: Session): Pick<PanelDocument, 'earlierNames'> {
  const names = earlierNames(session);
  return Object.keys(names).length === 0 ? {} : { earlierNames: names };
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
