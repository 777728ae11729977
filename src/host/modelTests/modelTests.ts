/**
 * Tests of models in the Test Explorer, from `*.seqtest.json` files. The controller is made when the first
 * such file exists: who has none sees nothing of it.
 */
import * as vscode from 'vscode';
import { testsEnding } from '../../shared/modelTests';
import { addLaboratoryTests, type LaboratoryTestNeeds } from './laboratoryTests';
import { listTests, testsTag, type ListedTests } from './listedTests';
import { runWithOtherSeeds, type SeedNeeds } from './otherSeeds';
import { runTest, type ListedTest } from './runTests';
import { testedModel } from './testedModel';

interface Needs extends SeedNeeds, LaboratoryTestNeeds {}

const files = `**/*${testsEnding}`;
/** More than these, in one workspace, nobody looks through. */
const mostFiles = 500;

export function registerModelTests(needs: Needs): vscode.Disposable {
  let explorer: Explorer | undefined;
  let isDisposed = false;

  function read(uri: vscode.Uri): void {
    if (isDisposed) return;
    explorer ??= createExplorer(needs);
    void explorer.listed.read(uri);
  }

  // A file may be saved as another one's, opened from outside the workspace, or be deleted with its folder.
  const watcher = vscode.workspace.createFileSystemWatcher(files);
  const opened = needs.texts.onDidOpen(({ key }) => {
    if (key.endsWith(testsEnding)) read(vscode.Uri.parse(key));
  });
  void Promise.resolve(vscode.workspace.findFiles(files, undefined, mostFiles)).then(
    (found) => found.forEach(read),
    (error: unknown) => needs.log(`files of tests: ${String(error)}`),
  );
  return vscode.Disposable.from(
    watcher,
    opened,
    watcher.onDidCreate(read),
    watcher.onDidChange(read),
    watcher.onDidDelete((uri) => explorer?.listed.remove(uri)),
    {
      dispose() {
        isDisposed = true;
        explorer?.controller.dispose();
      },
    },
  );
}

interface Explorer {
  readonly controller: vscode.TestController;
  readonly listed: ListedTests;
}

function createExplorer(needs: Needs): Explorer {
  const controller = vscode.tests.createTestController('gatescope.tests', 'Gatescope');
  const listed = listTests(controller, needs);
  const tag = new vscode.TestTag(testsTag);
  const profile = (
    title: string,
    isDefault: boolean,
    run: (run: vscode.TestRun, tests: readonly ListedTest[]) => Promise<void>,
  ): void => {
    const handler = (request: vscode.TestRunRequest): Promise<void> =>
      runGroups(controller, listed, request, run);
    const { Run } = vscode.TestRunProfileKind;
    controller.createRunProfile(title, Run, handler, isDefault, tag);
  };
  profile('Run Tests', true, (run, tests) => runWithModel(run, tests, needs));
  profile('Run with Other Seeds', false, (run, tests) => runWithOtherSeeds(run, tests, needs));
  addLaboratoryTests(controller, needs);
  return { controller, listed };
}

async function runGroups(
  controller: vscode.TestController,
  listed: ListedTests,
  request: vscode.TestRunRequest,
  runGroup: (run: vscode.TestRun, tests: readonly ListedTest[]) => Promise<void>,
): Promise<void> {
  const run = controller.createTestRun(request);
  const groups = listed.chosen(request);
  for (const { item } of groups.flat()) run.enqueued(item);
  try {
    for (const tests of groups) await runGroup(run, tests);
  } finally {
    run.end();
  }
}

/** The model is looked for once for the tests of a file. */
async function runWithModel(
  run: vscode.TestRun,
  tests: readonly ListedTest[],
  needs: Needs,
): Promise<void> {
  const [first] = tests;
  if (!first) return;
  const model = await testedModel(first.uri, first.file, needs);
  for (const listed of tests) {
    if (run.token.isCancellationRequested) run.skipped(listed.item);
    else await runTest(run, listed, model, needs);
  }
}
