import { visible } from '../terminal/escape.ts';
import type { Report, ReportedFinding } from './report.ts';
import { fails, objectName } from './report.ts';

/**
 * JUnit's XML, as CI servers read it: a suite for each file, a case for each finding, one passing case for a clean file.
 * Findings that do not make the run fail pass with their message as output; waived ones are skipped.
 */
export function formatJunit({ findings, files, summary, failing }: Report): string {
  const byFile = new Map<string, ReportedFinding[]>(files.map((file) => [file, []]));
  for (const finding of findings) {
    const known = byFile.get(finding.file);
    if (known) known.push(finding);
    else byFile.set(finding.file, [finding]);
  }
  const suites = [...byFile].map(([file, found]) => suite(file, found, (finding) => fails(finding, failing)));
  const cases = [...byFile.values()].reduce((sum, found) => sum + Math.max(1, found.length), 0);
  const failures = findings.filter((finding) => fails(finding, failing)).length;
  const skipped = findings.filter(({ waived }) => waived !== undefined).length;
  const attributes = {
    name: 'kube-guardrails',
    tests: cases,
    failures,
    skipped,
    time: summary.durationMs / 1000,
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', attributes, suites)}\n`;
}

function suite(
  file: string,
  findings: readonly ReportedFinding[],
  isFailure: (finding: ReportedFinding) => boolean,
): string {
  const cases =
    findings.length > 0
      ? findings.map((finding) => testCase(finding, isFailure(finding)))
      : [element('testcase', { name: 'kube-guardrails', classname: file }, [])];
  const failures = findings.filter(isFailure).length;
  const skipped = findings.filter(({ waived }) => waived !== undefined).length;
  return indent(
    element('testsuite', { name: file, tests: cases.length, failures, errors: 0, skipped }, cases),
  );
}

function testCase(finding: ReportedFinding, isFailure: boolean): string {
  const { file, start, id, message, severity, object, source, waived } = finding;
  const place = `${file}:${start.line + 1}:${start.character + 1}`;
  const text = [
    `${place}  ${severity}  ${message}`,
    ...(object ? [objectName(object)] : []),
    ...(source === undefined ? [] : [`from ${source}`]),
  ];
  const body =
    waived !== undefined
      ? `<skipped${attributesOf({ message: `waived${waived ? `: ${waived}` : ''}` })}/>`
      : isFailure
        ? `<failure${attributesOf({ type: severity, message })}>${text.map(escape).join('\n')}</failure>`
        : `<system-out>${text.map(escape).join('\n')}</system-out>`;
  const name = `${id} ${start.line + 1}:${start.character + 1}`;
  return indent(element('testcase', { name, classname: file, file, line: start.line + 1 }, [indent(body)]));
}

function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  children: readonly string[],
): string {
  const head = `<${name}${attributesOf(attributes)}`;
  return children.length === 0 ? `${head}/>` : `${head}>\n${children.join('\n')}\n</${name}>`;
}

function attributesOf(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escape(String(value))}"`)
    .join('');
}

function indent(text: string): string {
  return `  ${text}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** XML 1.0 has no way to write most control characters, so they are spelled out (https://www.w3.org/TR/xml/#charsets). */
function escape(text: string): string {
  return visible(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
