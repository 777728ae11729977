/**
 * The hover over a word of a document that has a model: what the LSTM expected and what its gates
 * did. The text is built in `hoverText.ts`; the only commands that it may run open the panel.
 */
import * as vscode from 'vscode';
import { sentence } from '../../shared/failures';
import { commands } from '../../shared/manifest';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { ReaderContract } from '../../shared/contracts/reader';
import type { Settings } from '../../shared/settings';
import { answerOf, cancelSignal, deadlines, insist } from '../threads/threadCalls';
import { shownNames } from '../sessions/earlierWeights';
import type { DocumentModes } from '../sessions/documentMode';
import { isInspecting } from '../sessions/documentMode';
import { hoverText } from './hoverText';
import { judgedHover } from './judgedText';
import { registerPerDocument } from '../sessions/perDocument';
import { answerer } from '../sessions/sessionState';
import type { Sessions } from '../sessions/sessions';
import type { EditorText, Texts } from '../texts/texts';
import type { SupervisedThread } from '../threads/supervisor';
import type { ChosenUnits } from '../units/chosenUnits';

interface Needs {
  readonly texts: Texts;
  readonly sessions: Sessions;
  readonly settings: () => Settings;
  readonly modes: Pick<DocumentModes, 'of'>;
  readonly units: Pick<ChosenUnits, 'of'>;
  readonly reader: Pick<SupervisedThread<ReaderContract>, 'call'>;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
}

/** The argument of *Show Gate Activations* and *Explain This Prediction* that a link carries. */
export interface ShowToken {
  readonly documentKey: string;
  readonly token: number;
}

/** Ticks off the walkthrough's step, at the first hover. */
const hoveredContext = 'gatescope.hovered';

export function registerHover(needs: Needs): vscode.Disposable {
  let isKnown = false;
  async function provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const hover = await hoverAt(needs, document, position, token);
    if (hover && !isKnown) void vscode.commands.executeCommand('setContext', hoveredContext, true);
    isKnown ||= hover !== undefined;
    return hover;
  }
  const register = (selector: vscode.DocumentFilter): vscode.Disposable =>
    vscode.languages.registerHoverProvider(selector, { provideHover });
  return registerPerDocument({ ...needs, answers: answerer, register });
}

async function hoverAt(
  needs: Needs,
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<vscode.Hover | undefined> {
  const { texts, sessions, settings, modes, units, reader } = needs;
  const text = texts.of(document);
  const session = text && sessions.find(text.key);
  if (!text || !session?.model || !settings()['inspection.hover']) return undefined;
  if (!isInspecting(modes.of(text.key))) return undefined;
  const offset = text.offsetOf(document, position);
  if (session.task) return judgedHoverAt(needs, text, offset, token);
  const unit = units.of(text.key);
  const request = { documentKey: text.key, offset, ...(unit && { unit }) };
  const options = { cancel: cancelSignal(token), deadline: deadlines.hover };
  const answer = await answerOf(insist(() => reader.call('inspect', request, options)));
  if (!answer.ok && answer.failure.kind === 'overflow') {
    return new vscode.Hover(sentence(answer.failure));
  }
  if (!answer.ok || answer.value.documentVersion !== text.version) return undefined;
  const { index, range } = answer.value;
  const shown = { documentKey: text.key, token: index };
  const links = {
    panel: commandLink(commands.showGates, shown),
    explanation: commandLink(commands.explainWord, shown),
  };
  const markdown = new vscode.MarkdownString(hoverText(answer.value, links, shownNames(session)));
  markdown.isTrusted = { enabledCommands: [commands.showGates, commands.explainWord] };
  return new vscode.Hover(markdown, text.place(range)?.range);
}

/** What a model that judges says of the word, and of what it stands in. */
async function judgedHoverAt(
  { analyst }: Needs,
  text: EditorText,
  offset: number,
  token: vscode.CancellationToken,
): Promise<vscode.Hover | undefined> {
  const request = { documentKey: text.key, offset };
  const options = { cancel: cancelSignal(token), deadline: deadlines.hover };
  const answer = await answerOf(insist(() => analyst.call('exampleAt', request, options)));
  if (!answer.ok || answer.value.documentVersion !== text.version) return undefined;
  const shown = { documentKey: text.key, token: 0 };
  const hover = judgedHover(answer.value, offset, commandLink(commands.showGates, shown));
  if (!hover) return undefined;
  const markdown = new vscode.MarkdownString(hover.markdown);
  markdown.isTrusted = { enabledCommands: [commands.showGates] };
  return new vscode.Hover(markdown, text.place(hover.range)?.range);
}

function commandLink(command: string, shown: ShowToken): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify([shown]))}`;
}
