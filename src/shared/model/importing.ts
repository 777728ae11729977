/**
 * Importing a model that was trained elsewhere: which tensors it is made of, question by question,
 * and then the import itself. Files of this machine are read by the analyst; of others it is sent
 * the bytes.
 */
import type {
  ForeignTask,
  NameQuestion,
  PlainCell,
  TensorNames,
} from '../../engine/files/foreign/foreignModel';
import type { ImportedFrom } from '../../engine/files/modelMetadata';
import type { TokenKind } from '../../engine/text/tokens/tokenizer';
import type { Failure, Result } from '../failures';

export type { ForeignTask, ImportedFrom, NameQuestion, PlainCell, TensorNames, TokenKind };

/** What of its states a classifier is judged by, or each where it labels tokens. */
export type Asked = 'last' | 'mean' | 'maximum' | 'each';
export type Pooling = Exclude<Asked, 'each'>;

export type FileSource =
  | { readonly name: string; readonly path: string }
  | { readonly name: string; readonly content: Uint8Array<ArrayBuffer> };

/** Above it, a file that is not of this machine is not sent. */
export const mostSentBytes = 64 << 20;

/** Endings of PyTorch's own files, which are read as data: no code in them runs. */
export const pickleEndings: readonly string[] = ['pt', 'pth', 'ckpt', 'bin', 'pkl'];

/**
 * Nats per token; losses that agree within it are those of the same model: single precision leaves
 * that.
 */
export const sameModel = 1e-3;

export type Examination =
  /** Names leave a choice. */
  | { readonly kind: 'question'; readonly question: NameQuestion }
  /** Gatescope wrote it: vocabulary and cutting of the text are in it. */
  | { readonly kind: 'own' }
  | {
      readonly kind: 'foreign';
      readonly names: TensorNames;
      readonly rows: number;
      readonly leftOut: readonly string[];
      /** Its weights fit a plain RNN with tanh and one with relu. */
      readonly isUnsure: boolean;
      /** Classes or labels that it answers with, where these are no words. */
      readonly answers?: number;
    };

/** What the words of a vocabulary say about the class of those that the model does not know. */
export type WordsExamination = (
  | { readonly kind: 'settled' }
  /** No name fits, or several do. */
  | {
      readonly kind: 'question';
      /** Words that look like a class. */
      readonly suspects: readonly string[];
      /** The first and the last of the others. */
      readonly others: readonly string[];
    }
) & {
  /** Nothing says what its classes or labels are called. */
  readonly areNameless?: boolean;
};

export interface ImportRequest {
  readonly file: FileSource;
  /** What is not said is found, where there is no choice. */
  readonly names: Partial<TensorNames>;
  /** Of a plain RNN; where nothing is said, the parity record decides, else it is tanh. */
  readonly cell?: PlainCell;
  /** Absent: the next word. */
  readonly task?: ForeignTask;
  /** Names of classes or labels in the order of the head's rows, or their file; else the vocabulary has them. */
  readonly classes?: readonly string[] | FileSource;
  /** Of classes; where nothing is said, the parity record decides. */
  readonly pooling?: Pooling;
  /** How the text was cut; of a file that Gatescope wrote, that says it. */
  readonly tokens?: TokenKind;
  /** Not needed where the tokens are ids. */
  readonly vocabulary?: FileSource;
  /** The word that stands for unknown ones, where its name does not tell; null: there is none. */
  readonly unknown?: string | null;
  readonly parity?: FileSource;
  readonly documentKey: string;
  readonly modelPath: string;
  readonly memoryMB: number;
}

export interface ImportReport {
  readonly tokens: TokenKind;
  /** Of our cells; several with commas between them. */
  readonly cell: string;
  /** It could as well be another of our cells: nothing but a guess says that it is this one. */
  readonly isAssumed: boolean;
  /** It has read the whole text before it predicts anything. */
  readonly isBothWays: boolean;
  /** Without the class for unknown words, where the model has none. */
  readonly vocabulary: number;
  readonly layers: number;
  readonly hiddenSize: number;
  /** Of each layer there; here all have the most of them. */
  readonly units: readonly number[];
  readonly embeddingSize: number;
  readonly tied: boolean;
  readonly bytes: number;
  /** Types other than F32 that were converted. */
  readonly converted: readonly string[];
  /** The model has no class for unknown words, so one was added that is never expected. */
  readonly unknownAdded: boolean;
  /** Tensors of the file that are no part of the model, nor copies of one. */
  readonly leftOut: readonly string[];
  /** What else the checkpoint holds, such as an optimizer's state: it is not read. */
  readonly beside: readonly string[];
  readonly parity?: ImportedFrom['parity'];
  /** Gatescope wrote it, so nothing is to be confirmed; unfinished: its training goes on here. */
  readonly own?: 'finished' | 'unfinished';
  /** Where it does not predict the next word. */
  readonly answering?: {
    readonly kind: ForeignTask;
    readonly answers: number;
    readonly asked: Asked;
  };
}

const judgedBy: Readonly<Record<Asked, string>> = {
  last: 'judges a text by the state after its last word',
  mean: 'judges a text by the mean of all states',
  maximum: 'judges a text by the largest number of each unit',
  each: 'labels every token',
};

/** What a person should know of a model that is not quite what it was. */
export function importNotes(report: ImportReport): string[] {
  const { isAssumed, isBothWays, units, hiddenSize, beside, answering } = report;
  const others = beside.slice(0, 5).map((name) => name.slice(0, 80));
  return [
    ...(answering
      ? [`It ${judgedBy[answering.asked]}, with one of ${answering.answers} ${answering.kind}.`]
      : []),
    ...(beside.length > 0
      ? [`It also holds ${others.join(', ')}${beside.length > 5 ? ', …' : ''}, which was not read.`]
      : []),
    ...(isAssumed
      ? [
          'Its weights are those of a plain RNN, which do not show whether it bends its sums by tanh or relu; it was taken as tanh. If it was trained with nonlinearity="relu", import it with that choice, or with a parity record, which decides.',
        ]
      : []),
    ...(units.some((one) => one !== hiddenSize)
      ? [
          `Its layers have ${units.join(', ')} units; here each has ${hiddenSize}, of which those that a smaller layer lacks stay at zero.`,
        ]
      : []),
    ...(isBothWays && !answering
      ? [
          'It reads in both directions, so it has seen the next word before it predicts it: it can be kept and compared with its record, but not used for the next word.',
        ]
      : []),
  ];
}

export interface ImportContract {
  examineImport(request: {
    readonly file: FileSource;
    readonly names: Partial<TensorNames>;
    readonly task?: ForeignTask;
  }): Result<Examination, Failure>;
  /** Of a foreign model, once names, cut and vocabulary are chosen. */
  examineWords(request: {
    readonly file: FileSource;
    readonly names: TensorNames;
    readonly task?: ForeignTask;
    readonly classes?: ImportRequest['classes'];
    readonly tokens: TokenKind;
    readonly vocabulary?: FileSource;
  }): Result<WordsExamination, Failure>;
  importModel(request: ImportRequest): Result<ImportReport, Failure>;
}
