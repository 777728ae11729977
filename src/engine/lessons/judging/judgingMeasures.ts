/** Figures that the claims about networks that judge share. */
import { largest } from '../../tasks/metrics/accuracy';
import { naiveBayes } from '../../tasks/opponents/naiveBayes';
import type { Random } from '../../random';
import { mean, share } from '../measures';
import { trainingText } from '../texts';
import type { JudgingRecipe } from './judgingLesson';
import type { JudgeProbe, Words } from './judgeProbe';

/** A text and its class. */
export interface Told {
  readonly text: string;
  readonly class: string;
}

export const rowOf = (told: Told): string => `${told.text}\t${told.class}\n`;

export const shareRight = (probe: JudgeProbe, them: readonly Told[]): number =>
  share(
    probe
      .judged(them.map(({ text }) => probe.words(text)))
      .map((given, n) => given === them[n].class),
  );

/** As far as computers tell certain from nearly so. */
const edge = 1e-9;

/** How much speaks for a probability, in bits: 0 where it is 0.5. */
export const odds = (probability: number): number => {
  const within = Math.min(1 - edge, Math.max(edge, probability));
  return Math.log2(within / (1 - within));
};

/** The examples of a table that the recipe writes. */
const learntFrom = (probe: JudgeProbe, recipe: JudgingRecipe): { words: Words; class: number }[] =>
  trainingText(recipe, probe.seed)
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [text, name] = line.split('\t');
      return { words: probe.words(text), class: probe.names.indexOf(name) };
    });

/** Naive Bayes that counted the text of the network's own training: which words a text has. */
export function countingShare(
  probe: JudgeProbe,
  recipe: JudgingRecipe,
  them: readonly Told[],
): number {
  const counts = naiveBayes(learntFrom(probe, recipe), probe.names.length, {
    ...{ pairs: false, alpha: 1 },
  });
  const right = ({ text, class: name }: Told): boolean =>
    probe.names[largest(counts.judge(probe.words(text)))] === name;
  return share(them.map(right));
}

/**
 * A window of the last words, which counted the same text: the class that followed most often.
 * @returns the class of a text, undefined where the window has not seen its end
 */
export function lastWords(
  probe: JudgeProbe,
  recipe: JudgingRecipe,
  count: number,
): (words: Words) => string | undefined {
  const ends = new Map<string, Float64Array>();
  const key = (words: Words): string => words.slice(-count).join(' ');
  for (const { words, class: name } of learntFrom(probe, recipe)) {
    const counts = ends.get(key(words)) ?? new Float64Array(probe.names.length);
    counts[name]++;
    ends.set(key(words), counts);
  }
  return (words) => {
    const counts = ends.get(key(words));
    return counts && probe.names[largest(counts)];
  };
}

export function shuffled(words: Words, { below }: Random): Words {
  const all = [...words];
  for (let n = all.length - 1; n > 0; n--) {
    const other = below(n + 1);
    [all[n], all[other]] = [all[other], all[n]];
  }
  return all;
}

/** A text, the same one changed, and the class that is asked about. */
export interface Changed {
  readonly words: Words;
  readonly changed: Words;
  readonly name: string;
}

/** Mean of how much more speaks for a class than where the text is changed, in bits. */
export const meanLossOf = (probe: JudgeProbe, them: readonly Changed[]): number =>
  mean(
    them.map(({ words, changed, name }) => {
      const [before, after] = probe.probabilities([words, changed], name).map(odds);
      return before - after;
    }),
  );
