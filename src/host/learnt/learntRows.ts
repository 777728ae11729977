/** What a model has learnt from a text, as rows of a list and as sentences. Pure. */
import type { LearntAnswer, LearntRow } from '../../shared/questions/editor/learnt';
import { escapeIcons } from '../common/escapeIcons';
import { count } from '../common/formatNumbers';

/** Of VS Code's own items: what a row says. */
export interface RowTexts {
  readonly label: string;
  readonly description: string;
}

/** The text is no label: VS Code would sort the rows by how well their labels fit what is typed. */
export function rowTexts({ text, count: times, unknown, tokens }: LearntRow): RowTexts {
  return {
    label: `${count(times)} ×`,
    description: [escapeIcons(text), ...strangers(unknown, tokens)].join(' · '),
  };
}

/** Words without a row in the network are known to the counts and the cache only. */
function strangers(unknown: number, tokens: number): string[] {
  if (unknown === 0) return [];
  if (tokens === 1) return ['unknown to the network'];
  return [`${count(unknown)} of its words ${unknown === 1 ? 'is' : 'are'} unknown to the network`];
}

export function learntSentence({ counted, tokens, differentWords }: LearntAnswer): string {
  const all = `${count(differentWords)} different words`;
  return counted < tokens
    ? `${all} in the first ${count(counted)} of ${count(tokens)} tokens; the rest is still being counted or does not fit`
    : `${all} in ${count(tokens)} tokens`;
}

/** Shown when something was forgotten. */
export function forgottenSentence(text: string): string {
  const isPassage = /\s/.test(text.trim());
  return isPassage
    ? `With this model, completion and generation no longer continue this passage, and a new model of the text forgets it too. Its words can still appear elsewhere. The network's weights keep what they learnt from it; only training afresh without the passage removes that.`
    : `“${text.trim()}” is no longer suggested or generated with this model, in capitals or not, and a new model of the text forgets it too. The network's weights keep what they learnt from it, so hovers and the panel still show it; only training afresh on a text without the word removes that.`;
}
