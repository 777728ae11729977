import { describe, expect, it } from 'vitest';
import { pageHtml } from '../../../src/host/pages/pageHtml';

const parts = {
  cspSource: 'https://*.vscode-cdn.net',
  nonce: 'abc123',
  scriptUri: 'https://host/dist/panel.js?a=1&b="2"',
  styleUri: 'https://host/dist/panel.css',
};

describe('The static page of the panel', () => {
  const page = pageHtml(parts);

  it('allows one script by its nonce, the style sheet, and nothing else', () => {
    const policy = /content="([^"]*)"/.exec(page)?.[1];
    expect(policy).toBe(
      "default-src 'none'; script-src 'nonce-abc123'; style-src https://*.vscode-cdn.net; base-uri 'none'; form-action 'none'",
    );
  });

  it('has no inline script or style', () => {
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*src=)/);
    expect(page.match(/<script/g)).toHaveLength(1);
  });

  it('escapes what stands in attributes', () => {
    expect(page).toContain('src="https://host/dist/panel.js?a=1&amp;b=&quot;2&quot;"');
  });
});
