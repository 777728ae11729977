/** A model's facts as one string, to be sent between threads: the metadata of its file as JSON. */
import * as v from 'valibot';
import type { ModelFacts } from '../../engine/files/modelFile';
import { writeFacts } from '../../engine/files/modelMetadata';

const entries = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string()));

export const factsAsJson = (facts: ModelFacts): string =>
  JSON.stringify(Object.fromEntries(writeFacts(facts, undefined)));

/** @throws ValiError where it is not what `writeMetadata` made */
export const factsFromJson = (json: string): ReadonlyMap<string, string> =>
  new Map(Object.entries(v.parse(entries, json)));
