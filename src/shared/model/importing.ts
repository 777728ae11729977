/**
 * Importing a model that was trained elsewhere: which tensors it is made of, question by question,
 * and then the import itself. Files of this machine are read by the analyst; of others it is sent
 * the bytes.
 */
import type { TensorNames, NameQuestion } from '../../engine/files/foreign/foreignModel';
import type { ImportedFrom } from '../../engine/files/modelMetadata';
import type { TokenKind } from '../../engine/text/tokens/tokenizer';
import type { Failure, Result } from '../failures';

export type { ImportedFrom, NameQuestion, TensorNames, TokenKind };

export type FileSource =
  | { readonly name: string; readonly path: string }
  | { readonly name: string; readonly content: Uint8Array<ArrayBuffer> };

/** Above it, a file that is not of this machine is not sent. */
export const mostSentBytes = 64 << 20;

/** Endings of files that run code when they are opened (pickle): they are never read. */
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
    };

/** What the words of a vocabulary say about the class of those that the model does not know. */
export type WordsExamination =
  | { readonly kind: 'settled' }
  /** No name fits, or several do. */
  | {
      readonly kind: 'question';
      /** Words that look like a class. */
      readonly suspects: readonly string[];
      /** The first and the last of the others. */
      readonly others: readonly string[];
    };

export interface ImportRequest {
  readonly file: FileSource;
  /** What is not said is found, where there is no choice. */
  readonly names: Partial<TensorNames>;
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
  /** Without the class for unknown words, where the model has none. */
  readonly vocabulary: number;
  readonly layers: number;
  readonly hiddenSize: number;
  readonly embeddingSize: number;
  readonly tied: boolean;
  readonly bytes: number;
  /** Types other than F32 that were converted. */
  readonly converted: readonly string[];
  /** The model has no class for unknown words, so one was added that is never expected. */
  readonly unknownAdded: boolean;
  /** Tensors of the file that are no part of the model, nor copies of one. */
  readonly leftOut: readonly string[];
  readonly parity?: ImportedFrom['parity'];
}

export interface ImportContract {
  examineImport(request: {
    readonly file: FileSource;
    readonly names: Partial<TensorNames>;
  }): Result<Examination, Failure>;
  /** Of a foreign model, once names, cut and vocabulary are chosen. */
  examineWords(request: {
    readonly file: FileSource;
    readonly names: TensorNames;
    readonly tokens: TokenKind;
    readonly vocabulary?: FileSource;
  }): Result<WordsExamination, Failure>;
  importModel(request: ImportRequest): Result<ImportReport, Failure>;
}
