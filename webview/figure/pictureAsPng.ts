/** A picture as PNG: drawn again on a canvas of its own, at twice the size for print and projector. */
import type { Drawing } from '../vector/drawing';
import { paintDrawing } from '../vector/paintDrawing';

export type Picture = VectorPicture | CanvasPicture;

interface VectorPicture {
  readonly kind: 'vector';
  readonly drawing: Drawing;
}

/** What is made of pixels and has no lines to save. */
export interface CanvasPicture {
  readonly kind: 'canvas';
  readonly width: number;
  readonly height: number;
  paint(context: CanvasRenderingContext2D): void;
}

export const pictureScale = 2;

export async function pngOf(picture: Picture): Promise<Blob> {
  const { width, height } = picture.kind === 'vector' ? picture.drawing : picture;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * pictureScale);
  canvas.height = Math.round(height * pictureScale);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the browser cannot draw on a canvas');
  context.setTransform(pictureScale, 0, 0, pictureScale, 0, 0);
  if (picture.kind === 'vector') paintDrawing(context, picture.drawing);
  else picture.paint(context);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the picture is too large');
  return blob;
}
