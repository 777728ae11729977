/** Why a view has no answer yet: it is computed, it failed, or the weights still change. */
import type { JSX } from 'preact';
import type { Page } from '../page/page';
import './waitingNotice.css';

export function WaitingNotice(properties: {
  readonly page: Page;
  readonly busy: boolean;
  readonly trouble: string | undefined;
  /** What is being done, for the waiting user. */
  readonly doing: string;
  readonly approximate?: boolean | undefined;
}): JSX.Element | null {
  const { page, busy, trouble, doing, approximate } = properties;
  if (page.status.state === 'training') {
    return (
      <p class="notice" role="status">
        The network changes every second while it trains. This view is computed again when the
        training ends or is paused.
      </p>
    );
  }
  if (trouble) {
    return (
      <p class="notice" role="status">
        {trouble}
      </p>
    );
  }
  return (
    <p class="long-state quiet" role="status">
      {busy
        ? doing
        : approximate &&
          'Approximate: the text before this place is too long for this network to read in time, so the reading started 512 words earlier.'}
    </p>
  );
}
