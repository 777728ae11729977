/** Train on These Files: one model for the chapters of a folder, and for those that come. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Api } from './gatescope';
import { api, closeAll, learnable, show, sleep, until } from './gatescope';

suite('a manuscript of several files', () => {
  let gatescope: Api;
  let book: string;

  const fileIn = (name: string, content: string | Uint8Array): vscode.Uri => {
    const file = path.join(book, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    return vscode.Uri.file(file);
  };
  const chapter = (word: string): string => learnable(60).replaceAll('lighthouse', word);
  /** The command ends with its notification, which nobody here closes. */
  const begin = (...given: unknown[]): void =>
    void vscode.commands.executeCommand('gatescope.trainOnFiles', ...given);
  const refused = (...given: unknown[]): Thenable<unknown> =>
    vscode.commands.executeCommand('gatescope.trainOnFiles', ...given);
  const state = (uri: vscode.Uri): string => gatescope.status(uri).state;
  /** Its file is written, too: until then it is ready, but its last weights are still to come. */
  const isSettled = (uri: vscode.Uri): boolean =>
    state(uri) === 'ready' && gatescope.status(uri).message === undefined;
  /** The first words of a sentence that every chapter has. */
  const wordAfterAncient = async (uri: vscode.Uri): Promise<string | undefined> => {
    const document = await vscode.workspace.openTextDocument(uri);
    const offset = document.getText().lastIndexOf('ancient ') + 'ancient '.length;
    return (await gatescope.complete(uri, document.positionAt(offset), 1))[0]?.word;
  };

  suiteSetup(async () => {
    gatescope = await api();
    const configuration = vscode.workspace.getConfiguration('gatescope');
    await configuration.update('training.seconds', 2, vscode.ConfigurationTarget.Global);
  });
  suiteTeardown(async () => {
    const configuration = vscode.workspace.getConfiguration('gatescope');
    await configuration.update('training.seconds', undefined, vscode.ConfigurationTarget.Global);
  });
  setup(() => {
    book = mkdtempSync(path.join(tmpdir(), 'gatescope-book-'));
  });
  teardown(async () => {
    await closeAll();
    rmSync(book, { recursive: true, force: true });
  });

  test('trains one model, which old and new chapters use', async () => {
    const first = fileIn('chapter 2.md', chapter('tower'));
    fileIn('chapter 10.md', chapter('tower'));
    fileIn('picture.png', new Uint8Array([0x89, 0x50, 0, 0, 1]));
    await show(first);
    begin(vscode.Uri.file(book));
    await until('the open chapter shows the training', () => state(first) === 'training');
    await until('it is ready', () => state(first) === 'ready');
    const fresh = fileIn('chapter 11.md', 'Nobody remembers when the ancient ');
    await show(fresh);
    await until('a new chapter uses it', () => state(fresh) === 'ready');
    assert.equal(await wordAfterAncient(fresh), 'tower');
    const record = await gatescope.inspect(fresh, new vscode.Position(0, 3));
    assert.equal(record.token, 'Nobody');
    const other = fileIn('table.csv', chapter('tower'));
    await show(other);
    assert.equal(state(other), 'idle');
  });

  test('completes in one chapter what was written in another since, open or closed', async () => {
    const first = fileIn('1.md', chapter('tower'));
    const second = fileIn('2.md', `${chapter('tower')}\nthe quixotic lampwright zo`);
    await show(second);
    begin(vscode.Uri.file(book));
    await until('it is ready', () => state(second) === 'ready');
    const document = await vscode.workspace.openTextDocument(second);
    const end = document.positionAt(document.getText().length);
    const next = async (): Promise<string | undefined> =>
      (await gatescope.complete(second, end, 1))[0]?.word;
    const says = (word: string) => async (): Promise<boolean> => (await next()) === word;
    const write = async (text: string): Promise<void> => {
      const edit = new vscode.WorkspaceEdit();
      const open = await vscode.workspace.openTextDocument(first);
      const whole = new vscode.Range(0, 0, open.lineCount, 0);
      edit.replace(first, whole, `${chapter('tower')}\n${text.repeat(4)}`);
      assert.equal(await vscode.workspace.applyEdit(edit), true);
    };
    assert.notEqual(await next(), 'zookeeper');
    await show(first);
    await write('the quixotic lampwright zookeeper sang . ');
    await until('it is learnt from the open chapter', says('zookeeper'));
    await write('the quixotic lampwright zodiac sang . ');
    await until('it is unlearnt, and the other learnt', says('zodiac'));
    await (await vscode.workspace.openTextDocument(first)).save();
    await closeAll();
    await show(second);
    await until('it is known of the closed chapter', says('zodiac'));
  });

  test('goes on from its model, and is deleted from any chapter', async () => {
    const chapters = ['a.md', 'b.md'].map((name) => fileIn(name, chapter('castle')));
    const [first, second] = chapters as [vscode.Uri, vscode.Uri];
    await show(first);
    begin(first, chapters);
    await until('the first is ready', () => state(first) === 'ready');
    const version = gatescope.status(first).modelVersion ?? 0;
    begin();
    await until('it trains', () => state(first) === 'training');
    await until('it was trained further', () => {
      const { modelVersion, state: now } = gatescope.status(first);
      return now === 'ready' && (modelVersion ?? 0) > version;
    });
    await show(second);
    await until('the second uses it', () => state(second) === 'ready');
    const before = gatescope.status(second).modelVersion ?? 0;
    // What a click on the folder's row in the view gives, with no text in front.
    await closeAll();
    begin({ documentKey: `${vscode.Uri.file(book).toString()}/`, id: 'row' }, undefined);
    await show(second);
    await until('it was trained from its row', () => {
      const { modelVersion, state: now } = gatescope.status(second);
      return now === 'ready' && (modelVersion ?? 0) > before;
    });
    await vscode.commands.executeCommand('gatescope.deleteModel', {
      confirm: () => Promise.resolve(true),
    });
    assert.deepEqual([state(first), state(second)], ['idle', 'idle']);
  });

  test('is offered Train Afresh where its words have become others, and keeps its model until then', async () => {
    const uri = fileIn('a.md', chapter('castle'));
    await show(uri);
    begin(vscode.Uri.file(book));
    await until('it is ready', () => isSettled(uri));
    const { modelVersion } = gatescope.status(uri);
    const other = 'Several pelicans circle above an orange harbour while old sailors mend nets.\n';
    const document = await vscode.workspace.openTextDocument(uri);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), other.repeat(200));
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    await document.save();
    begin(vscode.Uri.file(book));
    await until('it trains', () => state(uri) === 'training');
    await until('it is refused', () => isSettled(uri));
    assert.equal(gatescope.status(uri).modelVersion, modelVersion);
    // The newest notification is the question.
    await until('the question is answered', async () => {
      await vscode.commands.executeCommand('notification.acceptPrimaryAction');
      await sleep(100);
      return state(uri) === 'training';
    });
    await until('it is ready again', () => state(uri) === 'ready');
    const [best] = await gatescope.complete(uri, new vscode.Position(2, 'Several '.length), 1);
    assert.equal(best?.word, 'pelicans');
    const { known } = await gatescope.inspect(uri, new vscode.Position(2, 10));
    assert.equal(known, true);
  });

  test('reads chapters as the editor does, and leaves out what is no text', async () => {
    const utf16 = Buffer.from(`\ufeff${chapter('beacon')}`, 'utf16le');
    const first = fileIn('a.txt', utf16);
    fileIn('b.txt', Buffer.from(utf16).swap16());
    fileIn('c.txt', new Uint8Array([0x89, 0x50, 0, 0, 1]));
    execFileSync('mkfifo', [path.join(book, 'd.txt')]);
    await show(first);
    begin(vscode.Uri.file(book));
    await until('it is ready', () => state(first) === 'ready');
    const at = (await vscode.workspace.openTextDocument(first)).getText().indexOf('beacon');
    const place = (await vscode.workspace.openTextDocument(first)).positionAt(at + 1);
    const { token, known } = await gatescope.inspect(first, place);
    assert.deepEqual([token, known], ['beacon', true]);
  });

  test('follows its folder to another name', async () => {
    const old = vscode.Uri.file(path.join(book, 'draft'));
    const uri = fileIn('draft/a.md', chapter('bridge'));
    await show(uri);
    begin(old);
    await until('it is ready', () => state(uri) === 'ready');
    await closeAll();
    const target = vscode.Uri.file(path.join(book, 'final'));
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(old, target);
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    const moved = vscode.Uri.joinPath(target, 'a.md');
    await show(moved);
    await until('the chapter has it again', () => state(moved) === 'ready');
    assert.equal(await wordAfterAncient(moved), 'bridge');
    assert.equal(state(uri), 'idle');
  });

  test('says why there is nothing to learn, and trains one thing at a time', async () => {
    const binary = fileIn('picture.png', new Uint8Array([0x89, 0x50, 0, 0, 1]));
    const text = fileIn('a.md', chapter('garden'));
    for (const uris of [[binary], [vscode.Uri.file(path.join(book, 'nothing'))]]) {
      await refused(uris[0], uris);
      assert.equal(state(text), 'idle');
    }
    rmSync(binary.fsPath);
    await show(text);
    begin(vscode.Uri.file(book));
    await until('it trains', () => state(text) === 'training');
    const elsewhere = fileIn('b.txt', chapter('garden'));
    await assert.rejects(gatescope.train(elsewhere, { steps: 5 }), { kind: 'alreadyTraining' });
    await vscode.commands.executeCommand('gatescope.stopTraining');
    await until('it has stopped', () => state(text) !== 'training');
  });
});
