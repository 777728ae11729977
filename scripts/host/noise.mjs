/**
 * What the served VS Code says on a healthy day: native modules that `--ignore-scripts` left
 * unbuilt (spdlog, watchdog, vsda), the extension gallery that cannot be reached, its own
 * connection log. Everything else that it says is worth reading.
 */
const healthy = [
  /spdlog/,
  /native-watchdog|build\/Release\/watchdog/,
  /\bvsda\b/,
  /ServiceWorker|service worker/i,
  /^(Resolv(ing|ed) connection token|Creating a socket|Updating additional builtin extensions)/,
  /^\[(reconnection-grace-time|AgentHost:remote|AccountPolicyGate)\]|^ChatSessionStore/,
  /open-vsx\.org|extensions gallery|Failed to fetch/i,
];

/** @param {string} message */
export const isNoise = (message) => healthy.some((pattern) => pattern.test(message));
