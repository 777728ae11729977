/** esbuild takes style sheets out of the imports and writes them beside the script. */
declare module '*.css';
