/**
 * Runs *Race*: the contestants are trained on the text that came with the order, each validation is told,
 * and each network that is measured is put away as a model that the text can be read with.
 */
import { knownCell } from '../../engine/cells/cell';
import { isCellId } from '../../engine/cells/cells';
import { evaluationText } from '../../engine/evaluation/evaluationText';
import { perplexity } from '../../engine/evaluation/perplexity';
import { shapeOfChoice } from '../../engine/network/cellChoice';
import type { Contestant } from '../../engine/race/contestants';
import { readRecord, writeRecord, type RaceRecord, type RaceRow } from '../../engine/race/record';
import { newestCut } from '../../engine/text/tokens/cut';
import { tokenizedText } from '../../engine/text/tokens/tokenizedText';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { Furnished } from '../../shared/laboratory/materials';
import {
  raceName,
  type RaceChoice,
  type RacedRow,
  type RaceMaterial,
  type RaceNews,
  type RaceOutcome,
} from '../../shared/laboratory/race';
import { createCurve, type Curve } from '../models/curve';
import { sha256 } from '../platform/sha256';
import { runRace, type RaceNeeds, type RaceSettings, type RaceWatch } from '../race/race';
import { racedFacts, racedModel, type RacedFacts } from '../race/racedModel';
import { raceFindings } from './raceFindings';
import { gatherNews, type Called, type LaboratoryTools } from './running';

export async function runRaceSection(
  { run, choice, material }: Furnished<'race'>,
  called: Called,
  tools: LaboratoryTools,
): Promise<Result<RaceOutcome, Failure>> {
  const contestants = contestantsOf(choice, material);
  if (!contestants.ok) return contestants;
  const begun = beginningOf(choice, material);
  if (!begun.ok) return begun;
  const { clock, stepping, tell } = tools;
  const news = gatherNews<RaceNews>(clock, (gathered) =>
    tell({ section: 'race', run, news: gathered }),
  );
  const nextTurn = (): Promise<void> => {
    stepping();
    return clock.nextTurn();
  };
  const cut = newestCut(material.tokens);
  const text = evaluationText(material.text, cut);
  await nextTurn();
  const tokens = tokenizedText(material.text, cut);
  const facts = await racedFacts(material.documentKey, text, tokens, nextTurn);
  const telling = createTelling(news.add, facts, material, tools.files, begun.value?.rows ?? []);
  const needs: RaceNeeds = {
    ...{ engine: tools.engine, threads: 1, memoryMB: material.memoryMB, nextTurn },
    spent: () => clock.now() / 1000,
    cancelled: () => called.cancelled,
    finished: (record, seconds) => Promise.resolve(telling.finished(record, seconds)),
    watch: telling.watch,
  };
  const before = begun.value && { plans: begun.value.rows, rows: begun.value.rows };
  const read = { tokens: material.tokens, cut: cut.version };
  const settings = { ...settingsOf(choice, contestants.value), ...read };
  const source = { name: material.name, raw: material.text };
  const raced = await runRace(source, text, settings, needs, before);
  news.flush();
  if (!raced.ok) return raced;
  if (called.cancelled) return failed({ kind: 'stale' });
  return success({ findings: raceFindings(raced.value, titleOf) });
}

/** The cell by its title, the rest as it was chosen. */
function titleOf(name: string): string {
  const [cell = '', ...settings] = name.split(' ');
  const title = isCellId(cell) ? knownCell(cell).definition.title : cell;
  return [title, ...settings].join(' ');
}

function contestantsOf(
  { contestants }: RaceChoice,
  { readout }: RaceMaterial,
): Result<Contestant[], Failure> {
  const all = new Map<string, Contestant>();
  for (const one of contestants) {
    const { cell, layers, units, rate, share } = one;
    const shape = shapeOfChoice({ cells: [cell], layers, readout });
    if (!shape.ok) return failed({ kind: 'badCell', flaw: shape.flaw });
    const name = raceName(one);
    all.set(name, {
      ...{ name, chosen: shape.value },
      ...(units !== undefined && { units }),
      ...(rate !== undefined && { rate }),
      ...(share !== undefined && { share }),
    });
  }
  return success([...all.values()]);
}

function settingsOf(
  { equal, budget, seeds }: RaceChoice,
  contestants: readonly Contestant[],
): RaceSettings {
  return {
    ...{ equal, contestants },
    budget: budget.of === 'steps' ? { steps: budget.count } : { seconds: budget.count },
    seeds: Array.from({ length: seeds }, (_, n) => n + 1),
  };
}

/** The race that this one goes on with: of the same text. */
function beginningOf(
  { begun }: RaceChoice,
  { name, text }: RaceMaterial,
): Result<RaceRecord | undefined, Failure> {
  if (!begun) return success(undefined);
  const read = readRecord(begun.record);
  const isSame =
    'record' in read && read.record.text.sha256 === sha256([new TextEncoder().encode(text)]);
  return isSame ? success(read.record) : failed({ kind: 'racedTextChanged', name });
}

interface Telling {
  readonly watch: RaceWatch;
  finished(record: RaceRecord, seconds: number): void;
}

/** @param before rows that are told again as they were */
function createTelling(
  add: (news: RaceNews) => void,
  facts: RacedFacts,
  { race, folder }: RaceMaterial,
  files: LaboratoryTools['files'],
  before: readonly RaceRow[],
): Telling {
  let curve: Curve | undefined;
  const saved = new Set(
    before.flatMap(({ sha256: hash }, place) => (hash === null ? [] : [place])),
  );
  const tellRow = (row: RaceRow, place: number, seconds: number | null): void =>
    add(toldRow(row, seconds, saved.has(place) ? { model: `${race}/${place}` } : {}));
  return {
    watch: {
      begun({ text: { train, valid, test, vocabulary }, counted }) {
        add({ kind: 'begun', race, train, valid, test, vocabulary, counted: [...counted] });
        before.forEach((row, place) => tellRow(row, place, null));
      },
      stepped({ entrant, seed }, report, trainer, seconds) {
        const { name } = entrant.contestant;
        const { step } = report;
        if (step === 0) curve = createCurve(() => trainer.plan, []);
        curve?.add(report, seconds);
        add({ kind: 'step', name, seed, step, steps: trainer.plan.steps });
        if (report.kind === 'trained' || !Number.isFinite(report.loss)) return;
        add({ kind: 'point', name, seed, step, seconds, perplexity: perplexity(report.loss) });
      },
      async measured({ place }, row, entry) {
        if (row.sha256 === null) return;
        const bytes = racedModel(facts, row, entry, curve?.points ?? []);
        // Without room on the disk the race goes on, and this network cannot be used.
        const written = await files.writeCompanion(`${folder}/${place}.safetensors`, bytes);
        if (written.ok) saved.add(place);
      },
    },
    finished(record, seconds) {
      const place = record.rows.length - 1;
      const row = record.rows.at(-1);
      if (row) tellRow(row, place, seconds);
      add({ kind: 'record', record: writeRecord(record) });
    },
  };
}

function toldRow(row: RaceRow, seconds: number | null, model: Pick<RacedRow, 'model'>): RacedRow {
  const tokens = row.steps * row.plan.B * row.plan.T;
  return {
    ...{ kind: 'row', name: row.cell, seed: row.seed, units: row.hiddenSize },
    ...{ cellWeights: row.cellWeights, weights: row.weights, steps: row.steps, seconds },
    tokensPerSecond: seconds === null ? null : Math.round(tokens / Math.max(1e-3, seconds)),
    ...{ ended: row.ended, perplexity: row.perplexity, ...model },
  };
}
