/**
 * A network that judges, opened for looking: how texts and sentences become its sequences, which of their
 * words it knows, and what it says of them.
 */
import { answersOf, type JudgingFacts } from '../../files/taskFacts';
import type { Network } from '../../network/network';
import { directionsOf } from '../../network/shape';
import type { Vocabulary } from '../../text/words/vocabulary';
import type { Asked, Sequences } from '../../training/sequences/sequences';
import { rowsFrom, unknownRow, type Rows } from '../inputs/rows';
import { classSequences, upToToken } from '../networks/inputs';
import { tokenReading } from '../networks/taskModel';
import { createSequenceReader, type SequenceReader } from './sequenceReader';

export interface Judge {
  readonly facts: JudgingFacts;
  /** Of the answers. */
  readonly names: readonly string[];
  readonly network: Network;
  readonly reader: SequenceReader;
  /** What is asked of a sequence. */
  readonly asked: Asked;
  /** Its last state is judged, and it reads forwards only: every state is what it held so far. */
  readonly runs: boolean;
  isKnown(word: string): boolean;
  /** @param texts their words: of classes in lower case, of labels as they are written */
  sequencesOf(texts: readonly (readonly string[])[]): Sequences;
}

export function openJudge(network: Network, facts: JudgingFacts, vocabulary: Vocabulary): Judge {
  const words = rowsFrom(vocabulary.words);
  const asked = facts.task === 'classes' ? facts.asked : 'each';
  return {
    ...{ facts, network, asked, names: answersOf(facts) },
    reader: createSequenceReader(network),
    runs: asked === 'last' && directionsOf(network.shape) === 1 && network.shape.L > 0,
    isKnown: (word) => words.of(facts.cased ? word : word.toLowerCase()) !== unknownRow,
    sequencesOf:
      facts.task === 'classes'
        ? readsTexts(network, words)
        : tokenReading(words, facts, network.shape.window),
  };
}

type Reads = Judge['sequencesOf'];

function readsTexts({ shape: { window } }: Network, rows: Rows): Reads {
  return (texts) => {
    const read = texts.map((words) => ({ words, class: 0 }));
    return upToToken(classSequences(read, rows), window ?? 1);
  };
}
