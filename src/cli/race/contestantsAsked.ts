/** Contestants as a person writes them: `lstm,gru units=64 rate=0.002,mine.cell layers=2,window:3`. */
import { shapeOfChoice } from '../../engine/network/cellChoice';
import { mostUnits, type Contestant } from '../../engine/race/contestants';
import { partsOfChoice } from '../../shared/cellChoice';
import { chosenCells } from '../cellOptions';
import { numberOption, refuse, UsageError, wholeOption } from '../command';

const settings = ['units', 'layers', 'rate', 'share'] as const;

/** @throws UsageError where one is no cell, or is named twice */
export async function contestantsAsked(
  cells: string,
  readout: string | undefined,
): Promise<Contestant[]> {
  const contestants: Contestant[] = [];
  for (const part of partsOfChoice(cells)) {
    const contestant = await contestantOf(part, readout);
    if (contestants.some(({ name }) => name === contestant.name)) {
      throw new UsageError(`“${contestant.name}” is named twice. Name each contestant once.`);
    }
    contestants.push(contestant);
  }
  return contestants;
}

async function contestantOf(part: string, readout: string | undefined): Promise<Contestant> {
  const [, cell = '', said = ''] = /^(.*?)((?:\s+\w+=\S+)*)$/.exec(part) ?? [];
  const values = valuesOf(part, said);
  const bounds = { from: 1, to: mostUnits, otherwise: 1 };
  const { cells, readout: chosenReadout } = await chosenCells({ cell, readout });
  const layers = wholeOption('cells … layers', values.get('layers'), { ...bounds, to: 8 });
  const shape = shapeOfChoice({ cells, readout: chosenReadout, layers });
  if (!shape.ok) return refuse({ kind: 'badCell', flaw: shape.flaw });
  const [units, rate, share] = [values.get('units'), values.get('rate'), values.get('share')];
  return {
    name: part.replace(/\s+/g, ' '),
    chosen: shape.value,
    ...(units !== undefined && { units: wholeOption('cells … units', units, bounds) }),
    ...(rate !== undefined && {
      rate: numberOption('cells … rate', rate, { from: 0, to: 1e6, otherwise: 0 }),
    }),
    ...(share !== undefined && {
      share: numberOption('cells … share', share, { from: 0.001, to: 1, otherwise: 1 }),
    }),
  };
}

function valuesOf(part: string, said: string): ReadonlyMap<string, string> {
  const pairs = said.split(/\s+/).filter((pair) => pair !== '');
  return new Map(
    pairs.map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      if (settings.some((known) => known === name)) return [name, value];
      throw new UsageError(`“${part}” sets ${name}. A contestant sets ${settings.join(', ')}.`);
    }),
  );
}
