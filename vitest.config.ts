import { defineConfig } from 'vitest/config';

/** Unit tests. What runs inside a real VS Code (`test/host`, `test/endToEnd`) has runners of its own. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/host/**', 'test/endToEnd/**', 'test/out/**'],
    testTimeout: 60_000,
  },
});
