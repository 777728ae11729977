import { describe, expect, it } from 'vitest';
import {
  byName,
  commonFolder,
  folderKey,
  folderText,
  foldersAround,
  isFolderKey,
  isSuchFile,
  joinChapters,
} from '../../../src/host/sessions/folderModel';
import { endingOf } from '../../../src/host/common/nameOfKey';
import { createSessions } from '../../../src/host/sessions/sessions';
import { completer } from '../../../src/host/sessions/sessionState';
import { statusSentence } from '../../../src/host/status/statusText';
import { description, liveModel, report, summary } from '../values';

describe('The key of a manuscript', () => {
  it('is the folder with a slash, which no document has', () => {
    expect(folderKey('file:///my/book')).toBe('file:///my/book/');
    expect(folderKey('file:///my/book/')).toBe('file:///my/book/');
    expect(isFolderKey('file:///my/book/1.md')).toBe(false);
    expect(folderText('file:///my/my%20book/').name).toBe('my book');
  });

  it('is found around a document, the nearest first', () => {
    expect(foldersAround('file:///my/book/part/1.md')).toEqual([
      'file:///my/book/part/',
      'file:///my/book/',
      'file:///my/',
      'file:///',
    ]);
    expect(foldersAround('vscode-remote://host/a/b.md')).toEqual([
      'vscode-remote://host/a/',
      'vscode-remote://host/',
    ]);
    expect(foldersAround('file:///my/book/')).toEqual(['file:///my/', 'file:///']);
    expect(foldersAround('untitled:Untitled-1')).toEqual([]);
  });

  it('holds all that was chosen', () => {
    expect(commonFolder(['file:///b/1.md', 'file:///b/2.md'])).toBe('file:///b/');
    expect(commonFolder(['file:///b/x/1.md', 'file:///b/2.md'])).toBe('file:///b/');
    expect(commonFolder(['file:///b/x/', 'file:///b/x/y/2.md'])).toBe('file:///b/x/');
    expect(commonFolder(['file:///b/'])).toBe('file:///b/');
    expect(commonFolder(['untitled:Untitled-1'])).toBeUndefined();
    expect(commonFolder([])).toBeUndefined();
  });
});

describe('The chapters of a manuscript', () => {
  it('are ordered as a person orders names', () => {
    const names = ['Chapter 10.md', 'chapter 2.md', 'Chapter 1.md', 'appendix.md'];
    expect(names.toSorted(byName)).toEqual([
      'appendix.md',
      'Chapter 1.md',
      'chapter 2.md',
      'Chapter 10.md',
    ]);
  });

  it('are joined with an empty line between them, and without a mark of their order of bytes', () => {
    expect(joinChapters(['\ufeffOne.\n\n\n', 'Two.'])).toBe('One.\n\nTwo.\n');
  });

  it('share their ending', () => {
    expect([endingOf('a/b.MD'), endingOf('a.b/c'), endingOf('a/.profile')]).toEqual(['md', '', '']);
    expect(isSuchFile('file:///b/new.md', ['1.md', 'notes.txt'])).toBe(true);
    expect(isSuchFile('file:///b/code.ts', ['1.md', 'notes.txt'])).toBe(false);
  });
});

describe('A lent model', () => {
  const folder = folderText('file:///book/');
  const chapter = { key: 'file:///book/3.md', name: '3.md' };
  const files = ['1.md', '2.md'];

  function stage() {
    const sessions = createSessions();
    const changes: string[] = [];
    sessions.apply(folder, { kind: 'started', start: 'continue', files });
    sessions.lend(folder.key, chapter);
    sessions.onDidChange(({ session, event }) => changes.push(`${session.name} ${event.kind}`));
    const finish = (): void =>
      sessions.apply(folder, { kind: 'finished', summary: summary(), path: '/m' });
    return { sessions, changes, finish };
  }

  it('is the folder’s at every moment, and so is its training', () => {
    const { sessions, changes, finish } = stage();
    expect(sessions.find(chapter.key)).toMatchObject({ state: 'training', name: '3.md' });
    expect(sessions.busy()?.key).toBe(folder.key);
    const model = liveModel(1);
    sessions.apply(folder, { kind: 'published', model });
    sessions.apply(folder, { kind: 'progress', report: report(0.5) });
    expect(sessions.find(chapter.key)?.model).toBe(sessions.find(folder.key)?.model);
    expect(sessions.status(chapter.key).progress).toBe(0.5);
    finish();
    expect(sessions.status(chapter.key)).toMatchObject({ state: 'ready' });
    expect(changes).toEqual([
      'book published',
      '3.md published',
      'book progress',
      '3.md progress',
      'book finished',
      '3.md finished',
    ]);
    const session = sessions.of(chapter);
    expect(statusSentence(session)).toContain('3.md uses the model of book, learnt from');
  });

  it('gives way to one of its own, and comes back where that came to nothing', () => {
    const { sessions, finish } = stage();
    finish();
    sessions.apply(chapter, { kind: 'started', start: 'continue' });
    expect(sessions.find(chapter.key)).toMatchObject({ state: 'training' });
    expect(sessions.find(chapter.key)?.lender).toBeUndefined();
    expect(sessions.busy()?.key).toBe(chapter.key);
    sessions.apply(chapter, { kind: 'refused', failure: { kind: 'stoppedEarly' } });
    expect(sessions.find(chapter.key)?.lender?.key).toBe(folder.key);
    sessions.apply(chapter, { kind: 'started', start: 'continue' });
    sessions.apply(chapter, { kind: 'finished', summary: summary(), path: '/own' });
    sessions.apply(folder, { kind: 'deleted' });
    expect(sessions.find(chapter.key)?.model).toEqual({ kind: 'file', path: '/own' });
  });

  it('is gone with the folder’s, and where the folder or the chapter moves', () => {
    const { sessions, finish } = stage();
    finish();
    sessions.move(chapter.key, { key: 'file:///other/3.md', name: '3.md' }, () => '/m2');
    expect([sessions.find(chapter.key), sessions.find('file:///other/3.md')]).toEqual([
      undefined,
      undefined,
    ]);
    sessions.lend(folder.key, chapter);
    sessions.apply(folder, { kind: 'deleted' });
    expect(sessions.status(chapter.key)).toEqual({ state: 'idle' });
    expect(completer(sessions.of(chapter))).toBeUndefined();
    sessions.lend(folder.key, chapter);
    expect(sessions.status(chapter.key)).toEqual({ state: 'idle' });
  });

  it('comes back from its file, for the same kinds of files', () => {
    const sessions = createSessions();
    const known = description({ files, unfinished: true });
    sessions.apply(folder, { kind: 'restored', description: known, path: '/m' });
    sessions.lend(folder.key, chapter);
    expect(sessions.of(chapter)).toMatchObject({ files, lender: { name: 'book' }, state: 'ready' });
    expect(sessions.of(chapter).message).toContain('Train on These Files');
  });
});
