/**
 * One terminal for steps that run side by side: what a step prints stands together, under its own
 * heading. The step that began first is shown as it goes; the others wait until it has ended.
 * It writes where it is told to and knows nothing of processes.
 */

/**
 * @typedef {object} Section
 * @property {(text: string) => void} write
 * @property {() => void} close
 */

/** @param {(text: string) => void} print @returns {{ open: () => Section }} */
export function createScreen(print) {
  /** In the order in which they were opened; the first is on the screen. */
  const sections = [];

  function showNext() {
    while (sections.length > 0) {
      const [first] = sections;
      print(first.kept.splice(0).join(''));
      if (!first.closed) return;
      sections.shift();
    }
  }

  function open() {
    const section = { kept: [], closed: false };
    sections.push(section);
    return {
      write(text) {
        if (section === sections[0]) print(text);
        else section.kept.push(text);
      },
      close() {
        section.closed = true;
        if (section === sections[0]) showNext();
      },
    };
  }
  return { open };
}
