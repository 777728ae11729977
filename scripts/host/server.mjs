/**
 * Runs a served VS Code: installs an extension into its profile, starts its server, gives URLs.
 * The server and its children (extension host, file watcher) are one process group and end together.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { cleanEnvironment } from '../setup/environment.mjs';
import { Failure } from '../setup/failure.mjs';
import { run } from '../setup/run.mjs';

const agreed = ['--accept-server-license-terms', '--disable-telemetry'];

/**
 * @param {import('../setup/servedHost.mjs').ServedHost} host
 * @param {string} profile folder
 * @param {string} vsix
 */
export const installExtension = (host, profile, vsix) =>
  run(
    host.node,
    [host.entry, `--server-data-dir=${profile}`, ...agreed, '--install-extension', vsix, '--force'],
    { output: 'quiet', failure: `VS Code ${host.version} did not install ${vsix}.` },
  );

/**
 * @typedef {object} ServerOptions
 * @property {number} [port] 0: a free one
 * @property {string} [token] connection token; without one the server asks for none (tests only)
 * @property {boolean} [trust] workspace trust; on unless said otherwise
 * @property {boolean} [testDriver] takes test payloads; shows no notification toasts
 * @property {string} [extensions] folder, if not the profile's own
 * @property {Record<string, string>} [env]
 */

/**
 * @typedef {object} Server
 * @property {number} port
 * @property {(folder: string, payload?: [string, string][]) => string} url
 *   payload values are absolute paths on this machine
 * @property {() => Promise<void>} stop
 * @property {Promise<string>} ended settles when the server is gone, with its last words
 */

/**
 * @param {import('../setup/servedHost.mjs').ServedHost} host
 * @param {string} profile folder
 * @param {ServerOptions} [options]
 * @returns {Promise<Server>} when it listens
 * @throws {Failure} when it ends before, with what it said
 */
export async function startServer(host, profile, options = {}) {
  const { port = 0, token, trust = true, testDriver = false, extensions, env } = options;
  const args = [
    host.entry,
    '--host=127.0.0.1',
    `--port=${port}`,
    `--server-data-dir=${profile}`,
    ...agreed,
    ...(token ? [`--connection-token=${token}`] : ['--without-connection-token']),
    ...(trust ? [] : ['--disable-workspace-trust']),
    ...(extensions ? [`--extensions-dir=${extensions}`] : []),
    ...(testDriver ? ['--enable-smoke-test-driver'] : []),
  ];
  const child = spawn(host.node, args, {
    env: cleanEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let lastWords = '';
  const ended = new Promise((resolve) => child.on('close', () => resolve(lastWords)));
  const end = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // Gone already.
    }
  };
  const endAtExit = () => end('SIGKILL');
  process.on('exit', endAtExit);
  const stop = async () => {
    end('SIGTERM');
    const patience = setTimeout(() => end('SIGKILL'), 5000);
    await ended;
    clearTimeout(patience);
    end('SIGKILL'); // children that outlived the server
    process.off('exit', endAtExit);
  };

  const listening = await new Promise((resolve, reject) => {
    const listen = (chunk) => {
      lastWords = (lastWords + chunk).slice(-4000);
      const port = /Extension host agent listening on (\d+)/.exec(lastWords)?.[1];
      if (port) resolve(Number(port));
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', (error) => reject(new Failure(`VS Code's server: ${error.message}`)));
    void ended.then(() => reject(new Failure(`${lastWords}\nVS Code's server did not start.`)));
  });
  return { port: listening, url: workbenchUrl(listening, token), stop, ended };
}

const workbenchUrl =
  (port, token) =>
  (folder, payload = []) => {
    const remote = (value) => `vscode-remote://127.0.0.1:${port}${encodeURI(value)}`;
    const query = new URLSearchParams({
      ...(token ? { tkn: token } : {}),
      folder,
      ...(payload.length > 0
        ? { payload: JSON.stringify(payload.map(([key, value]) => [key, remote(value)])) }
        : {}),
    });
    return `http://127.0.0.1:${port}/?${query}`;
  };

/**
 * @param {number} wanted
 * @param {{ insist: boolean }} options insist: no other one will do
 * @returns {Promise<number>} the wanted port if nobody listens there, else 0 (any free one)
 */
export function freePort(wanted, { insist }) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      if (!insist) resolve(0);
      else
        reject(
          new Failure(`Port ${wanted} cannot be used (${error.code}): choose another --port.`),
        );
    });
    probe.listen(wanted, '127.0.0.1', () => probe.close(() => resolve(wanted)));
  });
}
