/**
 * A document selector that matches exactly one document: a provider for everything would take VS Code's
 * own word suggestions away from documents that have no model. Pure.
 */
export interface ExactSelector {
  readonly scheme: string;
  readonly pattern: string;
}

const cellScheme = 'vscode-notebook-cell';

/** @param notebook its cells are documents with the notebook's path and a scheme of their own */
export function exactSelector(
  uri: { readonly scheme: string; readonly fsPath: string },
  notebook: boolean,
): ExactSelector {
  // In a glob, a bracket around a special character makes it stand for itself.
  const pattern = uri.fsPath.replace(/[[{*?]/g, '[$&]');
  return { scheme: notebook ? cellScheme : uri.scheme, pattern };
}
