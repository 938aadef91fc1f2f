import type { PlacedFinding } from '../../core/checks/finding.ts';
import type { Expected } from '../../core/expectations.ts';
import { caretLine } from '../../core/expectations.ts';
import { lineEnd } from '../../core/text.ts';
import { visible } from '../terminal/escape.ts';
import type { Style } from '../terminal/style.ts';
import type { TestedFile } from './run.ts';

/** What was expected and is not there (`-`), and what is there and was not expected (`+`), below the lines they speak of. */
export function differences(files: readonly TestedFile[], style: Style): string {
  return files.map((file) => ofFile(file, files.length > 1, style)).join('');
}

function ofFile({ file, found }: TestedFile, isNamed: boolean, style: Style): string {
  const { missing, unexpected } = compare(file, found);
  if (missing.length + unexpected.length === 0) return '';
  const blocks: string[] = [];
  let start = 0;
  for (const [index, line] of file.text.split('\n').entries()) {
    const isHere = (one: Expected): boolean => one.start >= start && one.start <= start + line.length;
    const lines = [
      ...missing.filter(isHere).map((one) => style('red', `- ${visible(caretLine(line, start, one))}`)),
      ...unexpected.filter(isHere).map((one) => style('green', `+ ${visible(caretLine(line, start, one))}`)),
    ];
    if (lines.length > 0) {
      const number = String((file.lines[index] ?? 0) + 1).padStart(4);
      const gutter = `${' '.repeat(4)} | `;
      blocks.push([`${number} |   ${visible(line)}`, ...lines.map((one) => gutter + one)].join('\n'));
    }
    start += line.length + 1;
  }
  const head = isNamed && file.path !== '' ? `  ${style('bold', visible(file.path))}\n` : '';
  return `${head}${blocks.join('\n')}\n`;
}

interface Differences {
  readonly missing: readonly Expected[];
  readonly unexpected: readonly Expected[];
}

/** An expectation names a finding by its message or by the id of its check. */
function compare({ text, expected }: TestedFile['file'], found: readonly PlacedFinding[]): Differences {
  const missing = [...expected];
  const unexpected: Expected[] = [];
  for (const { id, message, start, span } of found) {
    const from = start + span.start;
    // Carets reach to the end of the line at most, and there is at least one.
    const place = { start: from, end: Math.max(from + 1, Math.min(start + span.end, lineEnd(text, from))) };
    const at = missing.findIndex(
      (one) => one.start === place.start && one.end === place.end && [id, message].includes(one.message),
    );
    if (at >= 0) missing.splice(at, 1);
    else unexpected.push({ ...place, message: `${id}: ${message}` });
  }
  return { missing, unexpected };
}
