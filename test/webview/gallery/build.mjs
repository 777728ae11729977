/**
 * Bundles the panel and a fake host into test/out/gallery, and serves them as a webview would be:
 * the product's own page with its content security policy, VS Code's default styles, one of four
 * themes. `node test/webview/gallery/build.mjs` serves until Ctrl+C; a driver imports `openGallery`.
 */
import { build } from 'esbuild';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { buildPage } from '../../../scripts/build/bundles.mjs';
import { themes } from './themes.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../../..');
export const out = join(root, 'test/out/gallery');

const defaultStyles = `
html { scrollbar-color: #7f7f7f66 transparent; }
body { overscroll-behavior-x: none; background-color: transparent; color: var(--vscode-editor-foreground);
  font-family: var(--vscode-font-family); font-weight: var(--vscode-font-weight);
  font-size: var(--vscode-font-size); margin: 0; padding: 0 20px; }
html { background: var(--vscode-editor-background); }
`;

async function bundle() {
  await mkdir(out, { recursive: true });
  const options = {
    bundle: true,
    format: 'iife',
    outdir: out,
    minify: true,
    target: 'es2023',
    loader: { '.cell': 'text' },
  };
  await buildPage(out);
  await build({ ...options, entryPoints: [join(here, 'fakeHost.ts')] });
  await build({ ...options, entryPoints: [join(here, 'relay.ts')] });
  await build({ ...options, entryPoints: [join(here, 'benchHost.ts')] });
  await build({
    entryPoints: [join(root, 'src/host/pages/pageHtml.ts')],
    bundle: true,
    format: 'esm',
    outfile: join(out, 'pageHtml.mjs'),
  });
  return import(join(out, 'pageHtml.mjs'));
}

/** @param host the script that stands in for VS Code */
function pageFor(pageHtml, origin, theme, host) {
  const { class: name, variables } = themes[theme] ?? themes.dark;
  const style = Object.entries(variables).map(([key, value]) => `--vscode-${key}: ${value};`);
  const html = pageHtml({
    cspSource: origin,
    nonce: 'gallery',
    scriptUri: '/panel.js',
    styleUri: '/panel.css',
  });
  // What VS Code puts before the policy takes effect, and the fake host before the panel.
  return html
    .replace('<html lang="en">', `<html lang="en" style='${style.join('')}'>`)
    .replace('<head>', `<head><style>${defaultStyles}</style>`)
    .replace('<body>', `<body class="${name}">`)
    .replace('<script ', `<script nonce="gallery" src="/${host}.js"></script><script `);
}

/** Holds the panel's page in a frame, `?panel=` its address. */
const pageAround =
  '<!DOCTYPE html><body style="margin:0"><script src="/benchHost.js"></script></body>';

export async function openGallery(port = 0) {
  const { pageHtml } = await bundle();
  const types = { js: 'text/javascript', css: 'text/css' };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const file =
      /^\/(panel\.js|page-[-\w]*\.js|panel\.css|fakeHost\.js|relay\.js|benchHost\.js)$/.exec(
        url.pathname,
      )?.[1];
    const kind = types[file?.split('.').at(-1)] ?? 'text/html; charset=utf-8';
    response.setHeader('content-type', kind);
    if (file) return response.end(await readFile(join(out, file)));
    if (url.pathname === '/around') return response.end(pageAround);
    const theme = url.searchParams.get('theme') ?? 'dark';
    const host = url.searchParams.has('framed') ? 'relay' : 'fakeHost';
    response.end(pageFor(pageHtml, url.origin, theme, host));
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await openGallery(Number(process.argv[2] ?? 0));
  console.log(url);
}
