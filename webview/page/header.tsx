/**
 * What the page is about: the text, what its network does now, and what the user must know about it.
 */
import type { JSX } from 'preact';
import { CutText } from '../parts/small/cutText';
import { UnknownNotice } from '../parts/unknownWord';
import type { Page } from './page';

export function Header({ page }: { readonly page: Page }): JSX.Element {
  const { panel } = page;
  return (
    <header class="header">
      <div class="headline">
        <h1>
          <bdi>{panel?.name || 'Gatescope'}</bdi>
        </h1>
        {panel && (
          <p class={`state state-${page.status.state}`} title={page.line}>
            <span class="state-dot" aria-hidden="true" />
            {page.line}
          </p>
        )}
      </div>
      {panel?.says && <CutText class="says quiet">{panel.says}</CutText>}
      {panel?.overview?.tokenKind === 'characters' && (
        <CutText class="says quiet">
          This network reads characters: “word” means one character here.
        </CutText>
      )}
      <UnknownNotice share={panel?.overview?.unknownShare ?? 0} />
      {page.trouble && (
        <p class="notice" role="alert">
          {page.trouble}
        </p>
      )}
    </header>
  );
}
