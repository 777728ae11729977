/** `claims`: what the textbooks claim, measured here and now; `--write` makes the page and the shipped table of it. */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import {
  conditionsOf,
  measurePart,
  summaryOf,
  verdictOf,
  type Claim,
  type MeasuredPart,
} from '../../engine/claims/claim';
import { claimOf, claims as all } from '../../engine/claims/claims';
import {
  boundOf,
  figureOf,
  mostClaimSeeds,
  verdictTexts,
  type ShippedClaim,
} from '../../shared/laboratory/claims';
import { claimsTable } from '../../shared/laboratory/claimsTable';
import { UsageError, wholeOption, type Command, type Console } from '../command';
import { createTrialKernels } from '../trialKernels';
import { pageOf } from './claimsPage';

/** Of a former `--json`: the values of each part, in its order. */
const measuredSchema = v.array(
  v.object({ id: v.string(), parts: v.array(v.object({ values: v.array(v.number()) })) }),
);

const files = { page: 'docs/claims.md', table: 'src/shared/laboratory/claimsTable.ts' };

export const claims: Command = {
  usage: 'claims [ID…] [--seeds N] [--measured FILE…] [--write] [--json]',
  help: `Measures what the textbooks claim about recurrent networks, each claim in small networks from several seeds,
and says whether it holds. Without ID: all of them, which takes about an hour.

  --seeds N          of each part at most (${mostClaimSeeds}); those that take long have 3 or 5 of their own
  --measured FILE    takes the values from what --json printed before, instead of measuring; may be repeated
  --write            writes ${files.page} and the table that the laboratory shows; claims that were not
                     measured stay as they are there
  --json             one value: of each claim its parts with their values`,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        seeds: { type: 'string' },
        measured: { type: 'string', multiple: true, default: [] },
        write: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const range = { from: 1, to: mostClaimSeeds, otherwise: mostClaimSeeds };
    const seeds = wholeOption('seeds', values.seeds, range);
    const known = new Map<string, readonly MeasuredPart[]>();
    for (const file of values.measured) {
      for (const { id, parts } of await readMeasured(file)) known.set(id, countHeld(id, parts));
    }
    const measured = chosen(positionals, known).map((claim) => ({
      claim,
      parts: known.get(claim.id) ?? measure(claim, seeds, terminal),
    }));
    const shipped = measured.map(({ claim, parts }) => shippedOf(claim, parts));
    if (values.write) await write(shipped);
    const rows = measured.map(({ claim: { id }, parts }) => ({ id, parts }));
    terminal.print(values.json ? JSON.stringify(rows) : shipped.map(describe).join('\n'));
    return 0;
  },
};

function chosen(ids: readonly string[], known: ReadonlyMap<string, unknown>): readonly Claim[] {
  if (ids.length === 0 && known.size === 0) return all;
  return [...new Set([...ids, ...known.keys()])].map((id) => {
    const claim = claimOf(id);
    if (claim) return claim;
    throw new UsageError(
      `There is no claim “${id}”. There are: ${all.map((one) => one.id).join(', ')}.`,
    );
  });
}

async function readMeasured(file: string) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const parsed = v.safeParse(measuredSchema, text === undefined ? undefined : parse(text));
  if (parsed.success) return parsed.output;
  throw new UsageError(`${file} is not what “claims --json” printed.`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** By the bounds of now. */
function countHeld(
  id: string,
  parts: readonly { readonly values: readonly number[] }[],
): readonly MeasuredPart[] {
  const claim = claimOf(id);
  if (claim?.parts.length !== parts.length) {
    throw new UsageError(`${id} has other parts by now: measure it again.`);
  }
  return parts.map(({ values }, n) => ({
    values,
    held: values.filter((value) => {
      const { holdsIf } = claim.parts[n] ?? { holdsIf: { atMost: NaN } };
      return 'atLeast' in holdsIf ? value >= holdsIf.atLeast : value <= holdsIf.atMost;
    }).length,
  }));
}

function measure(claim: Claim, seeds: number, terminal: Console): readonly MeasuredPart[] {
  return claim.parts.map((part) => {
    const measuring = measurePart(part, seeds, createTrialKernels);
    for (let next = measuring.next(); ; next = measuring.next()) {
      if (!next.done) continue;
      const { values, held } = next.value;
      terminal.log(`${claim.id}: ${held} of ${values.length} (${values.join(', ')}): ${part.says}`);
      return next.value;
    }
  });
}

function shippedOf(claim: Claim, measured: readonly MeasuredPart[]): ShippedClaim {
  const { id, says, texts, parts, remark, source } = claim;
  return {
    ...{ id, says, texts, verdict: verdictOf(claim, measured) },
    conditions: conditionsOf(claim, measured),
    ...(remark !== undefined && { remark }),
    ...(source !== undefined && { source }),
    parts: parts.map(({ role, says: what, unit, holdsIf }, n) => ({
      ...{ role, says: what, unit, holdsIf },
      ...summaryOf(measured[n] ?? { values: [], held: 0 }),
    })),
  };
}

async function write(measured: readonly ShippedClaim[]): Promise<void> {
  const now = new Map([...claimsTable, ...measured].map((claim) => [claim.id, claim]));
  const table = all.flatMap(({ id }) => now.get(id) ?? []);
  const body = JSON.stringify(table, undefined, 2);
  await writeFile(files.page, pageOf(table));
  await writeFile(files.table, `${tableHead}${body};\n`);
}

const tableHead = `/** Written by \`npm run claims\`: the claims of the textbooks as they were measured last. */
import type { ShippedClaim } from './claims';

export const claimsTable: readonly ShippedClaim[] = `;

function describe({ id, says, verdict, conditions, parts }: ShippedClaim): string {
  const lines = parts.map((part) => {
    const { says: what, held, of, median: middle, unit } = part;
    return `    ${figureOf(middle, unit)} (${boundOf(part)}: ${held} of ${of})  ${what}`;
  });
  const so = [verdictTexts[verdict], ...conditions].join(': ');
  return [`${id}  ${says}`, `    ${so}`, ...lines].join('\n');
}
