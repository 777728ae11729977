/**
 * `npm run pictures`: copies the screenshots that the README shows from the end-to-end test's output
 * to media/readme/. Which ones is read from the README itself: every `media/readme/<name>.png`.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { Failure, main, say } from './setup/failure.mjs';
import { inRoot } from './setup/places.mjs';

await main(async () => {
  const readme = readFileSync(inRoot('README.md'), 'utf8');
  const names = new Set(
    [...readme.matchAll(/media\/readme\/([\w-]+)\.png/g)].map(([, name]) => name),
  );
  mkdirSync(inRoot('media/readme'), { recursive: true });
  for (const name of names) {
    const taken = inRoot('test/out/newest', `${name}.png`);
    if (!existsSync(taken)) {
      throw new Failure(
        `The README shows media/readme/${name}.png, but no scenario took it: run \`npm run e2e\`.`,
      );
    }
    copyFileSync(taken, inRoot('media/readme', `${name}.png`));
    say(`media/readme/${name}.png`);
  }
});
