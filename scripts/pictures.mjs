/**
 * `npm run pictures`: copies the screenshots that README and docs show from the end-to-end test's output
 * to media/readme/. Which ones is read from the documents themselves: every `media/readme/<name>.png`.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { Failure, main, say } from './setup/failure.mjs';
import { inRoot } from './setup/places.mjs';

await main(async () => {
  const documents = ['README.md', ...readdirSync(inRoot('docs')).map((name) => `docs/${name}`)];
  const text = documents.map((file) => readFileSync(inRoot(file), 'utf8')).join('\n');
  const names = new Set(
    [...text.matchAll(/media\/readme\/([\w-]+)\.png/g)].map(([, name]) => name),
  );
  mkdirSync(inRoot('media/readme'), { recursive: true });
  for (const name of names) {
    const taken = inRoot('test/out/newest', `${name}.png`);
    if (!existsSync(taken)) {
      throw new Failure(
        `The documents show media/readme/${name}.png, but no scenario took it: run \`npm run e2e\`.`,
      );
    }
    copyFileSync(taken, inRoot('media/readme', `${name}.png`));
    say(`media/readme/${name}.png`);
  }
});
