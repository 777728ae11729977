/** What Gatescope shows in the text itself: hovers over its words, their colours, the units behind
 * a selection, and its activations as a file. */
import * as vscode from 'vscode';
import { registerColourText } from './colours/colourCommand';
import { registerExportActivations } from './exports/exportActivations';
import { registerHover } from './hover/hover';
import { registerHoverWord } from './hover/hoverWord';
import { registerFindSimilar } from './search/findSimilar';
import { registerFindUnits } from './search/findUnits';
import type { Services } from './services';

export function registerInText(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    registerHover(services),
    registerHoverWord(services),
    registerColourText(services),
    registerFindUnits(services),
    registerFindSimilar(services),
    registerExportActivations(services),
  );
}
