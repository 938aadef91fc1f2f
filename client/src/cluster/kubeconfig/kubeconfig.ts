/** What kubeconfig files say, merged (https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/). */
export interface Kubeconfig {
  /** Name of the context that kubectl would use; it need not exist. */
  readonly currentContext: string | undefined;
  readonly contexts: ReadonlyMap<string, Context>;
  readonly clusters: ReadonlyMap<string, Cluster>;
  readonly users: ReadonlyMap<string, User>;
  /** The files that were looked for, whether they exist or not: what is worth watching. */
  readonly files: readonly string[];
  /** Files of which nothing was taken, and why. */
  readonly problems: readonly KubeconfigProblem[];
}

export interface KubeconfigProblem {
  readonly file: string;
  readonly message: string;
}

export interface Context {
  readonly name: string;
  /** The file that defines it. */
  readonly file: string;
  readonly cluster: string;
  readonly user: string;
  readonly namespace: string | undefined;
}

export interface Cluster {
  readonly name: string;
  readonly server: string;
  /** Name that the server's certificate must bear, where it is not that of the address. */
  readonly tlsServerName: string | undefined;
  readonly skipTlsVerify: boolean;
  readonly authority: Pem | undefined;
  /** `http`, `https` or `socks5` address of a proxy. */
  readonly proxyUrl: string | undefined;
  /** Handed to credential plugins that ask for it: the extension named `client.authentication.k8s.io/exec`. */
  readonly execExtension: unknown;
}

/** PEM data, or the absolute path of a file that holds it. Data wins where both are given. */
export interface Pem {
  readonly data?: Buffer;
  readonly file?: string;
}

export interface User {
  readonly name: string;
  readonly certificate: Pem | undefined;
  readonly key: Pem | undefined;
  readonly token: string | undefined;
  /** Absolute path; read again from time to time, as service account tokens change. */
  readonly tokenFile: string | undefined;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly impersonate: Impersonation | undefined;
  readonly exec: ExecPlugin | undefined;
  readonly authProvider: AuthProvider | undefined;
}

/** https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation */
export interface Impersonation {
  readonly user: string | undefined;
  readonly uid: string | undefined;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

/** https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins */
export interface ExecPlugin {
  readonly apiVersion: string;
  /** Absolute where the file gives a path, else looked up in PATH. */
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly installHint: string | undefined;
  readonly provideClusterInfo: boolean;
  readonly interactiveMode: 'Never' | 'IfAvailable' | 'Always';
}

export interface AuthProvider {
  readonly name: string;
  readonly config: Readonly<Record<string, string>>;
}
