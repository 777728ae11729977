/**
 * What the served VS Code says on a healthy day: native modules that `--ignore-scripts` left
 * unbuilt or unfetched (spdlog, watchdog, vsda, ripgrep), the extension gallery that cannot be
 * reached, its own connection log. Everything else that it says is worth reading.
 */
const healthy = [
  /spdlog/,
  /native-watchdog|build\/Release\/watchdog/,
  /\bvsda\b/,
  /ServiceWorker|service worker/i,
  /^(Resolv(ing|ed) connection token|Creating a socket|Updating additional builtin extensions)/,
  /^\[(reconnection-grace-time|AgentHost:remote|AccountPolicyGate)\]|^ChatSessionStore/,
  /open-vsx\.org|extensions gallery|Failed to fetch/i,
  /404 \(Not Found\).*\/(favicon[\w-]*\.(ico|svg)|update\/check)/s,
  /A bad HTTP response code \(404\) was received when fetching the script/,
  /ripgrep\/bin\/rg ENOENT/,
  /^Creation of workbench contribution/,
  /Timed out waiting for authentication provider/,
  // VS Code's own task detection, slow to start on a busy machine.
  /Timed out getting tasks from/,
  // At every reload of a workbench in a browser.
  /Long running operations during shutdown are unsupported in the web/,
];

/**
 * The workbench's own troubles, for instance a log that a reload closed under it: they come and go
 * with the load of the machine. What an extension does wrong names the extension or its folder.
 */
const isTheWorkbenchsOwn = (message) =>
  /\/out\/vs\/code\/browser\/workbench\/workbench\.js/.test(message) && !/gatescope/i.test(message);

/** @param {string} message what was said, and where (address or stack) */
export const isNoise = (message) =>
  healthy.some((pattern) => pattern.test(message)) || isTheWorkbenchsOwn(message);
