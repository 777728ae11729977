/**
 * *Colour Text by…*: chooses a measure for the current document, and keeps the visible part of every
 * editor that shows it coloured while it is edited, scrolled and trained on. Off until chosen.
 */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type {
  ColourAnswer,
  ColourMeasure,
  ColourRequest,
  JudgedColours,
  UnitColours,
} from '../../shared/questions/editor/colours';
import { colourMeasureSchema } from '../../shared/questions/editor/colours';
import type { Failure, Result } from '../../shared/failures';
import { failed, sentence, success } from '../../shared/failures';
import { isJudged } from '../../shared/tasks';
import { commands } from '../../shared/manifest';
import type { Span } from '../../shared/model/versions';
import type { Timer } from '../../shared/wire/rpc';
import { answerOf, deadlines } from '../threads/threadCalls';
import type { Answers } from './answerColours';
import { createLegendItem } from './colourLegend';
import type { ColourMemory } from './colourMemory';
import { createColourMemory } from './colourMemory';
import { createPalette } from './colourPalette';
import type { Chosen } from './colourQuestions';
import { askMeasure } from './colourQuestions';
import { scaleOf } from './colourScale';
import type { ColourScheduler, Pane } from './colourScheduler';
import { createColourScheduler } from './colourScheduler';
import type { CurrentText } from '../texts/currentText';
import { isEarlier, shownNames, withWeights } from '../sessions/earlierWeights';
import type { DocumentModes } from '../sessions/documentMode';
import { isInspecting } from '../sessions/documentMode';
import type { DocumentMemories } from '../sessions/documentMemory';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Sessions } from '../sessions/sessions';
import { modelVersion } from '../sessions/sessionState';
import type { EditorText, Texts } from '../texts/texts';
import type { SupervisedThread } from '../threads/supervisor';
import type { ChosenUnits } from '../units/chosenUnits';

interface Needs {
  readonly memories: DocumentMemories;
  readonly modes: DocumentModes;
  readonly units: Pick<ChosenUnits, 'choose'>;
  readonly texts: Texts;
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly restoring: RestoreModel;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly timer: Timer;
  readonly showFailure: (failure: Failure) => void;
}

/** Scripts and links can answer the question beforehand; `off` is an answer too. */
const givenMeasure = v.variant('by', [
  v.object({ by: v.literal('off') }),
  ...colourMeasureSchema.options,
]);

/** Milliseconds until the next refresh while new weights arrive about once a second. */
const live = 1000;
const atOnce = 0;
/** Lines above and below the fully visible ones: one may be partly visible. */
const cutLines = 1;
/** The same, so that scrolling a little shows no plain text. */
const marginLines = 20;
/** In very long lines, what is further from their beginning stays plain. */
const mostLetters = 40_000;

/** What the last answer contained besides colours. */
interface Told {
  readonly unknownShare: number;
  readonly trouble?: string;
  /** Of this measure, by a unit. */
  readonly measure?: ColourMeasure;
  readonly ofUnit?: UnitColours;
  readonly answers?: Answers;
}

