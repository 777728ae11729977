/**
 * The wall between the host and the reader thread: completions and hovers, from the newest
 * published weights, at once. Every answer carries the versions it is about.
 */
import type { DocumentText, DocumentsContract } from './documents';
import type { Failure, Result } from '../failures';
import type { GenerationRequest, GenerationAnswer } from '../questions/editor/generation';
import type { CompletionRequest, CompletionAnswer } from '../questions/editor/ghostText';
import type { WordListAnswer, WordListRequest } from '../questions/editor/wordList';
import type { SilenceAnswer, SilenceRequest } from '../questions/editor/silence';
import type { CellsContract } from '../questions/editor/cells';
import type { TokenReading } from '../questions/editor/hover';
import type { LearntContract } from '../questions/editor/learnt';
import type { predictQuestions } from '../questions/predict';
import type { AskedOfThread } from '../questions/question';

export interface ReaderContract
  extends DocumentsContract, LearntContract, CellsContract, AskedOfThread<typeof predictQuestions> {
  complete(request: CompletionRequest): Result<CompletionAnswer, Failure>;
  explainSilence(request: SilenceRequest): Result<SilenceAnswer, Failure>;
  listWords(request: WordListRequest): Result<WordListAnswer, Failure>;
  /** An open text, mirrored or not, whose words VS Code would list beside those of the one being written. */
  tellListedText(text: DocumentText): void;
  inspect(request: {
    readonly documentKey: string;
    readonly offset: number;
  }): Result<TokenReading, Failure>;
  generate(request: GenerationRequest): Result<GenerationAnswer, Failure>;
  /** Nobody asks for the rest of it. */
  endGeneration(request: { readonly generation: number }): void;
}
