import type * as vscode from 'vscode';
import { describe, expect, it } from 'vitest';
import { createCellReadings } from '../../../src/host/cells/cellReadings';
import { success } from '../../../src/shared/failures';
import type { CellReading } from '../../../src/shared/questions/editor/cells';

const reading: CellReading = { problems: [], marks: [], meanings: [], names: [] };

function stage(length = 10) {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  const text = { version: 1, getText: () => 'h'.repeat(length) };
  const call = (_: string, { text: sent }: { readonly text: string }): Promise<unknown> => {
    asked.push(sent);
    return new Promise((resolve) => answers.push(() => resolve(success(reading))));
  };
  const readings = createCellReadings({ call } as never);
  const document = text as unknown as vscode.TextDocument;
  return { asked, text, of: () => readings.of(document), answer: () => answers.shift()?.() };
}

describe('Readings of a cell', () => {
  it('are asked once per version, whoever shows them', async () => {
    const { asked, text, of, answer } = stage();
    const both = [of(), of()];
    answer();
    expect(await Promise.all(both)).toEqual([reading, reading]);
    text.version = 2;
    const next = of();
    answer();
    await next;
    expect(asked).toHaveLength(2);
  });

  it('are of no use when the text went on meanwhile, and asked again', async () => {
    const { asked, text, of, answer } = stage();
    const first = of();
    text.version = 2;
    answer();
    expect(await first).toBeUndefined();
    const second = of();
    answer();
    expect(await second).toEqual(reading);
    expect(asked).toHaveLength(2);
  });

  it('of a large text take no more of it than is needed to refuse it', () => {
    const { asked, of } = stage(1_000_000);
    void of();
    expect(asked[0]).toHaveLength(100_001);
  });
});
