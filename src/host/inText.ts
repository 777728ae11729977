/** What Gatescope shows in the text itself: hovers over its words, their colours, and the units behind
 * a selection. */
import * as vscode from 'vscode';
import { registerColourText } from './colourText';
import { registerHover } from './hover';
import { registerFindSimilar } from './findSimilar';
import { registerFindUnits } from './findUnits';
import type { Services } from './services';

export function registerInText(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    registerHover(services),
    registerColourText(services),
    registerFindUnits(services),
    registerFindSimilar(services),
  );
}
