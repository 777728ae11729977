/**
 * Handlers whose fatal errors end the thread instead of being answered: the supervisor puts a sound
 * thread in its place, and the caller's call is rejected as closed, as with any dead thread.
 */
import type { Handlers } from '../../../shared/wire/rpc';

type AnyHandler = (request: unknown, job: unknown) => unknown;

export function dieOnBug<C>(
  handlers: Handlers<C>,
  isFatal: (error: unknown) => boolean,
  die: (error: unknown) => void,
): Handlers<C> {
  const wrapped = Object.entries(handlers as Record<string, AnyHandler>).map(([name, handle]) => {
    const handler: AnyHandler = async (request, job) => {
      try {
        return await handle(request, job);
      } catch (error) {
        if (!isFatal(error)) throw error;
        die(error);
        return new Promise(() => undefined);
      }
    };
    return [name, handler];
  });
  return Object.fromEntries(wrapped) as Handlers<C>;
}
