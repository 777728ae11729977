import { describe, expect, it } from 'vitest';
import { mirrorChapters } from '../../../src/host/mirroring/chapterMirrors';
import { createListeners } from '../../../src/host/common/listeners';
import { folderText } from '../../../src/host/sessions/folderModel';
import { mirrorDocuments } from '../../../src/host/mirroring/documentMirrors';
import { createSessions } from '../../../src/host/sessions/sessions';
import { fakeTexts, fakeThread, stillTimer, textOf } from '../stage';
import { summary } from '../values';

const folder = folderText('file:///book/');
const keyOf = (path: string): string => `${folder.key}${path}`;

function stage(disk: Map<string, string>, files = [...disk.keys()]) {
  const texts = fakeTexts();
  const sessions = createSessions();
  const thread = fakeThread();
  const saves = createListeners<string>();
  const watchers = new Set<(key: string) => void>();
  const read: string[] = [];
  const lines: string[] = [];
  let alarm: (() => void) | undefined;
  mirrorDocuments({ texts, sessions, threads: [thread], timer: stillTimer() });
  const sending = mirrorChapters({
    ...{ texts, sessions, threads: [thread], log: (line) => void lines.push(line) },
    timer: {
      after: (_, then) => {
        alarm = then;
        return () => (alarm = undefined);
      },
    },
    files: {
      keyOf: (of, path) => of + path,
      read: (key) => {
        read.push(key.slice(folder.key.length));
        return Promise.resolve(texts.find(key)?.text() ?? disk.get(key.slice(folder.key.length)));
      },
      watch: (_, changed) => {
        watchers.add(changed);
        return { dispose: () => void watchers.delete(changed) };
      },
      onDidSave: saves.listen,
    },
  });
  sessions.apply(folder, { kind: 'started', start: 'continue', files });
  sessions.apply(folder, { kind: 'finished', summary: summary(), path: '/m' });
  const open = (path: string): void => {
    const key = keyOf(path);
    texts.open(textOf(key, disk.get(path) ?? ''));
    sessions.lend(folder.key, { key, name: path });
  };
  const close = (path: string): void => {
    const text = texts.find(keyOf(path));
    if (text) texts.close(text);
  };
  const changed = (path: string): void => watchers.forEach((tell) => tell(keyOf(path)));
  const told = (method: string): unknown[] =>
    thread.told.filter(([name]) => name === method).map(([, request]) => request);
  return {
    ...{ texts, sessions, thread, saves, watchers, read, lines, sending },
    ...{ open, close, changed, told },
    ring: () => alarm?.(),
    isRinging: () => alarm !== undefined,
  };
}

const settled = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 5));

const chapter = (path: string, piece: string, last = true) => ({
  manuscript: folder.key,
  chapterKey: keyOf(path),
  ...{ piece, last },
});

const three = () =>
  new Map([
    ['1.md', 'one'],
    ['2.md', 'two'],
    ['3.md', 'three'],
  ]);

