import { describe, expect, it } from 'vitest';
import { isInspecting, isWriting, rememberModes } from '../../../src/host/sessions/documentMode';
import { modeEntries } from '../../../src/host/status/statusMenu';
import type { StoredValues } from '../../../src/host/sessions/documentMemory';
import { createDocumentMemories } from '../../../src/host/sessions/documentMemory';
import { idleSession, sessionAfter } from '../../../src/host/sessions/sessionState';
import { description } from '../values';

function memento(): StoredValues {
  const kept = new Map<string, unknown>();
  return {
    get: (key) => kept.get(key),
    update(key, value) {
      kept.set(key, JSON.parse(JSON.stringify(value)));
      return Promise.resolve();
    },
  };
}

describe('Two hats', () => {
  it('are both on until one is chosen, a document at a time', () => {
    const modes = rememberModes(createDocumentMemories(memento()));
    modes.choose('a', 'writing');
    expect([modes.of('a'), modes.of('b')]).toEqual(['writing', 'both']);
    expect([isWriting('both'), isInspecting('both')]).toEqual([true, true]);
    expect([isWriting('writing'), isInspecting('writing')]).toEqual([true, false]);
    expect([isWriting('inspecting'), isInspecting('inspecting')]).toEqual([false, true]);
  });

  it('survive a reload, and follow a document to its new name together with all that is remembered', () => {
    const workspace = memento();
    rememberModes(createDocumentMemories(workspace)).choose('a', 'inspecting');
    const memories = createDocumentMemories(workspace);
    const modes = rememberModes(memories);
    let told = 0;
    modes.onDidChange(() => told++);
    expect(memories.isEmpty()).toBe(false);
    memories.move('a', 'b');
    expect([modes.of('a'), modes.of('b'), told]).toEqual(['both', 'inspecting', 1]);
    modes.choose('b', 'both');
    expect([memories.isEmpty(), told]).toEqual([true, 2]);
  });

  it('are in the menu where there is a model, but for the one that is on', () => {
    const idle = idleSession('a', 'a.txt');
    const ready = sessionAfter(idle, { kind: 'restored', description: description(), path: '/m' });
    expect(modeEntries(idle, 'both')).toEqual([]);
    const offered = modeEntries(ready, 'inspecting').map(({ mode }) => mode);
    expect(offered).toEqual(['both', 'writing']);
  });
});
