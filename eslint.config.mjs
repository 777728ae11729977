/**
 * What the type checker cannot say. Type-aware rules run on src, webview and test; the scripts are
 * plain JavaScript. Who may import whom stands here for the editor's sake; `architecture.test.ts`
 * checks the same on the parsed imports.
 */
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const noImports = (...patterns) => ({
  'no-restricted-imports': ['error', { patterns }],
});

const group = (names, message) => ({ group: names, message });
const nodeModules = group(
  [
    'node:*',
    'fs',
    'fs/*',
    'path',
    'os',
    'worker_threads',
    'child_process',
    'crypto',
    'url',
    'http',
  ],
  'Node stands behind worker/platform, cli and host only.',
);
const vscode = group(['vscode'], 'VS Code stands behind host and extension.ts only.');
const rooms = (...names) =>
  group(
    names.flatMap((name) => [`**/${name}`, `**/${name}/**`]),
    'Not this room’s neighbour: see design section 1 (who may import whom).',
  );
const entryPoints = group(
  [
    ...['**/extension', '**/worker/worker', '**/cli/cli'],
    ...['**/webview/panel', '**/webview/tensors', '**/webview/laboratory'],
  ],
  'Nobody imports an entry point.',
);

/** Clock, randomness and log are handed in; powers differ between Node versions in their last bits. */
const pureEngine = {
  'no-console': 'error',
  'no-restricted-globals': ['error', 'Date', 'performance', 'setTimeout', 'setInterval', 'process'],
  'no-restricted-properties': [
    'error',
    { object: 'Math', property: 'random', message: 'Use the seeded generator that is handed in.' },
    {
      object: 'Math',
      property: 'pow',
      message: 'Its bits differ between Node versions: multiply.',
    },
  ],
  'no-restricted-syntax': [
    'error',
    {
      selector:
        ':matches(BinaryExpression[operator="**"]:not([left.value=2][right.type="Literal"]), AssignmentExpression[operator="**="])',
      message: 'Its bits differ between Node versions: multiply.',
    },
  ],
};

export default defineConfig(
  {
    ignores: [
      'node_modules',
      'dist',
      'out',
      '.host',
      'test/out',
      'src/engine/kernels/assembly',
      'test/fixtures',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Records of functions are our objects; they have no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      // Matters of taste, or of text: [...string] is how code points are counted.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['src/engine/**'],
    rules: {
      ...pureEngine,
      ...noImports(
        nodeModules,
        vscode,
        entryPoints,
        rooms('shared', 'worker', 'cli', 'host', 'webview'),
      ),
    },
  },
  {
    files: ['src/shared/**'],
    rules: noImports(nodeModules, vscode, entryPoints, rooms('worker', 'cli', 'host', 'webview')),
  },
  {
    files: ['src/worker/**'],
    rules: noImports(nodeModules, vscode, entryPoints, rooms('cli', 'host', 'webview')),
  },
  {
    files: ['src/worker/platform/**'],
    rules: noImports(vscode, entryPoints, rooms('cli', 'host', 'webview')),
  },
  { files: ['src/cli/**'], rules: noImports(vscode, entryPoints, rooms('host', 'webview')) },
  {
    files: ['src/host/**'],
    rules: noImports(entryPoints, rooms('engine', 'worker', 'cli', 'webview')),
  },
  {
    files: ['webview/**'],
    rules: noImports(nodeModules, vscode, entryPoints, rooms('engine', 'worker', 'cli', 'host')),
  },
  {
    files: ['**/*.d.ts'],
    rules: {
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/triple-slash-reference': 'off',
    },
  },
  {
    files: ['src/extension.ts'],
    rules: noImports(rooms('engine', 'worker', 'cli', 'webview')),
  },
  {
    files: ['test/**'],
    rules: {
      // A test may look into any JSON.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // `undefined` and `!` mean a failing test here, and that is what a test is for.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
);
