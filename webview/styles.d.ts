/** esbuild takes style sheets out of the imports and writes them next to the script. */
declare module '*.css';
