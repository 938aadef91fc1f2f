import type { SerializedError } from 'vitest';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { summaryLine } from './summary.ts';

/** Ends a run with the reasons of skipped tests, each once, and the plain line that every suite ends with. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const brokenFiles = modules.filter((module) => module.errors().length > 0).length;
    const inState = (state: string) => tests.filter((test) => test.result().state === state).length;
    for (const reason of new Set(tests.flatMap(skipReason))) console.log(`Skipped: ${reason}`);
    console.log(
      summaryLine({
        passed: inState('passed'),
        failed: inState('failed') + brokenFiles + errors.length,
        skipped: inState('skipped') + inState('pending'),
      }),
    );
  }
}

function skipReason(test: TestCase): string[] {
  const result = test.result();
  return result.state === 'skipped' && result.note !== undefined ? [result.note] : [];
}
