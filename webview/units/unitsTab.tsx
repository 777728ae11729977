/** The view of units: all units of a layer at a glance, or the page of one. */
import type { JSX } from 'preact';
import { EmptyState } from '../page/emptyState';
import { settledVersion } from '../answers/useLongAnswer';
import { revealToken } from '../page/revealToken';
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
      reveal={(token) => void revealToken(host, token).catch(() => undefined)}
    />
  ) : (
    <AllUnits {...shared} />
  );
}
