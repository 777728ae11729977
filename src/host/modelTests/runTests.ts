/** Runs tests of models, one after the other, and tells the Test Explorer what came of each, with its place. */
import * as vscode from 'vscode';
import type { AnalystContract } from '../../shared/contracts/analyst';
import { failed, sentence, type Failure, type Result } from '../../shared/failures';
import { type ModelTest, type TestFile, type TestOutcome } from '../../shared/modelTests';
import type { SupervisedThread } from '../threads/supervisor';
import { answerOf, cancelSignal, deadlines } from '../threads/threadCalls';
import { besides, openText, type ModelNeeds, type TestedModel } from './testedModel';

export interface RunNeeds extends ModelNeeds {
  /** In milliseconds. */
  readonly now: () => number;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
}

/** A test in the Test Explorer, and what it stands for. */
export interface ListedTest {
  readonly item: vscode.TestItem;
  readonly uri: vscode.Uri;
  readonly file: TestFile;
  readonly test: ModelTest;
}

/** Asks a model. @param model where it could be found */
export async function askTest(
  { uri, file, test }: ListedTest,
  model: Result<TestedModel, Failure>,
  needs: RunNeeds,
  token: vscode.CancellationToken,
): Promise<Result<TestOutcome, Failure>> {
  if (!model.ok) return model;
  const about = textOf(test, file);
  const text = about === undefined ? undefined : await openText(uri, about, needs);
  if (text && !text.ok) return text;
  const request = { ...model.value, test, ...(text && { text: text.value.text() }) };
  const options = { deadline: deadlines.long, signal: cancelSignal(token) };
  const answer = await answerOf(needs.analyst.call('testModel', request, options));
  return token.isCancellationRequested ? failed({ kind: 'stale' }) : answer;
}

/** The text that a test reads, besides what stands in it. */
function textOf(test: ModelTest, { text }: TestFile): string | undefined {
  if (test.kind === 'unit') return test.file ?? text;
  return test.kind === 'task' ? test.file : undefined;
}

export async function runTest(
  run: vscode.TestRun,
  listed: ListedTest,
  model: Result<TestedModel, Failure>,
  needs: RunNeeds,
): Promise<void> {
  const { item } = listed;
  run.started(item);
  const from = needs.now();
  const answer = await askTest(listed, model, needs, run.token);
  const took = needs.now() - from;
  if (run.token.isCancellationRequested) return run.skipped(item);
  if (!answer.ok) return run.errored(item, messageAt(item, sentence(answer.failure)), took);
  tell(run, item, answer.value.sentence);
  if (answer.value.passed) return run.passed(item, took);
  run.failed(item, await messageOf(listed, answer.value), took);
}

export const tell = (run: vscode.TestRun, item: vscode.TestItem, said: string): void =>
  run.appendOutput(`${item.label}: ${said}\r\n`, undefined, item);

/** With the place in the text, where there is one; else that of the test. */
export async function messageOf(
  { item, uri, file, test }: ListedTest,
  { sentence: said, place }: TestOutcome,
): Promise<vscode.TestMessage> {
  const message = new vscode.TestMessage(said);
  const location = await locationOf(item, textOf(test, file), uri, place);
  if (location) message.location = location;
  return message;
}

export function messageAt(item: vscode.TestItem, said: string): vscode.TestMessage {
  const message = new vscode.TestMessage(said);
  if (item.uri && item.range) message.location = new vscode.Location(item.uri, item.range);
  return message;
}

async function locationOf(
  item: vscode.TestItem,
  about: string | undefined,
  uri: vscode.Uri,
  place: TestOutcome['place'],
): Promise<vscode.Location | undefined> {
  if (place && about !== undefined) {
    const document = await vscode.workspace.openTextDocument(besides(uri, about));
    const range = new vscode.Range(
      document.positionAt(place.start),
      document.positionAt(place.end),
    );
    return new vscode.Location(document.uri, range);
  }
  return item.uri && item.range ? new vscode.Location(item.uri, item.range) : undefined;
}