export function registerColourText(needs: Needs): vscode.Disposable {
  const { memories, modes, texts, current, sessions, analyst, timer } = needs;
  const memory = createColourMemory(memories);
  const palette = createPalette();
  const legend = createLegendItem();

  /** Without a model there is nothing to colour by, whatever was chosen; a writer sees none. */
  const measureOf = (key: string): ColourMeasure | undefined => {
    const session = sessions.find(key);
    const measure = session?.model && isInspecting(modes.of(key)) ? memory.of(key) : undefined;
    // One of the text's models judges, another predicts: each has measures of its own.
    return measure && (measure.by === 'judged') === (session?.task !== undefined)
      ? measure
      : undefined;
  };

  /** Per document. */
  const told = new Map<string, Told>();

  function paint(editor: vscode.TextEditor, text: EditorText, answer: ColourAnswer): void {
    const measure = measureOf(text.key);
    if (!measure) return;
    const base = text.offsetOf(editor.document, new vscode.Position(0, 0));
    palette.paint(editor, base, answer, scaleOf(measure, answer));
    const { unknownShare, ofUnit, judged } = answer;
    const answers = judged && answersIn(judged);
    const of = { ...(ofUnit && { measure, ofUnit }), ...(answers && { answers }) };
    told.set(text.key, { unknownShare, ...of });
    showLegend();
  }

  const panes = (): Pane[] =>
    vscode.window.visibleTextEditors.flatMap((editor) => {
      const text = texts.of(editor.document);
      return text ? [paneOf(editor, text)] : [];
    });

  const paneOf = (editor: vscode.TextEditor, text: EditorText): Pane => ({
    identity: editor,
    documentKey: text.key,
    get version() {
      return texts.of(editor.document)?.version ?? -1;
    },
    get model() {
      return sessions.find(text.key)?.model;
    },
    get modelVersion() {
      const session = sessions.find(text.key);
      return session && modelVersion(session);
    },
    get measure() {
      return measureOf(text.key);
    },
    visible: visibleSpan(editor, text, cutLines),
    wanted: visibleSpan(editor, text, marginLines),
    paint: (answer) => paint(editor, text, answer),
    clear: () => palette.clear(editor),
  });

  let pending = 0;
  let mostPending = 0;
  const colouring = createColourScheduler({
    timer,
    panes,
    async ask(request) {
      mostPending = Math.max(mostPending, ++pending);
      return askColours(analyst, request).finally(() => pending--);
    },
    painted: (asked, tokens) => noteDuration(asked, { tokens, mostPending }),
    refused(key, failure) {
      told.set(key, { unknownShare: 0, trouble: sentence(failure) });
      showLegend();
    },
  });

  const showLegend = (): void => {
    const text = current.get();
    const measure = text && measureOf(text.key);
    const session = text && sessions.find(text.key);
    const names = shownNames(session);
    const { ofUnit, measure: of, ...more } = (text && told.get(text.key)) ?? { unknownShare: 0 };
    if (!measure) return legend.show(undefined);
    const earlier = isEarlier(measure, session);
    const colours = of === measure && ofUnit ? { ofUnit } : {};
    return legend.show({ measure, names, earlier, ...more, ...colours });
  };
  const choose = async (given: unknown): Promise<void> => {
    if (!(await chooseMeasure(needs, memory, given))) return;
    showLegend();
    colouring.refresh(atOnce);
  };

  showLegend();
  colouring.refresh(atOnce);
  return vscode.Disposable.from(
    ...[palette, legend, colouring],
    vscode.commands.registerCommand(commands.colourText, choose),
    // Before the colours are asked for again.
    texts.onDidEdit(({ text, changes }) => {
      for (const editor of vscode.window.visibleTextEditors) {
        if (texts.of(editor.document)?.key === text.key) palette.edited(editor, changes);
      }
    }),
    following(needs, memory, colouring, showLegend),
  );
}

function answersIn({ wrong: _, ...answers }: JudgedColours): Answers {
  return answers;
}

/** For benchmarks and tests; only the last is kept. */
function noteDuration(
  start: number,
  detail: { readonly tokens: number; readonly mostPending: number },
): void {
  performance.clearMeasures('gatescope.colours');
  performance.measure('gatescope.colours', { start, detail });
}

function following(
  { memories, modes, texts, current, sessions }: Needs,
  memory: ColourMemory,
  colouring: ColourScheduler,
  showLegend: () => void,
): vscode.Disposable {
  const other = (): void => {
    showLegend();
    colouring.refresh(atOnce);
  };
  return vscode.Disposable.from(
    vscode.window.onDidChangeTextEditorVisibleRanges(() => colouring.refresh()),
    vscode.window.onDidChangeVisibleTextEditors(() => colouring.refresh(atOnce)),
    current.onDidChange(showLegend),
    vscode.Disposable.from(
      memories.onDidMove(other),
      modes.onDidChange(other),
      texts.onDidEdit(({ text, changes }) => {
        if (!memory.of(text.key)) return;
        memory.edited(text.key, changes);
        if (!memory.of(text.key)) showLegend();
        colouring.refresh();
      }),
      sessions.onDidChange(({ event }) => {
        showLegend();
        colouring.refresh(event.kind === 'progress' ? live : undefined);
      }),
    ),
  );
}

