/**
 * The static page of the panel, and of a file of tensors: one script, which may load others as modules (its
 * nonce is theirs), one style sheet, one element to fill. No inline script or style and nothing from elsewhere; words of the text never pass through
 * this string.
 */
export interface PageParts {
  /** `webview.cspSource` */
  readonly cspSource: string;
  /** A fresh random string for every page, letters and digits. */
  readonly nonce: string;
  /** `dist/panel.js` and `dist/panel.css` (or of another page), through `webview.asWebviewUri`. */
  readonly scriptUri: string;
  readonly styleUri: string;
}

export function pageHtml({ cspSource, nonce, scriptUri, styleUri }: PageParts): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<title>Gatescope</title>
<link rel="stylesheet" href="${attribute(styleUri)}">
</head>
<body>
<div id="panel"></div>
<script type="module" nonce="${attribute(nonce)}" src="${attribute(scriptUri)}"></script>
</body>
</html>
`;
}

const attribute = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
