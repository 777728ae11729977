/** Shows a token in the editor that no window at hand holds: where it stands is asked first. */
import type { PanelHost } from './hostPort';

/** A text that changed meanwhile has nothing to find; the next answer will. */
export async function revealToken(host: PanelHost, token: number): Promise<void> {
  const found = await host.call('tokens', { from: token, count: 1 });
  const span = found.ok ? found.value.spans[0] : undefined;
  if (!found.ok || !span) return;
  host.tell('reveal', { ...span, documentVersion: found.value.documentVersion });
}
