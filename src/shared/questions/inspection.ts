/**
 * What the analyst answers about memory and single units. These questions read hundreds or
 * thousands of tokens: they can be called off, and other questions are answered beside them.
 * Every answer names the stretch of text that it is about.
 */
import type { GateName } from '../model/gateNames';
import type { WordProbability } from '../api';
import type { Failure, Result } from '../failures';
import type { Span } from '../model/versions';
import type { Versions } from '../model/versions';

/** Tokens in a row, as the text has them. */
export interface Passage {
  readonly from: number;
  readonly tokens: readonly string[];
  readonly spans: readonly Span[];
  readonly known: readonly boolean[];
}

/** Put in a word's place: a word of the vocabulary, or what the network itself held likely there. */
export type Replacement =
  { readonly kind: 'likely' } | { readonly kind: 'word'; readonly word: string };

interface Substituted {
  readonly documentKey: string;
  /** The token that is replaced. */
  readonly token: number;
  readonly replacement: Replacement;
}

export interface SubstitutionRequest extends Substituted {
  /** Later tokens to follow, at most. */
  readonly count: number;
}

export interface Substitution extends Versions {
  readonly token: number;
  /** What the network held likely in the word's place, the word itself left out. */
  readonly likely: readonly WordProbability[];
  /** What was put there; the probabilities are weights and sum to 1. */
  readonly instead: readonly WordProbability[];
  /** Some words before it, and the word itself as the last. */
  readonly context: Passage;
  /** The words that were followed. */
  readonly later: Passage;
  /** Surprise of each later word as the text stands, in bits. */
  readonly bits: Float32Array<ArrayBuffer>;
  /** With the other word, minus as it stands; of several the weighted mean. */
  readonly change: Float32Array<ArrayBuffer>;
  /** The weighted mean of the absolute changes: what cancels in `change` shows here. */
  readonly size: Float32Array<ArrayBuffer>;
  /** The words that were followed reach the text's end. */
  readonly toTheEnd: boolean;
  readonly approximate: boolean;
}

export interface CellChangesRequest extends Substituted {
  /** The word itself or a later token, after which the cell states are compared. */
  readonly at: number;
  /** How many units, those that change most first. */
  readonly units: number;
}

export interface UnitChange {
  readonly layer: number;
  readonly unit: number;
  /** As the text stands. */
  readonly cellState: number;
  /** With the other word, minus as it stands; of several the weighted mean. */
  readonly change: number;
  /** The weighted mean of the absolute changes; the units are sorted by it. */
  readonly size: number;
}

export interface CellChanges extends Versions {
  readonly at: number;
  readonly units: readonly UnitChange[];
  /** The words up to `at` for which there is a history. */
  readonly passage: Passage;
  /** `change` of each unit after each word of the passage, [units][tokens]. */
  readonly history: Float32Array<ArrayBuffer>;
  readonly approximate: boolean;
}

export interface LedgerRequest {
  readonly documentKey: string;
  /** Whose cell state is taken apart. */
  readonly token: number;
  readonly layer: number;
  /** Without it: all units of the layer together, as lengths. */
  readonly unit?: number;
  /** Earlier tokens, at most. */
  readonly count: number;
}

export interface Ledger extends Versions {
  readonly layer: number;
  readonly unit?: number;
  /** The words of the window; the last is the one asked about. */
  readonly passage: Passage;
  /** i g of each word; of all units together |i g|. */
  readonly written: Float32Array<ArrayBuffer>;
  /** Share of it that is left. */
  readonly survives: Float32Array<ArrayBuffer>;
  /** What is left of it. Of one unit they and `before.left` add up to `cell`. */
  readonly left: Float32Array<ArrayBuffer>;
  /** The cell state before this window. */
  readonly before: { readonly value: number; readonly survives: number; readonly left: number };
  /** After the last word; of all units together |c|. */
  readonly cell: number;
  /** The units of the layer by |c|, largest first. */
  readonly units: readonly { readonly unit: number; readonly cellState: number }[];
  readonly approximate: boolean;
}

/** The gates proper: what lies between 0 and 1. */
export const openingGates = ['inputGate', 'forgetGate', 'outputGate'] as const;
export type OpeningGate = (typeof openingGates)[number];

/** Share of the tokens, by unit. */
export interface Saturation {
  /** Below 0.1 */
  readonly low: Float32Array<ArrayBuffer>;
  /** Above 0.9 */
  readonly high: Float32Array<ArrayBuffer>;
}

