/** The shipped claims: the table that the laboratory shows, the engine's claims and the page agree. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'oxfmt';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { pageOf } from '../../../src/cli/claims/claimsPage';
import { claims as command } from '../../../src/cli/claims/claimsCommand';
import { verdictOf } from '../../../src/engine/claims/claim';
import { claims } from '../../../src/engine/claims/claims';
import { claimsTable } from '../../../src/shared/laboratory/claimsTable';

const root = path.resolve(import.meta.dirname, '../../..');
/** Of the formatter; what they mean is its own affair. */
const settingsSchema = v.looseObject({ printWidth: v.number() });

describe('The shipped table of claims', () => {
  it('has every claim as the engine has it', () => {
    const shipped = claimsTable.map(({ id, says, texts, source, remark, parts }) => ({
      ...{ id, says, texts, source, remark },
      parts: parts.map(({ role, says: what, unit, holdsIf }) => ({ role, what, unit, holdsIf })),
    }));
    const wanted = claims.map(({ id, says, texts, source, remark, parts }) => ({
      ...{ id, says, texts, source, remark },
      parts: parts.map(({ role, says: what, unit, holdsIf }) => ({ role, what, unit, holdsIf })),
    }));
    expect(shipped).toEqual(wanted);
  });

  it('was measured from as many seeds as each part has, and has the verdict that follows', () => {
    for (const claim of claims) {
      const shipped = claimsTable.find(({ id }) => id === claim.id);
      const parts = shipped?.parts ?? [];
      expect(parts.map(({ of }) => of)).toEqual(claim.parts.map(({ seeds }) => seeds));
      const measured = parts.map(({ held, of }) => ({
        held,
        values: Array.from({ length: of }, () => 0),
      }));
      expect([claim.id, shipped?.verdict]).toEqual([claim.id, verdictOf(claim, measured)]);
      for (const { low, median, high } of parts) {
        expect(low).toBeLessThanOrEqual(median);
        expect(median).toBeLessThanOrEqual(high);
      }
    }
  });

  it('is what docs/claims.md says', async () => {
    const file = path.join(root, 'docs/claims.md');
    const settings = v.parse(
      settingsSchema,
      JSON.parse(readFileSync(path.join(root, '.oxfmtrc.json'), 'utf8')),
    );
    const { code, errors } = await format(file, pageOf(claimsTable), settings);
    expect(errors).toEqual([]);
    expect(readFileSync(file, 'utf8')).toBe(code);
  });
});

async function run(...args: string[]): Promise<string> {
  let out = '';
  const code = await command.run(args, { print: (text) => (out += text), log: () => undefined });
  expect(code).toBe(0);
  return out;
}

describe('claims', () => {
  it('measures one claim, from few seeds', async () => {
    expect(JSON.parse(await run('C14', '--json'))).toMatchObject([
      { id: 'C14', parts: [{ held: 1 }, { values: [4] }] },
    ]);
  });

  it('says which claims there are where one is none', async () => {
    await expect(run('C99')).rejects.toThrow('There is no claim “C99”. There are: C1,');
  });
});
