/**
 * A review: "Amazing movie! Movie was full of new surprises, audience had to hold back till the last
 * minute to watch it. There was hardly any boring moment." Each review is for or against a movie; its
 * first word and some others depend on that, the rest does not, and its last sentence is the verdict.
 */
import type { Random } from '../random';
import { fill, pick } from './grammar';
import type { ClaimRule, LessonRecipe } from './lesson';
import { heldBy, mean, meanSize, samples } from './measures';
import type { Probe } from './probe';

type Verdict = 'good' | 'bad';

const openings = {
  good: ['Amazing', 'Wonderful', 'Brilliant'],
  bad: ['Terrible', 'Awful', 'Dreadful'],
} as const;
const contents = {
  good: ['surprises', 'jokes'],
  bad: ['mistakes', 'clichés'],
} as const;
const moments = { good: 'boring', bad: 'exciting' } as const;
const endings = { good: 'loved', bad: 'hated' } as const;

/** Hang on the verdict. */
const telling = ['Movie was full of new {content}.', 'There was hardly any {moment} moment.'];
/** Do not. */
const neutral = [
  'Audience had to hold back till the last {end}.',
  'It was shown near the {place}.',
  'The story is about a {hero}.',
];
/** What may stand in each blank of those, at random. */
const plainWords = {
  end: ['minute', 'scene'],
  place: ['station', 'river'],
  hero: ['king', 'sailor'],
} as const;

/** One in this many telling words goes against the verdict: each is evidence, none is proof. */
const mistakes = 16;

const opposite = (verdict: Verdict): Verdict => (verdict === 'good' ? 'bad' : 'good');

const perhaps = (random: Random, verdict: Verdict): Verdict =>
  random.below(mistakes) === 0 ? opposite(verdict) : verdict;

const drawVerdict = (random: Random): Verdict => (random.below(2) === 0 ? 'good' : 'bad');

const open = (random: Random, verdict: Verdict): string =>
  `${pick(random, openings[verdict])} movie!`;

const tell = (random: Random, verdict: Verdict, frame: string): string =>
  fill(frame, {
    content: pick(random, contents[verdict]),
    moment: moments[verdict],
    end: pick(random, plainWords.end),
    place: pick(random, plainWords.place),
    hero: pick(random, plainWords.hero),
  });

const close = (verdict: Verdict): string => `I ${endings[verdict]} it.`;

/** One to three sentences between opening and verdict, about half of them telling. */
function passage(random: Random): string {
  const verdict = drawVerdict(random);
  const between = Array.from({ length: 1 + random.below(3) }, () =>
    tell(random, perhaps(random, verdict), pick(random, random.below(2) === 0 ? telling : neutral)),
  );
  return [open(random, perhaps(random, verdict)), ...between, close(verdict)].join(' ') + '\n';
}

/** A held-out review between two others, all its telling words on one side. */
interface Places {
  readonly tokens: readonly string[];
  readonly verdict: Verdict;
  /** The first word. */
  readonly opening: number;
  /** “loved” or “hated”. */
  readonly ending: number;
}

function write(random: Random, verdict: Verdict, frames: readonly string[]): string {
  const between = frames.map((frame) => tell(random, verdict, frame));
  return [open(random, verdict), ...between, close(verdict)].join(' ') + '\n';
}

function places(probe: Probe, frames: readonly string[]): Places[] {
  return samples((random) => {
    const verdict = drawVerdict(random);
    const before = probe.tokens(write(random, drawVerdict(random), [pick(random, neutral)]));
    const review = probe.tokens(write(random, verdict, frames));
    const behind = probe.tokens(write(random, drawVerdict(random), [pick(random, neutral)]));
    const opening = before.length;
    const ending = opening + review.length - 4;
    return { tokens: [...before, ...review, ...behind], verdict, opening, ending };
  });
}

/** The other word of a pair, if it has one. */
function counterpart(word: string): string | undefined {
  const pairs = [
    ...Object.values(plainWords),
    [moments.good, moments.bad],
    ...contents.good.map((good, n) => [good, contents.bad[n]]),
    ...openings.good.map((good, n) => [good, openings.bad[n]]),
  ];
  const pair = pairs.find((words) => words.some((one) => one === word));
  return pair?.find((other) => other !== word);
}

const isPlain = (word: string): boolean =>
  Object.values(plainWords).some((words) => words.some((one) => one === word));

/**
 * Change at the verdict when one word of a review, found by `which`, is replaced by its counterpart.
 */
