/** Text that a small panel cuts after some lines, and a button for the rest of it. */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import './cutText.css';

export function CutText(properties: {
  /** Of the text: `quiet`, `notice`. */
  readonly class?: string;
  /** Two lines rather than one. */
  readonly two?: boolean;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { two, children } = properties;
  const text = useRef<HTMLParagraphElement>(null);
  const [open, setOpen] = useState(false);
  const [isCut, setCut] = useState(false);
  useEffect(() => {
    const { current } = text;
    if (!current || open) return;
    const measure = (): void => setCut(current.scrollHeight > current.clientHeight + 2);
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(current);
    return () => resized.disconnect();
  }, [open, children]);
  return (
    <div class={`cut ${two ? 'two' : ''} ${open ? 'open' : ''} ${properties.class ?? ''}`}>
      <p ref={text}>{children}</p>
      {(isCut || open) && (
        <button
          type="button"
          class="cut-more"
          aria-expanded={open}
          aria-label="The whole sentence"
          onClick={() => setOpen(!open)}
        >
          {open ? '▴' : '▾'}
        </button>
      )}
    </div>
  );
}
