import { expect, it } from 'vitest';
import type { StoredValues } from '../../../src/host/sessions/documentMemory';
import { createDocumentMemory } from '../../../src/host/sessions/documentMemory';
import { colourMeasureSchema } from '../../../src/shared/questions/editor/colours';

const createColourMemory = (memory: StoredValues) =>
  createDocumentMemory(memory, 'colours', colourMeasureSchema);

function memento(initial?: unknown) {
  let kept = initial;
  return {
    get: () => kept,
    update(_: string, value: unknown) {
      kept = JSON.parse(JSON.stringify(value)) as unknown;
      return Promise.resolve();
    },
    kept: () => JSON.stringify(kept),
  };
}

it('remembers what a document is coloured by, without its name', () => {
  const workspace = memento();
  const measure = { by: 'unit', gate: 'cellState', layer: 0, unit: 5 } as const;
  createColourMemory(workspace).choose('file:///secret.txt', measure);
  expect(workspace.kept()).not.toContain('secret');
  const later = createColourMemory(workspace);
  expect(later.of('file:///secret.txt')).toEqual(measure);
  expect(later.of('file:///secret.txt')).toBe(later.of('file:///secret.txt'));
  expect(later.of('file:///other.txt')).toBeUndefined();
  later.choose('file:///secret.txt', undefined);
  expect(createColourMemory(workspace).of('file:///secret.txt')).toBeUndefined();
});

it('follows a document to its new name', () => {
  const memory = createColourMemory(memento());
  memory.choose('a', { by: 'rank' });
  memory.move('a', 'b');
  memory.move('c', 'd');
  expect([memory.of('a'), memory.of('b'), memory.of('d')]).toEqual([
    undefined,
    { by: 'rank' },
    undefined,
  ]);
});

it('forgets the oldest documents beyond 200', () => {
  const workspace = memento();
  const memory = createColourMemory(workspace);
  for (let n = 0; n < 205; n++) memory.choose(`file:///${n}`, { by: 'surprise' });
  const later = createColourMemory(workspace);
  expect([later.of('file:///4'), later.of('file:///5')]).toEqual([undefined, { by: 'surprise' }]);
});

it('starts with nothing where something else lies in its place', () => {
  for (const rubbish of [7, 'x', [['a', { by: 'mood' }]], { a: 1 }]) {
    expect(createColourMemory(memento(rubbish)).of('a')).toBeUndefined();
  }
});
