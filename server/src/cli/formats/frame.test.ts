import { describe, expect, it } from 'vitest';
import { frame } from './frame.ts';
import type { ReportedFinding } from './report.ts';

function framed(line: string, start: number, end: number, endLine = 6): string[] {
  const finding: ReportedFinding = {
    file: 'a.yaml',
    start: { line: 6, character: start },
    end: { line: endLine, character: end },
    id: 'some-check',
    severity: 'warning',
    basis: 'guardrail',
    message: 'a message',
    object: undefined,
    neighbours: 0,
    source: undefined,
    path: '',
    fixes: [],
    related: [],
    waived: undefined,
    key: { file: 'a.yaml', object: '', check: 'some-check', at: 'a message' },
    line,
  };
  return frame(finding, (_, text) => text);
}

describe('frame', () => {
  it('puts carets below what is meant', () => {
    expect(framed('image: nginx', 7, 12)).toEqual(['  7 | image: nginx', '    |        ^^^^^']);
  });

  it('counts the columns that characters take', () => {
    expect(framed('日本: é\u0301😀 x', 9, 10)).toEqual(['  7 | 日本: é\u0301😀 x', '    |           ^']);
    expect(framed('\ta: \u001b', 4, 5)).toEqual([String.raw`  7 |     a: \x1b`, '    |        ^^^^']);
  });

  it('shows one caret where nothing stands, and the first line of what spans more', () => {
    expect(framed('a:', 2, 2)).toEqual(['  7 | a:', '    |   ^']);
    expect(framed('a: "x', 3, 2, 8)).toEqual(['  7 | a: "x', '    |    ^^']);
  });

  it('cuts long lines around what is meant', () => {
    const [line = '', carets = ''] = framed(`${'x'.repeat(5000)}HERE${'y'.repeat(5000)}`, 5000, 5004);
    expect(line.length).toBeLessThan(140);
    expect(carets.indexOf('^')).toBe(line.indexOf('HERE'));
    expect(carets.trimEnd().endsWith('^^^^')).toBe(true);
    expect(line).toContain('...x');
    expect(line.endsWith('y...')).toBe(true);
  });
});
