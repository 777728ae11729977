/**
 * The steps of `npm test`, cheapest first: the command of each, what has to be there before it, and
 * how many cores it keeps busy. Nothing is started here.
 */

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {readonly string[]} needs
 * @property {readonly string[]} call what Node is called with
 * @property {number} cores
 * @property {boolean} behind gives way to what runs beside it: nothing in it looks at a clock
 */

/** A step that keeps one core busy and may take its time. */
const behind = (name, needs, ...call) => ({ name, needs, call, cores: 1, behind: true });
/** A step in which something is waited for, or measured. */
const timed = (name, cores, needs, ...call) => ({ name, needs, call, cores, behind: false });

/** @type {readonly Check[]} */
export const checks = [
  // Mostly the network: on a machine without a registry these say so at once.
  timed('packages', 1, [], 'scripts/setUp.mjs', 'packages'),
  timed('browser', 0.5, [], 'scripts/setUp.mjs', 'browser'),
  timed('hosts', 0.5, [], 'scripts/setUp.mjs', 'hosts'),
  timed('kernels', 1, ['packages'], 'scripts/setUp.mjs', 'kernels'),
  timed('package', 1, ['kernels'], 'scripts/package.mjs'),
  behind('typecheck', ['packages'], 'node_modules/@typescript/native/bin/tsc', '-b'),
  timed('in-host-newest', 1, ['package', 'hosts', 'browser'], 'scripts/inHost.mjs', '--leg=newest'),
  behind('format', ['packages'], 'node_modules/oxfmt/bin/oxfmt', '--check', '.'),
  behind('lint', ['packages'], 'node_modules/oxlint/bin/oxlint'),
  // Where a Python has PyTorch, or pip finds it soon; else a sentence.
  behind('pytorch', ['kernels'], 'scripts/pytorch.mjs', '--in-test'),
  timed('in-host-oldest', 1, ['package', 'hosts', 'browser'], 'scripts/inHost.mjs', '--leg=oldest'),
  // Beside what is left of the step before it; alone it keeps all cores busy.
  timed('unit', 1, ['kernels', 'browser'], 'scripts/unit.mjs'),
  timed('end-to-end', 2, ['package', 'hosts', 'browser'], 'scripts/endToEnd.mjs'),
];

const names = checks.map(({ name }) => name);

/** A name, or what several begin with: `in-host` are both legs. */
const named = (asked) => names.filter((name) => name === asked || name.startsWith(`${asked}-`));

/** @returns {string | undefined} what is wrong with a name, as a sentence */
const refusal = (option, name) =>
  name === undefined || named(name).length > 0
    ? undefined
    : `--${option} takes ${names.slice(0, -1).join(', ')} or ${names.at(-1)}, not “${name}”.`;

/**
 * @param {{ from?: string, only?: string }} asked only: that step and what it needs; from: that step
 *   and those behind it in the list, for development
 * @returns {{ chosen: readonly Check[] } | { refused: string }}
 */
export function choose({ from, only }) {
  const refused = refusal('from', from) ?? refusal('only', only);
  if (refused) return { refused };
  const wanted = only === undefined ? names : named(only).flatMap(withNeeds);
  const first = from === undefined ? 0 : names.indexOf(named(from)[0]);
  return { chosen: checks.slice(first).filter(({ name }) => wanted.includes(name)) };
}

/** @returns {string[]} the name and all that it needs */
function withNeeds(name) {
  const { needs } = checks[names.indexOf(name)];
  return [name, ...needs.flatMap(withNeeds)];
}
