import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatherEdits } from '../../../src/host/mirroring/gatheredEdits';
import type { DocumentEdit, TextChange } from '../../../src/shared/contracts/documents';
import { fakeThread, stillTimer } from '../stage';

function stage() {
  const thread = fakeThread();
  const timer = stillTimer();
  const edits = gatherEdits(thread, timer);
  let version = 1;
  const type = (offset: number, text: string, documentKey = 'a', length = 0): void =>
    edits.add({ documentKey, version: ++version, changes: [{ offset, length, text }] });
  const sent = (): DocumentEdit[] => thread.told.map(([, request]) => request as DocumentEdit);
  return { thread, timer, edits, type, sent };
}

const change = (offset: number, length: number, text: string): TextChange => ({
  ...{ offset, length, text },
});

const applied = (text: string, changes: readonly TextChange[]): string =>
  changes.reduce(
    (now, { offset, length, text: by }) => now.slice(0, offset) + by + now.slice(offset + length),
    text,
  );

describe('Gathered edits', () => {
  it('go as one message a document, when a moment has passed', () => {
    const { timer, type, sent } = stage();
    type(3, 'x');
    type(4, 'y');
    type(0, 'in another', 'b');
    type(5, 'z');
    expect(sent()).toEqual([]);
    timer.ring();
    expect(sent()).toEqual([
      { documentKey: 'a', version: 5, changes: [change(3, 0, 'xyz')] },
      { documentKey: 'b', version: 4, changes: [change(0, 0, 'in another')] },
    ]);
    type(6, '!');
    timer.ring();
    expect(sent()).toHaveLength(3);
  });

  it('go before whatever else is sent', () => {
    const { thread, timer, type, sent } = stage();
    type(3, 'x');
    thread.tell('useModel', {});
    expect(thread.told.map(([method]) => method)).toEqual(['editDocument', 'useModel']);
    type(4, 'y');
    thread.ask();
    expect(sent().at(-1)).toMatchObject({ changes: [change(4, 0, 'y')] });
    timer.ring();
    expect(thread.told).toHaveLength(3);
  });

  it('are not sent by one that is disposed', () => {
    const { thread, timer, edits, type, sent } = stage();
    type(3, 'x');
    edits.dispose();
    timer.ring();
    thread.ask();
    expect(sent()).toEqual([]);
  });

  it('leave the text that they leave one by one', () => {
    const place = fc.record({ at: fc.nat(), length: fc.nat(4), text: fc.string({ maxLength: 3 }) });
    const typist = fc.array(fc.tuple(place, fc.boolean()), { maxLength: 20 });
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), typist, (text, steps) => {
        const { timer, edits, sent } = stage();
        let now = text;
        let cursor = 0;
        for (const [version, [{ at, length, text: by }, goesOn]] of steps.entries()) {
          const offset = goesOn ? cursor : at % (now.length + 1);
          const one = change(offset, Math.min(length, now.length - offset), by);
          edits.add({ documentKey: 'a', version, changes: [one] });
          now = applied(now, [one]);
          cursor = offset + by.length;
        }
        timer.ring();
        expect(applied(text, sent()[0]?.changes ?? [])).toBe(now);
      }),
    );
  });
});
