/**
 * The rows of the view *Models*: one per saved model, together under their text where it has several,
 * and one per document of this window that is in training or reads with another document's model. Pure.
 */
import type { ModelListing, ModelListingFacts } from '../../shared/model/modelFiles';
import { cellsOf, distinctNames } from '../../shared/model/modelNames';
import { count, day, megabytes } from '../common/formatNumbers';
import { figureIn, shortMetric } from '../tasks/metricText';
import { isFolderKey } from '../sessions/folderModel';
import { importedScheme, lessonScheme } from '../sessions/keySchemes';
import { firstId, modelId } from '../sessions/modelFiles';
import { nameOfKey, placeOfKey } from '../common/nameOfKey';
import type { Session } from '../sessions/sessionState';
import { isBusy, isLentByChoice, isLentByFolder } from '../sessions/sessionState';
import { progressText, statusIcon, statusText } from '../status/statusText';
import { modelLines } from './modelLines';

/** What a menu may offer for the row; `package.json` names them. */
export type RowKind =
  | 'training'
  | 'paused'
  | 'model'
  /** One of several models of a text, or of a folder, not in use. */
  | 'spare'
  | 'spareFolder'
  /** A text with several models, which are the rows below it. */
  | 'text'
  | 'folderText'
  /** Of many files, by *Train on These Files*: there is no one text to show or to train on. */
  | 'folder'
  | 'trainingFolder'
  | 'pausedFolder'
  /** Its training has ended; its file is being written. */
  | 'saving'
  | 'imported'
  | 'borrower'
  | 'damaged'
  /** Several, of which none says what text it is of. */
  | 'damagedText';

export interface ModelRow {
  /** Of the model's file, `modelId`; of a row without a file, of the file that it would have. */
  readonly id: string;
  readonly kind: RowKind;
  readonly name: string;
  /** What its text is called, where the row has the name of one of several models. */
  readonly of?: string;
  /** None where the file does not say. */
  readonly documentKey: string | undefined;
  readonly description: string;
  readonly tooltip: string;
  /** As in a status bar text. */
  readonly icon: string;
  /** Of a text: its models. */
  readonly models?: readonly ModelRow[];
}

/** It has a file that can be read with. */
export const canBeDragged = ({ kind }: ModelRow): boolean =>
  ['model', 'spare', 'folder', 'spareFolder', 'imported'].includes(kind);

/** It is of one text, which no training is about to give another model. */
export const canTakeModel = ({ kind }: ModelRow): boolean =>
  kind === 'model' || kind === 'spare' || kind === 'text' || kind === 'borrower';

/** Every model by itself, without the rows of texts. */
export const eachModel = (rows: readonly ModelRow[]): ModelRow[] =>
  rows.flatMap((row) => row.models ?? [row]);

interface Known {
  readonly sessions: readonly Session[];
  /** Gives the `modelId` that a file is named by. */
  idOf(path: string): string;
  /** Of the model that was chosen for a document. */
  chosenFor(key: string): string | undefined;
}

/** One model of a text, or what a training is about to make of it. */
interface Entry {
  readonly id: string;
  readonly listing?: ModelListing;
  /** In training, or being saved. */
  readonly busy?: Session;
}

export function modelRows(listings: readonly ModelListing[], known: Known): ModelRow[] {
  const { sessions, idOf } = known;
  const underway = sessions.filter(
    (session) => !isLentByFolder(session) && (isBusy(session) || session.stopping),
  );
  const busy = new Map(underway.map((session) => [writtenBy(session, idOf), session]));
  const byText = new Map(sessions.map((session) => [modelId(session.key), session]));
  const texts = new Map<string, Entry[]>();
  const add = (entry: Entry): void => {
    const text = firstId(entry.id);
    texts.set(text, [...(texts.get(text) ?? []), entry]);
  };
  for (const listing of listings) {
    const id = idOf(listing.path);
    const session = busy.get(id);
    busy.delete(id);
    add({ id, listing, ...(session ? { busy: session } : {}) });
  }
  for (const [id, session] of busy) add({ id, busy: session });
  const borrowing = sessions.filter(
    (session) => isLentByChoice(session) && !texts.has(modelId(session.key)),
  );
  const rows = [
    ...[...texts].map(([text, entries]) => textRow(entries, byText.get(text), known)),
    ...borrowing.map(borrowerRow),
  ];
  return rows.sort((one, other) => order(one) - order(other) || byName(one, other));
}

