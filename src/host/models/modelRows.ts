/**
 * The rows of the view *Models*: one a saved model, and one a document of this window that is in
 * training or reads with another document's model. Pure.
 */
import type { ModelListing, ModelListingFacts } from '../../shared/model/modelFiles';
import type { TokenKind } from '../../shared/model/importing';
import { count, day, megabytes, perplexity } from '../common/formatNumbers';
import { importedScheme, lessonScheme } from '../sessions/keySchemes';
import { paritySentence } from './importSummary';
import { modelId } from '../sessions/modelFiles';
import { nameOfKey, placeOfKey } from '../common/nameOfKey';
import type { Session } from '../sessions/sessionState';
import { isBusy, isLentByChoice, isLentByFolder } from '../sessions/sessionState';
import { progressText, statusIcon, statusText } from '../status/statusText';

/** What a menu may offer for the row; `package.json` names them. */
export type RowKind =
  | 'training'
  | 'paused'
  | 'model'
  /** Of many files, by *Train on These Files*: there is no one text to show or to train on. */
  | 'folder'
  | 'trainingFolder'
  | 'pausedFolder'
  /** Its training has ended; its file is being written. */
  | 'saving'
  | 'imported'
  | 'borrower'
  | 'damaged';

export interface ModelRow {
  /** Of the model's file, `modelId`; of a row without a file, of the file that it would have. */
  readonly id: string;
  readonly kind: RowKind;
  readonly name: string;
  /** None where the file does not say. */
  readonly documentKey: string | undefined;
  readonly description: string;
  readonly tooltip: string;
  /** As in a status bar text. */
  readonly icon: string;
}

/** It has a file that can be read with. */
export const canBeDragged = ({ kind }: ModelRow): boolean =>
  kind === 'model' || kind === 'folder' || kind === 'imported';

/** It is of one text, which no training is about to give another model. */
export const canTakeModel = ({ kind }: ModelRow): boolean =>
  kind === 'model' || kind === 'borrower';

/** @param idOf gives the `modelId` that a file is named by */
export function modelRows(
  listings: readonly ModelListing[],
  sessions: readonly Session[],
  idOf: (path: string) => string,
): ModelRow[] {
  const byId = new Map(sessions.map((session) => [modelId(session.key), session]));
  const saved = listings.map((listing) => {
    const id = idOf(listing.path);
    return rowOf(id, listing, byId.get(id));
  });
  const listed = new Set(saved.map(({ id }) => id));
  const unsaved = sessions.filter(
    (session) =>
      !listed.has(modelId(session.key)) &&
      (isLentByChoice(session) || (isUnderway(session) && !isLentByFolder(session))),
  );
  const rows = [...saved, ...unsaved.map(windowRow)];
  return rows.sort((one, other) => order(one) - order(other) || byName(one, other));
}

/** What is going on comes first. */
const order = ({ kind }: ModelRow): number => (/^(training|paused|saving)/.test(kind) ? 0 : 1);
const isUnderway = (session: Session): boolean => isBusy(session) || session.stopping;
const byName = (one: ModelRow, other: ModelRow): number => one.name.localeCompare(other.name, 'en');

function rowOf(id: string, listing: ModelListing, session: Session | undefined): ModelRow {
  const { facts } = listing;
  if (session && isUnderway(session)) return busyRow(session);
  if (!facts.ok) return damagedRow(id, listing, facts.failure);
  return savedRow(id, listing, facts.value, session);
}

function busyRow(session: Session): ModelRow {
  const { key, name, state, stopping } = session;
  return {
    id: modelId(key),
    kind: stopping ? 'saving' : busyKind(state === 'paused' ? 'paused' : 'training', key),
    name,
    documentKey: key,
    description: statusText(session).replace(/^Gatescope /, ''),
    tooltip: `${placeOfKey(key)}\n${progressText(session)}`,
    icon: statusIcon(session),
  };
}

const isFolder = (key: string): boolean => key.endsWith('/');

const busyKind = (kind: 'training' | 'paused', key: string): RowKind =>
  isFolder(key) ? `${kind}Folder` : kind;

function windowRow(session: Session): ModelRow {
  if (isUnderway(session)) return busyRow(session);
  const { key, name, lender } = session;
  const whose = lender?.name ?? '';
  return {
    id: modelId(key),
    kind: 'borrower',
    name,
    documentKey: key,
    description: `reads with the model of ${whose}`,
    tooltip: `${placeOfKey(key)}\nHas no model of its own; it is read with the model of ${whose}.`,
    icon: '$(arrow-swap)',
  };
}

function damagedRow(id: string, { bytes, saved }: ModelListing, problem: string): ModelRow {
  return {
    id,
    kind: 'damaged',
    name: 'Damaged model',
    documentKey: undefined,
    description: `${megabytes(bytes)} · ${day(saved)}`,
    tooltip: `${problem}\nIt cannot be used; delete it, and train again.`,
    icon: '$(warning)',
  };
}

const tokenNames: Readonly<Record<TokenKind, string>> = {
  words: 'words',
  characters: 'characters',
  whitespace: 'words (cut at white space)',
  ids: 'token ids',
};

function savedRow(
  id: string,
  { bytes, saved }: ModelListing,
  facts: ModelListingFacts,
  session: Session | undefined,
): ModelRow {
  const { documentKey, tokens, vocabulary, layers, hiddenSize, imported } = facts;
  const known = facts.validationPerplexity;
  const ppl = known === undefined ? undefined : perplexity(known);
  const isOfLesson = documentKey.startsWith(lessonScheme);
  const isImported = documentKey.startsWith(importedScheme) || isOfLesson;
  const hasFailed = session?.state === 'failed';
  const parts = [
    ...(hasFailed ? ['failed'] : facts.unfinished ? ['cut off'] : []),
    ...(ppl === undefined ? [] : [`ppl ${ppl}`]),
    megabytes(bytes),
    day(saved),
  ];
  const lines = [
    isOfLesson
      ? 'Trained in a lesson'
      : isImported
        ? `Imported from ${imported?.file ?? 'a file'}`
        : placeOfKey(documentKey),
    ...(ppl === undefined ? [] : [`validation perplexity ${ppl}`]),
    ...(imported?.parity ? [paritySentence(imported.parity, imported.leftOut)] : []),
    `${count(vocabulary)} ${tokenNames[tokens]} known · ${layers} × ${hiddenSize} units`,
    `${megabytes(bytes)}, saved on ${day(saved)}`,
    ...(facts.unfinished ? ['A training was cut off; training again finishes it.'] : []),
    ...(session?.lender ? [`Here the text is read with the model of ${session.lender.name}.`] : []),
  ];
  return {
    id,
    kind: isImported ? 'imported' : isFolder(documentKey) ? 'folder' : 'model',
    name: nameOfKey(documentKey),
    documentKey,
    description: parts.join(' · '),
    tooltip: lines.join('\n'),
    icon: hasFailed ? '$(warning)' : session?.model ? '$(pulse)' : '$(archive)',
  };
}
