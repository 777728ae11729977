import { describe, expect, it } from 'vitest';
import { isInspecting, isWriting, rememberHats } from '../../../src/host/sessions/documentMode';
import { hatEntries } from '../../../src/host/status/statusMenu';
import type { Memory } from '../../../src/host/sessions/documentMemory';
import { createMemories } from '../../../src/host/sessions/documentMemory';
import { idleSession, sessionAfter } from '../../../src/host/sessions/sessionState';
import { description } from '../values';

function memento(): Memory {
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
    const hats = rememberHats(createMemories(memento()));
    hats.choose('a', 'writing');
    expect([hats.of('a'), hats.of('b')]).toEqual(['writing', 'both']);
    expect([isWriting('both'), isInspecting('both')]).toEqual([true, true]);
    expect([isWriting('writing'), isInspecting('writing')]).toEqual([true, false]);
    expect([isWriting('inspecting'), isInspecting('inspecting')]).toEqual([false, true]);
  });

  it('survive a reload, and follow a document to its new name together with all that is remembered', () => {
    const workspace = memento();
    rememberHats(createMemories(workspace)).choose('a', 'inspecting');
    const memories = createMemories(workspace);
    const hats = rememberHats(memories);
    let told = 0;
    hats.onDidChange(() => told++);
    expect(memories.isEmpty()).toBe(false);
    memories.move('a', 'b');
    expect([hats.of('a'), hats.of('b'), told]).toEqual(['both', 'inspecting', 1]);
    hats.choose('b', 'both');
    expect([memories.isEmpty(), told]).toEqual([true, 2]);
  });

  it('are in the menu where there is a model, but for the one that is on', () => {
    const idle = idleSession('a', 'a.txt');
    const ready = sessionAfter(idle, { kind: 'restored', description: description(), path: '/m' });
    expect(hatEntries(idle, 'both')).toEqual([]);
    const offered = hatEntries(ready, 'inspecting').map(({ hat }) => hat);
    expect(offered).toEqual(['both', 'writing']);
  });
});
