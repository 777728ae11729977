import { describe, expect, it } from 'vitest';
import type { OpenManuscript } from '../../../src/host/mirroring/openManuscript';
import { hasOpenChapter, wantedChapters } from '../../../src/host/mirroring/openManuscript';
import { folderText } from '../../../src/host/sessions/folderModel';
import { createSessions } from '../../../src/host/sessions/sessions';
import { fakeTexts, textOf } from '../stage';
import { summary } from '../values';

const folder = folderText('file:///book/');

function stage(files: readonly string[]) {
  const texts = fakeTexts();
  const sessions = createSessions();
  const looked: string[] = [];
  const keyOf = (of: string, path: string): string => {
    looked.push(path);
    return of + path;
  };
  const needs = { texts, sessions, files: { keyOf } };
  const learn = (learnt: readonly string[]): void => {
    sessions.apply(folder, { kind: 'started', start: 'continue', files: learnt });
    sessions.apply(folder, { kind: 'finished', summary: summary(), path: '/m' });
  };
  learn(files);
  const manuscript: OpenManuscript = {
    ...{ folder: folder.key, sent: new Map(), learnt: { files: undefined, keys: [] } },
    ...{ sending: false, closed: false },
  };
  const open = (path: string): void => {
    const key = folder.key + path;
    texts.open(textOf(key, path));
    sessions.lend(folder.key, { key, name: path });
  };
  const wanted = (): string[] =>
    wantedChapters(needs, manuscript).map((key) => key.slice(folder.key.length));
  return { needs, looked, learn, open, wanted };
}

describe('The chapters of an open manuscript', () => {
  it('are wanted in the order in which they were learnt, but for those that are mirrored', () => {
    const { open, wanted } = stage(['2.md', '1.md', '3.md']);
    open('1.md');
    expect(wanted()).toEqual(['2.md', '3.md']);
  });

  it('are wanted after those that were learnt where they were begun since', () => {
    const { needs, open, wanted } = stage(['1.md', '2.md']);
    open('1.md');
    open('new.md');
    const begun = needs.texts.find(`${folder.key}new.md`);
    if (begun) needs.texts.close(begun);
    expect(wanted()).toEqual(['2.md', 'new.md']);
  });

  it('are looked up once per list of files', () => {
    const { learn, looked, wanted } = stage(['1.md', '2.md']);
    wanted();
    wanted();
    expect(looked).toEqual(['1.md', '2.md']);
    learn(['1.md']);
    expect(wanted()).toEqual(['1.md']);
  });

  it('are open where one of them is mirrored', () => {
    const { needs, open } = stage(['1.md']);
    expect(hasOpenChapter(needs, folder.key)).toBe(false);
    open('1.md');
    expect(hasOpenChapter(needs, folder.key)).toBe(true);
  });
});