/** @returns whether something was chosen */
async function chooseMeasure(needs: Needs, memory: ColourMemory, given: unknown): Promise<boolean> {
  const chosen = await measureFor(needs, memory, given);
  if (!chosen.ok) needs.showFailure(chosen.failure);
  if (!chosen.ok || !chosen.value) return false;
  const { key, measure } = chosen.value;
  const before = memory.of(key);
  memory.choose(key, measure.by === 'off' ? undefined : measure);
  // A unit whose colours are taken away is no longer looked at.
  if (measure.by === 'unit') needs.units.choose(key, measure);
  else if (before?.by === 'unit') needs.units.choose(key, undefined);
  // A user who asks for colours is no longer only writing.
  if (measure.by !== 'off' && !isInspecting(needs.modes.of(key))) needs.modes.choose(key, 'both');
  return true;
}

interface Choice {
  readonly key: string;
  readonly measure: NonNullable<Chosen>;
}

async function measureFor(
  { current, sessions, restoring, analyst }: Needs,
  memory: ColourMemory,
  given: unknown,
): Promise<Result<Choice | undefined>> {
  const found = await current.require(isOf(current.get(), given) ? undefined : given);
  if (!found.ok) return found;
  const text = found.value;
  const { key, name } = text;
  await restoring.restore(text);
  const session = sessions.find(key);
  if (!session?.model) return failed({ kind: 'noModel', name });
  const task = session.task?.task;
  if (task && !isJudged(task)) return failed({ kind: 'otherTask', name, task });
  const known = v.safeParse(givenMeasure, given);
  const asking = {
    ...{ analyst, documentKey: key, offset: seenFrom(text), now: memory.of(key) },
    cursor: current.offsetIn(key),
    names: shownNames(sessions.find(key)),
    task: isJudged(task) ? task : undefined,
  };
  const chosen = known.success ? success(known.output) : await askMeasure(asking);
  if (!chosen.ok || !chosen.value) return chosen.ok ? success(undefined) : chosen;
  const measure =
    chosen.value.by === 'off' ? chosen.value : withWeights(chosen.value, sessions.find(key));
  const strange = measure.by === 'off' ? undefined : await tried(analyst, key, measure);
  return strange ? failed(strange) : success({ key, measure });
}

/** The argument names that text, which need not be opened. */
function isOf(text: EditorText | undefined, given: unknown): boolean {
  const named = v.safeParse(v.object({ documentKey: v.string() }), given);
  return named.success && named.output.documentKey === text?.key;
}

function askColours(
  analyst: Needs['analyst'],
  request: ColourRequest,
): Promise<Result<ColourAnswer>> {
  const { panel, long } = deadlines;
  const deadline = request.measure.by === 'substituted' ? long : panel;
  return answerOf(analyst.call('colours', request, { deadline }));
}

/** A unit that does not exist is reported once, here, and never from the background. */
async function tried(
  analyst: Needs['analyst'],
  documentKey: string,
  measure: ColourMeasure,
): Promise<Failure | undefined> {
  const answer = await askColours(analyst, { documentKey, from: 0, to: 1, measure });
  return answer.ok || answer.failure.kind === 'stale' ? undefined : answer.failure;
}

/** The offset at which what a person sees of the text begins. */
function seenFrom(text: EditorText): number {
  const editor = vscode.window.activeTextEditor;
  const first = editor?.visibleRanges[0]?.start;
  const isOurs = editor && text.documents().includes(editor.document);
  return isOurs && first ? text.offsetOf(editor.document, first) : 0;
}

function visibleSpan(editor: vscode.TextEditor, text: EditorText, margin: number): Span {
  const { document, visibleRanges } = editor;
  const first = visibleRanges[0]?.start ?? new vscode.Position(0, 0);
  const last = visibleRanges.at(-1)?.end ?? first;
  const from = new vscode.Position(Math.max(0, first.line - margin), 0);
  const to = document.lineAt(Math.min(document.lineCount - 1, last.line + margin)).range.end;
  const start = text.offsetOf(document, from);
  return { start, end: Math.min(text.offsetOf(document, to), start + mostLetters) };
}
