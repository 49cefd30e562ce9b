import type { OwnBuild, Target } from './target.ts';

/** Something that is tried on another tenant. */
export type Attempt = (target: Target, own: OwnBuild) => string;

const FAILED = '__typename ... on Failure { code message field }';
const ref = ({ namespace, build }: Target) => `{ namespace: "${namespace}", name: "${build}" }`;
const ownRef = ({ namespace, name }: OwnBuild) => `{ namespace: "${namespace}", name: "${name}" }`;
const place = ({ namespace, build }: Target) => `namespace: "${namespace}", name: "${build}"`;
const mutation = (call: string) => `mutation { ${call} { ${FAILED} } }`;

/**
 * What somebody hostile tries, by the field of the schema that it is tried with: first on what is the other’s, then with the other’s ids
 * on what is their own. Ordered so that the other’s own people can do all of it, one after the other. A test compares this with the
 * committed schema: a field without an attempt fails it.
 */
export const ATTEMPTS: Record<string, Attempt[]> = {
  'Query.build': [
    (to) => `{ build(${place(to)}) { id spec { prompt } } }`,
    ({ commit }, { namespace, name }) =>
      `{ build(namespace: "${namespace}", name: "${name}") { source {
          commit(id: "${commit}") { title } tree(commit: "${commit}") { files { path } }
          file(commit: "${commit}", path: "secret.txt") { text } } } }`,
  ],
  'Query.builds': [
    (to) => `{ builds(namespace: "${to.namespace}") { totalCount edges { node { id spec { prompt } } } } }`,
    () => '{ builds(first: 100, filter: { text: "quetzal" }) { totalCount edges { node { id spec { prompt } } } } }',
  ],
  'Query.release': [(to) => `{ release(${place(to)}) { id status { environment { variables { value } } } log } }`],
  'Query.releases': [
    (to) => `{ releases(namespace: "${to.namespace}") { id status { environment { variables { value } } } } }`,
    ({ build }) => `{ releases(build: "${build}") { id namespace } }`,
  ],
  'Query.tenant': [(to) => `{ tenant(name: "${to.namespace}") { displayName members { displayName } } }`],
  'Query.invoice': [({ invoice }) => `{ invoice(number: "${invoice}") { name total pdfLink } }`],
  'Query.invoices': [
    (to) => `{ invoices(tenant: "${to.namespace}") { totalCount edges { node { number name total } } } }`,
    () => '{ invoices(first: 100) { totalCount edges { node { number name total } } } }',
  ],
  'Subscription.buildEvents': [(to) => `subscription { buildEvents(${place(to)}) { type message } }`],
  'Subscription.buildChanged': [(to) => `subscription { buildChanged(${place(to)}) { id spec { prompt } } }`],
  'Subscription.chatMessages': [(to) => `subscription { chatMessages(${place(to)}) { id text } }`],

  'Mutation.say': [(to) => mutation(`say(build: ${ref(to)}, text: "remove books")`)],
  'Mutation.proposeAgain': [
    (to) => mutation(`proposeAgain(build: ${ref(to)}, id: "${to.said}")`),
    ({ said }, own) => mutation(`proposeAgain(build: ${ownRef(own)}, id: "${said}")`),
  ],
  'Mutation.acceptProposal': [
    (to) => mutation(`acceptProposal(build: ${ref(to)}, id: "${to.said}")`),
    ({ said }, own) => mutation(`acceptProposal(build: ${ownRef(own)}, id: "${said}")`),
  ],
  'Mutation.dismissProposal': [
    (to) => mutation(`dismissProposal(build: ${ref(to)}, id: "${to.said}")`),
    ({ said }, own) => mutation(`dismissProposal(build: ${ownRef(own)}, id: "${said}")`),
  ],
  'Mutation.noteLook': [(to) => mutation(`noteLook(build: ${ref(to)}, events: 1)`)],
  'Mutation.createBuild': [
    (to) => mutation(`createBuild(input: { namespace: "${to.namespace}", name: "mine", prompt: "A list." })`),
    (to) => mutation(`createBuild(input: { namespace: "${to.namespace}", name: "${to.build}", prompt: "A list." })`),
  ],
  'Mutation.changeBuild': [(to) => mutation(`changeBuild(input: { ${place(to)}, spec: { title: "x" } })`)],
  'Mutation.pauseBuild': [(to) => mutation(`pauseBuild(build: ${ref(to)})`)],
  'Mutation.cancelBuild': [(to) => mutation(`cancelBuild(build: ${ref(to)})`)],
  'Mutation.retryBuild': [(to) => mutation(`retryBuild(build: ${ref(to)}, feature: "foundation")`)],
  'Mutation.rollBackToFeature': [(to) => mutation(`rollBackToFeature(build: ${ref(to)}, feature: "foundation")`)],
  'Mutation.resumeBuild': [(to) => mutation(`resumeBuild(build: ${ref(to)})`)],
  'Mutation.rollBackBuild': [
    (to) => mutation(`rollBackBuild(build: ${ref(to)})`),
    (to) => mutation(`rollBackBuild(build: ${ref(to)}, digest: "${to.digest}")`),
    ({ digest }, own) => mutation(`rollBackBuild(build: ${ownRef(own)}, digest: "${digest}")`),
  ],
  'Mutation.changeEnvironment': [
    (to) => mutation(`changeEnvironment(input: { ${place(to)}, set: [{ name: "STOLEN", value: "x" }] })`),
    (to) => mutation(`changeEnvironment(input: { ${place(to)}, remove: ["PLAIN"] })`),
  ],
  'Mutation.revealFirstOwner': [(to) => mutation(`revealFirstOwner(release: ${ref(to)})`)],
  'Mutation.deleteDataExport': [
    (to) => mutation(`deleteDataExport(dataExport: { namespace: "${to.namespace}", name: "${to.exported}" })`),
  ],
  'Mutation.exportData': [(to) => mutation(`exportData(input: { ${place(to)} })`)],
  'Mutation.setKey': [
    (to) => mutation(`setKey(input: { tenant: "${to.namespace}", service: resend, key: "re_hostile_0123456789" })`),
  ],
  'Mutation.removeKey': [(to) => mutation(`removeKey(tenant: "${to.namespace}", service: resend)`)],
  'Mutation.markInvoicePaid': [({ invoice }) => mutation(`markInvoicePaid(number: "${invoice}")`)],
  'Mutation.changeTenant': [
    (to) => mutation(`changeTenant(input: { name: "${to.namespace}", displayName: "x" })`),
    (to) => mutation(`changeTenant(input: { name: "${to.namespace}", whiteLabel: { name: "x" } })`),
    (to) => mutation(`changeTenant(input: { name: "${to.namespace}", budget: { builds: 1 } })`),
    (to) => mutation(`changeTenant(input: { name: "${to.namespace}", spendingLimit: null })`),
    (to) => mutation(`changeTenant(input: { name: "${to.namespace}", retentionDays: 7 })`),
  ],
  'Mutation.createTenant': [
    (to) => mutation(`createTenant(input: { name: "stolen", displayName: "x", agency: "${to.namespace}" })`),
  ],
  'Mutation.inviteMember': [
    (to) => mutation(`inviteMember(input: { tenant: "${to.namespace}", name: "mallory", role: owner })`),
    (to) => mutation(`inviteMember(input: { tenant: "${to.namespace}", name: "${to.member}", role: owner })`),
  ],
  'Mutation.changeMemberRole': [
    (to) => mutation(`changeMemberRole(member: { tenant: "${to.namespace}", name: "${to.member}" }, role: owner)`),
    (to) => mutation(`changeMemberRole(member: { tenant: "${to.namespace}", name: "${to.member}" }, role: viewer)`),
  ],
  'Mutation.revokeAccessToken': [({ token }) => mutation(`revokeAccessToken(id: "${token}")`)],
  'Mutation.signIn': [
    (to) => mutation(`signIn(name: "${to.member}@${to.namespace}", password: "a guess of a password")`),
  ],
  'Mutation.removeMember': [
    (to) => mutation(`removeMember(member: { tenant: "${to.namespace}", name: "${to.member}" })`),
  ],
  'Mutation.deleteBuild': [
    ({ uid }, own) => mutation(`deleteBuild(build: ${ownRef(own)}, id: "${uid}")`),
    (to) => mutation(`deleteBuild(build: ${ref(to)})`),
  ],
  'Mutation.deleteTenant': [
    (to) => mutation(`deleteTenant(input: { name: "${to.namespace}", confirm: "${to.namespace}" })`),
  ],
};

