/**
 * The wall between the host and the panel's page. The page asks (PanelHostContract), the host
 * tells (PanelPageContract). What comes from the page is checked by the schemas below; what the
 * host tells is typed only, because the page trusts the extension that made it.
 *
 * Words of the text cross this wall as plain strings and enter the page as text nodes only.
 */
import * as v from 'valibot';
import { natural } from '../schemas';
import type { SessionStatus, TrainingSummary } from '../api';
import type { CurvePoint } from '../model/training';
import type { Failure, Result } from '../failures';
import { quantityName } from '../model/cells';
import { longestUnitName, type UnitNames } from '../model/unitNames';
import type { JudgingTask, TaskResult } from '../tasks';
import type { Versions } from '../model/versions';
import type { WeightsAt } from '../model/weights';
import type { UnitPlace } from '../questions/editor/unitSearch';
import type { Overview } from '../questions/gates';
import type { PanelQuestions } from '../questions/panelQuestions';
import type { AskedByPage } from '../questions/question';
import { interventionsSchema } from '../questions/whatIf';
import type { PanelLesson, PanelLessonContract } from './panelLesson';
import { lessonSchemas } from './panelLesson';

export const panelTabs = [
  'lesson',
  'gates',
  'units',
  'memory',
  'walk',
  'training',
  'gradient',
  'predictions',
  'whatIf',
  'stateMap',
  'attention',
  'classes',
  'labels',
  'pairs',
  'series',
] as const;
export type PanelTab = (typeof panelTabs)[number];

/** What the page keeps over a reload. Ids and numbers only, never words. */
export const panelStateSchema = /* @__PURE__ */ (() =>
  v.object({
    documentKey: v.string(),
    tab: v.picklist(panelTabs),
    layer: natural,
    gate: quantityName,
    /** Whose page is open. */
    unit: v.exactOptional(natural),
    /** What is tried out in the view of what if. */
    interventions: v.exactOptional(interventionsSchema),
  }))();
export type PanelState = v.InferOutput<typeof panelStateSchema>;

/** A file that the page made goes to the host in parts of at most 1 MB, and is at most so large. */
export const mostSaveBytes = 1_000_000;
export const mostSaveParts = 64;
/** Spans that are marked in the editor at a time. */
const mostMarks = 4;
export const savedKinds = ['png', 'svg', 'csv', 'json'] as const;
export type SavedKind = (typeof savedKinds)[number];

export interface SaveOutcome {
  /** Of the file that was written; none before the last part, or if the user cancelled. */
  readonly name?: string;
}

/**
 * What the page asks of the host itself; its questions about the document are `panelQuestions`. Made in a
 * function that is marked pure: the page's bundle has none of it.
 */
export const panelSchemas = /* @__PURE__ */ (() => {
  return {
    /** The page listens; its first message, with what it kept over a reload: what does not fit is dropped. */
    ready: v.object({ kept: v.exactOptional(v.fallback(v.optional(panelStateSchema), undefined)) }),
    /** From now on every question of this page is answered through these weights. */
    chooseWeights: v.object({
      weights: v.variant('kind', [
        v.object({ kind: v.literal('trained') }),
        v.object({ kind: v.literal('snapshot'), index: natural }),
      ]),
    }),
    nameUnit: v.object({
      layer: natural,
      unit: natural,
      name: v.pipe(v.string(), v.trim(), v.maxLength(longestUnitName)),
    }),
    /** Of the document, besides the one that it is read with. */
    otherModels: v.strictObject({}),
    /** Whose page is open, so that the hover shows it too; none: that of no unit. */
    lookAt: v.object({ unit: v.exactOptional(v.object({ layer: natural, unit: natural })) }),
    /** Shows the token in the editor and puts the cursor on it; in another chapter, by its key. */
    reveal: v.object({
      ...{ start: natural, end: natural, documentVersion: natural },
      chapter: v.exactOptional(v.string()),
    }),
    /** What is pointed at: it is marked in the editor, instead of what was marked before. */
    mark: v.object({
      spans: v.pipe(v.array(v.object({ start: natural, end: natural })), v.maxLength(mostMarks)),
      documentVersion: natural,
    }),
    /** One part of a file to save; with the last one the user is asked where. */
    save: v.object({
      view: v.pipe(v.string(), v.regex(/^[a-z][a-z-]{0,39}$/)),
      kind: v.picklist(savedKinds),
      index: v.pipe(natural, v.maxValue(mostSaveParts - 1)),
      last: v.boolean(),
      part: v.pipe(
        v.custom<Uint8Array>((part) => part instanceof Uint8Array),
        v.check((part) => part.length <= mostSaveBytes),
      ),
    }),
    /** The buttons of the page are commands of the palette; these and no others. */
    run: v.object({
      command: v.picklist([
        'train',
        'pauseTraining',
        'resumeTraining',
        'stopTraining',
        'openLesson',
        'exportTrace',
      ]),
    }),
    ...lessonSchemas,
  } as const;
})();

