/**
 * The environment that our child processes see. `npm run` adds its own variables: `npm_config_*`
 * of the outer call would steer an inner npm (`npm start --omit=dev` would leave out esbuild), and
 * `node_modules/.bin` on the PATH may hold another `node`. A terminal inside VS Code adds variables
 * that would attach a second VS Code to the first. All of these are dropped here, in one place.
 */

/** What somebody sets so that npm works on their network; everything else of npm's is dropped. */
const keptNpmSettings = new Set(
  [
    'cache ca cafile cert key globalconfig userconfig registry replace_registry_host',
    'proxy https_proxy noproxy strict_ssl offline prefer_offline maxsockets',
    'fetch_retries fetch_retry_factor fetch_retry_maxtimeout fetch_retry_mintimeout fetch_timeout',
  ]
    .join(' ')
    .split(' ')
    .map((name) => `npm_config_${name}`),
);

const dropped = /^(npm_|VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_ENV$|NODE_PATH$|NODE$|INIT_CWD$)/i;

/**
 * @param {Record<string, string | undefined>} [added]
 * @param {Record<string, string | undefined>} [outer]
 * @returns {NodeJS.ProcessEnv}
 */
export function cleanEnvironment(added = {}, outer = process.env) {
  const kept = Object.entries(outer).filter(
    ([name]) => keptNpmSettings.has(name.toLowerCase()) || !dropped.test(name),
  );
  const environment = Object.fromEntries(kept);
  const pathName = Object.keys(environment).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const separator = process.platform === 'win32' ? ';' : ':';
  environment[pathName] = (environment[pathName] ?? '')
    .split(separator)
    .filter((folder) => !/[\\/]node_modules[\\/]\.bin$|node-gyp-bin$/.test(folder))
    .join(separator);
  return { ...environment, ...added };
}
