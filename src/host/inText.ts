/** What Gatescope shows in the text itself: hovers over its words, their colours, the units behind
 * a selection, and its activations as a file. */
import * as vscode from 'vscode';
import { registerColourText } from './colourText';
import { registerExportTrace } from './exportTrace';
import { registerHover } from './hover';
import { registerHoverWord } from './hoverWord';
import { registerFindSimilar } from './findSimilar';
import { registerFindUnits } from './findUnits';
import type { Services } from './services';

export function registerInText(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    registerHover(services),
    registerHoverWord(services),
    registerColourText(services),
    registerFindUnits(services),
    registerFindSimilar(services),
    registerExportTrace(services),
  );
}
