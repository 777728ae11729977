/** `docs/claims.md`, made of the shipped table. */
import {
  boundOf,
  figureOf,
  verdictTexts,
  type ShippedClaim,
  type ShippedPart,
} from '../../shared/laboratory/claims';

/** Of an id the line in which it is listed. */
export function pageOf(table: readonly ShippedClaim[]): string {
  return `${head(table)}\n${table.map(entry).join('\n')}`;
}

const head = (table: readonly ShippedClaim[]): string => `# The textbook on trial

What five introductory texts on recurrent networks claim (S0 to S4: lecture notes with a story, two blogs, slides, and
a review of the paper of 1997), each claim as numbers that Gatescope measures itself. This page is written by
\`npm run claims\`; the laboratory shows the same table (**Gatescope: Open the Laboratory**, _The textbook on trial_),
with a button for each claim that measures it again.

A claim _holds_ where all that it says holds in at least nine of ten seeds. It _holds under a condition_ where that is
so only for what is named. Each line below has what is measured, the median over the seeds with the range, the bound,
and in how many seeds the bound held. Where no random number has a part there is one "seed". Networks are small (32
units or fewer), and so are their tasks: what does not hold for them may hold for large ones, and the other way round.

${count(table)}

| Claim | Verdict |
| ----- | ------- |
${table.map(({ id, says, verdict }) => `| [${id}](#${id.toLowerCase()}) ${escaped(says)} | ${verdictTexts[verdict]} |`).join('\n')}
`;

function count(table: readonly ShippedClaim[]): string {
  const of = (verdict: ShippedClaim['verdict']): number =>
    table.filter((claim) => claim.verdict === verdict).length;
  return `Of ${table.length} claims ${of('holds')} hold and ${of('condition')} hold under a condition; ${of('fails')} do not. History: ${of('source')}; not measured: ${of('open')}.`;
}

function entry({
  id,
  says,
  texts,
  verdict,
  conditions,
  parts,
  remark,
  source,
}: ShippedClaim): string {
  const so = conditions.length === 0 ? '' : `: ${conditions.join('; ')}`;
  const table =
    parts.length === 0
      ? []
      : [
          '| Measured | Median | Range | Holds if | Held |',
          '| -------- | ------ | ----- | -------- | ---- |',
          ...parts.map(row),
        ];
  return [
    `## ${id}\n`,
    `${says} (${texts})\n`,
    `**${verdictTexts[verdict]}**${so}.\n`,
    ...(source === undefined ? [] : [`${source}\n`]),
    ...(table.length === 0 ? [] : [`${table.join('\n')}\n`]),
    ...(remark === undefined ? [] : [`${remark}\n`]),
  ].join('\n');
}

function row(part: ShippedPart): string {
  const { says, unit, role, low, median, high, held, of } = part;
  const what = role === 'beside' ? `_Beside:_ ${says}` : says;
  const range = low === high ? '' : `${figureOf(low, unit)} to ${figureOf(high, unit)}`;
  const cells = [escaped(what), figureOf(median, unit), range, boundOf(part), `${held} of ${of}`];
  return `| ${cells.join(' | ')} |`;
}

const escaped = (text: string): string => text.replaceAll('|', '\\|');
