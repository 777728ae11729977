import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDocumentMemories } from '../../../src/host/sessions/documentMemory';
import { followChosen, rememberChosen } from '../../../src/host/models/chosenModels';
import { vocabularyFitSentence } from '../../../src/host/models/vocabularyFit';
import type { ModelFiles } from '../../../src/host/sessions/modelFiles';
import { createModelFiles, modelId } from '../../../src/host/sessions/modelFiles';
import { folderText } from '../../../src/host/sessions/folderModel';
import { createRestoreModel } from '../../../src/host/sessions/restoreModel';
import { statusOf } from '../../../src/host/sessions/sessionState';
import { createSessions } from '../../../src/host/sessions/sessions';
import { success } from '../../../src/shared/failures';
import { textOf } from '../stage';
import { description, liveModel, summary } from '../values';

let folder = '';
let files: ModelFiles;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gatescope-models-'));
  files = createModelFiles(folder);
  await mkdir(path.join(folder, 'models'));
});
afterEach(() => rm(folder, { recursive: true }));

const owner = textOf('file:///owner.txt', 'the words of the owner');
const reader = textOf('file:///reader.txt', 'other words');
const book = folderText('file:///book/');
const chapter = textOf('file:///book/2.md', 'words of a chapter');
const ofBook = { '0:1': 'chapters' };
const ofOwner = { '0:2': 'quotes' };

function stage() {
  const kept = new Map<string, unknown>();
  const memory = {
    get: (key: string) => kept.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
  };
  const sessions = createSessions();
  const memories = createDocumentMemories(memory);
  const chosen = rememberChosen(memories, files);
  let version = 9;
  const restoring = createRestoreModel({
    analyst: {
      call: ((_: string, { path: asked }: { readonly path: string }) =>
        Promise.resolve(
          success(
            asked === files.pathOf(book.key)
              ? description({ documentKey: book.key, files: ['1.md'], unitNames: ofBook })
              : description({ documentKey: owner.key, modelVersion: version, unitNames: ofOwner }),
          ),
        )) as never,
    },
    ...{ sessions, files, chosen: chosen.pathFor },
    log: () => undefined,
    showFailure: () => undefined,
  });
  const texts = [owner, reader, chapter];
  const find = (key: string) => texts.find((text) => text.key === key);
  const followers = followChosen({ chosen, sessions, files, restoring, find });
  return { sessions, memories, chosen, followers, restoring, train: () => (version += 1) };
}

describe('A text that is read with the model of another', () => {
  it('is ready, answers from that file, and says whose it is', async () => {
    await writeFile(files.pathOf(owner.key), 'a model');
    const { sessions, chosen, restoring } = stage();
    chosen.choose(reader.key, modelId(owner.key));
    await restoring.restore(reader);
    const session = sessions.of(reader);
    expect(statusOf(session)).toMatchObject({ state: 'ready', modelVersion: 9 });
    expect(session).toMatchObject({
      lender: { key: owner.key, name: 'owner.txt', by: 'choice' },
      model: { kind: 'file', path: files.pathOf(owner.key) },
    });
  });

  it('starts a model of its own when it is trained, and then borrows no longer', async () => {
    await writeFile(files.pathOf(owner.key), 'a model');
    const { sessions, chosen, restoring } = stage();
    chosen.choose(reader.key, modelId(owner.key));
    await restoring.restore(reader);
    const path = files.pathOf(reader.key);
    sessions.apply(reader, { kind: 'started', start: 'continue', path });
    sessions.apply(reader, { kind: 'published', model: liveModel(1) });
    expect(chosen.idFor(reader.key)).toBe(modelId(reader.key));
    sessions.apply(reader, { kind: 'finished', summary: summary(), path });
    expect(chosen.idFor(reader.key)).toBe(modelId(reader.key));
  });

  it('follows the model when it is trained further: a new source, and none for the same', async () => {
    await writeFile(files.pathOf(owner.key), 'a model');
    const { sessions, chosen, restoring, train } = stage();
    chosen.choose(reader.key, modelId(owner.key));
    await restoring.restore(reader);
    const before = sessions.of(reader).model;
    await restoring.refresh(reader);
    expect(sessions.of(reader).model).toBe(before);
    train();
    const path = files.pathOf(owner.key);
    sessions.apply(owner, { kind: 'finished', summary: summary(), path });
    await expect.poll(() => sessions.of(reader).fileVersion).toBe(10);
    expect(sessions.of(reader).model).toEqual(before);
    expect(sessions.of(reader).model).not.toBe(before);
  });

  it('has its own model again, or none, when the other is gone', async () => {
    const { sessions, chosen, restoring } = stage();
    chosen.choose(reader.key, modelId(owner.key));
    await restoring.restore(reader);
    expect(sessions.of(reader).state).toBe('idle');
    await writeFile(files.pathOf(reader.key), 'its own');
    await restoring.refresh(reader);
    expect(sessions.of(reader).lender).toBeUndefined();
    expect(sessions.of(reader).state).toBe('ready');
  });

  it('keeps that model under its new name', async () => {
    await writeFile(files.pathOf(owner.key), 'a model');
    const { sessions, memories, chosen, restoring } = stage();
    chosen.choose(reader.key, modelId(owner.key));
    await restoring.restore(reader);
    const renamed = { key: 'file:///new.txt', name: 'new.txt' };
    memories.move(reader.key, renamed.key);
    sessions.move(reader.key, renamed, () => files.pathOf(renamed.key));
    const path = files.pathOf(owner.key);
    expect(sessions.of(renamed).model).toEqual({ kind: 'file', path });
    expect(await chosen.pathFor(renamed.key)).toBe(path);
  });
});