describe('The texts of a manuscript', () => {
  it('are sent in order when a chapter is opened, but not that chapter, which is mirrored', async () => {
    const { open, told, lines } = stage(three());
    expect(told('tellChapter')).toEqual([]);
    open('2.md');
    await settled();
    expect(told('tellChapter')).toEqual([chapter('1.md', 'one'), chapter('3.md', 'three')]);
    expect(told('useModel')).toEqual([
      {
        documentKey: keyOf('2.md'),
        source: { kind: 'file', path: '/m' },
        manuscript: folder.key,
      },
    ]);
    expect(lines.at(-1)).toMatch(/: 2 closed files counted, 8 characters, 0 not$/);
  });

  it('go in pieces of at most a megabyte', async () => {
    const long = 'abcd'.repeat(300_000);
    const { open, told } = stage(new Map([...three(), ['1.md', long]]));
    open('2.md');
    await settled();
    const pieces = told('tellChapter') as ReturnType<typeof chapter>[];
    const first = pieces.filter(({ chapterKey }) => chapterKey === keyOf('1.md'));
    expect(first.map(({ last }) => last)).toEqual([false, false, true]);
    expect(Math.max(...first.map(({ piece }) => 2 * piece.length))).toBeLessThanOrEqual(1 << 20);
    expect(first.map(({ piece }) => piece).join('')).toBe(long);
  });

  it('are read once, and again where a file was closed, changed on disk or saved', async () => {
    const disk = three();
    const { open, close, changed, saves, told, read } = stage(disk);
    open('2.md');
    open('1.md');
    await settled();
    expect(told('tellChapter')).toEqual([chapter('3.md', 'three')]);
    read.length = 0;
    disk.set('1.md', 'one, thought better of');
    close('1.md');
    await settled();
    disk.set('3.md', 'three, from elsewhere');
    changed('3.md');
    changed('picture.png');
    await settled();
    saves.fire(keyOf('3.md'));
    await settled();
    expect(read).toEqual(['1.md', '3.md', '3.md']);
    expect(told('tellChapter').slice(1, 3)).toEqual([
      chapter('1.md', 'one, thought better of'),
      chapter('3.md', 'three, from elsewhere'),
    ]);
  });

  it('come from the editor where a file is open there with a model of its own', async () => {
    const { texts, sessions, open, told } = stage(three());
    const own = textOf(keyOf('3.md'), 'three, not saved yet');
    texts.open(own);
    sessions.apply(own, { kind: 'started', start: 'continue' });
    sessions.apply(own, { kind: 'finished', summary: summary(), path: '/own' });
    open('2.md');
    await settled();
    expect(told('tellChapter')).toContainEqual(chapter('3.md', 'three, not saved yet'));
    expect(told('useModel')).toContainEqual({
      documentKey: own.key,
      source: { kind: 'file', path: '/own' },
    });
  });

  it('include a chapter begun since, and drop a file that is gone', async () => {
    const disk = three();
    const { open, close, changed, told } = stage(disk, ['1.md', '2.md']);
    open('2.md');
    open('3.md');
    close('3.md');
    await settled();
    expect(told('tellChapter')).toContainEqual(chapter('3.md', 'three'));
    disk.delete('1.md');
    changed('1.md');
    await settled();
    expect(told('dropChapter')).toEqual([{ manuscript: folder.key, chapterKey: keyOf('1.md') }]);
  });

  it('are counted up to eight million characters, and the log says what is not', async () => {
    const long = 'word '.repeat(900_000);
    const { open, told, lines } = stage(
      new Map([
        ['1.md', long],
        ['2.md', 'two'],
        ['3.md', long],
        ['4.md', 'four'],
      ]),
    );
    open('2.md');
    await settled();
    const keys = new Set(
      (told('tellChapter') as ReturnType<typeof chapter>[]).map(({ chapterKey }) => chapterKey),
    );
    expect([...keys]).toEqual([keyOf('1.md'), keyOf('4.md')]);
    expect(lines.at(-1)).toMatch(/: 2 closed files counted, 4500004 characters, 1 not$/);
  });

  it('are sent again to a thread that was started anew', async () => {
    const { open, thread, told } = stage(three());
    open('2.md');
    await settled();
    thread.told.length = 0;
    thread.restart();
    await settled();
    expect(told('tellChapter')).toEqual([chapter('1.md', 'one'), chapter('3.md', 'three')]);
  });

  it('are forgotten some time after the last chapter was closed, and not before', async () => {
    const { open, close, told, ring, isRinging, watchers } = stage(three());
    open('2.md');
    await settled();
    close('2.md');
    expect(isRinging()).toBe(true);
    open('1.md');
    expect(isRinging()).toBe(false);
    await settled();
    close('1.md');
    ring();
    await settled();
    expect(told('closeManuscript')).toEqual([{ manuscript: folder.key }]);
    expect(watchers.size).toBe(0);
  });
});
