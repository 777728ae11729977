/** *The textbook on trial*: the claims with their verdicts at the side; the chosen one in numbers beside. */
import type { JSX } from 'preact';
import {
  boundOf,
  figureOf,
  mostClaimSeeds,
  verdictTexts,
  type ClaimNews,
  type ClaimOutcome,
  type ShippedClaim,
  type ShippedPart,
} from '../../../src/shared/laboratory/claims';
import { claimsTable } from '../../../src/shared/laboratory/claimsTable';
import { Select } from '../../parts/controls';
import { NumbersTable } from '../../parts/numbersTable';
import { RunButton, RunEnd } from '../runParts';
import type { SectionProperties } from '../sectionProperties';

export function ClaimsView(properties: SectionProperties<'claims'>): JSX.Element {
  const { choice, last, onChoose, onStart, onStop } = properties;
  const isRunning = last?.state === 'running';
  const claim = claimsTable.find(({ id }) => id === choice.claim) ?? claimsTable[0];
  return (
    <div class="laboratory-section">
      <section class="laboratory-controls" aria-label="The claims">
        <h2>The textbook on trial</h2>
        <p class="quiet">What five introductory texts claim, as numbers measured here.</p>
        <ul class="laboratory-claims">
          {claimsTable.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                class="laboratory-claim"
                aria-pressed={one.id === choice.claim}
                onClick={() => onChoose({ ...choice, claim: one.id })}
              >
                <span>
                  {one.id}: {one.says}
                </span>
                <span class="quiet">{verdictTexts[one.verdict]}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section class="laboratory-results" aria-label="The claim in numbers">
        {claim && (
          <Shown claim={claim} last={last?.choice.claim === claim.id ? last : undefined}>
            {claim.parts.length > 0 && (
              <div class="laboratory-pair">
                <Select
                  label="Seeds, at most"
                  choices={[1, 3, 5, mostClaimSeeds].map((n) => [String(n), String(n)] as const)}
                  chosen={String(choice.seeds)}
                  onChoose={(seeds) => onChoose({ ...choice, seeds: Number(seeds) })}
                />
                <RunButton name="Measure it again" {...{ isRunning, onStart, onStop }} />
              </div>
            )}
          </Shown>
        )}
      </section>
    </div>
  );
}

function Shown(properties: {
  readonly claim: ShippedClaim;
  readonly last: SectionProperties<'claims'>['last'];
  readonly children: JSX.Element | false;
}): JSX.Element {
  const { claim, last, children } = properties;
  const { id, says, texts, parts, verdict, conditions, remark, source } = claim;
  return (
    <>
      <h3>
        {id}: {says}
      </h3>
      <p>
        <b>{verdictTexts[verdict]}</b>
        {conditions.length > 0 && `: ${conditions.join('; ')}`}.{' '}
        <span class="quiet">Said by {texts}.</span>
      </p>
      {source && <p class="meaning">{source}</p>}
      {parts.map((part, n) => (
        <Part key={n} {...{ part }} now={last && nowText(part, n, last.news, last.outcome)} />
      ))}
      {remark && <p class="meaning">{remark}</p>}
      {children}
      <RunEnd state={last?.state} sentence={last?.sentence} />
      <div role="status">
        {last?.outcome && (
          <p>
            Measured again from up to {last.choice.seeds} seeds:{' '}
            {verdictTexts[last.outcome.verdict].toLowerCase()}.
          </p>
        )}
      </div>
      {last && last.news.length > 0 && <Values claim={claim} news={last.news} />}
    </>
  );
}

/** What is measured, as it was shipped, and again. */
function Part(properties: {
  readonly part: ShippedPart;
  readonly now: string | undefined;
}): JSX.Element {
  const { part, now } = properties;
  const { role, says, unit, median, low, high, held, of } = part;
  const range = low === high ? '' : `, ${figureOf(low, unit)} to ${figureOf(high, unit)}`;
  return (
    <div class="laboratory-choice">
      <span>
        {role === 'beside' && <span class="quiet">To compare: </span>}
        {says}
      </span>
      <span class="number">
        <b>{figureOf(median, unit)}</b>
        {range}; {boundOf(part)} in {held} of {of} {of === 1 ? 'seed' : 'seeds'}
        {now !== undefined && `; now ${now}`}
      </span>
    </div>
  );
}

function nowText(
  { unit }: ShippedPart,
  place: number,
  news: readonly ClaimNews[],
  outcome: ClaimOutcome | undefined,
): string | undefined {
  const summary = outcome?.parts[place];
  if (summary) return `${figureOf(summary.median, unit)}, ${summary.held} of ${summary.of}`;
  const told = news.filter(({ part }) => part === place);
  const held = told.filter((one) => one.held).length;
  return told.length === 0 ? undefined : `${held} of ${told.length}`;
}

function Values(properties: {
  readonly claim: ShippedClaim;
  readonly news: readonly ClaimNews[];
}): JSX.Element {
  const { claim, news } = properties;
  return (
    <NumbersTable
      label="Table: measured now"
      caption="Every value that was measured now; the parts are counted from above."
      heads={['Part, seed', 'Value', 'Within the bound']}
      rows={news.map(({ part, seed, value, held }) => ({
        ...{ key: `${part} ${seed}`, head: `${part + 1}, seed ${seed}` },
        cells: [figureOf(value, claim.parts[part]?.unit ?? 'number'), held ? 'yes' : 'no'],
      }))}
    />
  );
}
