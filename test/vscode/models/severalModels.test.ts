/** Several models of one text: which one a training writes, which one is in use, what is deleted. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Api } from '../gatescope';
import { api, closeAll, learnable, show, until, writeText } from '../gatescope';
import { modelsFolder } from './modelsFolder';

suite('several models of one text', () => {
  let gatescope: Api;
  let folder = '';
  suiteSetup(async () => {
    gatescope = await api();
    await gatescope.train(writeText(learnable()), { steps: 3 });
    folder = modelsFolder();
  });
  teardown(closeAll);

  const confirmed = { confirm: () => Promise.resolve(true) };
  const firstOf = (uri: vscode.Uri): string =>
    createHash('sha256').update(uri.toString()).digest('hex').slice(0, 32);
  const idsOf = (uri: vscode.Uri): string[] =>
    readdirSync(folder)
      .filter((name) => name.startsWith(firstOf(uri)) && name.endsWith('.safetensors'))
      .map((name) => path.basename(name, '.safetensors'));
  const factsOf = (
    id: string,
  ): { name?: string; plan: { seed: number }; forgotten?: string[][] } => {
    const bytes = readFileSync(path.join(folder, `${id}.safetensors`));
    const length = Number(bytes.readBigUInt64LE(0));
    const header = JSON.parse(bytes.toString('utf8', 8, 8 + length)) as {
      __metadata__: { gatescope: string };
    };
    return JSON.parse(header.__metadata__.gatescope) as ReturnType<typeof factsOf>;
  };
  const use = (id: string): Thenable<unknown> =>
    vscode.commands.executeCommand('gatescope.useModelHere', { id });

  test('another seed makes a second one, and each can be used', async () => {
    const uri = writeText(learnable());
    const first = await gatescope.train(uri, { steps: 20, seed: 1 });
    const bytes = readFileSync(path.join(folder, `${firstOf(uri)}.safetensors`));
    const second = await gatescope.train(uri, { steps: 60, seed: 2 });
    await show(uri);
    const ids = idsOf(uri);
    assert.equal(ids.length, 2);
    assert.deepEqual(readFileSync(path.join(folder, `${firstOf(uri)}.safetensors`)), bytes);
    assert.equal(gatescope.status(uri).validationPerplexity, second.validationPerplexity);
    const version = gatescope.status(uri).modelVersion;

    await use(firstOf(uri));
    assert.equal(gatescope.status(uri).validationPerplexity, first.validationPerplexity);
    assert.notEqual(gatescope.status(uri).modelVersion, version);
    assert.equal((await gatescope.complete(uri, new vscode.Position(0, 4), 2)).length, 2);
    const other = ids.find((id) => id !== firstOf(uri));
    assert.ok(other !== undefined);
    await use(other);
    assert.equal(gatescope.status(uri).validationPerplexity, second.validationPerplexity);
    assert.equal(factsOf(other).plan.seed, 2);

    await gatescope.train(uri, { steps: 5, seed: 1 });
    assert.equal(idsOf(uri).length, 2, 'the one with that seed goes on');
  });

  test('training afresh keeps the model that was in use, under a name that says so', async () => {
    const uri = writeText(learnable());
    const good = await gatescope.train(uri, { steps: 60 });
    const worse = await gatescope.train(uri, { steps: 2, afresh: true });
    assert.ok(worse.metric.value > good.metric.value);
    assert.equal(gatescope.status(uri).validationPerplexity, worse.validationPerplexity);
    assert.equal(idsOf(uri).length, 2);
    await until('it has the name', () =>
      /^seed 1 \(before \d\d:\d\d\)$/.test(factsOf(firstOf(uri)).name ?? ''),
    );
    await show(uri);
    await use(firstOf(uri));
    assert.equal(gatescope.status(uri).validationPerplexity, good.validationPerplexity);
  });

  test('a new model forgets what the model in use forgets', async () => {
    const uri = writeText(learnable());
    await gatescope.train(uri, { steps: 20 });
    await show(uri);
    await vscode.commands.executeCommand('gatescope.forgetWord', { text: 'lighthouse' });
    await gatescope.train(uri, { steps: 20, seed: 2 });
    await gatescope.train(uri, { steps: 20, seed: 2, afresh: true });
    const forgotten = idsOf(uri).map((id) => factsOf(id).forgotten);
    assert.deepEqual(forgotten, [[['lighthouse']], [['lighthouse']], [['lighthouse']]]);
  });

  test('what another window has a model forget is not offered here either', async () => {
    const uri = writeText(learnable());
    await gatescope.train(uri, { steps: 100 });
    const { document } = await show(uri);
    const end = document.positionAt(document.getText().length);
    const offered = async (): Promise<string[]> =>
      (await gatescope.complete(uri, end, 100)).map(({ word }) => word);
    const [best] = await offered();
    assert.ok(best);
    const file = path.join(folder, `${firstOf(uri)}.safetensors`);
    const forgotten = [[best.toLowerCase()]];
    writeFileSync(`${file}.new`, withFacts(readFileSync(file), { forgotten }));
    renameSync(`${file}.new`, file);
    await until('the word is not offered', async () => !(await offered()).includes(best));
    assert.ok((await offered()).length > 0, 'other words are still offered');
  });

  test('deleting takes what is left of other models of the text, and leaves those that are whole', async () => {
    const uri = writeText(learnable());
    await gatescope.train(uri, { steps: 5, seed: 1 });
    await gatescope.train(uri, { steps: 5, seed: 2 });
    const left = path.join(folder, `${firstOf(uri)}-0123abcd.safetensors.snapshots`);
    writeFileSync(left, 'words');
    await show(uri);
    await vscode.commands.executeCommand('gatescope.deleteModel', confirmed);
    assert.deepEqual(idsOf(uri), [firstOf(uri)]);
    assert.equal(existsSync(left), false);
  });

  test('a row of damaged models deletes those, and nothing of the text in front', async () => {
    const uri = writeText(learnable());
    await gatescope.train(uri, { steps: 5 });
    await show(uri);
    const ids = ['', '-0123abcd'].map((slot) => firstOf(uri.with({ path: '/gone' })) + slot);
    for (const id of ids) writeFileSync(path.join(folder, `${id}.safetensors`), 'no model');
    const models = ids.map((id) => ({ id, name: 'Damaged model', of: 'Damaged models' }));
    const row = { kind: 'damagedText', id: `text ${ids[0]}`, models, ...confirmed };
    await vscode.commands.executeCommand('gatescope.deleteModel', row);
    assert.deepEqual(
      ids.map((id) => existsSync(path.join(folder, `${id}.safetensors`))),
      [...[false, false]],
    );
    assert.equal(idsOf(uri).length, 1);
  });

  test('a damaged model is asked about as one, not as a text of that name', async () => {
    const id = firstOf(vscode.Uri.file('/gone'));
    writeFileSync(path.join(folder, `${id}.safetensors`), 'no model');
    let asked = '';
    const confirm = (question: string): Promise<boolean> => {
      asked = question;
      return Promise.resolve(true);
    };
    const row = { kind: 'damaged', id, name: 'Damaged model', confirm };
    await vscode.commands.executeCommand('gatescope.deleteModel', row);
    assert.equal(asked, 'Delete this damaged model?');
    assert.equal(existsSync(path.join(folder, `${id}.safetensors`)), false);
  });

  test('where a text is read with the model of another, deleting takes its own', async () => {
    const [lender, uri] = [writeText(learnable()), writeText(learnable())];
    for (const one of [lender, uri]) await gatescope.train(one, { steps: 5 });
    await show(uri);
    await use(firstOf(lender));
    let asked = '';
    const confirm = (question: string): Promise<boolean> => {
      asked = question;
      return Promise.resolve(true);
    };
    await vscode.commands.executeCommand('gatescope.deleteModel', { confirm });
    assert.match(asked, /which stays\. Delete the model of its own/);
    assert.deepEqual([idsOf(uri).length, idsOf(lender).length], [0, 1]);
  });

  test('a file of a version that knew one model a text is the first of them', async () => {
    const [made, uri] = [writeText(learnable()), writeText(learnable())];
    const { validationPerplexity } = await gatescope.train(made, { steps: 5 });
    const old = path.join(folder, `${firstOf(uri)}.safetensors`);
    const bytes = asOfBefore(readFileSync(path.join(folder, `${firstOf(made)}.safetensors`)));
    writeFileSync(old, bytes);
    await show(uri);
    await until('it is found', () => gatescope.status(uri).state === 'ready');
    assert.equal(gatescope.status(uri).validationPerplexity, validationPerplexity);
    await gatescope.train(uri, { steps: 5, seed: 2 });
    assert.equal(idsOf(uri).length, 2);
    assert.deepEqual(readFileSync(old), bytes);
    await gatescope.train(uri, { steps: 5, seed: 1 });
    assert.equal(idsOf(uri).length, 2, 'it goes on as the model with its seed');
    assert.notDeepEqual(readFileSync(old), bytes);
  });

  test('deleting takes the one in use, and the text has another of its own', async () => {
    const uri = writeText(learnable());
    const first = await gatescope.train(uri, { steps: 20, seed: 1 });
    await gatescope.train(uri, { steps: 5, seed: 2 });
    await show(uri);
    await vscode.commands.executeCommand('gatescope.deleteModel', confirmed);
    assert.deepEqual(idsOf(uri), [firstOf(uri)]);
    await until('the other is in use', () => {
      return gatescope.status(uri).validationPerplexity === first.validationPerplexity;
    });
    await vscode.commands.executeCommand('gatescope.deleteModel', confirmed);
    assert.deepEqual(gatescope.status(uri), { state: 'idle' });
  });

  test('all of them follow a renamed file, and the one in use stays that', async () => {
    const uri = writeText(learnable());
    const first = await gatescope.train(uri, { steps: 20, seed: 1 });
    await gatescope.train(uri, { steps: 5, seed: 2 });
    await show(uri);
    await use(firstOf(uri));
    const target = uri.with({ path: `${uri.path}.renamed.txt` });
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, target);
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    await until('the models followed', () => gatescope.status(target).state === 'ready');
    assert.equal(gatescope.status(target).validationPerplexity, first.validationPerplexity);
    assert.deepEqual([idsOf(uri).length, idsOf(target).length], [0, 2]);
    assert.equal((await gatescope.complete(target, new vscode.Position(0, 4), 2)).length, 2);
  });

  test('a model gets another name', async () => {
    const uri = writeText(learnable());
    await gatescope.train(uri, { steps: 5 });
    const row = { id: firstOf(uri), name: 'seed 1', newName: 'the good one' };
    await vscode.commands.executeCommand('gatescope.renameModel', row);
    assert.equal(factsOf(firstOf(uri)).name, 'the good one');
    assert.equal(gatescope.status(uri).state, 'ready');
    await vscode.commands.executeCommand('gatescope.renameModel', { ...row, newName: '' });
    assert.equal(factsOf(firstOf(uri)).name, undefined, 'an empty name takes it away');
  });

  test('the hover of the last word is shown where the cursor stands behind it', async () => {
    const uri = writeText(learnable(60));
    await gatescope.train(uri, { steps: 5 });
    const editor = await show(uri);
    const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
    editor.selection = new vscode.Selection(end, end);
    await vscode.commands.executeCommand('gatescope.hoverWord');
    const { active } = editor.selection;
    const word = editor.document.getText(editor.document.getWordRangeAtPosition(active));
    assert.equal(word, 'abandoned');
  });
});

/** The same model without what was not said in its file before. */
const asOfBefore = (bytes: Buffer): Buffer => withFacts(bytes, { asked: undefined });

/** The same weights with something else said of them. */
function withFacts(bytes: Buffer, changes: Readonly<Record<string, unknown>>): Buffer {
  const length = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + length)) as {
    __metadata__: { gatescope: string };
  };
  const facts = JSON.parse(header.__metadata__.gatescope) as Record<string, unknown>;
  header.__metadata__.gatescope = JSON.stringify({ ...facts, ...changes });
  const text = Buffer.from(JSON.stringify(header));
  const padded = Buffer.alloc(8 * Math.ceil(text.length / 8), ' ');
  text.copy(padded);
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([size, padded, bytes.subarray(8 + length)]);
}
