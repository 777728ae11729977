/** A drawing on the page. Presentation attributes only: the security policy allows no styles. */
import type { JSX } from 'preact';
import { cssColour } from '../colours/colour';
import type { Drawing, Shape } from './drawing';
import { dash, defaultLineWidth } from './drawing';
import './vector.css';

export function SvgView({ drawing }: { readonly drawing: Drawing }): JSX.Element {
  const { width, height, title, fontFamily, shapes } = drawing;
  return (
    <svg
      class="vector"
      role="img"
      aria-label={title}
      viewBox={`0 0 ${width} ${height}`}
      font-family={fontFamily}
    >
      {shapes.map((shape, place) => (
        <ShapeView key={place} shape={shape} />
      ))}
    </svg>
  );
}

function ShapeView({ shape }: { readonly shape: Shape }): JSX.Element {
  switch (shape.kind) {
    case 'box': {
      const { x, y, width, height, round } = shape;
      return <rect {...{ x, y, width, height, rx: round }} {...paint(shape)} />;
    }
    case 'path':
      return <path d={shape.d} {...paint(shape)} />;
    case 'disc':
      return <circle cx={shape.x} cy={shape.y} r={shape.r} {...paint(shape)} />;
    case 'label':
      return (
        <text
          x={shape.x}
          y={shape.y}
          font-size={shape.size}
          text-anchor={shape.anchor}
          dominant-baseline="central"
          fill={cssColour(shape.fill)}
          {...(shape.bold && { 'font-weight': 'bold' })}
          {...(shape.italic && { 'font-style': 'italic' })}
        >
          {shape.text}
        </text>
      );
    default:
      return shape satisfies never;
  }
}

function paint(shape: Exclude<Shape, { kind: 'label' }>) {
  return {
    fill: shape.fill ? cssColour(shape.fill) : 'none',
    ...(shape.stroke && {
      stroke: cssColour(shape.stroke),
      'stroke-width': shape.lineWidth ?? defaultLineWidth,
      ...(shape.dashed && { 'stroke-dasharray': dash.join(' ') }),
    }),
  };
}
