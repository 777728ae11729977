/** The tab strip and its panels, as the ARIA authoring practices describe them: arrow keys choose. */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import './tabs.css';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly title: string;
  readonly content: ComponentChildren;
}

export interface TabsProperties<Id extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
}

export function Tabs<Id extends string>(properties: TabsProperties<Id>): JSX.Element {
  const { label, tabs, chosen, onChoose } = properties;
  const strip = useRef<HTMLDivElement>(null);
  // Where there is no room for a second row of tabs, the strip scrolls.
  useEffect(() => {
    const tab = strip.current?.querySelector<HTMLElement>(`#tab-${chosen}`);
    if (strip.current && tab) strip.current.scrollLeft = tab.offsetLeft - 40;
  }, [chosen]);

  function walk(event: KeyboardEvent): void {
    const place = target(
      event.key,
      tabs.findIndex((tab) => tab.id === chosen),
      tabs.length,
    );
    const tab = place === undefined ? undefined : tabs[place];
    if (!tab) return;
    event.preventDefault();
    onChoose(tab.id);
    strip.current?.querySelector<HTMLElement>(`#tab-${tab.id}`)?.focus();
  }

  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} ref={strip} onKeyDown={walk}>
        {tabs.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-controls={`panel-${id}`}
            aria-selected={id === chosen}
            tabIndex={id === chosen ? 0 : -1}
            onClick={() => onChoose(id)}
          >
            {title}
          </button>
        ))}
      </div>
      {tabs.map(({ id, content }) => (
        <section
          key={id}
          role="tabpanel"
          id={`panel-${id}`}
          aria-labelledby={`tab-${id}`}
          class="tab-panel"
          hidden={id !== chosen}
        >
          {content}
        </section>
      ))}
    </>
  );
}

function target(key: string, from: number, tabs: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return (from + 1) % tabs;
    case 'ArrowLeft':
      return (from - 1 + tabs) % tabs;
    case 'Home':
      return 0;
    case 'End':
      return tabs - 1;
    default:
      return undefined;
  }
}
