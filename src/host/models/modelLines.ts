/** What is shown of a saved model where there is room: one fact per line. Pure. */
import type { ModelListing, ModelListingFacts } from '../../shared/model/modelFiles';
import { cellsOf } from '../../shared/model/modelNames';
import type { TokenKind } from '../../shared/model/importing';
import { clock, count, day, megabytes, timeOfDay } from '../common/formatNumbers';
import { taskVerbs } from '../../shared/tasks';
import { figureIn, longMetric } from '../tasks/metricText';
import { placeOfKey } from '../common/nameOfKey';
import { importedScheme, lessonScheme } from '../sessions/keySchemes';
import type { Session } from '../sessions/sessionState';
import { paritySentence } from './importSummary';

const tokenNames: Readonly<Record<TokenKind, string>> = {
  words: 'words',
  characters: 'characters',
  whitespace: 'words (split at white space)',
  ids: 'token ids',
};

export function modelLines(
  documentKey: string,
  { bytes, saved }: ModelListing,
  facts: ModelListingFacts,
  of: {
    readonly session: Session | undefined;
    /** Where the text has several models. */
    readonly named: { readonly name: string; readonly isInUse: boolean } | undefined;
  },
): string[] {
  const { imported, unfinished, namedUnits } = facts;
  const figure = figureIn(facts);
  const { session, named } = of;
  const name = named?.name ?? facts.name;
  return [
    originOf(documentKey, facts),
    ...(name === undefined ? [] : [named ? `${name}: ${usage(named.isInUse)}` : name]),
    ...(facts.task ? [taskVerbs[facts.task]] : []),
    ...(figure ? [`validation ${longMetric(figure)}`] : []),
    ...(imported?.parity ? [paritySentence(imported.parity, imported.leftOut)] : []),
    networkLine(facts),
    ...trainingLine(facts),
    ...(namedUnits === 0
      ? []
      : [`${count(namedUnits)} named ${namedUnits === 1 ? 'unit' : 'units'}`]),
    `${megabytes(bytes)}, saved on ${day(saved)} at ${timeOfDay(saved)}`,
    ...(facts.outdated === true && !documentKey.startsWith(importedScheme)
      ? [
          'It splits text into words by the rules of an earlier version of Gatescope; training afresh uses the current rules.',
        ]
      : []),
    ...(unfinished ? ['A training was interrupted; training again finishes it.'] : []),
    ...(session?.lender ? [`Here the text is read with the model of ${session.lender.name}.`] : []),
  ];
}

const usage = (isInUse: boolean): string =>
  isInUse ? 'in use' : 'not in use; “Use This Model Here” in its menu changes that';

function originOf(documentKey: string, { imported }: ModelListingFacts): string {
  if (documentKey.startsWith(lessonScheme)) return 'Trained in a lesson';
  if (documentKey.startsWith(importedScheme)) return `Imported from ${imported?.file ?? 'a file'}`;
  return placeOfKey(documentKey);
}

function networkLine(facts: ModelListingFacts): string {
  const { vocabulary, tokens, layers, hiddenSize, embeddingSize } = facts;
  const made = `${firstLetterLarge(cellsOf(facts))} of ${layers} × ${hiddenSize} units`;
  // A series is read as numbers: it has no words.
  if (facts.task === 'series') return made;
  return `${made}, embedding of ${embeddingSize} · ${count(vocabulary)} ${tokenNames[tokens]} known`;
}

const firstLetterLarge = (text: string): string => text.replace(/^window/, 'Window');

function trainingLine({ seed, seconds, steps, memory }: ModelListingFacts): string[] {
  const parts = [
    ...(memory === undefined ? [] : [`memory of ${count(memory)} words at the start`]),
    ...(seed === undefined ? [] : [`seed ${seed}`]),
    ...(steps === 0 ? [] : [`${count(steps)} steps`]),
    ...(seconds === undefined ? [] : [`in ${clock(seconds)}`]),
  ];
  return parts.length === 0 ? [] : [parts.join(', ').replace(', in ', ' in ')];
}
