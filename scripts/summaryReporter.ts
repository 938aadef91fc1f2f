import type { SerializedError } from 'vitest';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { NOTHING, summaryLine, type Counts } from './summary.ts';

/** Ends a run with the reasons of skipped tests, each once, and the plain line that every suite ends with. */
export default class SummaryReporter implements Reporter {
  #counts: Counts = NOTHING;

  /** A run that breaks off before its tests is reported as one without tests; only the exit code tells. */
  onInit(): void {
    process.once('exit', (code) => {
      const hidden = code !== 0 && this.#counts.failed === 0;
      console.log(summaryLine(hidden ? { ...this.#counts, failed: 1 } : this.#counts));
    });
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const brokenFiles = modules.filter((module) => module.errors().length > 0).length;
    const inState = (state: string) => tests.filter((test) => test.result().state === state).length;
    for (const reason of new Set(tests.flatMap(skipReason))) console.log(`Skipped: ${reason}`);
    this.#counts = {
      passed: inState('passed'),
      failed: inState('failed') + brokenFiles + errors.length,
      skipped: inState('skipped') + inState('pending'),
    };
  }
}

function skipReason(test: TestCase): string[] {
  const result = test.result();
  return result.state === 'skipped' && result.note !== undefined ? [result.note] : [];
}
