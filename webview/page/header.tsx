/**
 * What the page is about: the text, what its network does now, and what the user must know about it.
 */
import type { JSX } from 'preact';
import { CutText } from '../parts/small/cutText';
import { UnknownNotice } from '../parts/unknownWord';
import type { Page } from './page';

export function Header({ page }: { readonly page: Page }): JSX.Element {
  const { panel } = page;
  const name = panel?.name || 'Gatescope';
  return (
    <header class="header">
      {/* A small panel has no room for the name twice. */}
      <div class={`headline ${page.line.includes(name) ? 'named' : ''}`}>
        <h1>
          <bdi>{name}</bdi>
        </h1>
        {panel && (
          <CutText two class={`state state-${page.status.state}`}>
            <span class="state-dot" aria-hidden="true" />
            {page.line}
          </CutText>
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