const writtenBy = ({ target, key }: Session, idOf: Known['idOf']): string =>
  target === undefined ? modelId(key) : idOf(target);

/** What is going on comes first. */
const order = (row: ModelRow): number =>
  eachModel([row]).some(({ kind }) => /^(training|paused|saving)/.test(kind)) ? 0 : 1;
const byName = (one: ModelRow, other: ModelRow): number => one.name.localeCompare(other.name, 'en');

function textRow(entries: readonly Entry[], session: Session | undefined, known: Known): ModelRow {
  const [first] = entries;
  if (entries.length === 1 && first) return entryRow(first, session, undefined);
  const used = inUse(entries, session, known);
  const oldest = [...entries].sort((one, other) => savedAt(one) - savedAt(other));
  const names = namesOf(oldest);
  const models = oldest.map((entry, at) => {
    const named = { name: names[at] ?? '', isInUse: entry.id === used };
    return entryRow(entry, session, named);
  });
  const key = session?.key ?? keyOf(entries);
  const bytes = entries.reduce((sum, { listing }) => sum + (listing?.bytes ?? 0), 0);
  const name = session?.name ?? (key === undefined ? 'Damaged models' : nameOfKey(key));
  return {
    id: `text ${firstId(first?.id ?? '')}`,
    kind: key === undefined ? 'damagedText' : isFolderKey(key) ? 'folderText' : 'text',
    name,
    documentKey: key,
    description: `${entries.length} models · ${megabytes(bytes)}`,
    tooltip:
      key === undefined
        ? `${entries.length} models of one text; which one cannot be told from their files.\nThey cannot be used; delete them, and train again.`
        : `${placeOfKey(key)}\n${entries.length} models, one of them in use: “Use This Model Here” in a model’s menu changes to that.`,
    icon: '$(files)',
    models: models.reverse().map((row) => ({ ...row, of: name })),
  };
}

/** Of a model in its first training the file comes with the first checkpoint. */
function namesOf(entries: readonly Entry[]): string[] {
  const facts = entries.map(({ listing }) => (listing?.facts.ok ? listing.facts.value : undefined));
  const names = distinctNames(facts.flatMap((one) => one ?? []));
  return facts.map((one) => (one ? (names.shift() ?? '') : 'new model'));
}

const savedAt = ({ listing }: Entry): number => listing?.saved ?? Infinity;

const keyOf = (entries: readonly Entry[]): string | undefined =>
  entries.flatMap(({ listing }) => (listing?.facts.ok ? [listing.facts.value.documentKey] : []))[0];

/** @returns the id; undefined where the text is read with another text's */
function inUse(
  entries: readonly Entry[],
  session: Session | undefined,
  { idOf, chosenFor }: Known,
): string | undefined {
  const path =
    session?.target ?? (session?.model?.kind === 'file' ? session.model.path : undefined);
  if (path !== undefined) return idOf(path);
  const key = session?.key ?? keyOf(entries);
  const chosen = key === undefined ? undefined : chosenFor(key);
  const isThere = entries.some(({ id }) => id === chosen);
  const newest = [...entries].sort((one, other) => savedAt(other) - savedAt(one))[0];
  return isThere ? chosen : newest?.id;
}

/** What tells one of a text's models from the others. */
interface NamedEntry {
  readonly name: string;
  readonly isInUse: boolean;
}

