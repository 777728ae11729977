/** Bundles a thread's entry as the build does, into out/, and gives its path. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

const made = new Map<string, Promise<string>>();

/** Once for all test files of this process. @param entry path below the project's root */
export function bundledThread(entry: string): Promise<string> {
  const before = made.get(entry);
  if (before) return before;
  const making = bundle(entry);
  made.set(entry, making);
  return making;
}

async function bundle(entry: string): Promise<string> {
  // Threads start further ones from the `worker.js` beside them.
  const outfile = `${root}out/threads/${entry.replace(/\W+/g, '-')}-${process.pid}/worker.js`;
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    loader: { '.wasm': 'binary', '.cell': 'text', '.py': 'text' },
    logLevel: 'error',
  });
  return outfile;
}
