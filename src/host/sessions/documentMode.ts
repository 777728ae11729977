/**
 * What a person does in a document: writing (ghost text only), inspecting (everything but ghost text),
 * or both, which is what everyone begins with. Remembered with the workspace.
 */
import * as v from 'valibot';
import type { Listen } from '../common/listeners';
import { createListeners } from '../common/listeners';
import type { DocumentMemories } from './documentMemory';

export const documentModes = ['both', 'writing', 'inspecting'] as const;
export type DocumentMode = (typeof documentModes)[number];
export const documentModeSchema = v.picklist(documentModes);

export interface DocumentModes {
  of(documentKey: string): DocumentMode;
  choose(documentKey: string, mode: DocumentMode): void;
  readonly onDidChange: Listen<undefined>;
}

export function rememberModes(memories: DocumentMemories): DocumentModes {
  const remembered = memories.of('gatescope.hats', documentModeSchema);
  const changes = createListeners<undefined>();
  memories.onDidMove(() => changes.fire(undefined));
  return {
    of: (documentKey) => remembered.of(documentKey) ?? 'both',
    choose(documentKey, mode) {
      remembered.choose(documentKey, mode === 'both' ? undefined : mode);
      changes.fire(undefined);
    },
    onDidChange: changes.listen,
  };
}

/** Hovers and colours: over one's own prose they are in the way. */
export const isInspecting = (mode: DocumentMode): boolean => mode !== 'writing';
/** Ghost text: over the sentence that a teacher types it is in the way. */
export const isWriting = (mode: DocumentMode): boolean => mode !== 'inspecting';

export const modeLabels: Readonly<Record<DocumentMode, string>> = {
  both: 'Writing and Inspecting',
  writing: 'Writing',
  inspecting: 'Inspecting',
};
export const modeDetails: Readonly<Record<DocumentMode, string>> = {
  both: 'Ghost text and hovers.',
  writing: 'Ghost text, no hovers or colours.',
  inspecting: 'Hovers and colours, no ghost text.',
};
export const modeSentence = (mode: DocumentMode): string =>
  `${modeLabels[mode]}: ${modeDetails[mode]}`;
