/** When somebody ends us: Ctrl+C, a signal, or the end of the npm that started us. */

const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 };

/**
 * The shell between npm and us passes no SIGTERM on: when npm was ended, we are an orphan.
 * @param {() => void} act may be called more than once
 * @returns {() => void} stops listening
 */
export function whenEnded(act) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.env.npm_lifecycle_event && process.ppid !== parent) act();
  }, 500);
  for (const signal of Object.keys(signals)) process.on(signal, act);
  return () => {
    clearInterval(watch);
    for (const signal of Object.keys(signals)) process.off(signal, act);
  };
}

/** For who starts others that end at our `exit`: a signal alone would not let it come to that. */
export function exitWhenEnded() {
  for (const [signal, number] of Object.entries(signals)) {
    process.on(signal, () => process.exit(128 + number));
  }
}
