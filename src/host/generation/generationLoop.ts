/**
 * One generation, part by part: asks the reader until it is done, passes every part on, and ends when
 * it is cancelled or its output is no longer wanted. Knows nothing of VS Code.
 */
import type { Failure, Result } from '../../shared/failures';
import { success } from '../../shared/failures';
import type { ReaderContract } from '../../shared/contracts/reader';
import type { GeneratedPiece, GenerationRequest } from '../../shared/questions/editor/generation';
import type { CancelSignal } from '../../shared/wire/canceller';
import { answerOf, deadlines, insist } from '../threads/threadCalls';
import type { SupervisedThread } from '../threads/supervisor';

export type GenerationOrder = Omit<GenerationRequest, 'generation' | 'from'>;

export interface Generated {
  readonly words: number;
  /** It was not cancelled. */
  readonly whole: boolean;
}

let generations = 0;

export async function generate(
  order: GenerationOrder,
  by: {
    readonly reader: Pick<SupervisedThread<ReaderContract>, 'call' | 'tell'>;
    readonly cancel: CancelSignal;
    /** @returns whether more is wanted */
    readonly take: (pieces: readonly GeneratedPiece[], words: number) => Promise<boolean>;
  },
): Promise<Result<Generated, Failure>> {
  const { reader, cancel, take } = by;
  const generation = ++generations;
  const options = { deadline: deadlines.generation, cancel };
  let from = 0;
  let words = 0;
  const isOff = (): boolean => cancel.cancelled;
  try {
    while (!isOff()) {
      const request = { ...order, generation, from };
      const answer = await answerOf(insist(() => reader.call('generate', request, options)));
      if (isOff()) break;
      if (!answer.ok) return answer;
      const { pieces, done } = answer.value;
      from += pieces.length;
      words = answer.value.words;
      const wanted = pieces.length === 0 || (await take(pieces, words));
      if (done) return success({ words, whole: true });
      if (!wanted) break;
    }
    return success({ words, whole: false });
  } finally {
    reader.tell('endGeneration', { generation });
  }
}
