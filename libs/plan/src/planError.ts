/** A spec that the API server accepts and that nevertheless cannot be planned. */
export class PlanError extends Error {
  /** Where in the spec, for example spec.entities[2].fields[0].to. */
  readonly path: string;

  constructor(path: string, message: string) {
    super(message);
    this.name = 'PlanError';
    this.path = path;
  }
}
