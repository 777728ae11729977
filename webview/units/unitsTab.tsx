/** The view of units: all units of a layer at a glance, or the page of one. */
import type { JSX } from 'preact';
import { EmptyState } from '../page/emptyState';
import { settledVersion } from '../answers/useLongAnswer';
import type { ViewPartProperties, ViewProperties } from '../page/viewProperties';
import { AllUnits } from './allUnits';
import { UnitView } from './oneUnit/unitView';
import './units.css';

export function UnitsTab(properties: ViewProperties): JSX.Element {
  const { page, host } = properties;
  const overview = page.panel?.overview;
  if (!overview || overview.tokens === 0) {
    const promise =
      'Here every unit of the network has a page: what drives it, what it says, and what is lost without it.';
    return page.panel ? <EmptyState page={page} host={host} promise={promise} /> : <p>…</p>;
  }
  const version = settledVersion(page);

  async function reveal(token: number): Promise<void> {
    const one = { layer: 0, gate: 'hiddenState', from: token, count: 1, units: 1 } as const;
    const found = await host.call('gateMap', { ...one, chosen: [0] });
    const span = found.ok ? found.value.spans[0] : undefined;
    if (!found.ok || !span) return;
    host.tell('reveal', { ...span, documentVersion: found.value.documentVersion });
  }

  const shared: ViewPartProperties = {
    ...properties,
    overview,
    active: page.tab === 'units' && version !== undefined,
    version: version ?? '',
    subject: page.panel.documentKey,
  };
  return page.unit >= 0 ? (
    <UnitView
      {...shared}
      key={`${page.layer} ${page.unit}`}
      unit={page.unit}
      // A text that changed meanwhile has nothing to find; the next answer will.
      reveal={(token) => void reveal(token).catch(() => undefined)}
    />
  ) : (
    <AllUnits {...shared} />
  );
}
