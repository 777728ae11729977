/** A lesson about the synthetic text, with everything that a page can have. */
import type { Lesson } from '../../../src/shared/lessons/lessons';
import type { PanelLesson } from '../../../src/shared/pages/panelLesson';

export const syntheticLesson: Lesson = {
  id: 'fullStop',
  title: 'The full stop resets',
  textbook:
    'At a full stop the subject of the sentence ends, so the forget gate drops it from the memory and makes room for the next one.',
  steps: [
    {
      say: 'Look at the word “proceed”: which units write there?',
      button: 'Show the input gate at “proceed”',
      tab: 'gates',
      token: 5,
      word: 'proceed',
      gate: 'inputGate',
      layer: 0,
      unit: 4,
    },
    {
      say: 'Walk past “further” with unit 7 and watch what its cell keeps.',
      button: 'Walk from “further”',
      tab: 'walk',
      token: 7,
      word: 'further',
      unit: 7,
    },
    {
      say: 'Put “Tuesday” in the place of “Citizen”: which predictions change?',
      button: 'Replace “Citizen”',
      tab: 'memory',
      token: 1,
      word: 'Citizen',
      replacement: 'Tuesday',
    },
  ],
  seen: 'The name matters at the words that depend on it, and no longer after the full stop.',
  cannot: 'That a network trained on books does the same: its sentences are not made for it.',
  claims: [
    {
      id: 'carried',
      claim: 'The name is held until the adjective that depends on it.',
      measure: 'Mean change of the adjective’s surprise when the name is replaced.',
      unit: 'bits',
      bound: { atLeast: 5 },
      value: 6.3412,
      held: true,
      heldIn: 19,
      trainings: 20,
    },
    {
      id: 'gone',
      claim: 'Nothing of it crosses the full stop.',
      measure: 'Largest change after the full stop when the name is replaced.',
      unit: 'bits',
      bound: { atMost: 0.1 },
      value: 0.0231,
      held: true,
      heldIn: 12,
      trainings: 20,
    },
    {
      id: 'gate',
      claim: 'The lowest forget gate of the unit is at the full stop.',
      measure: 'Share of the full stops at which it is.',
      unit: 'share',
      bound: { atLeast: 0.5, atMost: 1 },
      value: 0.125,
      held: false,
      heldIn: 1,
      trainings: 20,
    },
  ],
  tokens: 'words',
  seed: 3,
  sha256: 'a'.repeat(64),
  gaps: [
    { words: 1, text: 'I am from Tamilnadu. I speak Tamil.', token: 3, target: 7, bits: 7.5 },
    { words: 9, text: 'I am from Tamilnadu, far. I speak Tamil.', token: 3, target: 9, bits: 4.25 },
  ],
};

export const panelLesson = (more: Partial<PanelLesson> = {}): PanelLesson => ({
  number: 1,
  lesson: syntheticLesson,
  trainings: [],
  shown: 'shipped',
  gap: 0,
  ...more,
});

export const trainedHere = {
  seed: 7,
  seconds: 9,
  claims: [
    { id: 'carried', value: 5.75, held: true },
    { id: 'gone', value: 0.4, held: false },
    { id: 'gate', value: 0.75, held: true },
  ],
} as const;
