/** Classes and labels, trained on a table that is open. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Api } from '../gatescope';
import { api, kindOf, show, until, writeText } from '../gatescope';

/** The last word tells the class. */
const reviews = (count: number): string =>
  Array.from({ length: count }, (_, n) =>
    n % 2 === 0 ? `film number ${n % 7} was lovely\tgood` : `film number ${n % 7} was dull\tbad`,
  ).join('\n');

/** The word after `run` decides what it is. */
const sentences = (count: number): string =>
  Array.from({ length: count }, (_, n) =>
    n % 3 === 0 ? 'a\tDET\nrun\tNOUN\nended\tVERB\n' : `they\tPRON\nrun\tVERB\nhome${n % 5}\tADV\n`,
  ).join('\n');

suite('tasks', () => {
  let gatescope: Api;
  suiteSetup(async () => {
    gatescope = await api();
  });

  test('learns classes from a table, with accuracy in place of perplexity', async () => {
    const uri = writeText(reviews(120));
    const summary = await gatescope.train(uri, { steps: 120, task: 'classes' });
    assert.equal(summary.validationPerplexity, undefined);
    assert.equal(summary.metric.id, 'accuracy');
    assert.ok(summary.metric.value > 90, String(summary.metric.value));
    assert.deepEqual(gatescope.status(uri).metric, summary.metric);
    assert.equal(gatescope.status(uri).state, 'ready');
  });

  test('says in the hover how a text is judged, and lists what is judged otherwise than it says', async () => {
    const uri = writeText(`${reviews(120)}\nfilm number 3 was lovely\tbad\n`);
    await gatescope.train(uri, { steps: 120, task: 'classes' });
    await show(uri);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      ...[uri, new vscode.Position(0, 18)],
    );
    const said = hovers.flatMap(({ contents }) =>
      contents.map((one) => (one instanceof vscode.MarkdownString ? one.value : '')),
    );
    assert.match(said.join(' '), /In the end \*\*good\*\*/);
    const listed = (): readonly vscode.Diagnostic[] => vscode.languages.getDiagnostics(uri);
    await vscode.commands.executeCommand('gatescope.showWrongLabels');
    await until('what is wrong is listed', () => listed().length > 0);
    assert.ok(listed().some(({ message }) => message.endsWith('the text says bad.')));
    await vscode.commands.executeCommand('gatescope.showWrongLabels');
    await until('nothing is listed any more', () => listed().length === 0);
  });

  test('a model that judges completes no words, and one of the next word stands beside it', async () => {
    const uri = writeText(reviews(120));
    const judging = await gatescope.train(uri, { steps: 40, task: 'classes' });
    const end = new vscode.Position(0, 0);
    assert.deepEqual(await gatescope.complete(uri, end), []);
    const predicting = await gatescope.train(uri, { steps: 40, task: 'next' });
    assert.equal(predicting.metric.id, 'perplexity');
    assert.ok((await gatescope.complete(uri, end)).length > 0);
    const again = await gatescope.train(uri, { steps: 40, task: 'classes' });
    assert.equal(again.sha256, judging.sha256);
  });

  test('learns labels from both sides of a word', async () => {
    const uri = writeText(sentences(60));
    const summary = await gatescope.train(uri, { steps: 80, task: 'labels' });
    assert.equal(summary.metric.id, 'accuracy');
    assert.ok(summary.metric.value > 90, String(summary.metric.value));
  });

  test('learns pairs by targets that are exactly right, next to the other models of the text', async () => {
    const letters = (n: number): string => (n + 1000).toString(3);
    const uri = writeText(
      Array.from({ length: 40 }, (_, n) => `${letters(n)}\tx${letters(n)}`).join('\n'),
    );
    const summary = await gatescope.train(uri, { steps: 12, task: 'pairs' });
    assert.equal(summary.metric.id, 'exactMatch');
    assert.deepEqual(gatescope.status(uri).metric, summary.metric);
    assert.deepEqual(await gatescope.complete(uri, new vscode.Position(0, 0)), []);
    const asked = { steps: 2, task: 'pairs', attention: 'none' } as const;
    const other = await gatescope.train(uri, asked);
    assert.notEqual(other.parameters, summary.parameters);
    const again = await gatescope.train(uri, { steps: 12, task: 'pairs' });
    assert.equal(again.sha256, summary.sha256);
  });

  test('learns the column of a series that it is told, and says its error next to the best opponent', async () => {
    const rows = Array.from({ length: 80 }, (_, n) => `${n % 7},${(n * n) % 11}`);
    const uri = writeText(['wind,load', ...rows].join('\n'));
    const summary = await gatescope.train(uri, { steps: 10, task: 'series', columns: ['load'] });
    assert.equal(summary.metric.id, 'error');
    assert.ok(
      summary.metric.value > 0 && summary.metric.value <= 1.001,
      String(summary.metric.value),
    );
    const unknown = gatescope.train(uri, { steps: 10, task: 'series', columns: ['price'] });
    assert.equal(await kindOf(unknown), 'badExamples');
  });

  test('refuses what is no table, with its line', async () => {
    const uri = writeText('A line with no tab.\nAnd another one.\n');
    const trained = gatescope.train(uri, { steps: 10, task: 'classes' });
    assert.equal(await kindOf(trained), 'badExamples');
    assert.equal(gatescope.status(uri).state, 'idle');
  });

  test('is asked for by name from a script', async () => {
    const uri = writeText(reviews(60));
    await show(uri);
    const documentKey = uri.toString();
    void vscode.commands.executeCommand('gatescope.trainAs', { documentKey, task: 'classes' });
    await until('its accuracy', () => gatescope.status(uri).metric?.id === 'accuracy');
    await vscode.commands.executeCommand('gatescope.stopTraining');
    await until('its end', () => gatescope.status(uri).state === 'ready');
  });

  test('learns files from the explorer as classes, by their names', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'gatescope-classes-'));
    const lines = reviews(120).split('\n');
    const filesOf = (name: string): vscode.Uri => {
      const own = lines.filter((line) => line.endsWith(`\t${name}`));
      const file = path.join(folder, `reviews.${name}`);
      writeFileSync(file, own.map((line) => line.split('\t')[0]).join('\n'));
      return vscode.Uri.file(file);
    };
    const [good, bad] = [filesOf('good'), filesOf('bad')];
    await show(good);
    void vscode.commands.executeCommand('gatescope.trainOnFiles', good, [good, bad], {
      task: 'classes',
    });
    await until('its accuracy', () => gatescope.status(good).metric?.id === 'accuracy');
    await vscode.commands.executeCommand('gatescope.stopTraining');
    await until('its end', () => gatescope.status(good).state === 'ready');
    rmSync(folder, { recursive: true });
  });

  test('trains several seeds, each a model of the text, and judges with their mean', async () => {
    const uri = writeText(reviews(40));
    await gatescope.train(uri, { steps: 5, task: 'classes', seed: 7 });
    await show(uri);
    const settings = vscode.workspace.getConfiguration('gatescope');
    await settings.update('training.seconds', 2, vscode.ConfigurationTarget.Global);
    try {
      const documentKey = uri.toString();
      await vscode.commands.executeCommand('gatescope.averageSeeds', { documentKey, seeds: 2 });
    } finally {
      await settings.update('training.seconds', undefined, vscode.ConfigurationTarget.Global);
    }
    assert.equal(gatescope.status(uri).state, 'ready');
    const first = await gatescope.train(uri, { steps: 3, task: 'classes', seed: 1 });
    assert.equal(first.seed, 1);
  });
});
