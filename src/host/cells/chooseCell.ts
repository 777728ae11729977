/**
 * *Choose Cell…*: every cell with its equations and weights, a window of words, and the workspace's own
 * `.cell` files. What is chosen is written where the person's setting of it is.
 */
import * as vscode from 'vscode';
import type { ReaderContract } from '../../shared/contracts/reader';
import type { Failure } from '../../shared/failures';
import { commands } from '../../shared/manifest';
import type { CellOption } from '../../shared/questions/editor/cells';
import type { Settings } from '../../shared/settings';
import { count } from '../common/formatNumbers';
import { writeSetting } from '../common/settings';
import type { SupervisedThread } from '../threads/supervisor';
import { answerOf, deadlines } from '../threads/threadCalls';
import { textOfCell } from './cellFiles';
import { cellInWords } from './cellInWords';

export interface ChooseCellNeeds {
  readonly reader: Pick<SupervisedThread<ReaderContract>, 'call'>;
  readonly settings: () => Settings;
  readonly showFailure: (failure: Failure) => void;
}

/** @param given as it would be written in the setting; else the person is asked */
export const registerChooseCell = (needs: ChooseCellNeeds): vscode.Disposable =>
  vscode.commands.registerCommand(commands.chooseCell, (given: unknown) =>
    chooseCell(needs, typeof given === 'string' ? given : undefined),
  );

async function chooseCell(needs: ChooseCellNeeds, given: string | undefined): Promise<void> {
  const option = given === undefined ? await ask(needs) : { choice: given, title: given };
  if (!option) return;
  await writeSetting('model.cell', option.choice);
  void offerTraining(option.title);
}

/** Units where they are left to the text: of a text of more than 20,000 tokens. */
const usualUnits = 128;
const mostFiles = 50;

async function ask({
  reader,
  settings,
  showFailure,
}: ChooseCellNeeds): Promise<CellOption | undefined> {
  const now = settings();
  const units = now['model.hiddenSize'] || usualUnits;
  const request = { units, inputs: now['model.embeddingSize'] || units, files: await ownFiles() };
  const options = await answerOf(
    reader.call('cellOptions', request, { deadline: deadlines.panel }),
  );
  if (!options.ok) {
    showFailure(options.failure);
    return undefined;
  }
  const size = `${units} units over ${request.inputs} inputs`;
  for (;;) {
    const option = await pick(options.value, now['model.cell'], size);
    if (!option) return undefined;
    if (await isSure(option, size)) return option;
  }
}

async function pick(
  options: readonly CellOption[],
  current: string,
  size: string,
): Promise<CellOption | undefined> {
  const chosen = await vscode.window.showQuickPick(itemsOf(options, current), {
    title: 'Choose Cell',
    placeHolder: `For new models; weights of a layer of ${size}`,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.option;
}

/** A row is too short for equations: they are shown before anything is written. Back leads to the list. */
async function isSure(option: CellOption, size: string): Promise<boolean> {
  const { title, year, problem } = option;
  const use = 'Use This Cell';
  const detail = problem ?? cellInWords(option, size);
  const heading = year === undefined ? title : `${title}, ${year}`;
  const buttons = problem === undefined ? [use] : [];
  const modal = { modal: true, detail };
  return (await vscode.window.showInformationMessage(heading, modal, ...buttons)) === use;
}

interface Item extends vscode.QuickPickItem {
  readonly option?: CellOption;
}

function itemsOf(options: readonly CellOption[], current: string): Item[] {
  const isOwn = ({ choice }: CellOption): boolean => /\.cell$/i.test(choice);
  const items = (of: readonly CellOption[]): Item[] =>
    of.map((option) => itemOf(option, option.choice === current));
  const own = options.filter(isOwn);
  const kind = vscode.QuickPickItemKind.Separator;
  return [
    ...items(options.filter((option) => !isOwn(option))),
    ...(own.length === 0 ? [] : [{ label: 'Of this workspace', kind }, ...items(own)]),
  ];
}

function itemOf(option: CellOption, isCurrent: boolean): Item {
  const { title, choice, year, remark, weights, problem } = option;
  const facts = [
    choice === title ? undefined : choice,
    year === undefined ? undefined : String(year),
    weights && `${count(weights.all)} weights, ${weights.ofPlain.toFixed(2)} × a plain RNN`,
  ].filter((fact) => fact !== undefined);
  return {
    option,
    label: isCurrent ? `$(check) ${title}` : title,
    description: facts.join(' · '),
    detail: problem ?? remark,
  };
}

/** With their texts, as the setting would name them. */
async function ownFiles() {
  const found = await vscode.workspace.findFiles('**/*.cell', '**/node_modules/**', mostFiles);
  const read = await Promise.all(
    found.map((uri) => textOfCell(uri, vscode.workspace.asRelativePath(uri, false))),
  );
  return read
    .flatMap((file) => (file.ok ? [file.value] : []))
    .sort((one, other) => one.path.localeCompare(other.path, 'en'));
}

/** @param title of the cell */
async function offerTraining(title: string): Promise<void> {
  const train = 'Train on This File';
  const pressed = await vscode.window.showInformationMessage(
    `Chosen for new models: ${title}. “Train on This File” makes one of the open text; models that are there stay as they are.`,
    train,
  );
  if (pressed === train) await vscode.commands.executeCommand(commands.train);
}
