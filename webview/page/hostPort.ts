/** The page's end of the wall to the host: `acquireVsCodeApi` as a port for the typed calls. */
import type { PanelHostContract, PanelPageContract } from '../../src/shared/pages/panel';
import type { Told } from '../../src/shared/failures';
import type { Handlers, Port, Remote } from '../../src/shared/wire/rpc';
import { connect } from '../../src/shared/wire/rpc';

/** What VS Code gives a webview, once. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

export type PanelHost = Remote<Told<PanelHostContract>>;

export const connectHost = (
  api: VsCodeApi,
  page: Window,
  handlers: Handlers<PanelPageContract>,
  onBug: (error: unknown, method: string) => void,
): PanelHost => connectPage(api, page, handlers, onBug);

/** The wire of any page of ours. */
export function connectPage<Theirs, Ours>(
  api: VsCodeApi,
  page: Window,
  handlers: Handlers<Ours>,
  onBug: (error: unknown, method: string) => void,
): Remote<Theirs> {
  return connect<Theirs, Ours>(
    createPort(api, page),
    handlers,
    {
      after(milliseconds, then) {
        const timer = setTimeout(then, milliseconds);
        return () => clearTimeout(timer);
      },
    },
    onBug,
  );
}

function createPort(api: VsCodeApi, page: Window): Port {
  return {
    post: (message) => api.postMessage(message),
    listen(listener) {
      page.addEventListener('message', (event: MessageEvent<unknown>) => {
        // Other messages reach a page, too (developer tools); ours name their kind in `t`.
        if (typeof event.data === 'object' && event.data !== null && 't' in event.data) {
          listener(event.data);
        }
      });
    },
  };
}
