import type { Lesson } from './lesson.ts';
import { shellLine } from './shell.ts';

export interface Asker {
  readonly context: string;
  readonly server: string;
  /** A kubeconfig file that the settings name. */
  readonly kubeconfig?: string;
}

/** The requests of a row and the commands that do the same, as a shell script to read and to copy from. */
export function lessonPage(label: string, lessons: readonly Lesson[], asker: Asker): string {
  const head = [
    `# What the row "${oneLine(label)}" asks of the cluster, and the kubectl commands that do the same.`,
    lessons.some(({ protocol }) => protocol !== undefined)
      ? '# Nothing here changes anything, but for what you do in a shell or through a port.'
      : '# Nothing here changes anything.',
  ];
  return `${[head, ...lessons.map((lesson) => section(lesson, asker))].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function section(
  { action, about, path, accept, protocol, kubectl, helm }: Lesson,
  { context, server, kubeconfig }: Asker,
): string[] {
  const way = [...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]), '--context', context];
  const helmWay = [
    ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]),
    '--kube-context',
    context,
  ];
  return [
    `# ${action === undefined ? '' : `${action}: `}${oneLine(about)}`,
    `# GET ${server.replace(/\/$/, '')}${path}`,
    protocol === undefined
      ? `# Accept: ${accept}`
      : `# Upgrade: websocket, Sec-WebSocket-Protocol: ${protocol}`,
    shellLine(['kubectl', ...way, ...kubectl]),
    ...(helm ? [shellLine(['helm', ...helmWay, ...helm])] : []),
  ];
}

/** Names come from clusters and files: none may begin a line of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ');
}
