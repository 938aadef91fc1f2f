/** An npm package that ships manifests: only its archive is fetched, nothing of it is installed or run. */
export interface CorpusPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly integrity: string;
  /** What it is good for here. */
  readonly holds: string;
  /** Its YAML is for no cluster, so nothing is to be found in it. */
  readonly foreign?: true;
}

export const PACKAGES: readonly CorpusPackage[] = [
  {
    name: '@freelensapp/resource-templates',
    version: '1.10.3',
    licence: 'MIT',
    integrity:
      'sha512-hioxwY3YdUcaNe6Kh33G2BarC0IhU8hIPs33T3QJ33BlT+a7YMSuTd/RKQTV0khtKf6uiPhlQK8Ms+HujFRWSw==',
    holds: 'one starting point for each of 22 kinds',
  },
  {
    name: '@k8slens/resource-templates',
    version: '1.0.0',
    licence: 'MIT',
    integrity:
      'sha512-HiV0yKzXAWDarF8Bx9WKB15EUKUrWDAbf3AA83LqelzAlLg5lSKfB15f+pHMXKXQEwT5Mk+ztXFcHocItwwu5Q==',
    holds: 'an earlier form of the same',
  },
  {
    name: 'redis-commander',
    version: '0.9.0',
    licence: 'MIT',
    integrity:
      'sha512-AMLY0sJm3iekK1UD3ZzIhjF9ZRcnOx/Tmjs83C12cyxPkd6ZQ9PDnxCv0zgmGSTwGUoHlraufJUpn80a8ADjdA==',
    holds: 'plain manifests of an application and a Helm chart',
  },
  {
    name: '@kinvolk/headlamp-plugin',
    version: '0.14.0',
    licence: 'Apache-2.0',
    integrity:
      'sha512-oVIqpSzf2zZfZG44gwrGI8xTLImCIKupUJ26k7ZhVrFSUBY9Ga+R66tfCdN4Q/ShYha/8J+qlpy5ac9PjRq2KA==',
    holds: 'custom resources: cert-manager, KEDA, Strimzi, Volcano, Katib',
  },
  {
    name: '@pulumi/eks',
    version: '1.0.4',
    licence: 'Apache-2.0',
    integrity:
      'sha512-UBupdME5xpbpF8MOhtp/CWMgaUi1YI/T4cUMddmxTrS2J9O7O6selD/cnDBv9Wxh5xQeH8rYVgxcq227p3HGHw==',
    holds: 'a CNI plugin and the dashboard, in API versions that are gone',
  },
  {
    name: '@aws-quickstart/eks-blueprints',
    version: '1.19.0',
    licence: 'Apache-2.0',
    integrity:
      'sha512-+fPNeLkqHP8+w4tsaoWwGH3uqRhfO7AwZvdGbYf4fyu1crKkWZZsRm3QI+AlkQCWIiTFw/ULzndVPvkLIg/PPw==',
    holds: 'an agent as DaemonSet and its RBAC',
  },
  {
    name: '@backstage/create-app',
    version: '0.9.2',
    licence: 'Apache-2.0',
    integrity:
      'sha512-zeQJQwbms56IH+CG5c1fZ0TSSTVhhwtfPPvhIBGnawBi2KS1V+e3vtTPeljX705AbjwG2EotJSd5hHdLlh0K0Q==',
    holds: 'catalogue files with apiVersion and kind that no cluster ever sees',
    foreign: true,
  },
  {
    name: '@rancher/shell',
    version: '3.0.8',
    licence: 'Apache-2.0',
    integrity:
      'sha512-Pyv2Je2bvDvnYwmmMonxM38C+JJL20ke1AvyNbDRBMmw3IhJdQV4wN/QawfHhJi85NXfLvQ4K9dQQA9vJEt3bQ==',
    holds: 'long YAML files that are no manifests, and a chart',
    foreign: true,
  },
];
