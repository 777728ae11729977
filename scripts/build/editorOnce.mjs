/**
 * VS Code's API is taken once for the whole bundle. esbuild would make each file that imports it a copy
 * of its own, of some hundred names: 76 copies were most of the time that the extension took to load.
 */

/** @type {import('esbuild').Plugin} */
export const editorOnce = {
  name: 'editor once',
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'editor-once'
        ? { path: 'vscode', external: true }
        : { path: 'vscode', namespace: 'editor-once' },
    );
    build.onLoad({ filter: /.*/, namespace: 'editor-once' }, () => ({
      contents: "export * from 'vscode';",
    }));
  },
};
