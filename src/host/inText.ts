/** What Gatescope shows in the text itself: hovers over its words, and their colours. */
import * as vscode from 'vscode';
import { registerColourText } from './colourText';
import { registerHover } from './hover';
import type { Services } from './services';

export function registerInText(services: Services): vscode.Disposable {
  return vscode.Disposable.from(registerHover(services), registerColourText(services));
}
