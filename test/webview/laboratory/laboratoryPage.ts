/** The laboratory's page in a DOM, with a host at the other end of a wire that copies as JSON does. */
import { withFailureSentences } from '../../../src/host/pages/failureSentences';
import type { Contestant } from '../../../src/shared/contracts/laboratory';
import { success, type Result } from '../../../src/shared/failures';
import {
  sectionIds,
  type Order,
  type OutcomeOf,
  type RunNews,
  type SectionId,
} from '../../../src/shared/laboratory/sections';
import type {
  LaboratoryAct,
  LaboratoryHostContract,
  LaboratoryPageContract,
  Wanted,
} from '../../../src/shared/pages/laboratoryPage';
import { connect, type Handlers, type Job } from '../../../src/shared/wire/rpc';
import { startLaboratory } from '../../../webview/laboratory/startLaboratory';
import { letPass, startPageTime } from '../pageTime';

type Orders = { readonly section: SectionId; readonly order: Order<SectionId> }[];

export async function openLaboratory(given: {
  readonly contestants: readonly Contestant[];
  readonly kept?: unknown;
  readonly wanted?: Wanted;
  readonly act?: (act: LaboratoryAct) => Result<string | undefined>;
}) {
  startPageTime();
  const orders: Orders = [];
  const jobs: Job[] = [];
  const acts: LaboratoryAct[] = [];
  let answer = (_: Result<OutcomeOf<SectionId>>): void => undefined;
  // Of its own: the pages of the tests before would listen on the window, and draw.
  const messages = new EventTarget();
  const listeners = new Set<(message: unknown) => void>();
  let state = given.kept;
  const json = (message: unknown): unknown => JSON.parse(JSON.stringify(message));
  const runs = sectionIds.map((section) => [
    section,
    (order: Order<SectionId>, job: Job) => {
      orders.push({ section, order });
      jobs.push(job);
      return new Promise((resolve) => (answer = resolve));
    },
  ]);
  const { contestants, wanted, act = () => success(undefined) } = given;
  const remote = connect<LaboratoryPageContract, LaboratoryHostContract>(
    {
      post: (message) =>
        messages.dispatchEvent(new MessageEvent('message', { data: json(message) })),
      listen: (listener) => listeners.add(listener),
    },
    withFailureSentences({
      ...(Object.fromEntries(runs) as Omit<Handlers<LaboratoryHostContract>, 'ready' | 'act'>),
      ready: () => success({ contestants, experiments: [], ...(wanted && { wanted }) }),
      act(asked: LaboratoryAct) {
        acts.push(asked);
        return act(asked);
      },
    }),
    { after: () => () => undefined },
    (error) => {
      throw error;
    },
  );
  document.body.innerHTML = '<div id="panel"></div>';
  const root = document.getElementById('panel')!;
  const api = {
    postMessage: (message: unknown) =>
      queueMicrotask(() => listeners.forEach((listener) => listener(json(message)))),
    getState: () => state,
    setState: (next: unknown) => (state = json(next)),
  };
  startLaboratory(api, root, messages as Window);
  const settle = (): Promise<void> => letPass(120);
  await settle();
  return {
    ...{ orders, jobs, acts, settle, kept: () => state },
    async press(name: string): Promise<void> {
      const buttons = [...document.querySelectorAll<HTMLElement>('button')];
      const found = buttons.find(
        (one) =>
          !one.closest('[hidden]') &&
          (one.getAttribute('aria-label') ?? one.textContent).trim() === name,
      );
      if (!found) throw new Error(`no button ${name}`);
      found.click();
      await settle();
    },
    async tell(news: RunNews): Promise<void> {
      remote.tell('told', news);
      await settle();
    },
    async show(asked: Wanted): Promise<void> {
      remote.tell('show', asked);
      await settle();
    },
    async end(result: Result<OutcomeOf<SectionId>>): Promise<void> {
      answer(result);
      await settle();
    },
  };
}

/** What is seen: of the chosen section. */
export const text = (): string =>
  [...document.querySelectorAll('#panel > main > *')]
    .filter((one) => !one.hasAttribute('hidden'))
    .map((one) => one.textContent)
    .join(' ')
    .replace(/\s+/g, ' ');

export const table = (): string[] =>
  [...document.querySelectorAll('tr')]
    .filter((line) => !line.closest('[hidden]'))
    .map((line) => [...line.children].map((cell) => cell.textContent.trim()).join(' | '));
