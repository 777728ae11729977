/** Writes gatescope.vsix from dist/; a warning of vsce or a package above 1 MB is a failure. */
import { statSync } from 'node:fs';
import { Failure, say } from '../setup/failure.mjs';
import { inRoot, root, vsix } from '../setup/places.mjs';
import { runNode } from '../setup/run.mjs';

const limit = 1_000_000;

/** README pictures stay relative links into the repository: the VSIX carries the text only. */
const options = ['--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository'];

export async function packageExtension() {
  const vsce = inRoot('node_modules/@vscode/vsce/vsce');
  const printed = await runNode(vsce, ['package', ...options, '--out', vsix], {
    cwd: root,
    output: 'quiet',
    failure: 'vsce could not package the extension.',
  });
  const warnings = printed.split('\n').filter((line) => /warn/i.test(line));
  if (warnings.length > 0) throw new Failure(`vsce warned:\n${warnings.join('\n')}`);
  const { size } = statSync(vsix);
  if (size > limit) throw new Failure(`gatescope.vsix has ${size} bytes; the limit is ${limit}.`);
  say(`gatescope.vsix  ${Math.ceil(size / 1000)} kB`);
}
