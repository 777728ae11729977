/**
 * The wall between the host and the panel's page. The page asks (PanelHostContract), the host
 * tells (PanelPageContract). What comes from the page is checked by the schemas below; what the
 * host tells is typed only, because the page trusts the extension that made it.
 *
 * Words of the text cross this wall as plain strings and enter the page as text nodes only.
 */
import * as v from 'valibot';
import type {
  CellSteps,
  Explanation,
  GateMap,
  GateOverview,
  Overview,
  UnitTable,
} from '../questions/analyst';
import { gateNames } from '../model/gateNames';
import type { SessionStatus, TrainingSummary } from '../api';
import type { Failure, Result } from '../failures';
import type { UnitNames } from '../questions/inspection';
import type { PanelInspectionContract } from './panelInspection';
import { inspectionSchemas } from './panelInspection';
import type { PanelLesson, PanelLessonContract } from './panelLesson';
import { lessonSchemas } from './panelLesson';
import type { PanelWhatIfContract } from './panelWhatIf';
import { interventionsSchema, whatIfSchemas } from './panelWhatIf';
import type { PredictionAnswer } from '../questions/reader';
import type { CurvePoint } from '../model/trainer';
import type { UnitPlace } from '../questions/unitSearch';
import type { Snapshots, WeightsAt } from '../model/weights';

export const panelTabs = [
  'lesson',
  'gates',
  'units',
  'memory',
  'walk',
  'training',
  'predictions',
  'whatIf',
] as const;
export type PanelTab = (typeof panelTabs)[number];

const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Most tokens in one answer, so that 512 units of them stay below 1 MB. */
export const mostTokens = 500;
export const mostUnits = 512;

/** Tokens in the narrowest column of an overview, and most columns in one answer (1 MB at 512 units). */
export const overviewTokens = 16;
export const mostColumns = 1900;

/** Most steps and terms of one unit taken apart in one answer. */
export const mostSteps = 8;
export const mostTerms = 16;

/** A file that the page made goes to the host in parts of at most 1 MB, and is at most so large. */
export const mostSaveBytes = 1_000_000;
export const mostSaveParts = 64;
export const savedKinds = ['png', 'svg', 'csv', 'json'] as const;
export type SavedKind = (typeof savedKinds)[number];

export interface SaveOutcome {
  /** Of the file that was written; none before the last part, or where the user thought better. */
  readonly name?: string;
}

