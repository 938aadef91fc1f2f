import { expect, test } from 'vitest';
import { linksOf } from './links.ts';

test('reads owner and links, in an order of their own', () => {
  const annotations = {
    'link.argocd.argoproj.io/dashboard': 'Shop in Grafana|https://grafana.example.com/d/shop',
    'link.argocd.argoproj.io/status': 'https://status.example.com',
    'a8r.io/runbook': 'https://wiki.example.com/shop?a=1|2',
    'a8r.io/owner': '@shop-team',
    'a8r.io/chat': '#shop',
    other: 'https://example.com',
  };
  expect(linksOf(annotations)).toEqual([
    { label: 'Owner', text: '@shop-team' },
    {
      label: 'Runbook',
      text: 'https://wiki.example.com/shop?a=1|2',
      url: 'https://wiki.example.com/shop?a=1|2',
    },
    { label: 'Chat', text: '#shop' },
    {
      label: 'Shop in Grafana',
      text: 'https://grafana.example.com/d/shop',
      url: 'https://grafana.example.com/d/shop',
    },
    { label: 'Status', text: 'https://status.example.com/', url: 'https://status.example.com/' },
  ]);
});

test.each([
  'javascript:alert(1)',
  'file:///etc/passwd',
  'command:workbench.action.quit',
  'vscode://x/y',
  'data:text/html,x',
  'https://good.example.com@evil.example.com',
  '//example.com',
])('opens nothing at %s', (value) => {
  expect(linksOf({ 'a8r.io/runbook': value })[0]?.url).toBeUndefined();
});

test('has nothing to say without annotations', () => {
  expect(linksOf(undefined)).toEqual([]);
});
