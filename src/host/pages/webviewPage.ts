/** What every page of ours in a webview has: a script and a style sheet of its own name in `dist`. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Port } from '../../shared/wire/rpc';
import { pageHtml } from './pageHtml';

export const webviewOptions = (extensionUri: vscode.Uri): vscode.WebviewOptions => ({
  enableScripts: true,
  localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')],
});

/** @param name of `dist/NAME.js` and `dist/NAME.css` */
export function webviewPage(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  name: 'panel' | 'tensors' | 'laboratory',
): string {
  const uriOf = (file: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', file)).toString();
  return pageHtml({
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString('hex'),
    scriptUri: uriOf(`${name}.js`),
    styleUri: uriOf(`${name}.css`),
  });
}

/** Transferred buffers need no list here: VS Code moves ArrayBuffers to a webview as bytes. */
export function webviewPort(webview: vscode.Webview): Port {
  return {
    post: (message) => void webview.postMessage(message),
    listen: (listener) => webview.onDidReceiveMessage(listener),
  };
}
