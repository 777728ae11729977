/**
 * The VS Code that a leg's in-host tests run in: the desktop one where it can be downloaded, else
 * the one that npm carries, behind its stand-in. Says which, so that no leg is skipped in silence.
 */
import path from 'node:path';
import { downloadDesktop, profileArguments } from '../setup/desktop.mjs';
import { say } from '../setup/failure.mjs';
import { hostFolder } from '../setup/places.mjs';
import { run } from '../setup/run.mjs';
import { ensureServedHost } from '../setup/servedHost.mjs';
import { standInFor, withScreen } from '../standIn/launcher.mjs';

/**
 * @typedef {object} TestedHost
 * @property {string} executable for test-electron's `vscodeExecutablePath`
 * @property {string} profile folder
 * @property {(vsix: string) => Promise<unknown>} install
 */

/** @param {'newest' | 'oldest'} leg @returns {Promise<TestedHost>} */
export async function testedHost(leg) {
  const profile = path.join(hostFolder, 'profiles', `inHost-${leg}`);
  const desktop = await downloadDesktop(leg);
  if (desktop) {
    say(`In-host tests, ${leg} leg: desktop VS Code ${desktop.version}.`);
    return {
      executable: withScreen(desktop.executable),
      profile,
      install: installer(desktop.cli, profile),
    };
  }
  const host = await ensureServedHost(leg);
  say(
    `In-host tests, ${leg} leg: VS Code ${host.version} from npm (no desktop VS Code to be had).`,
  );
  const executable = standInFor(host);
  return { executable, profile, install: installer([executable], profile) };
}

const installer = (cli, profile) => (vsix) =>
  run(
    cli[0],
    [...cli.slice(1), ...profileArguments(profile), '--install-extension', vsix, '--force'],
    {
      output: 'quiet',
      failure: `VS Code did not install ${path.basename(vsix)}.`,
    },
  );
