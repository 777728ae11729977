import { describe, expect, it } from 'vitest';
import { createSessions } from '../../../src/host/sessions/sessions';
import {
  createModelsChangedOnDisk,
  readersOfOlder,
} from '../../../src/host/models/modelsChangedOnDisk';
import { textOf } from '../stage';
import { description } from '../values';

function stage() {
  const sessions = createSessions();
  const pending: (() => void)[] = [];
  const there = new Set<string>();
  const heard: string[] = [];
  const touched = createModelsChangedOnDisk({
    sessions,
    timer: { after: (_, then) => (pending.push(then), () => undefined) },
    isThere: (path) => Promise.resolve(there.has(path)),
    gone: (path) => heard.push(`gone ${path}`),
    written: (path) => heard.push(`written ${path}`),
    changed: () => heard.push('changed'),
  });
  const later = async (): Promise<void> => {
    for (const then of pending.splice(0)) then();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  const text = textOf('file:///a.txt', 'words');
  sessions.apply(text, { kind: 'restored', description: description(), path: '/m/a' });
  return { sessions, text, there, heard, touched, later, pending };
}

describe('Models that change behind a window’s back', () => {
  it('are forgotten where one that is read here was deleted', async () => {
    const { heard, touched, later, pending } = stage();
    touched('/m/a');
    touched('/m/a');
    expect(pending).toHaveLength(1);
    await later();
    expect(heard).toEqual(['gone /m/a', 'changed']);
  });

  it('are read again where the file was replaced, and stay where another one was deleted', async () => {
    const { heard, touched, later, there } = stage();
    there.add('/m/a');
    touched('/m/a');
    touched('/m/b');
    await later();
    expect([...heard].sort()).toEqual(['changed', 'changed', 'written /m/a']);
  });

  it('stay while they are trained here: the training will write them again', async () => {
    const { heard, touched, later, sessions, text } = stage();
    sessions.apply(text, { kind: 'started', start: 'continue' });
    touched('/m/a');
    await later();
    expect(heard).toEqual(['changed']);
  });
});

describe('Who reads with a model as it was before its file was written again', () => {
  const { modelVersion, noted } = description();
  const readers = (now: { modelVersion?: number; noted?: string }, path = '/m/a') => {
    const { sessions } = stage();
    const found = readersOfOlder(sessions.all(), path, { modelVersion, noted, ...now });
    return found.map(({ key }) => key);
  };

  it('is who has other weights, or read it before something was forgotten or named', () => {
    expect(readers({ modelVersion: modelVersion + 1 })).toEqual(['file:///a.txt']);
    expect(readers({ noted: 'else' })).toEqual(['file:///a.txt']);
    expect(readers({})).toEqual([]);
    expect(readers({ noted: 'else' }, '/m/b')).toEqual([]);
  });

  it('is nobody whose training is about to write it', () => {
    const { sessions, text } = stage();
    sessions.apply(text, { kind: 'started', start: 'continue' });
    expect(readersOfOlder(sessions.all(), '/m/a', { modelVersion, noted: 'else' })).toEqual([]);
  });
});
