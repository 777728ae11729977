/**
 * What the colours mean, in a status bar item that is there only while the text is coloured; a click
 * chooses others or none.
 */
import * as vscode from 'vscode';
import type { ColourMeasure } from '../shared/colours';
import { commands } from '../shared/manifest';
import type { Subscription } from './listeners';
import type { LegendRow } from './colourScale';
import { bandColours, legendOf, strokes } from './colourScale';

export interface LegendItem extends Subscription {
  show(measure: ColourMeasure | undefined): void;
}

export function createLegendItem(): LegendItem {
  const item = vscode.window.createStatusBarItem(
    'gatescope.colours',
    vscode.StatusBarAlignment.Right,
    99,
  );
  item.name = 'Gatescope Colours';
  item.command = commands.colourText;
  let shown: ColourMeasure | undefined;
  return {
    show(measure) {
      if (measure === shown) return;
      shown = measure;
      if (!measure) return item.hide();
      const { title, short, rows } = legendOf(measure);
      item.text = `$(paintcan) ${title} ${short}`;
      item.tooltip = tooltip(title, rows);
      const meanings = rows.map(({ meaning }) => meaning).join('; ');
      item.accessibilityInformation = {
        label: `Text is coloured by ${title}: ${meanings}. Click to change it.`,
        role: 'button',
      };
      item.show();
    },
    dispose: () => item.dispose(),
  };
}

function tooltip(title: string, rows: readonly LegendRow[]): vscode.MarkdownString {
  const lines = rows.map(({ band, meaning }) => `${swatch(band)} ${meaning}`);
  const more = 'Click to choose another measure, or none.';
  const text = new vscode.MarkdownString(
    [`**Text is coloured by: ${title}**`, ...lines, more].join('  \n'),
  );
  text.supportHtml = true;
  return text;
}

/** The theme's own colour, as VS Code names it in style sheets. */
function swatch(band: LegendRow['band']): string {
  if (band === 0) return '&nbsp;&nbsp;&nbsp;&nbsp;';
  const colour = `var(--vscode-${bandColours[band].replace('.', '-')})`;
  return `<span style="background-color:${colour};">&nbsp;${strokes[band]}${strokes[band]}&nbsp;</span>`;
}
