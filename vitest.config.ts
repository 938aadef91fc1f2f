import { defineConfig } from 'vitest/config';

const BUNDLES = ['test/harness/buildBundles.ts'];
const SCHEMAS = ['test/harness/schemas.ts'];

/** Tests that take milliseconds here may take seconds on a machine that is busy. */
const SLOW_MACHINE = 30_000;

/** One project per suite; `npm run test:NAME` runs one of them. The host suite runs in VS Code, not here. */
export default defineConfig({
  test: {
    reporters: ['default', './scripts/summaryReporter.ts'],
    passWithNoTests: true,
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'server/src/**/*.test.ts',
            'client/src/**/*.test.ts',
            'test/*.test.ts',
            'test/grammar/**/*.test.ts',
            'scripts/schemas/*.test.ts',
          ],
          globalSetup: SCHEMAS,
          testTimeout: SLOW_MACHINE,
        },
      },
      {
        test: { name: 'cli', include: ['test/cli/**/*.test.ts'], globalSetup: BUNDLES, testTimeout: 30_000 },
      },
      {
        test: {
          name: 'protocol',
          include: ['test/protocol/**/*.test.ts'],
          globalSetup: BUNDLES,
          testTimeout: SLOW_MACHINE,
        },
      },
      {
        test: {
          name: 'corpus',
          include: ['test/corpus/**/*.test.ts'],
          globalSetup: SCHEMAS,
          testTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'truth',
          include: ['test/truth/**/*.test.ts'],
          globalSetup: [...SCHEMAS, 'test/harness/cluster/buildForSuite.ts'],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'cluster',
          include: ['test/cluster/**/*.test.ts'],
          globalSetup: [...BUNDLES, ...SCHEMAS, 'test/harness/cluster/buildForSuite.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'oracles',
          include: ['test/oracles/**/*.test.ts'],
          globalSetup: SCHEMAS,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/harness/cluster/buildForSuite.ts', 'test/harness/vscode/startForSuite.ts'],
          fileParallelism: false,
          testTimeout: 150_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
});
