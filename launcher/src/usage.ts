/** The command line was wrong; the message says how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE = `Usage: npm start -- [options]           bring the platform up and keep it up
       npm start -- --once [options]    build the sample (or -f FILE), print the result, stop
       npm run kubectl -- ...           kubectl against the running platform
       npm run backup -- FILE           accounts and audit log into a new file, whether or not the platform runs
       npm run restore -- FILE          puts them back; --replace where there are accounts already
       npm test                         the gate: checks, unit tests, e2e tests
       npm run e2e | npm run e2e:full   the e2e tests alone | with the long sweeps

Options:
  --once            end when every app is Ready (exit status 0) or one is not (1, with the reason)
  -f, --file FILE   apply this manifest (repeatable; a file may hold several documents)
  --data DIR        the folder that keeps everything (default: .appfactory in the checkout, or $APPFACTORY_DATA)
  --port N          port of the apps on this machine: http://NAME.NAMESPACE.localhost:N (default 8080; 0: any)
  --context NAME    use the cluster of this kubeconfig context instead of starting one
  --no-gateway      without PostgreSQL and the gateway, for kubectl alone; --once has none anyway
  -h, --help        this text

backup and restore take --data DIR, or DATABASE_URL in the environment for a PostgreSQL of your own.
`;
