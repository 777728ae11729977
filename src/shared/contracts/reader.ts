/**
 * The wall between the host and the reader thread: completions and hovers, from the newest
 * published weights, at once. Every answer carries the versions it is about.
 */
import type { DocumentsContract } from './documents';
import type { Failure, Result } from '../failures';
import type { GenerationRequest, GenerationAnswer } from '../questions/editor/generation';
import type { CompletionRequest, CompletionAnswer } from '../questions/editor/ghostText';
import type { TokenReading } from '../questions/editor/hover';
import type { LearntContract } from '../questions/editor/learnt';
import type { predictQuestions } from '../questions/predict';
import type { AskedOfThread } from '../questions/question';

export interface ReaderContract
  extends DocumentsContract, LearntContract, AskedOfThread<typeof predictQuestions> {
  complete(request: CompletionRequest): Result<CompletionAnswer, Failure>;
  inspect(request: {
    readonly documentKey: string;
    readonly offset: number;
  }): Result<TokenReading, Failure>;
  generate(request: GenerationRequest): Result<GenerationAnswer, Failure>;
  /** Nobody asks for the rest of it. */
  endGeneration(request: { readonly generation: number }): void;
}
