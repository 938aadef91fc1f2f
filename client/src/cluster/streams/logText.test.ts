import { describe, expect, test } from 'vitest';
import { LogBuffer, lineFilter, LogPainter, plainLine, safeText } from './logText.ts';

const line = (text: string, pod = 'shop-1') => ({
  pod,
  container: 'web',
  time: '2026-01-01T00:00:00Z',
  text,
});

const matches = (filter: string, text: string) => lineFilter(filter)(line(text));

describe('the text of a log', () => {
  test.each([
    ['a colour stays', '\u001B[31mred\u001B[0m', '\u001B[31mred\u001B[0m'],
    ['nothing is cleared', 'a\u001B[2Jb', 'ab'],
    ['the title stays', 'a\u001B]0;title\u0007b', 'ab'],
    ['no link hides', '\u001B]8;;http://evil\u001B\\text\u001B]8;;\u001B\\', 'text'],
    ['an unfinished sequence goes', 'a\u001B]52;c;aGk=', 'a'],
    ['the line is not written over', 'good\rbad\b', 'goodbad'],
    ['the other way to begin a sequence goes', 'a\u009B2Jb', 'a2Jb'],
    ['tabs and letters stay', 'ä\t漢', 'ä\t漢'],
  ])('%s', (_, text, safe) => expect(safeText(text)).toBe(safe));

  test('each pod has a colour', () => {
    const painter = new LogPainter();
    const look = { timestamps: false, pods: true, containers: false };
    const [one, other, again] = ['a', 'b', 'a'].map((pod) => painter.paint(line('x', pod), look));
    expect(one).toBe('\u001B[36ma\u001B[0m x\u001B[0m\r\n');
    expect(other).toContain('\u001B[32mb');
    expect(again).toBe(one);
    expect(painter.paint(line('x'), { timestamps: true, pods: false, containers: true })).toBe(
      '\u001B[33mweb\u001B[0m \u001B[2m2026-01-01T00:00:00Z\u001B[0m x\u001B[0m\r\n',
    );
    expect(plainLine(line('\u001B[31mred'))).toBe('2026-01-01T00:00:00Z shop-1 web red');
  });

  test('a filter is a part of the line, or a regular expression', () => {
    expect(matches('', 'anything')).toBe(true);
    expect(matches('ERR', 'an error')).toBe(true);
    expect(matches('err', '\u001B[31me\u001B[0mrror')).toBe(true);
    expect(matches('/e.+r$/', 'an error')).toBe(true);
    expect(matches('/e(/', 'an error')).toBe(false);
    expect(matches('/e(/', 'path /e(/')).toBe(true);
  });

  test('the memory of it is bounded', () => {
    const buffer = new LogBuffer();
    for (let index = 0; index < 30; index++)
      buffer.push(Array.from({ length: 1000 }, () => line(`${index}`)));
    expect(buffer.size).toBe(10_000);
    expect(buffer.lines()[0]?.text).toBe('20');
    expect(buffer.lines().at(-1)?.text).toBe('29');
    buffer.push([line('x'.repeat(7_990_000))]);
    expect(buffer.size).toBeLessThan(10_000);
    buffer.push([line('y'.repeat(7_990_000))]);
    expect(buffer.lines()).toHaveLength(1);
  });
});
