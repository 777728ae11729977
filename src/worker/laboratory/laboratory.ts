/** Handles the laboratory's contract: a runner for each section, one run at a time. */
import { knownCell } from '../../engine/cells/cell';
import { cellIds } from '../../engine/cells/cells';
import { hasKeepBias } from '../../engine/cells/keepBias';
import { comparedCells } from '../../engine/lessons/gap/comparing';
import type { Contestant, LaboratoryContract } from '../../shared/contracts/laboratory';
import { success } from '../../shared/failures';
import type { Handlers } from '../../shared/wire/rpc';
import { runAutomaton } from './automaton';
import { runCompare } from './compare';
import { runClaim } from './claims';
import { runContrasts } from './contrasts';
import { experimentPages, runExperiments } from './experiments';
import { runGap } from './gap';
import { runRaceSection } from './race';
import { oneAtATime, type LaboratoryTools } from './running';

export function createLaboratory(tools: LaboratoryTools): Handlers<LaboratoryContract> {
  const alone = oneAtATime();
  return {
    contestants: () => success(contestants()),
    experimentPages: () => success(experimentPages()),
    gap: (order, job) => alone(job, (called) => runGap(order, called, tools)),
    compare: (order, job) => alone(job, (called) => runCompare(order, called, tools)),
    race: (order, job) => alone(job, (called) => runRaceSection(order, called, tools)),
    experiments: (order, job) => alone(job, (called) => runExperiments(order, called, tools)),
    contrasts: (order, job) => alone(job, (called) => runContrasts(order, called, tools)),
    automaton: (order, job) => alone(job, (called) => runAutomaton(order, called, tools)),
    claims: (order, job) => alone(job, (called) => runClaim(order, called, tools)),
  };
}

/** A cell that cannot be described is a bug: these are ours. */
function contestants(): readonly Contestant[] {
  const others = cellIds.filter((id) => !comparedCells.includes(id));
  return [...comparedCells, ...others].map((id) => {
    const cell = knownCell(id);
    return {
      ...{ id, title: cell.definition.title, hasKeepBias: hasKeepBias(cell) },
      isUsual: comparedCells.includes(id),
    };
  });
}