function entryRow(
  { id, listing, busy }: Entry,
  session: Session | undefined,
  named: NamedEntry | undefined,
): ModelRow {
  if (busy) return busyRow(id, busy, named);
  if (!listing?.facts.ok) return damagedRow(id, listing);
  return savedRow(id, listing, listing.facts.value, { session, named });
}

function busyRow(id: string, session: Session, named: NamedEntry | undefined): ModelRow {
  const { key, name, state, stopping } = session;
  return {
    id,
    kind: stopping ? 'saving' : busyKind(state === 'paused' ? 'paused' : 'training', key),
    name: named?.name ?? name,
    documentKey: key,
    description: statusText(session).replace(/^Gatescope /, ''),
    tooltip: `${placeOfKey(key)}\n${progressText(session)}`,
    icon: statusIcon(session),
  };
}

const busyKind = (kind: 'training' | 'paused', key: string): RowKind =>
  isFolderKey(key) ? `${kind}Folder` : kind;

function borrowerRow({ key, name, lender }: Session): ModelRow {
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

const noListing = { bytes: 0, saved: 0, facts: undefined, isOther: false };

function damagedRow(id: string, listing: ModelListing | undefined): ModelRow {
  const { bytes, saved, facts, isOther } = listing ?? noListing;
  const problem = facts && !facts.ok ? facts.failure : '';
  return {
    id,
    kind: 'damaged',
    name: isOther ? 'Model of another version' : 'Damaged model',
    documentKey: undefined,
    description: `${megabytes(bytes)} · ${day(saved)}`,
    tooltip: isOther ? problem : `${problem}\nIt cannot be used; delete it, and train again.`,
    icon: '$(warning)',
  };
}

function savedRow(
  id: string,
  listing: ModelListing,
  facts: ModelListingFacts,
  {
    session,
    named,
  }: { readonly session: Session | undefined; readonly named: NamedEntry | undefined },
): ModelRow {
  // The document may have another name than when the model was written.
  const documentKey = session?.key ?? facts.documentKey;
  const isImported = documentKey.startsWith(importedScheme) || documentKey.startsWith(lessonScheme);
  const isInUse = named?.isInUse !== false;
  const hasFailed = isInUse && session?.state === 'failed';
  const figure = figureIn(facts);
  const parts = [
    ...(hasFailed ? ['failed'] : facts.unfinished ? ['interrupted'] : []),
    ...(named?.isInUse ? ['in use'] : []),
    ...(!named && facts.name !== undefined ? [facts.name] : []),
    ...(!named && (facts.made ?? facts.cell) !== 'lstm' ? [cellsOf(facts)] : []),
    ...(figure ? [shortMetric(figure)] : []),
    megabytes(listing.bytes),
    day(listing.saved),
  ];
  return {
    id,
    kind: kindOf(documentKey, isImported, isInUse),
    name: named?.name ?? nameOfKey(documentKey),
    documentKey,
    description: parts.join(' · '),
    tooltip: modelLines(documentKey, listing, facts, { session, named }).join('\n'),
    icon: hasFailed ? '$(warning)' : isInUse && session?.model ? '$(pulse)' : '$(archive)',
  };
}

function kindOf(documentKey: string, isImported: boolean, isInUse: boolean): RowKind {
  if (isImported) return 'imported';
  if (isFolderKey(documentKey)) return isInUse ? 'folder' : 'spareFolder';
  return isInUse ? 'model' : 'spare';
}

/** For sentences and lists in which the row stands alone. */
export const fullName = ({
  name,
  of,
}: {
  readonly name: string;
  readonly of?: string | undefined;
}): string => (of === undefined ? name : `${of}, ${name}`);

export const totalSize = (listings: readonly ModelListing[]): string => {
  const bytes = listings.reduce((sum, listing) => sum + listing.bytes, 0);
  return listings.length < 2 ? '' : `${count(listings.length)} models · ${megabytes(bytes)}`;
};
