/**
 * The listed tensors to take away, as a table for the clipboard or a file. What was not read yet is
 * read first, which can be cancelled.
 */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { TensorRow } from '../../src/shared/model/tensors';
import { Button } from '../parts/controls';
import { whole } from '../parts/numbers';
import { bytesOf, saveFile } from '../figure/saveFile';
import { csvOf, jsonOf, tsvOf } from '../figure/dataTable';
import type { TensorsHost } from './tensorsHost';
import type { StatisticsQueue } from './statisticsQueue';
import { exportedTable } from './exportedTable';

type Form = 'copy' | 'csv' | 'json';

export function ExportButtons(properties: {
  readonly host: TensorsHost;
  readonly name: string;
  /** All that are listed, on whatever page. */
  readonly rows: readonly TensorRow[];
  readonly queue: StatisticsQueue;
  /** No more numbers can be read. */
  readonly gone: boolean;
}): JSX.Element {
  const { host, name, rows, queue, gone } = properties;
  const [wanted, setWanted] = useState<{ form: Form; rows: readonly TensorRow[] }>();
  const [said, setSaid] = useState('');
  const left = wanted?.rows.filter(({ place }) => !queue.found.has(place)).length ?? 0;
  /** The request that was carried out, or is being carried out: none is carried out twice. */
  const granted = useRef<typeof wanted>();

  function want(form: Form): void {
    setSaid('');
    setWanted({ form, rows });
    if (!gone) queue.collect(rows.map(({ place }) => place));
  }

  function stop(): void {
    queue.collect([]);
    setWanted(undefined);
  }

  useEffect(() => {
    if (!wanted || (left > 0 && !gone) || granted.current === wanted) return;
    granted.current = wanted;
    void finish(wanted.form, wanted.rows).then((told) => {
      setSaid(told);
      setWanted(undefined);
    });
  });

  async function finish(form: Form, of: readonly TensorRow[]): Promise<string> {
    const table = exportedTable(name, of, queue.found);
    try {
      if (form === 'copy') {
        await navigator.clipboard.writeText(tsvOf(table));
        return 'The table is on the clipboard.';
      }
      const bytes = bytesOf(form === 'csv' ? csvOf(table) : jsonOf(table));
      const answer = await saveFile(host, { view: 'tensors', kind: form, bytes });
      if (!answer.ok) return answer.failure.sentence;
      return answer.value.name === undefined ? '' : `Saved as ${answer.value.name}.`;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      // After a long wait a page may not write to the clipboard; the next press finds all of it read.
      return form === 'copy'
        ? 'All numbers have been read. Press “Copy table” again.'
        : `Saving failed: ${reason}. Try again.`;
    }
  }

  return (
    <div class="group">
      <Button disabled={wanted !== undefined} onClick={() => want('copy')}>
        Copy table
      </Button>
      <Button disabled={wanted !== undefined} onClick={() => want('csv')}>
        Save CSV
      </Button>
      <Button disabled={wanted !== undefined} onClick={() => want('json')}>
        Save JSON
      </Button>
      {wanted && left > 0 && !gone && <Button onClick={stop}>Cancel</Button>}
      <span class="quiet said" role="status">
        {wanted && left > 0 && !gone
          ? `Reading the numbers: ${whole(wanted.rows.length - left)} of ${whole(wanted.rows.length)} tensors…`
          : said}
      </span>
    </div>
  );
}
