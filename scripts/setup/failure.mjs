/**
 * An expected failure: something on this machine is missing or said no. The message is one or two
 * sentences for the person at the terminal; anything else that is thrown is a bug and keeps its stack.
 */
export class Failure extends Error {}

/**
 * Runs an entry point: exit code 0 when it returns, 1 with the sentence of a {@link Failure}.
 * @param {() => Promise<void>} body
 */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    process.stderr.write(`${error instanceof Failure ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}

/** Progress goes to stderr: the stdout of `npm start` is one line. @param {string} sentence */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}