/** Made in a function that is marked pure: the page's bundle has none of it. */
export const panelSchemas = /* @__PURE__ */ (() => {
  const unitOrder = v.variant('by', [
    v.object({ by: v.literal('variance') }),
    v.object({ by: v.literal('halfLife') }),
    v.object({ by: v.literal('value'), token: natural }),
    v.object({ by: v.literal('similarity'), unit: natural }),
  ]);

  return {
    /** The page listens; its first message. */
    ready: v.object({}),
    gateMap: v.object({
      layer: natural,
      gate: v.picklist(gateNames),
      from: natural,
      count: v.pipe(natural, v.minValue(1), v.maxValue(mostTokens)),
      units: v.pipe(natural, v.minValue(1), v.maxValue(mostUnits)),
      chosen: v.optional(v.pipe(v.array(natural), v.maxLength(mostUnits))),
      order: v.exactOptional(unitOrder),
    }),
    gateOverview: v.object({
      layer: natural,
      gate: v.picklist(gateNames),
      tokensPerColumn: v.pipe(natural, v.minValue(1), v.multipleOf(overviewTokens)),
      from: natural,
      count: v.pipe(natural, v.minValue(1), v.maxValue(mostColumns)),
      chosen: v.pipe(v.array(natural), v.minLength(1), v.maxLength(mostUnits)),
    }),
    unitTable: v.object({
      layer: natural,
      unit: natural,
      from: natural,
      count: v.pipe(natural, v.minValue(1), v.maxValue(mostTokens)),
    }),
    cellSteps: v.object({
      layer: natural,
      unit: natural,
      from: natural,
      count: v.pipe(natural, v.minValue(1), v.maxValue(mostSteps)),
      terms: v.pipe(natural, v.minValue(1), v.maxValue(mostTerms)),
    }),
    /** Top words at a token: what is expected after it. -1: before the first. */
    predictions: v.object({
      token: v.pipe(v.number(), v.safeInteger(), v.minValue(-1)),
      count: natural,
    }),
    /** Why that word was expected there, or not. The number of tokens: what comes after the last. */
    explain: v.object({ token: natural, choice: v.picklist(['actual', 'first']) }),
    /** Earlier weights of the model that can be looked through. */
    snapshots: v.object({}),
    /** From now on every question of this page is answered through these weights. */
    chooseWeights: v.object({
      weights: v.variant('kind', [
        v.object({ kind: v.literal('trained') }),
        v.object({ kind: v.literal('snapshot'), index: natural }),
      ]),
    }),
    /** Shows the token in the editor and puts the cursor on it; in another chapter, by its key. */
    reveal: v.object({
      ...{ start: natural, end: natural, documentVersion: natural },
      chapter: v.exactOptional(v.string()),
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
    ...inspectionSchemas,
    ...lessonSchemas,
    ...whatIfSchemas,
  } as const;
})();

type Asked<K extends keyof typeof panelSchemas> = v.InferOutput<(typeof panelSchemas)[K]>;

export interface PanelHostContract
  extends PanelInspectionContract, PanelLessonContract, PanelWhatIfContract {
  ready(request: Record<string, never>): PanelDocument;
  gateMap(request: Asked<'gateMap'>): Result<GateMap, Failure>;
  gateOverview(request: Asked<'gateOverview'>): Result<GateOverview, Failure>;
  unitTable(request: Asked<'unitTable'>): Result<UnitTable, Failure>;
  cellSteps(request: Asked<'cellSteps'>): Result<CellSteps, Failure>;
  predictions(request: Asked<'predictions'>): Result<PredictionAnswer, Failure>;
  save(request: Asked<'save'>): Result<SaveOutcome, Failure>;
  explain(request: Asked<'explain'>): Result<Explanation, Failure>;
  snapshots(request: Record<string, never>): Result<Snapshots, Failure>;
  /** The page is told of its document anew before this is answered. */
  chooseWeights(request: Asked<'chooseWeights'>): Result<void, Failure>;
  reveal(request: Asked<'reveal'>): void;
  run(request: Asked<'run'>): void;
}

/** The document that the panel is about. */
export interface PanelDocument {
  readonly name: string;
  /** What `vscode.setState` keeps, so that the panel finds its document after a reload. */
  readonly documentKey: string;
  readonly status: SessionStatus;
  readonly overview?: Overview;
  readonly curve: readonly CurvePoint[];
  readonly summary?: TrainingSummary;
  /** Names that the user gave to units; those given to earlier weights say so. */
  readonly unitNames: UnitNames;
  /** Those given to earlier weights, as they were given. */
  readonly earlierNames?: UnitNames;
  /** What is looked through; without it, the trained weights. */
  readonly weights?: WeightsAt;
  /** Of a document that a lesson was opened for. */
  readonly lesson?: PanelLesson;
  /** What the sample that the text is can show, and what it cannot. */
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

export interface PanelPageContract {
  /** Saves the picture that is shown, as if its button had been pressed; false where there is none. */
  exportPicture(request: Record<string, never>): boolean;
  /** Another document, another model version, or an edit: everything asked before is stale. */
  document(panel: PanelDocument): void;
  cursor(request: { readonly token: number }): void;
  /** Something happened on the lesson's page. */
  lesson(lesson: PanelLesson): void;
  status(request: { readonly status: SessionStatus; readonly line: string }): void;
  /** New points of the curve; `restart` clears what was there. */
  curve(request: { readonly points: readonly CurvePoint[]; readonly restart: boolean }): void;
}

/** What the page keeps over a reload. Ids and numbers only, never words. */
export const panelStateSchema = v.object({
  documentKey: v.string(),
  tab: v.picklist(panelTabs),
  layer: natural,
  gate: v.picklist(gateNames),
  /** Whose page is open. */
  unit: v.exactOptional(natural),
  /** What is tried out in the view of what if. */
  interventions: v.exactOptional(interventionsSchema),
});
export type PanelState = v.InferOutput<typeof panelStateSchema>;