describe('A text with several models of its own', () => {
  const [first, second] = ['', 'aaaaaaaa'].map((slot) => modelId(owner.key, slot || undefined));
  const write = async (id: string, at: number): Promise<string> => {
    const path = files.pathOfId(id);
    await writeFile(path, 'a model');
    await utimes(path, at, at);
    return path;
  };
  const usedIn = ({ sessions }: ReturnType<typeof stage>): string | undefined => {
    const { model } = sessions.of(owner);
    return model?.kind === 'file' ? files.idOf(model.path) : undefined;
  };

  it('opens with the one that was written last, and with the first where there is no other', async () => {
    await write(first, 1_000);
    const before = stage();
    await before.restoring.restore(owner);
    expect(usedIn(before)).toBe(first);
    await write(second, 2_000);
    const room = stage();
    await room.restoring.restore(owner);
    expect(usedIn(room)).toBe(second);
    expect(room.sessions.of(owner).lender).toBeUndefined();
  });

  it('goes on with the one that it used in this workspace, whatever another window writes', async () => {
    await write(first, 1_000);
    const room = stage();
    await room.restoring.restore(owner);
    await write(second, 2_000);
    await room.restoring.refresh(owner);
    expect(usedIn(room)).toBe(first);
  });

  it('uses the one that is chosen, and another of its own when that is gone', async () => {
    const path = await write(first, 1_000);
    await write(second, 2_000);
    const room = stage();
    room.chosen.choose(owner.key, first);
    await room.restoring.restore(owner);
    expect(usedIn(room)).toBe(first);
    await rm(path);
    await room.restoring.refresh(owner);
    expect(usedIn(room)).toBe(second);
    expect(room.chosen.idFor(owner.key)).toBe(second);
  });

  it('uses the one in training from its first weights on, and the one before where nothing came of it', async () => {
    await write(first, 1_000);
    const room = stage();
    await room.restoring.restore(owner);
    const path = files.pathOfId(second);
    room.sessions.apply(owner, { kind: 'started', start: 'afresh', path });
    expect(room.chosen.idFor(owner.key)).toBe(first);
    room.sessions.apply(owner, { kind: 'published', model: liveModel(1) });
    expect(room.chosen.idFor(owner.key)).toBe(second);
    room.sessions.apply(owner, { kind: 'refused', failure: { kind: 'stoppedEarly' } });
    expect(room.chosen.idFor(owner.key)).toBe(first);
  });

  it('takes all of them to its new name, and the choice with them', async () => {
    for (const id of [first, second]) await write(id, 1_000);
    const room = stage();
    room.chosen.choose(owner.key, second);
    await room.restoring.restore(owner);
    const to = 'file:///new.txt';
    room.memories.move(owner.key, to);
    const moved = await files.move(owner.key, to);
    await room.followers.lenderMoved(owner.key, moved);
    expect(moved.map((one) => one.to).sort()).toEqual([modelId(to), modelId(to, 'aaaaaaaa')]);
    expect(await room.chosen.pathFor(to)).toBe(files.pathOf(to, 'aaaaaaaa'));
  });
});

