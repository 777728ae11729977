/**
 * What the colours mean, in a status bar item that is shown only while the text is coloured; a click
 * chooses another measure, or none.
 */
import * as vscode from 'vscode';
import type { ColourMeasure, UnitColours } from '../../shared/questions/editor/colours';
import type { UnitNames } from '../../shared/model/unitNames';
import { commands } from '../../shared/manifest';
import { unknownMark, unknownSentence } from '../../shared/unknownWords';
import type { LegendRow } from './colourScale';
import type { Subscription } from '../common/listeners';
import { bandColours, frames, legendOf, strokes } from './colourScale';
import {
  meaningOfWrong,
  remarksOfAnswers,
  rowsOfAnswers,
  shortAnswers,
  styleOfAnswer,
  titleOfAnswers,
  wrongFrame,
  type Answers,
} from './answerColours';
import { escapeMarkdown } from '../common/escapeMarkdown';

/** What one text is coloured by. */
export interface Coloured {
  readonly measure: ColourMeasure;
  /** That the user gave to units. */
  readonly names: UnitNames;
  /** It is by a unit that was chosen in earlier weights. */
  readonly earlier?: boolean;
  /** What the last answer said of its unit. */
  readonly ofUnit?: UnitColours;
  /** What the last answer said of a model that judges. */
  readonly answers?: Answers;
  /** Of its tokens, as far as they were looked at. */
  readonly unknownShare: number;
  /** Why it is not coloured although it should be. */
  readonly trouble?: string;
}

export interface LegendItem extends Subscription {
  show(coloured: Coloured | undefined): void;
}

export function createLegendItem(): LegendItem {
  const item = vscode.window.createStatusBarItem(
    'gatescope.colours',
    vscode.StatusBarAlignment.Right,
    99,
  );
  item.name = 'Gatescope Colours';
  item.command = commands.colourText;
  let shown: string | undefined;
  return {
    show(coloured) {
      const now = coloured && JSON.stringify(withSentence(coloured));
      if (now === shown) return;
      shown = now;
      if (!coloured) return item.hide();
      const { title, short, rows } = shownLegend(coloured);
      const { remarks } = withSentence(coloured);
      const isTroubled = coloured.trouble !== undefined;
      const age = coloured.earlier ? ' (earlier weights)' : '';
      item.text = isTroubled ? `$(warning) ${title}` : `$(paintcan) ${title}${age} ${short}`;
      const explained = isTroubled ? [] : [...rows, ...framesOf(coloured)];
      item.tooltip = tooltip(title, explained, remarks);
      const meanings = [...explained.map(({ meaning }) => meaning), ...remarks].join('; ');
      item.accessibilityInformation = {
        label: `Text is coloured by ${title}: ${meanings.replace(/\.$/, '')}. Click to change it.`,
        role: 'button',
      };
      item.show();
    },
    dispose: () => item.dispose(),
  };
}

/** The share itself changes with every word; the sentence about it seldom does. */
function withSentence({ unknownShare, trouble, ...rest }: Coloured) {
  const unknown = unknownSentence(unknownShare);
  const earlier = rest.earlier ? earlierSentence : undefined;
  const judged = rest.answers ? remarksOfAnswers(rest.answers) : [];
  const remarks = [trouble, earlier, ...judged, unknown].filter((remark) => remark !== undefined);
  return { ...rest, remarks };
}

const earlierSentence =
  'The model has changed since this unit was chosen, so the unit may do something else now. Choose it again to confirm it.';

interface Explained {
  readonly swatch: string;
  readonly meaning: string;
}

interface ExplainedAnswer {
  readonly answer: number;
  readonly meaning: string;
}

type Row = LegendRow | Explained | ExplainedAnswer;

function shownLegend({ measure, names, ofUnit, answers }: Coloured): {
  readonly title: string;
  readonly short: string;
  readonly rows: readonly Row[];
} {
  if (measure.by !== 'judged') return legendOf(measure, names, ofUnit);
  const title = titleOfAnswers(answers);
  if (!answers) return { title, short: '', rows: [] };
  const rows = rowsOfAnswers(answers).map(({ answer, name, isPlain }) =>
    isPlain ? { swatch: plain, meaning: name } : { answer, meaning: name },
  );
  return { title, short: shortAnswers(answers), rows };
}

const framesOf = ({ measure: { by }, answers }: Coloured): Row[] => [
  ...(by === 'substituted' ? [{ swatch: '▣', meaning: frames.word.meaning }] : []),
  ...(answers ? [{ swatch: wrongFrame.sign, meaning: meaningOfWrong(answers) }] : []),
  { swatch: unknownMark, meaning: frames.unknown.meaning },
];

const plain = '&nbsp;&nbsp;&nbsp;';

function tooltip(
  title: string,
  rows: readonly Row[],
  remarks: readonly string[],
): vscode.MarkdownString {
  const lines = rows.map((one) => {
    const sign = 'swatch' in one ? `&nbsp;${one.swatch}&nbsp;` : swatchOf(one);
    return `${sign} ${'answer' in one ? escapeMarkdown(one.meaning, Infinity) : one.meaning}`;
  });
  const more = 'Click to choose another measure, or none.';
  const escaped = remarks.map((remark) => escapeMarkdown(remark, Infinity));
  const text = new vscode.MarkdownString(
    [
      `**Text is coloured by: ${escapeMarkdown(title, Infinity)}**`,
      ...lines,
      ...escaped,
      more,
    ].join('  \n'),
  );
  text.supportHtml = true;
  return text;
}

function swatchOf(row: LegendRow | ExplainedAnswer): string {
  if ('answer' in row) {
    const { colour, stroke } = styleOfAnswer(row.answer);
    return swatch(colour, stroke);
  }
  const { band } = row;
  return band === 0 ? '&nbsp;&nbsp;&nbsp;&nbsp;' : swatch(bandColours[band], strokes[band]);
}

/** The theme's own colour, as VS Code names it in style sheets. */
const swatch = (colour: string, stroke: string): string =>
  `<span style="background-color:var(--vscode-${colour.replace('.', '-')});">&nbsp;${stroke}${stroke}&nbsp;</span>`;