/** Fields by which nobody can reach for what is another’s, and why. */
export const HARMLESS: Record<string, string> = {
  'Query.accessTokens': 'takes nothing, and gives the asker’s own',
  'Query.tenants': 'takes nothing; what it gives is compared in a test of its own',
  'Query.viewer': 'takes nothing, and gives the asker',
  'Query.templates': 'the same for everybody',
  'Query.plan': 'plans what the asker states, and looks at nothing else',
  'Query.singleSignOn': 'the same for everybody',
  'Mutation.createAccessToken': 'makes one of the asker’s own',
  'Mutation.setPassword': 'sets the asker’s own',
  'Mutation.signOut': 'ends the asker’s own session',
};

/** Paths of files that are tried. */
export const FILES: ((target: Target) => string)[] = [
  ({ namespace, build }) => `/files/${namespace}/${build}/source.zip`,
  ({ namespace, build }) => `/files/${namespace}/${build}/screenshots/preview/page.png`,
  ({ namespace, build }) => `/git/${namespace}/${build}.git/info/refs?service=git-upload-pack`,
  ({ namespace, exported }) => `/data/${namespace}/${exported}.tar.gz`,
  ({ invoice }) => `/files/invoices/${invoice}.pdf`,
  ({ invoice }) => `/files/invoices/${invoice}.csv`,
];
