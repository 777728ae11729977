/** The language of `.cell` files in a real VS Code. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, closeAll, show, until, writeText } from './gatescope';

const text = [
  'cell Mine',
  'vector d',
  "g = tanh(W x + U h' + d)",
  'z = sigmod(W x + b)',
  "h = (1 - z)*g + z*h'",
  '',
].join('\n');

const problems = (uri: vscode.Uri): string[] =>
  vscode.languages
    .getDiagnostics(uri)
    .map(({ range, message }) => `${range.start.line + 1}:${range.start.character + 1} ${message}`);

const hoverAt = async (uri: vscode.Uri, line: number, character: number): Promise<string> => {
  const position = new vscode.Position(line, character);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    ...[uri, position],
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .join('\n');
};

suite('cells as texts', () => {
  suiteSetup(api);
  teardown(closeAll);

  test('have their problems as one types, and fixes that mend them', async () => {
    const { document } = await show(writeText(text, 'cell'));
    assert.equal(document.languageId, 'gatescope-cell');
    const wanted = '4:5 there is no function sigmod; did you mean sigmoid';
    await until('it is told', () => problems(document.uri).includes(wanted));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(3, 6, 3, 6),
    );
    const fix = actions.find(({ title }) => title === 'Write sigmoid');
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    await until('nothing is wrong any more', () => problems(document.uri).length === 0);
    assert.match(document.getText(), /^z = sigmoid\(W x \+ b\)$/m);
  });

  test('explain their names, find their equations and offer what can be written', async () => {
    const { document } = await show(writeText(text.replace('sigmod', 'sigmoid'), 'cell'));
    const { uri } = document;
    assert.match(await hoverAt(uri, 4, 12), /g = tanh\(W_g x \+ U_g h′ \+ d_g\)/);
    assert.match(await hoverAt(uri, 2, 9), /weight\\?_ih/);
    const found = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      uri,
      new vscode.Position(4, 16),
    );
    assert.deepEqual([found[0]?.range.start.line, found[0]?.range.start.character], [3, 0]);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      new vscode.Position(4, 4),
    );
    const offered = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    for (const name of ['z', 'd', 'sigmoid', 'vector']) assert.ok(offered.includes(name), name);
  });

  test('can be checked where they can be read', async () => {
    const lenses = async (content: string): Promise<unknown> => {
      const { document } = await show(writeText(content, 'cell'));
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
      );
      return found.map(({ range, command }) => [range.start.line, command?.command]);
    };
    assert.deepEqual(await lenses(text.replace('sigmod', 'sigmoid')), [
      [0, 'gatescope.checkCell'],
      [0, 'gatescope.trainWithCell'],
    ]);
    assert.deepEqual(await lenses(text), []);
  });

  test('begin as a commented copy of a known one', async () => {
    await vscode.commands.executeCommand('gatescope.newCell', 'gru');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.languageId, 'gatescope-cell');
    assert.ok(document.isUntitled);
    assert.match(document.getText(), /^cell My own GRU$/m);
    assert.deepEqual(problems(document.uri), []);
  });
});