/** Tokens that an answer is about. */
export interface Stretch {
  readonly from: number;
  readonly count: number;
}

export interface LayerSurvey extends Versions, Stretch {
  readonly layer: number;
  readonly saturation: Readonly<Record<OpeningGate, Saturation>>;
  /** Of a direct write, in tokens, by unit. */
  readonly halfLife: Float32Array<ArrayBuffer>;
  /** Standard deviation of the cell state, by unit. */
  readonly deviation: Float32Array<ArrayBuffer>;
  readonly approximate: boolean;
}

export interface Extreme {
  readonly token: number;
  readonly value: number;
  readonly passage: Passage;
}

export interface UnitPageRequest {
  readonly documentKey: string;
  readonly layer: number;
  readonly unit: number;
  /** What is traced. */
  readonly gate: GateName;
  /** Where the stretch lies in a long text. */
  readonly token: number;
}

export interface UnitPage extends Versions, Stretch {
  readonly layer: number;
  readonly unit: number;
  /** One a token. */
  readonly values: Float32Array<ArrayBuffer>;
  readonly highest: readonly Extreme[];
  readonly lowest: readonly Extreme[];
  readonly saturation: Readonly<
    Record<OpeningGate, { readonly low: number; readonly high: number }>
  >;
  readonly halfLife: number;
  /** Over the stretch: what the unit is set to when it is switched off. */
  readonly mean: { readonly cellState: number; readonly hiddenState: number };
  /** Words by what 1 of h adds to their logit, against the average word; of the last layer only. */
  readonly pushes?: { readonly up: readonly WordPush[]; readonly down: readonly WordPush[] };
  readonly approximate: boolean;
}

export interface WordPush {
  readonly word: string;
  readonly weight: number;
}

export interface AblationRequest {
  readonly documentKey: string;
  readonly layer: number;
  readonly unit: number;
  readonly what: 'hiddenState' | 'cellState';
  readonly value: number;
  /** The middle of the stretch. */
  readonly token: number;
  readonly count: number;
}

export interface ChangedWord {
  readonly token: number;
  readonly passage: Passage;
  readonly bits: number;
  readonly change: number;
}

export interface Ablation extends Versions, Stretch {
  /** Mean surprise as the network is, bits a token. */
  readonly bits: number;
  /** Switched off minus as it is, bits a token. */
  readonly change: number;
  /** The predictions that suffer most, and those that gain. */
  readonly worse: readonly ChangedWord[];
  readonly better: readonly ChangedWord[];
  readonly approximate: boolean;
}

export interface InspectionContract {
  substitution(request: SubstitutionRequest): Result<Substitution, Failure>;
  cellChanges(request: CellChangesRequest): Result<CellChanges, Failure>;
  ledger(request: LedgerRequest): Result<Ledger, Failure>;
  layerSurvey(request: {
    readonly documentKey: string;
    readonly layer: number;
    /** Where the stretch lies in a long text. */
    readonly token: number;
  }): Result<LayerSurvey, Failure>;
  unitPage(request: UnitPageRequest): Result<UnitPage, Failure>;
  ablation(request: AblationRequest): Result<Ablation, Failure>;
  /** Writes a name into the model's file; an empty one takes it away. */
  nameUnit(request: {
    readonly path: string;
    readonly layer: number;
    readonly unit: number;
    readonly name: string;
  }): Result<NamedUnits, Failure>;
}

/** By `layer:unit`, both from 0. */
export type UnitNames = Readonly<Record<string, string>>;
/**
 * Names, and the hash of the weights that each was given to, or confirmed for, last. A unit of other
 * weights may do something else: its name is shown as one of earlier weights.
 */
export interface NamedUnits {
  readonly unitNames: UnitNames;
  readonly namedWith: Readonly<Record<string, string>>;
}
export const unitKey = (layer: number, unit: number): string => `${layer}:${unit}`;
export const longestUnitName = 60;

/** Bounds of what can be asked, so that every answer stays below 1 MB. */
export const inspectionBounds = {
  /** Later words that are followed. */
  followed: 4000,
  /** Words of a ledger. */
  ledger: 2000,
  /** Units whose changes are listed. */
  units: 64,
  /** Words that an ablation is measured on. */
  ablated: 4000,
} as const;
