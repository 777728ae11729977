/**
 * Claims of the textbooks and experiments as tests, each of its own profile: *Run All* leaves them alone. They
 * are the laboratory's runs; a thread of its own ends with the last of them.
 */
import * as vscode from 'vscode';
import type { LaboratoryContract, LaboratoryNews } from '../../shared/contracts/laboratory';
import { sentence, type Failure, type Result } from '../../shared/failures';
import { verdictTexts } from '../../shared/laboratory/claims';
import { claimsTable } from '../../shared/laboratory/claimsTable';
import { experimentTitles, type ExperimentId } from '../../shared/laboratory/experiments';
import type { Handlers } from '../../shared/wire/rpc';
import type { SupervisedThread } from '../threads/supervisor';
import { answerOf, cancelSignal } from '../threads/threadCalls';

export interface LaboratoryTestNeeds {
  readonly log: (line: string) => void;
  startLaboratory(news: Handlers<LaboratoryNews>): SupervisedThread<LaboratoryContract>;
}

/** Of a claim, and of an experiment, in which an LSTM learns it with Adam. */
const seeds = 3;
/** In milliseconds: the longest runs take minutes. */
const deadline = 3_600_000;

type Laboratory = Pick<SupervisedThread<LaboratoryContract>, 'call'>;

/** What came of it: whether as expected, and a sentence. */
interface Found {
  readonly passed: boolean;
  readonly said: string;
}

interface Kind {
  readonly id: 'claims' | 'experiments';
  readonly title: string;
  readonly profile: string;
  readonly items: readonly { readonly id: string; readonly label: string }[];
  run(id: string, at: Laboratory, token: vscode.CancellationToken): Promise<Result<Found, Failure>>;
}

const kinds: readonly Kind[] = [
  {
    id: 'claims',
    title: 'The textbook on trial',
    profile: 'Measure Claims Again',
    items: claimsTable
      .filter(({ parts }) => parts.length > 0)
      .map(({ id, says }) => ({ id, label: `${id}: ${says}` })),
    async run(claim, at, token) {
      const options = { deadline, signal: cancelSignal(token) };
      const choice = { claim, seeds };
      const answer = await answerOf(at.call('claims', { run: 1, choice }, options));
      if (!answer.ok) return answer;
      const shipped = claimsTable.find(({ id }) => id === claim);
      const { verdict, conditions } = answer.value;
      const passed = verdict === shipped?.verdict;
      const also = conditions.length > 0 ? `: ${conditions.join('; ')}` : '';
      const was = passed || !shipped ? '' : `; it was: ${verdictTexts[shipped.verdict]}`;
      return { ok: true, value: { passed, said: `${verdictTexts[verdict]}${also}${was}.` } };
    },
  },
  {
    id: 'experiments',
    title: 'Experiments',
    profile: 'Run Experiments',
    items: Object.entries(experimentTitles).map(([id, label]) => ({ id, label })),
    async run(experiment, at, token) {
      const options = { deadline, signal: cancelSignal(token) };
      const id = experiment as ExperimentId;
      const choice = { experiment: id, way: 'modern' as const, cell: 'lstm', trials: seeds };
      const answer = await answerOf(at.call('experiments', { run: 1, choice }, options));
      if (!answer.ok) return answer;
      const { solved, of, median } = answer.value;
      const after = median === undefined ? '' : `, after ${Math.round(median)} sequences (median)`;
      const said = `An LSTM with Adam solved it in ${solved} of ${of} trials${after}.`;
      return { ok: true, value: { passed: solved === of, said } };
    },
  },
];

/** Their items and profiles, in a controller that is there already. */
export function addLaboratoryTests(
  controller: vscode.TestController,
  needs: LaboratoryTestNeeds,
): void {
  for (const kind of kinds) {
    const tag = new vscode.TestTag(kind.id);
    const root = controller.createTestItem(kind.id, kind.title);
    root.tags = [tag];
    // Below the files of tests.
    root.sortText = `~${kind.id}`;
    for (const { id, label } of kind.items) {
      const item = controller.createTestItem(`${kind.id}/${id}`, label);
      item.tags = [tag];
      root.children.add(item);
    }
    controller.items.add(root);
    controller.createRunProfile(
      kind.profile,
      vscode.TestRunProfileKind.Run,
      (request, token) => run(controller, kind, request, token, needs),
      false,
      tag,
    );
  }
}

async function run(
  controller: vscode.TestController,
  kind: Kind,
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
  { startLaboratory, log }: LaboratoryTestNeeds,
): Promise<void> {
  const testRun = controller.createTestRun(request);
  const items = chosenItems(controller, kind, request);
  for (const item of items) testRun.enqueued(item);
  const laboratory = startLaboratory({ log, told: () => undefined });
  try {
    for (const item of items) {
      if (token.isCancellationRequested) testRun.skipped(item);
      else await runOne(testRun, kind, item, laboratory, token);
    }
  } finally {
    testRun.end();
    void laboratory.dispose();
  }
}

async function runOne(
  testRun: vscode.TestRun,
  kind: Kind,
  item: vscode.TestItem,
  laboratory: Laboratory,
  token: vscode.CancellationToken,
): Promise<void> {
  testRun.started(item);
  const found = await kind.run(item.id.slice(kind.id.length + 1), laboratory, token);
  if (token.isCancellationRequested) return testRun.skipped(item);
  if (!found.ok) return testRun.errored(item, new vscode.TestMessage(sentence(found.failure)));
  const { passed, said } = found.value;
  testRun.appendOutput(`${item.label}\r\n  ${said}\r\n`, undefined, item);
  if (passed) testRun.passed(item);
  else testRun.failed(item, new vscode.TestMessage(said));
}

function chosenItems(
  controller: vscode.TestController,
  { id }: Kind,
  { include, exclude = [] }: vscode.TestRunRequest,
): vscode.TestItem[] {
  const root = controller.items.get(id);
  const asked = include ?? (root ? [root] : []);
  const leaves = asked.flatMap((item) =>
    item.children.size > 0 ? [...item.children].map(([, child]) => child) : [item],
  );
  return leaves.filter((item) => item.id.startsWith(`${id}/`) && !exclude.includes(item));
}
