/** In a panel's page that stands in a frame, as VS Code's do: messages go to the page around it. */
let kept: unknown;
Object.assign(window, {
  acquireVsCodeApi: () => ({
    postMessage: (message: unknown) => window.parent.postMessage(message, '*'),
    getState: () => kept,
    setState: (next: unknown) => (kept = next),
  }),
});
