/**
 * `npm run host [-- --leg=oldest] [--kind=bench] [--grep=words]`: the tests (or benchmarks) of
 * test/vscode inside the extension host of a real VS Code, against gatescope.vsix installed as a user
 * would install it. Writes what passed and failed to test/out/results.
 */
import { copyFileSync, cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { bundleTests } from './build/bundles.mjs';
import { prepareProfile } from './host/profile.mjs';
import { testedHost } from './host/tested.mjs';
import { profileArguments } from './setup/desktop.mjs';
import { Failure, main } from './setup/failure.mjs';
import { inRoot, resultsFolder, vsix } from './setup/places.mjs';
import { legs } from './setup/servedHost.mjs';

const { values } = parseArgs({
  options: {
    leg: { type: 'string', multiple: true, default: [...legs] },
    kind: { type: 'string', default: 'test' },
    grep: { type: 'string', default: '' },
  },
});

/** Each leg has its own, so that both can be played side by side. */
const bundledFor = (leg) => path.join('out/vscode', leg);

/**
 * Of VS Code's own extensions one reads the whole text after every edit, in the same process: a
 * benchmark of ours would measure it (a tenth of the time while somebody types in 200 kB).
 */
const alone = {
  'merge-conflict.decorators.enabled': false,
  'merge-conflict.codeLens.enabled': false,
};

/** The driver: an extension that holds nothing but the tests. */
async function bundleDriver(leg) {
  const files = readdirSync(inRoot('test/vscode'), { recursive: true })
    .filter((name) => name.endsWith(`.${values.kind}.ts`))
    .map((name) => path.join('test/vscode', name));
  if (files.length === 0)
    throw new Failure(`There is no test/vscode/**/*.${values.kind}.ts to run.`);
  const folder = bundledFor(leg);
  await bundleTests(['test/vscode/index.ts', ...files], folder, 'test/vscode');
  copyFileSync(inRoot('test/vscode/driver/package.json'), inRoot(folder, 'package.json'));
  return inRoot(folder);
}

/** A folder to edit in, with the sample text. */
function freshWorkspace(leg) {
  const workspace = inRoot('.host/workspaces', `inHost-${leg}`);
  rmSync(workspace, { recursive: true, force: true });
  mkdirSync(workspace, { recursive: true });
  cpSync(inRoot('media/samples'), workspace, { recursive: true });
  return workspace;
}

async function runLeg(leg) {
  const bundled = await bundleDriver(leg);
  const host = await testedHost(leg);
  prepareProfile(host.profile, {
    afresh: true,
    settings: values.kind === 'bench' ? alone : {},
  });
  await host.install(vsix);
  const results = path.join(resultsFolder, `in-host-${leg}.json`);
  rmSync(results, { force: true });
  await runTests({
    vscodeExecutablePath: host.executable,
    extensionDevelopmentPath: bundled,
    extensionTestsPath: path.join(bundled, 'index.js'),
    launchArgs: [...profileArguments(host.profile), freshWorkspace(leg)],
    extensionTestsEnv: {
      GATESCOPE_TEST_LEG: leg,
      GATESCOPE_TEST_GREP: values.grep,
      GATESCOPE_TEST_RESULTS: results,
    },
  }).catch((error) => {
    throw new Failure(`The in-host tests on the ${leg} leg failed (${error.message}).`);
  });
}

await main(async () => {
  mkdirSync(resultsFolder, { recursive: true });
  for (const leg of values.leg) await runLeg(leg);
});
