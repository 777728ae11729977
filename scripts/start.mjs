/**
 * `npm start [-- --port N] [-- --no-open]`: sets up what is missing, builds, packages and opens a
 * VS Code with the packaged extension and a sample text. The desktop VS Code where there is one,
 * in a profile of its own; else the one that npm carries, served until Ctrl+C, with exactly one
 * line on stdout: `Gatescope is running: URL`.
 *
 * Imports only what needs no installed package; the rest is imported after the set-up.
 */
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './setup/dependencies.mjs';
import { whenEnded } from './setup/endings.mjs';
import { Failure, main, say } from './setup/failure.mjs';
import { hostFolder, inRoot, vsix } from './setup/places.mjs';
import { runNode } from './setup/run.mjs';

/** Where the served VS Code is, unless something else is there already. */
const usualPort = 8730;

function readOptions() {
  // `npm start --port 9000` without `--` arrives as an npm setting.
  const { npm_config_port: npmPort, npm_config_open: npmOpen } = process.env;
  const options = { port: { type: 'string' }, 'no-open': { type: 'boolean' } };
  let values;
  try {
    ({ values } = parseArgs({ options }));
  } catch (error) {
    throw new Failure(`${error.message} The options are --port N and --no-open.`);
  }
  const asked = values.port ?? npmPort;
  const port = asked === undefined ? undefined : Number(asked);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
    throw new Failure(`--port takes a number from 1 to 65535, not “${asked}”.`);
  }
  return { port, open: !values['no-open'] && npmOpen !== '' && npmOpen !== 'false' };
}

/** The user types into a copy; what was typed is still there the next time. */
function sampleCopy() {
  const folder = path.join(hostFolder, 'try');
  mkdirSync(folder, { recursive: true });
  const sample = path.join(folder, 'shakespeare.txt');
  if (!existsSync(sample)) cpSync(inRoot('media/samples/shakespeare.txt'), sample);
  return { folder, sample };
}

async function openDesktop(cli, profile) {
  const { profileArguments } = await import('./setup/desktop.mjs');
  const { run } = await import('./setup/run.mjs');
  const call = (...args) =>
    run(cli[0], [...cli.slice(1), ...profileArguments(profile), ...args], { output: 'quiet' });
  const { folder, sample } = sampleCopy();
  await call('--install-extension', vsix, '--force');
  await call('--new-window', folder, sample);
  say('VS Code is open, with Gatescope and a sample text, in a profile of its own.');
}

async function serve(profile, { port, open }) {
  const { freePort, installExtension, startServer } = await import('./host/server.mjs');
  const { openBrowser } = await import('./host/openBrowser.mjs');
  const { ensureServedHost } = await import('./setup/servedHost.mjs');
  const host = await ensureServedHost('newest');
  await installExtension(host, profile, vsix);
  const { folder, sample } = sampleCopy();
  const server = await startServer(host, profile, {
    port: await freePort(port ?? usualPort, { insist: port !== undefined }),
    token: randomBytes(16).toString('hex'),
  });
  let stopping = false;
  const stop = () => {
    stopping = true;
    void server.stop();
  };
  const unheard = whenEnded(stop);
  const url = server.url(folder, [['openFile', sample]]);
  process.stdout.write(`Gatescope is running: ${url}\n`);
  say('Ctrl+C ends it.');
  if (open) openBrowser(url);
  const lastWords = await server.ended;
  unheard();
  if (!stopping) throw new Failure(`${lastWords}\nVS Code's server ended by itself.`);
}

await main(async () => {
  const options = readOptions();
  await ensureDependencies();
  await runNode(inRoot('scripts/package.mjs'));
  const { prepareProfile } = await import('./host/profile.mjs');
  const { downloadDesktop, findCode } = await import('./setup/desktop.mjs');
  const code = findCode();
  const desktop = code ? { cli: [code] } : await downloadDesktop('newest', { visible: true });
  const profile = path.join(hostFolder, 'profiles', desktop ? 'start-desktop' : 'start');
  prepareProfile(profile);
  if (desktop) await openDesktop(desktop.cli, profile);
  else await serve(profile, options);
});