function changes(
  probe: Probe,
  frames: readonly string[],
  which: (word: string, at: number, place: Places) => boolean,
): { readonly change: number; readonly size: number; readonly behind: number }[] {
  return places(probe, frames).flatMap((place) => {
    const { tokens, opening, ending } = place;
    return tokens.flatMap((word, at) => {
      const other = at >= opening && at < ending ? counterpart(word) : undefined;
      if (other === undefined || !which(word, at, place)) return [];
      const { change, size } = probe.changes(tokens, at, [other]);
      return [{ change: change[ending], size: size[ending], behind: meanSize(size, ending + 4) }];
    });
  });
}

const isOpening = (_: string, at: number, { opening }: Places): boolean => at === opening;

/** All telling words at once: their counterparts' review, up to the verdict. */
function turned(probe: Probe, frames: readonly string[]): number[] {
  return places(probe, frames).map(({ tokens, opening, ending }) => {
    const other = tokens.map((word, at) =>
      at < opening || at >= ending || isPlain(word) ? word : (counterpart(word) ?? word),
    );
    return probe.bits(other)[ending] - probe.bits(tokens)[ending];
  });
}

const claims: readonly ClaimRule[] = [
  {
    id: 'openingKept',
    claim: '“Amazing” is kept until the verdict.',
    measure:
      'Change in bits of the verdict (loved, hated) when the first word is replaced by its counterpart (Amazing, Terrible); two plain sentences in between, 60 held-out reviews.',
    unit: 'bits',
    bound: { atLeast: 3 },
    value: (probe) =>
      mean(changes(probe, [neutral[0], neutral[2]], isOpening).map(({ change }) => change)),
  },
  {
    id: 'surprisesKept',
    claim: '“Surprises” is kept, too, but after “Amazing” one more word has little weight.',
    measure: 'The same for “surprises” and similar words; the first word is left as it is.',
    unit: 'bits',
    bound: { atLeast: 0.5 },
    value: (probe) =>
      mean(
        changes(probe, [telling[0], neutral[0]], (word, at, place) => {
          return !isPlain(word) && !isOpening(word, at, place);
        }).map(({ change }) => change),
      ),
  },
  {
    id: 'togetherTheyDecide',
    claim: 'Together the telling words decide the verdict.',
    measure: 'The same with all telling words of the review (two) replaced at once.',
    unit: 'bits',
    bound: { atLeast: 4 },
    value: (probe) => mean(turned(probe, [telling[0], neutral[0]])),
  },
  {
    id: 'boringSpeaksFor',
    claim: '“Hardly any boring moment” counts in the movie’s favour, although “boring” sounds bad.',
    measure:
      'Change in bits of the verdict when “boring” is replaced by “exciting”, or the reverse, after “hardly any”.',
    unit: 'bits',
    bound: { atLeast: 0.5 },
    value: (probe) =>
      mean(
        changes(probe, [telling[1], neutral[0]], (word) => {
          return word === moments.good || word === moments.bad;
        }).map(({ change }) => change),
      ),
  },
  {
    id: 'plainWordsFade',
    claim: 'The plain words (minute, station, king) leave no trace in the verdict.',
    measure: 'Mean absolute change in bits of the verdict when one of them is replaced by another.',
    unit: 'bits',
    bound: { atMost: 0.1 },
    value: (probe) =>
      mean(changes(probe, [neutral[0], neutral[2]], isPlain).map(({ size }) => size)),
  },
  {
    id: 'nextReviewIsNew',
    claim: 'Nothing of a review is left in the next one.',
    measure:
      'The replacement of the first claim: mean absolute change in bits of all words of the next review.',
    unit: 'bits',
    bound: { atMost: 0.1 },
    value: (probe) =>
      mean(changes(probe, [neutral[0], neutral[2]], isOpening).map(({ behind }) => behind)),
  },
];

export const review: LessonRecipe = {
  tokens: 'words',
  sizes: { layers: 1, hiddenSize: 24, embeddingSize: 16 },
  plan: {
    ...{ steps: 1800, B: 16, T: 40, learningRate: 1e-2, warmUp: 50, clip: 1 },
    ...{ weightDecay: 0, samples: 0, validateEvery: 200, patience: 100 },
  },
  seed: 1,
  passages: 5000,
  shown: 6,
  opening:
    'Dreadful movie! Audience had to hold back till the last scene. I hated it.\n' +
    'Amazing movie! Movie was full of new surprises. Audience had to hold back till the last minute. There was hardly any boring moment. I loved it.\n',
  mistakes,
  passage,
  claims,
  // As its first word still stands in the memory before the verdict.
  unit(probe, page) {
    const first = page.indexOf('Amazing');
    return heldBy(probe, page, first, 'Terrible', page.indexOf('loved') - 1 - first);
  },
};
