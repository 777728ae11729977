/** A reader that has counts alone, in this thread, and a text that somebody types on. */
import type {
  CompletionAnswer,
  CompletionRequest,
} from '../../../src/shared/questions/editor/ghostText';
import type {
  WordListAnswer,
  WordListRequest,
} from '../../../src/shared/questions/editor/wordList';
import type { SilenceAnswer, SilenceRequest } from '../../../src/shared/questions/editor/silence';
import { createDocuments } from '../../../src/worker/documents/documents';
import { createCompletionLooking, createLooking } from '../../../src/worker/documents/look';
import { createReader } from '../../../src/worker/reader';
import { createSlices } from '../../../src/worker/scheduling/slices';
import { quietClock } from '../documents/quietClock';
import { value } from '../house';

const job = { cancelled: false, whenCancelled: () => undefined };
const documentKey = 'file:///letter.txt';

export function readerOf(text: string) {
  const clock = quietClock();
  const documents = createDocuments({
    ...{ clock, counting: true, changed: () => undefined },
    models: {
      load: () => Promise.resolve(undefined),
      taskOf: () => undefined,
      recheck: () => undefined,
      keep: () => undefined,
    },
    onBug: (error) => {
      throw error;
    },
  });
  const slices = createSlices(clock);
  const options = { documents, slices, clock, patience: 60 };
  const reader = createReader({
    ...{ documents, clock, asked: () => undefined },
    looking: createLooking(options),
    lookingForCompletion: createCompletionLooking(options),
  });
  let whole = text;
  let version = 1;
  void reader.openDocument({ documentKey, version, text }, job);
  void reader.useModel({ documentKey, source: { kind: 'counts' } }, job);

  /** Counts all words, as the thread does when it has nothing else to do. */
  async function settle(): Promise<void> {
    await documents.completionDocument(documentKey);
    while (!documents.chores().every((chore) => chore.advance(64)));
  }

  return {
    get text() {
      return whole;
    },
    tell: (other: { documentKey: string; version: number; text: string }) =>
      void reader.tellListedText(other, job),
    type(letters: string) {
      const changes = [{ offset: whole.length, length: 0, text: letters }];
      void reader.editDocument({ documentKey, version: ++version, changes }, job);
      whole += letters;
    },
    /** After so many letters that VS Code takes for a word. */
    async list(typed: number, changes: Partial<WordListRequest> = {}): Promise<WordListAnswer> {
      await settle();
      const offset = whole.length;
      const request = { documentKey, offset, from: offset - typed, precision: 0.8 };
      const rest = { anywhere: false, others: [] };
      return value(await reader.listWords({ ...request, ...rest, ...changes }, job));
    },
    async explain(minimumLetters: number, last?: SilenceRequest['last']): Promise<SilenceAnswer> {
      await settle();
      const asked = { documentKey, offset: whole.length, precision: 0.8, minimumLetters };
      const request = { ...asked, ...(last ? { last } : {}) };
      return value(await reader.explainSilence(request, job));
    },
    async complete(changes: Partial<CompletionRequest> = {}): Promise<CompletionAnswer> {
      await settle();
      const request = { documentKey, offset: whole.length, count: 20 };
      return value(await reader.complete({ ...request, ...changes }, job));
    },
  };
}
