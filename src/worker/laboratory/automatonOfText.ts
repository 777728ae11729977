/** The automaton of a text's own model: opened from its file, read over the beginning of the text. */
import {
  drawTextAutomaton,
  neededWords,
  textBounds,
  type TextAutomaton as Drawn,
} from '../../engine/experiments/automaton/textAutomaton';
import { decodeModelFile } from '../../engine/files/modelFile';
import { describeFileFailure } from '../../engine/files/safetensors/fileFailures';
import { loadTensors } from '../../engine/network/network';
import { cutOfShape } from '../../engine/text/tokens/cut';
import { tokenizedText } from '../../engine/text/tokens/tokenizedText';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import {
  usualGroups,
  type AutomatonChoice,
  type AutomatonMaterial,
  type AutomatonNews,
  type AutomatonOutcome,
  type TextAutomaton,
} from '../../shared/laboratory/automaton';
import { openNetwork } from '../models/models';
import { toItsEnd, type Called, type LaboratoryTools } from './running';

export async function runTextAutomaton(
  { groups = usualGroups }: AutomatonChoice,
  { name, text: raw, path }: AutomatonMaterial,
  called: Called,
  tools: LaboratoryTools,
  add: (news: AutomatonNews) => void,
): Promise<Result<AutomatonOutcome, Failure>> {
  const bytes = await tools.files.read(path);
  if (!bytes.ok) return bytes;
  if (!bytes.value) return failed({ kind: 'noModel', name });
  const decoded = decodeModelFile(bytes.value);
  if (!decoded.ok) {
    return failed({ kind: 'otherModel', reason: describeFileFailure(decoded.failure) });
  }
  const { shape, vocabulary, weights } = decoded.model;
  if (shape.direction === 'both') {
    const reason = 'It reads in both directions, so it has no state of what came so far.';
    return failed({ kind: 'otherModel', reason });
  }
  const network = openNetwork(shape, tools.engine);
  try {
    loadTensors(network, weights);
    const text = tokenizedText(raw, cutOfShape(shape));
    const count = Math.min(text.count, textBounds.made + textBounds.fresh);
    if (text.count < neededWords(groups)) {
      return failed({ kind: 'fewStates', name, words: text.count, groups });
    }
    const words = Array.from({ length: count }, (_, n) => text.token(n));
    const ids = words.map((word) => vocabulary.id(word));
    add({ kind: 'drawing', groups });
    const drawing = drawTextAutomaton({ network, ids, groups });
    const drawn = await toItsEnd(drawing, called, tools, () => undefined);
    return drawn ? success(outcomeOf(drawn, words, vocabulary.words)) : failed({ kind: 'stale' });
  } finally {
    network.kernels.dispose();
  }
}

/** Words of a group that are told: enough to see what it is about. */
const told = 4;
/** A word that the model does not know. */
const unknown = '?';

function outcomeOf(
  drawn: Drawn,
  words: readonly string[],
  vocabulary: readonly string[],
): TextAutomaton {
  const { agreement, byWord, byLargest, shares, coordinates, transitions, of, fresh } = drawn;
  const [low, high] = agreement.interval;
  const groups = Array.from({ length: 1 + of.reduce((most, one) => Math.max(most, one), 0) });
  const states = groups.map((_, group) => {
    const places = [...of.keys()].filter((n) => of[n] === group);
    return {
      ...{ points: places.length, share: places.length / of.length },
      name: mostOften(places.map((n) => words[n])).join(' '),
      next: mostOften(places.flatMap((n) => (n + 1 < of.length ? [words[n + 1]] : []))),
    };
  });
  return {
    kind: 'text',
    found: {
      states,
      transitions: transitions.map(({ from, to, count, words: by }) => {
        const symbol = by.map(([id]) => vocabulary[id] || unknown).join(' ');
        return { from, to, count, symbol };
      }),
    },
    shares: [shares[0] ?? 0, shares[1] ?? 0],
    ...{ points: rounded(coordinates), of: [...of], words: words.slice(0, of.length) },
    ...{ fresh, byWord, byLargest },
    agreement: { share: agreement.share, interval: [low, high] },
  };
}

function mostOften(words: readonly string[]): string[] {
  const counted = new Map<string, number>();
  for (const word of words) counted.set(word, (counted.get(word) ?? 0) + 1);
  return [...counted]
    .sort((one, other) => other[1] - one[1])
    .slice(0, told)
    .map(([word]) => word);
}

/** As many digits as a picture shows. */
export const rounded = (points: Float64Array): number[] =>
  Array.from(points, (value) => Math.round(1000 * value) / 1000);
