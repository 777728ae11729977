/**
 * A drawing as the text of an SVG file: stands alone, with its own ground; no script, no link, no
 * style sheet. Every word goes through `escaped`, so that none can become an element.
 */
import type { Rgb } from '../colours/colour';
import type { Drawing, Shape } from './drawing';
import { dash, defaultLineWidth } from './drawing';

export function svgFile({ width, height, title, background, fontFamily, shapes }: Drawing): string {
  const ground = `<rect width="${width}" height="${height}" fill="${hex(background)}"/>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(fontFamily)}">`,
    `<title>${escaped(title)}</title>`,
    ground,
    ...shapes.map(element),
    '</svg>\n',
  ].join('\n');
}

function element(shape: Shape): string {
  switch (shape.kind) {
    case 'box': {
      const { x, y, width, height, round } = shape;
      return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}" ${paint(shape)}/>`;
    }
    case 'path':
      return `<path d="${shape.d}" ${paint(shape)}/>`;
    case 'disc':
      return `<circle cx="${shape.x}" cy="${shape.y}" r="${shape.r}" ${paint(shape)}/>`;
    case 'label': {
      const { x, y, size, anchor, fill, bold, italic, text } = shape;
      const style = `${bold ? ' font-weight="bold"' : ''}${italic ? ' font-style="italic"' : ''}`;
      return `<text x="${x}" y="${y}" font-size="${size}" text-anchor="${anchor}" dominant-baseline="central" fill="${hex(fill)}"${style}>${escaped(text)}</text>`;
    }
    default:
      return shape satisfies never;
  }
}

function paint({ fill, stroke, lineWidth, dashed }: Exclude<Shape, { kind: 'label' }>): string {
  const line = stroke
    ? ` stroke="${hex(stroke)}" stroke-width="${lineWidth ?? defaultLineWidth}"`
    : '';
  return `fill="${fill ? hex(fill) : 'none'}"${line}${dashed ? ` stroke-dasharray="${dash.join(' ')}"` : ''}`;
}

const hex = (colour: Rgb): string =>
  `#${colour.map((c) => Math.round(c).toString(16).padStart(2, '0')).join('')}`;

/** Signs that XML 1.0 knows no way to write are left out; the rest is escaped. */
export function escaped(text: string): string {
  return text

    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .toWellFormed()
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
