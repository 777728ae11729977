/** `node dist/cli.js`: the commands with the arguments, streams and exit code of this process. */
import { main } from './cli';
import type { Console } from './command';

const terminal: Console = {
  print: (value) => void process.stdout.write(`${value}\n`),
  log: (line) => void process.stderr.write(`${line}\n`),
};

// Whoever reads along may have had enough, as `head` has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

void main(process.argv.slice(2), terminal).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(
      `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exitCode = 1;
  },
);
