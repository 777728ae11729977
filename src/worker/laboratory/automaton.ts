/** Runs *Automaton*: of a network that is trained on a language here, or of the model of a text. */
import { knownCell } from '../../engine/cells/cell';
import { isCellId } from '../../engine/cells/cells';
import {
  drawAutomaton,
  walksOf,
  type Automaton,
  type StateGraph,
  type AutomatonState,
  type Walks,
} from '../../engine/experiments/automaton/automaton';
import { languageOf, type Language } from '../../engine/experiments/automaton/languages';
import { noTrial, runExperiment } from '../../engine/experiments/running';
import type { Random } from '../../engine/random';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type {
  AutomatonChoice,
  AutomatonGraph,
  AutomatonNews,
  AutomatonOutcome,
  LanguageAutomaton,
} from '../../shared/laboratory/automaton';
import type { Furnished } from '../../shared/laboratory/materials';
import { rounded, runTextAutomaton } from './automatonOfText';
import { gatherNews, toItsEnd, trialKernels, type Called, type LaboratoryTools } from './running';

export async function runAutomaton(
  { run, choice, material }: Furnished<'automaton'>,
  called: Called,
  tools: LaboratoryTools,
): Promise<Result<AutomatonOutcome, Failure>> {
  const news = gatherNews<AutomatonNews>(tools.clock, (gathered) =>
    tools.tell({ section: 'automaton', run, news: gathered }),
  );
  const add = (one: AutomatonNews): void => {
    news.add(one);
    // It may take a while until there is more to tell.
    if (one.kind === 'drawing') news.flush();
  };
  if (choice.of === 'text') {
    if (!material) return failed({ kind: 'noEditor' });
    return runTextAutomaton(choice, material, called, tools, add);
  }
  const language = languageOf(choice.of);
  if (!language || !isCellId(choice.cell)) {
    return failed({ kind: 'badCell', flaw: { kind: 'unknownId', id: choice.cell } });
  }
  return ofLanguage(language, choice, called, tools, add);
}

async function ofLanguage(
  language: Language,
  { cell, seed, groups }: AutomatonChoice,
  called: Called,
  tools: LaboratoryTools,
  add: (news: AutomatonNews) => void,
): Promise<Result<AutomatonOutcome, Failure>> {
  let read: { readonly walks: Walks; readonly dice: Random } | undefined;
  const way = { kind: 'modern', cell: knownCell(cell) } as const;
  const asked = { experiment: language.experiment, way, seed };
  const training = runExperiment(asked, trialKernels(tools.engine), (network, dice) => {
    read = { walks: walksOf(language, network, dice), dice };
  });
  const trial = await toItsEnd(training, called, tools, ({ sequences, error }) =>
    add({ kind: 'progress', sequences, error: Number.isFinite(error) ? error : 0 }),
  );
  if (!trial) {
    training.return(noTrial);
    return failed({ kind: 'stale' });
  }
  if (!read) return failed({ kind: 'infiniteStates', seed });
  const { walks, dice } = read;
  add({ kind: 'drawing', groups: groups ?? 0 });
  const drawing = drawAutomaton(language, walks, dice, groups);
  const automaton = await toItsEnd(drawing, called, tools, (tried) =>
    add({ kind: 'drawing', groups: tried }),
  );
  if (!automaton) return failed({ kind: 'stale' });
  const { solved, sequences } = trial;
  return success(outcomeOf(language, automaton, walks, { solved, sequences }));
}

/** As the wall has it: lists of its own, numbers with as many digits as a picture shows. */
function outcomeOf(
  { symbols }: Language,
  { plane, agreement, ...automaton }: Automaton,
  { made }: Walks,
  trained: Pick<LanguageAutomaton, 'solved' | 'sequences'>,
): LanguageAutomaton {
  const { whole, ...shares } = agreement;
  const wholeOf = ({ share, interval: [low, high] }: (typeof whole)['truth']) => {
    return { share, interval: [low, high] as [number, number] };
  };
  return {
    ...{ kind: 'language', ...trained, groups: automaton.groups, isTrue: automaton.isTrue },
    ...{ found: graphOf(automaton), truth: graphOf(automaton.truth) },
    shares: [plane.shares[0] ?? 0, plane.shares[1] ?? 0],
    ...{ points: rounded(plane.points), of: [...plane.of] },
    strings: made.map((walk) => walk.symbols.map((symbol) => symbols[symbol])),
    agreement: {
      ...shares,
      whole: {
        network: wholeOf(whole.network),
        truth: wholeOf(whole.truth),
        networkTruth: wholeOf(whole.networkTruth),
      },
    },
  };
}

const graphOf = ({ states, transitions }: StateGraph<AutomatonState>): AutomatonGraph => ({
  states: states.map(({ points, trueState, share, next }) => ({
    ...{ points, name: trueState, share, next: [...next] },
  })),
  transitions: transitions.map((one) => ({ ...one })),
});