describe('A chapter of a folder with a model', () => {
  const byFolder = { lender: { key: book.key, name: 'book', by: 'folder' }, unitNames: ofBook };
  const byChoice = {
    lender: { key: owner.key, name: 'owner.txt', by: 'choice' },
    unitNames: ofOwner,
  };
  const choose = async ({ sessions, chosen, restoring }: ReturnType<typeof stage>) => {
    chosen.choose(chapter.key, modelId(owner.key));
    sessions.apply(chapter, { kind: 'deleted' });
    await restoring.refresh(chapter);
  };
  const remove = async ({ sessions, restoring }: ReturnType<typeof stage>, key: string) => {
    await rm(files.pathOf(key));
    for (const text of [sessions.of({ key, name: '' }), chapter]) {
      sessions.apply(text, { kind: 'deleted' });
    }
    await restoring.refresh(chapter);
  };
  const begin = async () => {
    await writeFile(files.pathOf(book.key), 'a model');
    await writeFile(files.pathOf(owner.key), 'a model');
    const room = stage();
    await room.restoring.restore(chapter);
    return room;
  };

  it('reads with another that is chosen, whatever the folder does, and with the folder’s after', async () => {
    const room = await begin();
    const { sessions, chosen, restoring } = room;
    expect(sessions.of(chapter)).toMatchObject(byFolder);
    await choose(room);
    expect(sessions.of(chapter)).toMatchObject(byChoice);
    expect(sessions.of(chapter).model).toEqual({ kind: 'file', path: files.pathOf(owner.key) });
    sessions.apply(book, { kind: 'started', start: 'continue', files: ['1.md'] });
    sessions.apply(book, { kind: 'finished', summary: summary(), path: files.pathOf(book.key) });
    await restoring.refresh(chapter);
    expect(sessions.of(chapter)).toMatchObject({ state: 'ready', ...byChoice });
    chosen.choose(chapter.key, undefined);
    sessions.apply(chapter, { kind: 'deleted' });
    await restoring.refresh(chapter);
    expect(sessions.of(chapter)).toMatchObject(byFolder);
  });

  it('keeps what was chosen while the folder’s model is deleted, and has the folder’s when that is', async () => {
    const first = await begin();
    await choose(first);
    await rm(files.pathOf(book.key));
    first.sessions.apply(book, { kind: 'deleted' });
    expect(first.sessions.of(chapter)).toMatchObject(byChoice);
    const second = await begin();
    await choose(second);
    await remove(second, owner.key);
    expect(second.sessions.of(chapter)).toMatchObject(byFolder);
    await remove(second, book.key);
    expect(second.sessions.status(chapter.key)).toEqual({ state: 'idle' });
  });

  it('goes on with the chosen one under its new key, with the names of its units', async () => {
    const room = await begin();
    await choose(room);
    const renamed = { key: 'file:///new.txt', name: 'new.txt' };
    const moved = await files.move(owner.key, renamed.key);
    await room.followers.lenderMoved(owner.key, moved);
    const path = files.pathOf(renamed.key);
    expect(room.sessions.of(chapter)).toMatchObject({
      ...{ state: 'ready', unitNames: ofOwner },
      model: { kind: 'file', path },
    });
    expect(await room.chosen.pathFor(chapter.key)).toBe(path);
  });

  it.each(['folder', 'choice'])(
    'takes no names of units from the lender by %s into its own',
    async (by) => {
      const room = await begin();
      if (by === 'choice') await choose(room);
      const { sessions } = room;
      expect(sessions.of(chapter).lender?.by).toBe(by);
      sessions.apply(chapter, { kind: 'started', start: 'continue' });
      expect(sessions.of(chapter).unitNames).toEqual({});
      sessions.apply(chapter, { kind: 'refused' });
      expect(sessions.of(chapter).lender?.by).toBe(by);
    },
  );
});

describe('How a vocabulary fits', () => {
  const fit = { documentVersion: 1, modelVersion: 1, tokens: 100, unknownTokens: 40 };

  it('is the share of unknown words', () => {
    const found = vocabularyFitSentence('b.txt', 'a.txt', { ...fit, words: 80, unknownWords: 20 });
    expect(found).toMatchObject({ isStrange: false });
    expect(found.sentence).toContain('25% of its words are unknown');
  });

  it('is strange where no word is shared, whatever punctuation is', () => {
    const found = vocabularyFitSentence('b.txt', 'a.txt', { ...fit, words: 80, unknownWords: 80 });
    expect(found).toMatchObject({ isStrange: true });
    expect(found.sentence).toMatch(/shares no word with b\.txt: 100% .*unknown/);
  });

  it('is of tokens in a text without words, and nothing in an empty one', () => {
    const none = { ...fit, words: 0, unknownWords: 0 };
    expect(vocabularyFitSentence('b', 'a', none).sentence).toContain('40%');
    const empty = { ...none, tokens: 0, unknownTokens: 0 };
    expect(vocabularyFitSentence('b', 'a', empty)).toMatchObject({ isStrange: false });
  });
});
