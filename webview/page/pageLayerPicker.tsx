/** The layer that the whole page is about. */
import type { JSX } from 'preact';
import { LayerPicker } from '../parts/controls';
import type { ViewProperties } from './viewProperties';

export function PageLayerPicker({
  page,
  choose,
}: Pick<ViewProperties, 'page' | 'choose'>): JSX.Element {
  const layers = page.panel?.overview?.layers ?? 1;
  return <LayerPicker layer={page.layer} layers={layers} onLayer={(layer) => choose({ layer })} />;
}
