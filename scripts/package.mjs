/** `npm run package [-- --allow-missing]`: build, then gatescope.vsix. */
import { compileAssembly } from './build/assembly.mjs';
import { buildBundles } from './build/bundles.mjs';
import { packageExtension } from './build/package.mjs';
import { main } from './setup/failure.mjs';

await main(async () => {
  await compileAssembly();
  await buildBundles({ allowMissing: process.argv.includes('--allow-missing') });
  await packageExtension();
});
