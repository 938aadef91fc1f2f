/** Places that the server names otherwise than they are written, and how we name them. */
const MISNAMED: readonly (readonly [server: RegExp, written: string])[] = [
  [/((?:^|volumeClaimTemplates?(?:\[\d+\])?\.)spec)\.resources\.storage$/, '$1.resources.requests.storage'],
  [/^(spec\.limits\[\d+\])\.limits$/, '$1.type'],
  [/^overhead\.limits\./, 'overhead.podFixed.'],
  [/^template\.(labels|annotations)/, 'template.metadata.$1'],
  [/^annotations\./, 'metadata.annotations.'],
  [/\.downwardAPI\.(resourceFieldRef|fieldRef|path)/, '.downwardAPI.items.$1'],
  [/\.projected\.path$/, '.projected.sources.serviceAccountToken.path'],
  [/^spec\.LoadBalancerSourceRanges/, 'spec.loadBalancerSourceRanges'],
  [/^spec\.clusterIPs\[0\]$/, 'spec.clusterIP'],
  [/^spec\.podCIDRs\[0\]$/, 'spec.podCIDR'],
  [/\.Host(PID|IPC|Network|Users)$/, '.host$1'],
  [/\.securityContext\.shareProcessNamespace$/, '.shareProcessNamespace'],
  [/\.\{topologyKey, whenUnsatisfiable\}$/, '.topologyKey'],
  [/^metadata\.taints/, 'spec.taints'],
  [/^spec\.(strategy|updateStrategy)$/, 'spec.$1.type'],
  [/^spec\.validation\.openAPIV3Schema/, 'spec.versions.schema.openAPIV3Schema'],
  [/^spec\.(additionalPrinterColumns.*)\.JSONPath$/, 'spec.versions.$1.jsonPath'],
  [/^spec\.(subresources|additionalPrinterColumns|selectableFields)/, 'spec.versions.$1'],
  [/^(spec\.drivers\[\d+\])$/, '$1.topologyKeys'],
  [/^spec\.metrics\[0\]\.resource\.target\.averageUtilization$/, 'spec.targetCPUUtilizationPercentage'],
  [/^spec\.strategy\.strategy$/, 'spec.strategy'],
  [/^namespace$/, 'metadata.namespace'],
  [/^data\.(.+)$/, 'stringData.$1'], // as the server keeps it
  [/^spec\.insecureSkipTLSVerify$/, 'spec.service'], // which is missing for it
  // The first beta version of devices is read as the last one.
  [/^(spec\..*requests\[\d+\])\.exactly\./, '$1.'],
  [/^(spec\.devices\[\d+\])\.(attributes|capacity)/, '$1.basic.$2'],
  [/^(webhooks.*\.service)\.name$/, '$1.namespace'], // it mixes up the two
  [/^(webhooks.*\.service)\.namespace$/, '$1.name'],
  [/^spec\.conversion\.(?:webhookC|c)(lientConfig|onversionReviewVersions)/, 'spec.conversion.webhook.c$1'],
];

/** What the API server calls a place, as it is written. */
export function asWritten(path: string): string {
  const plain = withDots(path);
  const [server, written] = MISNAMED.find(([pattern]) => pattern.test(plain)) ?? [];
  return server && written ? plain.replace(server, written) : path;
}

/** `limits[cpu]`, `limits["cpu"]` and `limits.cpu` are the same place. */
export function withDots(path: string): string {
  return path.replaceAll(/\[["']?([^\]\d"'][^\]"']*)["']?\]/g, '.$1');
}
