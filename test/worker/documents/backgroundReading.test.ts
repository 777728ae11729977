import { describe, expect, it } from 'vitest';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import { createBackgroundReading } from '../../../src/worker/documents/backgroundReading';
import {
  applyChange,
  countedOf,
  mirrorDocument,
  viewThrough,
  type MirroredDocument,
} from '../../../src/worker/documents/mirroredDocument';
import type { DocumentView } from '../../../src/worker/view/documentView';
import { tinyModel } from '../tinyModel';
import { quietClock } from './quietClock';

const sentence = 'the sea was calm and the light was far away .\n';
const parts = { withOverviews: true, otherChapters: () => Promise.resolve([]) };

interface Looked {
  readonly document: MirroredDocument;
  readonly view: DocumentView;
  look(slot?: 'view' | 'past'): DocumentView;
}

function stage() {
  const documents = new Map<string, MirroredDocument>();
  const clock = quietClock();
  const seen = { version: 1, woken: 0 };
  const model = tinyModel(sentence, { version: () => seen.version });
  const reading = createBackgroundReading({
    ...{ clock, find: (key) => documents.get(key) },
    wake: () => seen.woken++,
  });
  /** Opens a document and looks at it. */
  const lookAt = (key: string): Looked => {
    const text = tokenizedText(sentence, 'words');
    const document = mirrorDocument({ documentKey: key, version: 1, text: sentence });
    Object.assign(document, { text, source: { kind: 'file', path: '/model' } });
    documents.set(key, document);
    const look = (slot: 'view' | 'past' = 'view') =>
      viewThrough(document, slot, model, text, parts);
    reading.asked(key);
    return { document, view: look(), look };
  };
  return { reading, clock, seen, lookAt, documents };
}

const readAll = ({ trace }: DocumentView): void => {
  while (!trace.advance(100));
};

describe('What is done in the background', () => {
  it('is reading through the newest weights, those asked about last first', () => {
    const { reading, lookAt } = stage();
    const [one, two] = ['a', 'b'].map((key) => lookAt(key).view);
    reading.asked('a');
    expect(reading.chores()).toEqual([
      ...[one.trace, two.trace, one.nearbySurprises, two.nearbySurprises],
      ...[one.overviews, two.overviews],
    ]);
  });

  it('is counting before reading, and reading through snapshots last', () => {
    const { reading, lookAt } = stage();
    const { document, view, look } = lookAt('a');
    const { counts, experts } = countedOf(document, view.text);
    const past = look('past');
    const chores = reading.chores();
    expect(chores.slice(0, 3)).toEqual([counts, experts, view.trace]);
    expect(chores.slice(-2)).toEqual([past.trace, past.overviews]);
  });

  it('is nothing for documents that nobody asked about or that are closed', () => {
    const { reading, lookAt, documents } = stage();
    lookAt('a');
    lookAt('b');
    documents.delete('a');
    expect(reading.chores()).toHaveLength(3);
    reading.closed('b');
    expect(reading.chores()).toEqual([]);
  });

  it('leaves reading for a pause in typing, but not counting', () => {
    const { reading, lookAt, clock, seen } = stage();
    const { document, view } = lookAt('a');
    const { counts, experts } = countedOf(document, view.text);
    reading.typed();
    expect(reading.chores()).toEqual([counts, experts]);
    expect(seen.woken).toBe(0);
    clock.pass(100);
    expect(seen.woken).toBe(1);
    expect(reading.chores()).toContain(view.trace);
  });

  it('passes over snapshots whose weights have gone', () => {
    const { reading, lookAt, seen } = stage();
    const past = lookAt('a').look('past');
    expect(reading.chores()).toContain(past.trace);
    seen.version++;
    expect(reading.chores()).not.toContain(past.trace);
  });
});

describe('A document is settled', () => {
  it('when it was asked about last and is read to its end', () => {
    const { reading, lookAt } = stage();
    expect(reading.settled()).toBeUndefined();
    const { view } = lookAt('a');
    expect(reading.settled()).toBeUndefined();
    readAll(view);
    expect(reading.settled()).toBe(view);
    lookAt('b');
    expect(reading.settled()).toBeUndefined();
  });

  it('until it is edited, its weights are newer or its model is in training', () => {
    const { reading, lookAt, seen } = stage();
    const { document, view } = lookAt('a');
    readAll(view);
    applyChange(document, { offset: 0, length: 0, text: 'so ' });
    expect(reading.settled()).toBeUndefined();
    readAll(view);
    expect(reading.settled()).toBe(view);
    document.source = { kind: 'counts' };
    expect(reading.settled()).toBeUndefined();
    document.source = { kind: 'file', path: '/model' };
    seen.version++;
    expect(reading.settled()).toBeUndefined();
  });
});
