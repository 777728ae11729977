/**
 * Models for scenarios whose subject is not the training: trained by the command line when the first
 * one asks, and kept until the command line changes. Same text and plan, same weights.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { hostFolder, inRoot } from '../setup/places.mjs';
import { run } from '../setup/run.mjs';

const cli = inRoot('dist/cli.js');
/** Of these it consists: the second is what it shares with the threads. */
const program = [cli, inRoot('dist/engine.js')];
const hashOf = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').slice(0, 16);
};

/**
 * @typedef {object} Recipe
 * @property {string} text
 * @property {'words' | 'characters'} tokens
 * @property {Readonly<Record<string, number>>} plan with its number of steps
 */

/** @returns {(recipe: Recipe) => Promise<string>} the path of its model */
export function createTrainOnce() {
  const all = path.join(hostFolder, 'models');
  const folder = path.join(all, hashOf(...program.map((file) => readFileSync(file))));
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(all)) {
    if (path.join(all, name) !== folder) rmSync(path.join(all, name), { recursive: true });
  }
  const trainings = new Map();

  async function train(id, { text, tokens, plan }) {
    const at = (ending) => path.join(folder, id + ending);
    const model = at('.safetensors');
    if (existsSync(model)) return model;
    writeFileSync(at('.txt'), text);
    writeFileSync(at('.json'), JSON.stringify(plan));
    await run(
      process.execPath,
      [
        ...[cli, 'train', at('.txt'), '--out', at('.part'), '--plan', at('.json')],
        ...['--tokens', tokens, '--threads', String(Math.min(2, availableParallelism()))],
      ],
      { output: 'quiet', failure: 'A model for the scenarios could not be trained.' },
    );
    renameSync(at('.part'), model);
    return model;
  }

  return (recipe) => {
    const id = hashOf(JSON.stringify(recipe));
    if (!trainings.has(id)) trainings.set(id, train(id, recipe));
    return trainings.get(id);
  };
}
