/** The map as a picture that stands alone: with its name and the scale of its colours below. */
import { cssColour } from '../../colours/colour';
import { gateValue } from '../../parts/numbers';
import type { Palette } from '../../colours/palette';
import { colourAt, paletteSize } from '../../colours/palette';
import type { Theme } from '../../colours/theme';
import type { CanvasPicture } from '../../figure/pictureAsPng';
import type { ColourScale } from '../../colours/colourScale';

export interface Caption {
  readonly text: string;
  readonly palette: Palette;
  readonly scale: ColourScale;
  readonly theme: Theme;
}

const foot = 52;
const bar = { width: 160, height: 10, margin: 8 };

export function mapWithCaption(map: CanvasPicture, caption: Caption): CanvasPicture {
  const { width, height } = map;
  return {
    kind: 'canvas',
    width,
    height: height + foot,
    paint(context) {
      map.paint(context);
      drawCaption(context, caption, width, height);
    },
  };
}

function drawCaption(
  context: CanvasRenderingContext2D,
  { text, palette, scale, theme }: Caption,
  width: number,
  top: number,
): void {
  context.fillStyle = cssColour(theme.background);
  context.fillRect(0, top, width, foot);
  context.font = `12px ${theme.fontFamily}`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillStyle = cssColour(theme.foreground);
  context.fillText(text, bar.margin, top + 14, width - 2 * bar.margin);
  context.fillText(gateValue(scale.low), bar.margin, top + 36);
  const left = bar.margin + context.measureText(gateValue(scale.low)).width + 8;
  for (let at = 0; at < bar.width; at++) {
    const index = Math.round((at / (bar.width - 1)) * (paletteSize - 1));
    context.fillStyle = cssColour(colourAt(palette, index));
    context.fillRect(left + at, top + 31, 1, bar.height);
  }
  context.fillStyle = cssColour(theme.foreground);
  context.fillText(gateValue(scale.high), left + bar.width + 8, top + 36);
}
