/** `npm run build [-- --allow-missing]`: the kernels, then the bundles, into dist/. */
import { readdirSync, statSync } from 'node:fs';
import { compileAssembly } from './build/assembly.mjs';
import { buildBundles } from './build/bundles.mjs';
import { main, say } from './setup/failure.mjs';
import { inRoot } from './setup/places.mjs';

await main(async () => {
  await compileAssembly();
  await buildBundles({ allowMissing: process.argv.includes('--allow-missing') });
  for (const name of readdirSync(inRoot('dist'))) {
    say(`dist/${name}  ${Math.ceil(statSync(inRoot('dist', name)).size / 1000)} kB`);
  }
});