type Asked<K extends keyof typeof panelSchemas> = v.InferOutput<(typeof panelSchemas)[K]>;

export interface PanelHostContract extends AskedByPage<PanelQuestions>, PanelLessonContract {
  ready(request: { readonly kept?: unknown }): OpenedPanel;
  save(request: Asked<'save'>): Result<SaveOutcome, Failure>;
  /** The page is told of its document again before this is answered. */
  chooseWeights(request: Asked<'chooseWeights'>): Result<void, Failure>;
  nameUnit(request: Asked<'nameUnit'>): Result<UnitNames, Failure>;
  otherModels(request: Record<string, never>): Result<readonly OtherModel[], Failure>;
  lookAt(request: Asked<'lookAt'>): void;
  reveal(request: Asked<'reveal'>): void;
  mark(request: Asked<'mark'>): void;
  run(request: Asked<'run'>): void;
}

/** One that the text could be read with as well. */
export interface OtherModel {
  /** As `besideId` has it. */
  readonly id: string;
  readonly title: string;
}

/** Layers and units count from 0. */
export type ChosenUnit = Omit<UnitPlace, 'gate'> & Partial<Pick<UnitPlace, 'gate'>>;

/** What the panel is told of a model that judges: what it answers, and where the cursor is. */
export interface PanelJudging extends Versions {
  readonly task: JudgingTask;
  readonly result?: TaskResult;
  /** Of the cursor in the text. */
  readonly offset: number;
}

/** The document that the panel is about. */
export interface PanelDocument {
  readonly name: string;
  /** What `vscode.setState` keeps, so that the panel finds its document after a reload. */
  readonly documentKey: string;
  readonly status: SessionStatus;
  /** Where the text is read with another text's model: the sentence that says with which. */
  readonly line?: string;
  readonly overview?: Overview;
  /** Its model judges; then there is no overview of next words. */
  readonly judging?: PanelJudging;
  readonly curve: readonly CurvePoint[];
  readonly summary?: TrainingSummary;
  /** Names that the user gave to units; those given to earlier weights say so. */
  readonly unitNames: UnitNames;
  /** Those given to earlier weights, as they were given. */
  readonly earlierNames?: UnitNames;
  /** That is looked at in this document: found, coloured by or opened. */
  readonly chosen?: ChosenUnit;
  /** What is looked through; without it, the trained weights. */
  readonly weights?: WeightsAt;
  /** Of a document that a lesson was opened for. */
  readonly lesson?: PanelLesson;
  /** If the text is a sample: what it can show, and what it cannot. */
  readonly says?: string;
  /** A sentence where there is nothing to show yet, and why. */
  readonly notice?: string;
  /** The tab and token that a command or a hover's link asked for. */
  readonly open?: {
    readonly tab: PanelTab;
    readonly token: number;
    /** The token that is to be explained: this one, or the next where the text goes on or ends. */
    readonly explained?: number;
    /** Whose page is opened, and what is traced there. */
    readonly unit?: UnitPlace;
  };
}

/** The answer to the first message: the host checks what was kept, so that the page carries no schemas. */
export interface OpenedPanel extends PanelDocument {
  readonly kept?: PanelState;
}

export interface PanelPageContract {
  /** Saves the picture that is shown, as if its button had been pressed; false where there is none. */
  exportPicture(request: Record<string, never>): boolean;
  /** Another document, another model version, or an edit: everything asked before is stale. */
  document(panel: PanelDocument): void;
  cursor(request: { readonly token: number }): void;
  /** The same where the model judges. */
  offset(request: { readonly offset: number }): void;
  /** Another unit is looked at: the text was coloured by it. */
  unit(chosen: ChosenUnit): void;
  /** Something happened on the lesson's page. */
  lesson(lesson: PanelLesson): void;
  status(request: { readonly status: SessionStatus; readonly line: string }): void;
  /** New points of the curve; `restart` clears what was there. */
  curve(request: { readonly points: readonly CurvePoint[]; readonly restart: boolean }): void;
}
