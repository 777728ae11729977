/** The claims of a lesson as a table: in the network that came with it, and in those trained here. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { LessonClaim } from '../../src/shared/lessons/lessons';
import type { PanelLesson } from '../../src/shared/pages/panelLesson';
import { Button } from '../parts/controls';
import { bytesOf, saveFile } from '../figure/saveFile';
import { csvOf } from '../figure/dataTable';
import type { PanelHost } from '../page/hostPort';
import { boundText, claimsTable, figureText, heldText } from './claimTexts';

export function Claims(properties: {
  readonly of: PanelLesson;
  readonly host: PanelHost;
}): JSX.Element {
  const { of, host } = properties;
  const { lesson, trainings } = of;
  const [said, setSaid] = useState('');

  async function save(): Promise<void> {
    const bytes = bytesOf(csvOf(claimsTable(of)));
    const answer = await saveFile(host, { view: 'lesson-claims', kind: 'csv', bytes });
    const { name } = answer.ok ? answer.value : {};
    setSaid(answer.ok ? (name === undefined ? '' : `Saved as ${name}.`) : answer.failure.sentence);
  }

  const heads = [
    'Claim',
    'Value',
    'Holds if',
    'Held',
    'Held in',
    ...trainings.map(({ seed }) => `Your training, seed ${seed}`),
  ];
  return (
    <section>
      <h3 id="claims">The claims, measured</h3>
      {/* The roles stay a table's where the style makes cards of its rows. */}
      <table class="claims" role="table" aria-labelledby="claims">
        <thead role="rowgroup">
          <tr role="row">
            {heads.map((head) => (
              <th key={head} role="columnheader" scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {lesson.claims.map((claim) => (
            <Row key={claim.id} {...{ claim, heads, trainings }} />
          ))}
        </tbody>
      </table>
      <div class="group">
        <Button onClick={() => void save()}>Save the claims as CSV</Button>
        <span class="quiet" role="status">
          {said}
        </span>
      </div>
    </section>
  );
}

function Row(properties: {
  readonly claim: LessonClaim;
  readonly heads: readonly string[];
  readonly trainings: PanelLesson['trainings'];
}): JSX.Element {
  const { claim, heads, trainings } = properties;
  const own = trainings.map(({ claims }) => {
    const found = claims.find(({ id }) => id === claim.id);
    return found ? `${figureText(found.value, claim.unit)}, ${heldText(found.held)}` : '';
  });
  const cells = [
    figureText(claim.value, claim.unit),
    boundText(claim),
    heldText(claim.held),
    `${claim.heldIn} of ${claim.trainings} trainings`,
    ...own,
  ];
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        {claim.claim}
        <span class="quiet">How it is measured: {claim.measure}</span>
      </th>
      {cells.map((cell, n) => (
        <td key={n} role="cell" data-head={heads[n + 1]}>
          {cell}
        </td>
      ))}
    </tr>
  );
}
