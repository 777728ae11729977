/** What *Find Similar Passages* found, as rows of a list. Pure. */
import type { SimilarAnswer, SimilarPassage } from '../../shared/questions/editor/similar';
import { escapeIcons } from '../common/escapeIcons';
import { count, percent } from '../common/formatNumbers';

export interface SimilarText {
  readonly documentKey: string;
  readonly name: string;
  readonly answer: SimilarAnswer;
}

export interface SimilarRow {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly documentKey: string;
  readonly documentVersion: number;
  readonly span: SimilarPassage['span'];
}

/** Of all texts together, the most similar first. */
export function similarRows(texts: readonly SimilarText[], most: number): SimilarRow[] {
  return texts
    .flatMap(({ documentKey, name, answer }) =>
      answer.passages.map((passage) => ({ documentKey, name, answer, passage })),
    )
    .sort((one, other) => other.passage.likeness - one.passage.likeness)
    .slice(0, most)
    .map(({ documentKey, name, answer, passage }) => ({
      label: `…${oneLine(passage.before)}«${oneLine(passage.text)}»${oneLine(passage.after)}…`,
      description: texts.length > 1 ? name : '',
      detail: `${percent(passage.likeness)} alike in the units that are on: ${passage.shared} of the selection’s ${answer.pattern.rows.length} are on here, too`,
      ...{ documentKey, documentVersion: answer.documentVersion, span: passage.span },
    }));
}

const oneLine = (text: string): string => escapeIcons(text.replace(/\s+/g, ' '));

export function similarSentence(texts: readonly SimilarText[]): string {
  const [first] = texts;
  if (!first) return '';
  const { pattern, widened } = first.answer;
  const cut = texts.filter(({ answer }) => answer.indexed < answer.tokens);
  const units = pattern.rows.length;
  return [
    `${count(units)} ${units === 1 ? 'unit is' : 'units are'} on over ${widened ? 'the selection, widened to whole words' : 'the selection'}.`,
    ...cut.map(
      ({ name, answer }) =>
        `The first ${count(answer.indexed)} of ${count(answer.tokens)} words of ${name} were searched; the index holds no more.`,
    ),
  ].join(' ');
}
