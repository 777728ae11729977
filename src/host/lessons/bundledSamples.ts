/**
 * The plain texts that came with the extension: which there are, and what each can show and what it
 * cannot, for the texts of this window that were opened from one. Knows nothing of VS Code.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { Sample } from '../../shared/lessons/lessons';
import { samplesSchema } from '../../shared/lessons/lessons';

export interface BundledSamples {
  /** In the order in which they are offered. */
  list(): Promise<Result<readonly Sample[]>>;
  text(sample: Sample): Promise<Result<string>>;
  /** From now on the text is that sample. */
  opened(key: string, sample: Pick<Sample, 'says'>): void;
  says(key: string): string | undefined;
  close(key: string): void;
}

/** @param folder of the samples that came with the extension */
export function createBundledSamples(folder: string): BundledSamples {
  const open = new Map<string, Pick<Sample, 'says'>>();

  async function read<T>(file: string, parse: (content: string) => T): Promise<Result<T>> {
    try {
      return success(parse(await readFile(join(folder, file), 'utf8')));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return failed({ kind: 'disk', doing: 'Opening the sample', reason });
    }
  }

  return {
    list: () => read('index.json', (content) => v.parse(samplesSchema, JSON.parse(content))),
    text: ({ file }) => read(file, (content) => content),
    opened: (key, sample) => void open.set(key, sample),
    says: (key) => open.get(key)?.says,
    close: (key) => void open.delete(key),
  };
}
