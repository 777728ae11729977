/**
 * What a person does in a document: writing (ghost text only), inspecting (everything but ghost text),
 * or both, which is what everyone begins with. Remembered with the workspace.
 */
import * as v from 'valibot';
import type { Listen } from '../common/listeners';
import { createListeners } from '../common/listeners';
import type { Memories } from './documentMemory';

export const hats = ['both', 'writing', 'inspecting'] as const;
export type Hat = (typeof hats)[number];
export const hatSchema = v.picklist(hats);

export interface Hats {
  of(documentKey: string): Hat;
  choose(documentKey: string, hat: Hat): void;
  readonly onDidChange: Listen<undefined>;
}

export function rememberHats(memories: Memories): Hats {
  const remembered = memories.of('gatescope.hats', hatSchema);
  const changes = createListeners<undefined>();
  memories.onDidMove(() => changes.fire(undefined));
  return {
    of: (documentKey) => remembered.of(documentKey) ?? 'both',
    choose(documentKey, hat) {
      remembered.choose(documentKey, hat === 'both' ? undefined : hat);
      changes.fire(undefined);
    },
    onDidChange: changes.listen,
  };
}

/** Hovers and colours: over one's own prose they are in the way. */
export const isInspecting = (hat: Hat): boolean => hat !== 'writing';
/** Ghost text: over the sentence that a teacher types it is in the way. */
export const isWriting = (hat: Hat): boolean => hat !== 'inspecting';

export const hatLabels: Readonly<Record<Hat, string>> = {
  both: 'Writing and Inspecting',
  writing: 'Writing',
  inspecting: 'Inspecting',
};
export const hatDetails: Readonly<Record<Hat, string>> = {
  both: 'Ghost text and hovers.',
  writing: 'Ghost text, no hovers or colours.',
  inspecting: 'Hovers and colours, no ghost text.',
};
export const hatSentence = (hat: Hat): string => `${hatLabels[hat]}: ${hatDetails[hat]}`;
