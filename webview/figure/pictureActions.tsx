/**
 * What every picture offers: its table, and itself and its numbers to take away. The table and the
 * picture are made when they are asked for, from what is shown then.
 */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ExportedPicture } from '../page/exportedPicture';
import type { PanelHost } from '../page/hostPort';
import { Button } from '../parts/controls';
import { svgFile } from '../vector/svgFile';
import type { Picture } from './pictureAsPng';
import { pngOf } from './pictureAsPng';
import type { FileToSave } from './saveFile';
import { bytesOf, saveFile } from './saveFile';
import type { DataTable } from './dataTable';
import { csvOf, jsonOf, tsvOf } from './dataTable';
import './pictureActions.css';

export interface PictureActionsProperties {
  readonly host: PanelHost;
  readonly exporting: ExportedPicture;
  /** Part of the proposed file name: `gates`. */
  readonly view: string;
  /** Its tab is currently shown. */
  readonly active: boolean;
  readonly asTable: boolean;
  /** None where the numbers are a table only. */
  readonly onTable?: (asTable: boolean) => void;
  /** Nothing where there is nothing to see yet. */
  readonly picture?: () => Picture | undefined;
  readonly table: () => DataTable | undefined | Promise<DataTable | undefined>;
  /** Other forms that there are of it. */
  readonly children?: ComponentChildren;
}

export function PictureActions(properties: PictureActionsProperties): JSX.Element {
  const { host, exporting, view, active, asTable, onTable, picture, table } = properties;
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState('');

  async function tell(doing: string, act: () => Promise<string>): Promise<void> {
    setSaid('');
    try {
      setSaid(await act());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      setSaid(`${doing} failed: ${reason}. Try again, or take the table with “CSV”.`);
    }
  }

  const save = (make: () => Promise<Omit<FileToSave, 'view'> | undefined>): Promise<void> =>
    tell('Saving', async () => {
      const made = await make();
      if (!made) return nothingYet;
      const answer = await saveFile(host, { ...made, view });
      if (!answer.ok) return answer.failure.sentence;
      return answer.value.name === undefined ? '' : `Saved as ${answer.value.name}.`;
    });

  const savePng = (): Promise<void> =>
    save(async () => {
      const shown = picture?.();
      if (!shown) return undefined;
      const blob = await pngOf(shown);
      return { kind: 'png', bytes: new Uint8Array(await blob.arrayBuffer()) };
    });

  const saveSvg = (): Promise<void> =>
    save(() => {
      const shown = picture?.();
      const isVector = shown?.kind === 'vector';
      return Promise.resolve(
        isVector ? { kind: 'svg', bytes: bytesOf(svgFile(shown.drawing)) } : undefined,
      );
    });

  const saveTable = (kind: 'csv' | 'json'): Promise<void> =>
    save(async () => {
      const shown = await table();
      const write = kind === 'csv' ? csvOf : jsonOf;
      return shown && { kind, bytes: bytesOf(write(shown)) };
    });

  const copy = (): Promise<void> =>
    tell('Copying', async () => {
      const shown = asTable ? undefined : picture?.();
      const numbers = asTable ? await table() : undefined;
      if (shown) {
        const item = new ClipboardItem({ 'image/png': pngOf(shown) });
        await navigator.clipboard.write([item]);
      } else if (numbers) await navigator.clipboard.writeText(tsvOf(numbers));
      else return nothingYet;
      return shown ? 'The picture is on the clipboard.' : 'The table is on the clipboard.';
    });

  useEffect(() => {
    if (!active) return;
    exporting.current = savePng;
    return () => {
      if (exporting.current === savePng) exporting.current = undefined;
    };
  });

  const vector = open && !asTable && picture?.()?.kind === 'vector';
  return (
    <div class={open ? 'actions open' : 'actions'}>
      <div class="group">
        {onTable && (
          <Button
            title={asTable ? 'Show as picture' : 'Show as table'}
            onClick={() => onTable(!asTable)}
          >
            <Icon d={asTable ? icons.picture : icons.table} />
            <span class="tool-name">{asTable ? 'Show as picture' : 'Show as table'}</span>
          </Button>
        )}
        <button
          type="button"
          class="button"
          title="Save or copy"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Icon d={icons.save} />
          <span class="tool-name">Save or copy</span>
        </button>
      </div>
      {open && (
        <div class="group" role="group" aria-label="Save or copy">
          {!asTable && <Act name="PNG" title="Save the picture at twice its size" act={savePng} />}
          {vector && <Act name="SVG" title="Save the picture as lines" act={saveSvg} />}
          <Act name={asTable ? 'Copy table' : 'Copy picture'} title="To the clipboard" act={copy} />
          <Act name="CSV" title="Save the numbers for a spreadsheet" act={() => saveTable('csv')} />
          <Act name="JSON" title="Save the numbers for a program" act={() => saveTable('json')} />
          {properties.children}
        </div>
      )}
      <p class="quiet said" role="status">
        {said}
      </p>
    </div>
  );
}

/** In a small panel they are shown without words. */
const icons = {
  table: 'M1.5 2.5h13v11h-13zM1.5 6h13M1.5 9.7h13M6 2.5v11',
  picture: 'M1.5 2.5h13v11h-13zM2 12l4-4.5 3 3 2-2 3 3',
  save: 'M8 1.5v8M4.7 6.4 8 9.7l3.3-3.3M2 10.5v3h12v-3',
} as const;

const Icon = ({ d }: { readonly d: string }): JSX.Element => (
  <svg class="tool-icon" viewBox="0 0 16 16" aria-hidden="true">
    <path d={d} />
  </svg>
);

const nothingYet =
  'There is nothing to save yet: wait for the first values, or switch from table to picture.';

function Act(properties: {
  readonly name: string;
  readonly title: string;
  readonly act: () => Promise<void>;
}): JSX.Element {
  const { name, title, act } = properties;
  return (
    <Button title={title} onClick={() => void act()}>
      {name}
    </Button>
  );
}
