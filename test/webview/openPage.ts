/**
 * Opens the panel's page in the test's DOM, with a synthetic host at the other end of a wire that
 * copies messages as the real one does.
 */
import { withFailureSentences } from '../../src/host/pages/failureSentences';
import { startPanel } from '../../webview/startPanel';
import type { PanelHostContract, PanelPageContract } from '../../src/shared/pages/panel';
import type { Handlers, Remote } from '../../src/shared/wire/rpc';
import { connect } from '../../src/shared/wire/rpc';
import type { SyntheticHost, SyntheticOptions } from './gallery/syntheticHost';
import { createSyntheticHost } from './gallery/syntheticHost';
import { letPass, startPageTime } from './pageTime';

export interface OpenPage {
  readonly host: SyntheticHost;
  readonly tell: Remote<PanelPageContract>['tell'];
  /** What `setState` kept last. */
  readonly kept: () => unknown;
  /** Until every message and every drawing that follows from it is done. */
  settle(): Promise<void>;
  button(name: string): HTMLButtonElement;
  press(name: string): Promise<void>;
  openTab(name: string): Promise<void>;
}

export const sentence = 'First Citizen:\nBefore we proceed any further, hear me speak. ';

export interface PageOptions extends Partial<SyntheticOptions> {
  readonly kept?: unknown;
  readonly change?: (handlers: Handlers<PanelHostContract>) => Handlers<PanelHostContract>;
}

export async function openPage(options: PageOptions = {}): Promise<OpenPage> {
  startPageTime();
  const host = createSyntheticHost({
    text: sentence.repeat(20),
    state: 'ready',
    hidden: 48,
    layers: 1,
    cursor: 30,
    unknownEvery: 97,
    ...options,
  });
  // Of its own: the pages of the tests before would listen on the window, and draw.
  const messages = new EventTarget();
  const listeners = new Set<(message: unknown) => void>();
  let kept = options.kept;
  const handlers = options.change?.(host.handlers) ?? host.handlers;
  const remote = connect<PanelPageContract, PanelHostContract>(
    {
      post: (message) =>
        messages.dispatchEvent(new MessageEvent('message', { data: structuredClone(message) })),
      listen: (listener) => listeners.add(listener),
    },
    withFailureSentences(handlers),
    { after: () => () => undefined },
    (error) => {
      throw error;
    },
  );
  document.body.innerHTML = '<div id="panel"></div>';
  const root = document.getElementById('panel');
  if (!root) throw new Error('no root');
  const api = {
    postMessage: (message: unknown) =>
      queueMicrotask(() => listeners.forEach((listener) => listener(structuredClone(message)))),
    getState: () => kept,
    setState: (next: unknown) => (kept = next),
  };
  startPanel(api, root, messages as Window);

  const settle = (): Promise<void> => letPass(160);
  const byName = (role: string, name: string): HTMLButtonElement => {
    const visible = [...document.querySelectorAll<HTMLButtonElement>(role)].filter(
      (element) => !element.closest('[hidden]'),
    );
    const found = visible.find(
      (element) => (element.getAttribute('aria-label') ?? element.textContent).trim() === name,
    );
    if (!found)
      throw new Error(`No ${role} “${name}” among ${visible.map((e) => e.textContent).join()}`);
    return found;
  };
  const press = async (role: string, name: string): Promise<void> => {
    byName(role, name).click();
    await settle();
  };
  await settle();
  return {
    host,
    tell: (method, request) => remote.tell(method, request),
    kept: () => kept,
    settle,
    button: (name) => byName('button', name),
    press: (name) => press('button', name),
    openTab: (name) => press('[role=tab]', name),
  };
}

/** The panel that is shown now. */
export function shownPanel(): HTMLElement {
  const panel = document.querySelector<HTMLElement>('[role=tabpanel]:not([hidden])');
  if (!panel) throw new Error('No panel is shown');
  return panel;
}
