/** What a view shows before there is a model: why it is empty, and the button that changes it. */
import type { JSX } from 'preact';
import { Button } from '../parts/controls';
import type { Page } from './page';
import { TrainingCommands } from './trainingCommands';
import type { PanelHost } from './hostPort';
import './emptyState.css';

export interface EmptyStateProperties {
  readonly page: Page;
  readonly host: PanelHost;
  /** What would be here. */
  readonly promise: string;
}

export function EmptyState({ page, host, promise }: EmptyStateProperties): JSX.Element {
  const name = page.panel?.name ?? '';
  const asleep = page.status.state === 'training' || page.status.state === 'paused';
  const { state } = page.status;
  const why = asleep
    ? 'The network has just begun to read. The first picture comes with its first weights, in a few seconds.'
    : name === ''
      ? 'No text is open. Open a file, then train a network on it.'
      : state === 'ready'
        ? `The network for ${name} is being opened; its first picture comes in a moment.`
        : `There is no network for ${name} yet. Training one on this text takes about a minute and stays on this machine.`;
  // What was said in another state no longer holds; the next description will follow.
  const notice = page.panel?.status.state === state ? page.panel.notice : undefined;
  return (
    <div class="empty">
      <p class="empty-why">{notice ?? why}</p>
      <p class="quiet">{promise}</p>
      <TrainingCommands state={state} host={host} />
      {!asleep && state !== 'ready' && (
        <p>
          Or see one that is already trained:{' '}
          <Button onClick={() => host.tell('run', { command: 'openLesson' })}>Open a lesson</Button>
        </p>
      )}
    </div>
  );
}
