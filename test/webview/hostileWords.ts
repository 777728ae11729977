/**
 * Two hundred words that would be something else where they are not taken as text: elements,
 * attributes, links, commands, icons, formulas, directions, controls.
 */
const markup = [
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '</text><script>alert(1)</script>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '<a href="command:gatescope.deleteAllModels">x</a>',
  '<foreignObject><iframe src="https://example.invalid"/></foreignObject>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?xml version="1.0"?>',
  '<!DOCTYPE svg [<!ENTITY a "b">]>',
  '&a;',
  '&lt;b&gt;',
  '&#0;',
  '<style>*{background:url(https://example.invalid)}</style>',
  '<use href="data:image/svg+xml;base64,AAAA"/>',
  '[a](command:workbench.action.quit)',
  '![x](https://example.invalid/a.png)',
  '$(trash)',
  'javascript:alert(1)',
  'url(https://example.invalid)',
  '}{',
  '\\u003cb\\u003e',
];
const formulas = [
  '=',
  '+',
  '-',
  '@',
  '\t=',
  '\r=',
  '\n=',
  ' =',
  '\u00a0=',
  '\u200b=',
  '＝',
  '＋',
  '－',
  '＠',
  '|',
  '%',
].flatMap((start) => [
  `${start}1+1`,
  `${start}HYPERLINK("https://example.invalid","x")`,
  `${start}cmd|' /C calc'!A0`,
  `${start}SUM(A1:A9)`,
  `${start}WEBSERVICE("x")`,
  start,
]);
const separators = ['a,b', 'a;b', 'a"b', '""', '"', 'a\tb', 'a\r\nb', 'a\nb', "'", "'=1", ','];
const signs = [
  ...Array.from({ length: 32 }, (_, code) => `a${String.fromCharCode(code)}b`),
  ...Array.from({ length: 16 }, (_, code) => String.fromCharCode(code)),
  ...['\u202e', '\u2066', '\u200f', '\ufeff', '\ud800', '\udfff', 'a\ud800b', '\uffff', '\ufffe'],
  ...['\u007f', '\u0085', '\u2028', '\u2029', '🏳️‍🌈', '𝕏', '', ' ', '\u0301', 'ﷺ'],
];
const numbers = ['NaN', 'Infinity', '-0', '1e999', '0x1F', '-1', '+1', '1,5', '−1', '１'];
const names = ['__proto__', 'constructor', 'toString', 'null', 'undefined', 'true'];

export const hostileWords: readonly string[] = [
  ...markup,
  ...formulas,
  ...separators,
  ...signs,
  ...numbers,
  ...names,
];
