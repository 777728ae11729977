/** What a page sends is unknown until its schema says otherwise. */
import * as v from 'valibot';
import type { Job } from '../../shared/wire/rpc';

export function checkedHandler<S extends v.GenericSchema, T>(
  schema: S,
  handle: (request: v.InferOutput<S>, job: Job) => T,
): (request: unknown, job: Job) => T {
  return (request, job) => handle(v.parse(schema, request), job);
}
