/**
 * A stage for one scenario: a served VS Code with a fresh profile and a workspace of its own. The
 * extension is installed once, into a folder that the stages of a leg share.
 */
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { hostFolder, inRoot, vsix } from '../setup/places.mjs';
import { prepareProfile } from './profile.mjs';
import { installExtension, startServer } from './server.mjs';

/** @returns {Promise<string>} the folder of extensions that the stages of this host share */
export async function installOnce(host) {
  const profile = path.join(hostFolder, 'profiles', `endToEnd-${host.leg}`);
  prepareProfile(profile, { afresh: true });
  await installExtension(host, profile, vsix);
  return path.join(profile, 'extensions');
}

/**
 * @typedef {object} Wishes
 * @property {number} lane two stages of one lane are never there at once
 * @property {string} extensions
 * @property {Record<string, string>} [environment]
 * @property {Record<string, unknown>} [settings]
 */

/** @param {import('../setup/servedHost.mjs').ServedHost} host @param {Wishes} wishes */
export async function stageFor(host, { lane, extensions, environment = {}, settings = {} }) {
  const name = `endToEnd-${host.leg}-${lane}`;
  const profile = path.join(hostFolder, 'profiles', name);
  const folder = path.join(hostFolder, 'workspaces', name);
  prepareProfile(profile, { afresh: true, settings });
  rmSync(folder, { recursive: true, force: true });
  cpSync(inRoot('media/samples'), folder, { recursive: true });
  const server = await startServer(host, profile, { trust: false, extensions, env: environment });
  return {
    folder,
    storage: path.join(profile, 'data/User/globalStorage/gatescope.gatescope'),
    url: (file) => server.url(folder, file ? [['openFile', path.join(folder, file)]] : []),
    stop: server.stop,
  };
}
