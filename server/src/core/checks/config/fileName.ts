/** The name of config files; the nearest one above a file holds for it. */
export const CONFIG_FILE = '.kube-guardrails.yaml';
